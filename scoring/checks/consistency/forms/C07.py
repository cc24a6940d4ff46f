"""C07: the narrative of another project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..text import pairs, placed
from .strangers import LIGHT, ROUTE

_RESULT = re.compile(
    r"(?:通过(?:本|该)?项目(?:的)?实施|(?:本|该)?项目实施(?:后|以来)|资金到位[^，。]{0,10}后)[，,、:：]?(.{40,})",
    re.DOTALL,
)
_PROBLEMS = re.compile(r"(?:发现的)?(?:主要)?问题|存在(?:的)?问题|下一步|改进措施")
# Words that any project's text may have say nothing of its topic.
_COMMON = pairs(
    "项目专项资金经费补助补贴工作建设管理服务支出开展加强提高提升保障促进完成实施组织群众辖区人员单位部门宣传活动预算"
    "年度目标情况有效进一步积极落实质量水平能力发展社会需求基本全面重点相关各项"
)
_SHARED = 0.08


def _strangers(check: Check, view: SetView) -> Iterator[Finding]:
    """Narratives of a project that have none of the words of its name, goal and indicators."""
    for passage in view.of_kind("paragraph"):
        if not passage.project:
            continue
        told = "实施" in passage.text or "资金到位" in passage.text
        found = _RESULT.search(passage.text) if told else None
        if found is None:
            continue
        result = _PROBLEMS.split(found[1])[0]
        words = pairs(result) - _COMMON
        name = pairs(passage.project) - _COMMON
        if len(result) < 40 or not name or name & words:
            continue
        own = [
            p.text for p in view.passages if p.kind in ("goal", "content") and p.owner_id == passage.owner_id
        ]
        own += [f"{r.name}，{r.description}" for r, _ in view if r.owner_id == passage.owner_id]
        known = set().union(*map(pairs, own)) - _COMMON
        if known and len(words & known) < _SHARED * len(words):
            yield placed(
                check,
                view,
                passage,
                f"“{short(passage.project)}”的完成情况写的是“{short(result, 30)}”，与本项目的名称、目标和指标都不相干。",
                "请核对是否套用了其他项目的文字，改写为本项目的实施内容和成效。",
            )


_ABOUT = "项目全年预算数20万元。通过项目实施，"


CHECK = Check(
    code="C07",
    title="写的是别的项目",
    english="The narrative of another project",
    severity="P1",
    opinion=3,
    why="绩效目标和完成情况应与项目内容相关（财预〔2015〕88号“相关性”）；照搬其他项目文字的不能证明本项目的成效。",
    run=_strangers,
    scope="document",
    dimension="相关性",
    bad=(
        Example(
            ROUTE,
            passages=(
                Passage(
                    "paragraph",
                    _ABOUT
                    + "修缮古树围栏二十六处，清理枯枝落叶，防治白蚁虫害，划定保护范围并挂牌登记，古树长势恢复良好。",
                    "公交惠民班线",
                ),
            ),
        ),
        Example(
            LIGHT,
            passages=(
                Passage("goal", "更换老街照明灯具", "老街路灯更换"),
                Passage(
                    "paragraph",
                    _ABOUT
                    + "对养殖场户进行动物疫病监测，免疫牛羊口蹄疫，扑杀染疫牲畜并作无害化处理，未发生区域性疫情流行和蔓延事件。",
                    "老街路灯更换",
                ),
            ),
        ),
    ),
    good=(
        Example(
            ROUTE,
            passages=(
                Passage(
                    "paragraph",
                    _ABOUT
                    + "四条公交班线覆盖了十一个行政村，老年人凭卡免费乘车，学生早晚接送有了固定时间，出行时间明显缩短。",
                    "公交惠民班线",
                ),
            ),
        ),
        Example(LIGHT, passages=(Passage("paragraph", _ABOUT + "全面完成了年度任务。", "老街路灯更换"),)),
    ),
)
