"""N07: one value for several names."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.location import Location
from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from .glued import WHY


def _one_value(check: Check, view: SetView) -> Iterator[Finding]:
    """Indicators of one clause of prose that share a value. That of a cell which the reader has cut is its own
    doing: N05 and N06 say what is wrong there."""
    places: dict[tuple[Location, str], list[int]] = {}
    for i, (record, _) in enumerate(view):
        if record.value and record.location and record.narrative:
            places.setdefault((record.location, record.value), []).append(i)
    for (_, value), members in places.items():
        if len(members) > 1:
            for i in members:
                yield check.finding(
                    "value",
                    (0, len(value)),
                    f"{len(members)} 项指标合用一个目标值“{short(value)}”。",
                    "请按各项的历史水平分别写目标值。",
                ).at(i)


def _prose(name: str, value: str, part: int = 3) -> Indicator:
    return Indicator(name, value=value, narrative=True, location=Location(line=9, part=part))


CHECK = Check(
    code="N07",
    title="多项指标合用一个值",
    english="One value for several names",
    severity="P2",
    opinion=5,
    why=WHY,
    run=_one_value,
    scope="document",
    bad=(
        Example(_prose("机井封填率", "85%以上"), others=(_prose("水表安装率", "85%以上"),)),
        Example(
            _prose("水费收缴率", "90%"), others=(_prose("水费知晓率", "90%"), _prose("水价知晓率", "90%"))
        ),
    ),
    good=(
        Example(
            Indicator(
                "机井封填率",
                value="90%",
                cell="机井封填率\\水表安装率",
                location=Location(line=7, part=1),
            ),
            others=(
                Indicator(
                    "水表安装率",
                    value="90%",
                    cell="机井封填率\\水表安装率",
                    location=Location(line=7, part=2),
                ),
            ),
        ),
        Example(
            _prose("机井封填率", "85%以上"),
            others=(_prose("水表安装率", "85%以上", 4),),
        ),
        Example(
            Indicator("机井封填率", value="90%", location=Location(line=7)),
            others=(Indicator("水表安装率", value="90%", location=Location(line=8)),),
        ),
    ),
)
