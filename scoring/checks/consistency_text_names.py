"""C07, C12, C21: titles, narratives and codes that belong to something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...nlp.document import Passage
from ...nlp.normalize import fold
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Example, Item
from .consistency_text import pairs, placed
from .sets_common import of_kind

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
_NUMBERED = re.compile(r"\s*(?:附件)?\d{1,2}[.、．]?\s*")
_TAIL = re.compile(
    r"(?:项目)?(?:支出)?(?:预算)?绩效(?:目标)?(?:自评|申报|完成情况|评价|填报|监控|情况)*(?:表|书|报告|说明)?.*"
)
_GENERIC = re.compile(
    r"\d{4}|年度?|[一二三]级|项目|支出|部门|单位|整体|预算|资金|专项|附件|绩效|目标|申报|自评|批复|明细|汇总|表"
)
_CODED = re.compile(r"(\d{3,12})\s*(\D.+)")


def _strangers(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    """Narratives of a project that have none of the words of its name, goal and indicators."""
    for passage in of_kind(passages, "paragraph"):
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
        own = [p.text for p in passages if p.kind in ("goal", "content") and p.owner_id == passage.owner_id]
        own += [f"{r.name}，{r.description}" for r, _ in items if r.owner_id == passage.owner_id]
        known = set().union(*map(pairs, own)) - _COMMON
        if known and len(words & known) < _SHARED * len(words):
            yield placed(
                check,
                items,
                passage,
                f"“{short(passage.project)}”的完成情况写的是“{short(result, 30)}”，与本项目的名称、目标和指标都不相干。",
                "请核对是否套用了其他项目的文字，改写为本项目的实施内容和成效。",
            )


def _titles(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    for passage in of_kind(passages, "title"):
        if not passage.project:
            continue
        title = _plain(passage.text)
        numbered = _NUMBERED.match(title)
        name = _TAIL.sub("", title[numbered.end() :] if numbered else title)
        project = _plain(passage.project)
        if len(_GENERIC.sub("", name)) < 3 or name in project or project in name:
            continue
        if len(pairs(name) & pairs(project)) >= (1 if numbered else 3):
            yield placed(
                check,
                items,
                passage,
                f"表题是“{short(name, 30)}”，项目名称却填“{short(passage.project, 30)}”，两者不一致。",
                "请核对后统一表题和项目名称。",
            )


def _plain(text: str) -> str:
    return re.sub(r"[“”\"'‘’《》#\s]", "", fold(text))


def _codes(check: Check, items: Sequence[Item], passages: Sequence[Passage]) -> Iterator[tuple[int, Finding]]:
    """One department under two codes: the rarer one is the slip."""
    coded: list[tuple[str, str, Passage]] = []
    for passage in of_kind(passages, "department"):
        found = _CODED.fullmatch(passage.text)
        if found:
            coded.append((found[2].strip(), found[1], passage))
    for name in dict.fromkeys(name for name, _, _ in coded):
        counts = Counter(code for other, code, _ in coded if other == name)
        usual, most = counts.most_common(1)[0]
        for other, code, passage in coded:
            if other == name and code != usual and counts[code] < most:
                yield placed(
                    check,
                    items,
                    passage,
                    f"“{short(name)}”的编码在这里是 {code}，别处（{most} 次）是 {usual}，疑为笔误。",
                )


_ROUTE = Indicator("开行班次数", value="36班", project="公交惠民班线")
_LIGHT = Indicator("更换路灯数", value="320盏", project="老街路灯更换")
_ABOUT = "项目全年预算数20万元。通过项目实施，"

CHECKS = (
    Check(
        code="C07",
        title="写的是别的项目",
        english="The narrative of another project",
        severity="P1",
        opinion=3,
        why="绩效目标和完成情况应与项目内容相关（财预〔2015〕88号“相关性”）；照搬其他项目文字的不能证明本项目的成效。",
        run_text=_strangers,
        scope="document",
        dimension="相关性",
        bad=(
            Example(
                _ROUTE,
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
                _LIGHT,
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
                _ROUTE,
                passages=(
                    Passage(
                        "paragraph",
                        _ABOUT
                        + "四条公交班线覆盖了十一个行政村，老年人凭卡免费乘车，学生早晚接送有了固定时间，出行时间明显缩短。",
                        "公交惠民班线",
                    ),
                ),
            ),
            Example(
                _LIGHT, passages=(Passage("paragraph", _ABOUT + "全面完成了年度任务。", "老街路灯更换"),)
            ),
        ),
    ),
    Check(
        code="C12",
        title="表题与项目名称不一致",
        english="The title is not the project's name",
        severity="P2",
        opinion=11,
        why="同一项目的名称应前后一致，并与预算批复相符；名称不一致时无法对应预算项目。",
        run_text=_titles,
        scope="document",
        dimension="完整性",
        bad=(
            Example(_ROUTE, passages=(Passage("title", "3.公交便民专线绩效目标表", "公交惠民班线"),)),
            Example(_LIGHT, passages=(Passage("title", "6、老街路灯亮化绩效目标表", "老街路灯更换"),)),
        ),
        good=(
            Example(_ROUTE, passages=(Passage("title", "3.公交惠民班线绩效目标表", "公交惠民班线"),)),
            Example(_LIGHT, passages=(Passage("title", "二级项目支出绩效目标申报表", "老街路灯更换"),)),
        ),
    ),
    Check(
        code="C21",
        title="单位编码前后不一",
        english="A slip in the department's code",
        severity="P3",
        opinion=11,
        why="同一单位的预算编码应当一致，编码有误会对不上预算单位。",
        run_text=_codes,
        scope="document",
        dimension="完整性",
        bad=(
            Example(
                _ROUTE,
                passages=tuple(
                    Passage("department", text, "公交惠民班线")
                    for text in ("205003交通运输局", "205003交通运输局", "2050003交通运输局")
                ),
            ),
            Example(
                _LIGHT,
                passages=tuple(
                    Passage("department", text)
                    for text in ("118城管局", "181城管局", "118城管局", "118城管局")
                ),
            ),
        ),
        good=(
            Example(
                _ROUTE,
                passages=(Passage("department", "205003交通运输局"), Passage("department", "205004公路中心")),
            ),
            Example(_LIGHT, passages=(Passage("department", "118城管局"), Passage("department", "城管局"))),
        ),
    ),
)
