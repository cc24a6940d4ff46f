"""L09: one ladder for every indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import DOCUMENT_FIELD, Finding, short
from ...registry import Check, Example
from ...views import SetView

_MIN = 8
_SHARE = 0.25


def _run(check: Check, view: SetView) -> Iterator[Finding]:
    ladders = Counter(c.tiers for _, c in view if c.tiers)
    total = sum(ladders.values())
    for ladder, count in ladders.items():
        if count < _MIN or count < _SHARE * total:
            continue
        yield check.finding(
            DOCUMENT_FIELD,
            (0, 0),
            f"{total} 条分档指标中有 {count} 条用同一套“{short(' / '.join(ladder), 40)}”，没有按各自的特点定标准。",
            "请参照历史水平、行业标准或计划任务，为不同指标分别确定各档的数值。",
        )


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
    run=_run,
    scope="document",
    dimension="适当性",
    bad=(
        Example(Indicator("闸门检修合格率", tiers=_LADDER), others=_MANY),
        Example(Indicator("水库数量", tiers=_LADDER), others=(*_MANY, *_FEW)),
    ),
    good=(
        Example(Indicator("闸门检修合格率", tiers=_LADDER), others=_FEW),
        Example(Indicator("闸门检修合格率", tiers=_LADDER)),
    ),
)
