"""C66: what has been done so far is told by a word that says nothing of how far."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import Target
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from ..completion.completions import bare, explains, row

_UNDER_WAY = re.compile(
    r"(?:目前|项目|工程|工作|仍|还|尚|均|已|正|正在|持续|有序|稳步|按计划|按进度)*(?:进行|实施|推进|建设|施工|办理|开展|落实|采购|准备)(?:之?中)?"
    r"|(?:尚|暂|还)?未(?:完工|完成|结束|到期|到时间)|同上|正常|有序|按进度|按计划"
)


# A measure is praised, where it should be told.
_UNMEASURED = re.compile(
    r"(?:均|都|已|能|能够|基本|较|全部)*(?:(?:及时|按时|快速|迅速)(?:响应|处置|办理|到位|完成|修复|处理|办结)?|(?:运行|情况|效果)?(?:良好|较好|稳定|满意|合格|达标|准确|规范))"
)
_SIGNS = ("≥", "≤", ">", "<", "＞", "＜")
_ALL = 100.0  # 合格 says that of all
_FIGURES = frozenset(("percent", "permille", "count", "duration"))


def _promised(target: Target) -> bool:
    return target.kind in _FIGURES and bool(target.number) and target.number != _ALL


def _under_way(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not record.so_far or context.target is None:
        return
    if (
        _promised(context.target)
        and _UNMEASURED.fullmatch(bare(record.so_far))
        and not explains(record.reason)
    ):
        yield check.mark(
            record,
            "value",
            None,
            f"目标是“{short(record.value)}”，监控时只写“{short(record.so_far)}”，没有数字，无法与目标比对。",
            "请按指标的口径填写监控期内的实际数，如平均时长、比例、次数。",
            "P1",
        )
        return
    if record.so_far.lstrip().startswith(_SIGNS) and bare(record.so_far) == bare(record.value):
        yield check.mark(
            record,
            "value",
            None,
            f"监控情况照抄目标“{short(record.value)}”，没有写到现在实际是多少。",
            "请填写监控期内的实际数；还没有调查或统计的，写明安排在什么时候。",
        )
        return
    if not _UNDER_WAY.fullmatch(bare(record.so_far)):
        return
    if explains(record.reason):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"目标是“{short(record.value)}”，监控时只写“{short(record.so_far)}”，看不出做到哪一步、能否按时完成。",
        "请写明实际进度，如完成的数量、比例或到了哪个环节（招标、开工、完工、验收），以及预计完成的日期。",
    )


CHECK = Check(
    code="C66",
    title="监控情况没有写到什么程度",
    english="Progress told by a word that says nothing of how far",
    severity="P2",
    opinion=4,
    why="绩效运行监控要收集绩效目标的实际完成情况，对照目标分析偏差（财预〔2019〕136号）；“进行中”不能与目标比较。",
    run=_under_way,
    dimension="可行性",
    needs=("value",),
    bad=(
        Example(row("用水户满意度", "≥90%", "", "满意度指标", so_far="≥90%", interim=True)),
        Example(row("清淤完工时间", "11月底前", "", "时效指标", so_far="未完工", interim=True)),
        Example(row("水闸检修完成时间", "12月底前", "", "时效指标", so_far="进行中", interim=True)),
        Example(row("险情响应时间", "≤30分钟", "", "时效指标", so_far="及时响应", interim=True)),
    ),
    good=(
        Example(row("清淤完工时间", "11月底前", "", "时效指标", so_far="已完成招标，9月开工", interim=True)),
        Example(
            row(
                "清淤完工时间",
                "11月底前",
                "",
                "时效指标",
                so_far="未完工",
                interim=True,
                reason="汛期停工，9月复工",
            )
        ),
        Example(row("清淤长度", "≥12公里", "", so_far="8公里", interim=True)),
        Example(row("节水宣传场次", "6场", "", so_far="6场", interim=True)),
        Example(row("清淤合格率", "100%", "", "质量指标", so_far="合格", interim=True)),
        Example(row("险情响应时间", "≤30分钟", "", "时效指标", so_far="平均25分钟", interim=True)),
    ),
)
