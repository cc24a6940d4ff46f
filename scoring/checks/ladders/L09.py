"""L09: one ladder for every indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ....nlp.record import Indicator
from ...findings import Finding, short, tier_span
from ...registry import Check, Example, Item

_MIN = 8
_SHARE = 0.25


def _run(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    ladders = Counter(c.tiers for _, c in items if c.tiers)
    total = sum(ladders.values())
    for ladder, count in ladders.items():
        if count < _MIN or count < _SHARE * total:
            continue
        first = True
        for i, (record, context) in enumerate(items):
            if context.tiers != ladder:
                continue
            yield (
                i,
                check.finding(
                    "tiers",
                    tier_span(record, 0, len(ladder) - 1),
                    f"{total} 条分档指标中有 {count} 条用同一套“{short(' / '.join(ladder), 40)}”，没有按各自的特点定标准。",
                    "请参照历史水平、行业标准或计划任务，为不同指标分别确定各档的数值。",
                    "" if first else "P3",
                ),
            )
            first = False


_LADDER = ("90%以上", "80%-90%", "70%-80%", "70%以下")
_MANY = tuple(Indicator(f"第{i}灌区巡查率", tiers=_LADDER) for i in range(9))
_FEW = tuple(Indicator(f"第{i}灌区巡查率", tiers=_LADDER) for i in range(3))


CHECK = Check(
    code="L09",
    title="各指标套用同一分档",
    english="One ladder for every indicator",
    severity="P1",
    opinion=2,
    why="指标值应依据计划、历史、行业等标准分别测算（财预〔2021〕101号）；件数和比率套用一套百分比，说明没有测算。",
    run_set=_run,
    scope="document",
    dimension="适当性",
    bad=(
        Example(Indicator("闸门检修合格率", tiers=_LADDER), others=_MANY),
        Example(Indicator("水库数量", tiers=_LADDER), others=(*_MANY, *_FEW)),
    ),
    good=(
        Example(Indicator("闸门检修合格率", tiers=_LADDER), others=_FEW),
        Example(Indicator("闸门检修合格率", tiers=("≥98%", "≥95%", "≥90%", "<90%")), others=_MANY),
    ),
)
