"""B02: name, description and basis are one text."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.normalize import fold
from ...advice import how_counted
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView
from .columns import row


def _echo(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    text = record.description
    # Only a text of much the same length can be the same one: most records end here.
    if not text or abs(len(text) - len(record.name)) > 2 or fold(text).rstrip("。.;") != context.name:
        return
    whole = (0, len(text))
    if record.basis and fold(record.basis) == context.name:
        yield check.finding(
            "description",
            whole,
            f"“{short(record.name)}”在名称、指标描述和确定依据三栏里逐字相同，后两栏等于没有填写。",
            f"请在描述中写明{how_counted(context)}；在依据中写明文件、计划、历史数据或行业标准。",
        )
        return
    yield check.finding(
        "description",
        whole,
        f"指标描述只重复了名称“{short(record.name)}”，没有说明怎样计算。",
        f"请在描述中写明{how_counted(context)}。",
        "P2",
    )


CHECK = Check(
    code="B02",
    title="名称、描述、依据照抄",
    english="Name, description and basis are one text",
    severity="P0",
    opinion=1,
    why="指标解释应给出定量指标的计算方法或统计口径、定性指标的衡量内容和方法，指标值应有来源（财预〔2021〕101号）；"
    "三栏照抄，指标既无口径又无依据。",
    run=_echo,
    needs=("described",),
    dimension="完整性",
    bad=(
        Example(row("清淤完成率", "100%", "清淤完成率", "清淤完成率")),
        Example(row("水质改善", "明显", "水质改善。", "水质改善")),
        Example(row("巡查次数", "24次", "巡查次数")),
    ),
    good=(
        Example(row("清淤完成率", "100%", "已清淤长度÷计划长度×100%", "年度清淤计划")),
        Example(row("清淤完成率", "100%")),
    ),
)
