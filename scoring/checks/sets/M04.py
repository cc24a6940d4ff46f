"""M04: one thing split into many indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding, owner_span, short
from ...registry import Check, Example
from ...views import SetView
from .thin import OWN, row

_SPLIT_IN = 3
_PERIOD = re.compile(r"[0-9一二三四五六七八九十]{1,3}月份?|第?[1-4一二三四]季度|[上下]半年")
# What is left of a name when its period is taken out must still say something.
_MIN_REST = 4


def _split_up(check: Check, view: SetView) -> Iterator[Finding]:
    festival = view[0][1].words.pattern("festivals")
    names = "\n".join(context.name for _, context in view)
    if not festival.search(names) and not _PERIOD.search(names):
        return
    for form in view.forms:
        series: dict[tuple[str, ...], dict[str, int]] = {}
        for i in form:
            record, context = view[i]
            found = festival.search(context.name) or _PERIOD.search(context.name)
            if not found:
                continue
            rest = context.name[: found.start()] + context.name[found.end() :]
            if len(rest) >= _MIN_REST:
                # Names clipped at one length differ at their end by as much as the period is longer.
                key = rest[:8] if context.clipped else rest
                series.setdefault((key, record.level2), {}).setdefault(found[0], i)
        for (rest, _), parts in series.items():
            if len(parts) < _SPLIT_IN:
                continue
            i = min(parts.values())
            yield check.finding(
                *owner_span(view[i].record),
                f"“{short(rest, 16)}”按{'、'.join(parts)}拆成 {len(parts)} 条，衡量的是同一件事。",
                "可以合并为一条，如全年合计，各次的数量写入指标解释。",
            ).at(i)


def _quarters(what: str) -> tuple[Indicator, ...]:
    return tuple(row(f"第{n}季度{what}", "2次", "数量指标") for n in "一二三四")


CHECK = Check(
    code="M04",
    title="同一件事拆成多条",
    english="One thing split into many indicators",
    severity="P3",
    opinion=5,
    why="指标应重点突出、少而精（财预〔2021〕101号）；同一件事按季度、节日拆开，虚占权重。",
    run=_split_up,
    scope="document",
    dimension="完整性",
    bad=(
        Example(_quarters("渠道巡查次数")[0], others=_quarters("渠道巡查次数")[1:]),
        Example(
            row("元旦慰问护渠员人数", "20人", "数量指标"),
            others=(
                row("春节慰问护渠员人数", "20人", "数量指标"),
                row("中秋节慰问护渠员人数", "20人", "数量指标"),
            ),
        ),
    ),
    good=(
        Example(
            row("第一季度渠道巡查次数", "2次", "数量指标"),
            others=(row("第二季度水闸检修数", "3座", "数量指标"),),
        ),
        Example(OWN[0], others=OWN[1:]),
    ),
)
