"""N05–N07: several indicators in one cell.

The reader cuts them apart and keeps the whole cell in `Indicator.cell`; the finding stands on the first.
Lists without a reader's cut are looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...nlp.layouts.split import split_names
from ...nlp.location import Location
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Context, Example, Item

_NUMBERED = re.compile(r"[率数度比额量例)][ ]*[2-9][、.]?(?=[\u4e00-\u9fff])")


def _parts(record: Indicator, context: Context) -> list[str]:
    """The indicators that the cell of `record` holds, [] when it is not the first of them."""
    if record.cell:
        return split_names(record.cell) if record.location.part < 2 else []
    if record.narrative:
        return []
    parts = split_names(record.name)
    return parts if len(parts) > 1 else []


def _glued(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    numbered = bool(_NUMBERED.search(record.cell or context.name))
    if numbered != (check.code == "N05"):
        return
    parts = _parts(record, context)
    if not parts:
        return
    listed = "、".join(f"“{short(p, 14)}”" for p in parts[:4])
    how = "只用数字隔开" if numbered else "写在一起"
    yield check.mark(
        record,
        "name",
        None,
        f"{listed}等 {len(parts)} 项指标{how}，填在一格里。"
        if len(parts) > 4
        else f"{listed} {len(parts)} 项指标{how}，填在一格里。",
        "请拆成几条指标，各写各的目标值。",
    )


def _one_value(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    """Indicators of one clause of prose, or of one cell, that share a value."""
    places: dict[tuple[Location, str], list[int]] = {}
    for i, (record, _) in enumerate(items):
        if record.value and record.location and (record.narrative or record.cell):
            base = record.location if record.narrative else record.location.whole
            places.setdefault((base, record.value), []).append(i)
    for (_, value), members in places.items():
        if len(members) > 1:
            for i in members:
                yield (
                    i,
                    check.finding(
                        "value",
                        (0, len(value)),
                        f"{len(members)} 项指标合用一个目标值“{short(value)}”。",
                        "请按各项的历史水平分别写目标值。",
                    ),
                )


def _single(name: str, value: str = "") -> Example:
    return Example(Indicator(name, value=value))


def _prose(name: str, value: str, part: int = 3) -> Indicator:
    return Indicator(name, value=value, narrative=True, location=Location(line=9, part=part))


_WHY = "一条指标只衡量一件事，各有目标值（财预〔2015〕88号：细化量化）；合在一格无法分别评价。"

CHECKS = (
    Check(
        code="N05",
        title="多项指标连写，只用数字隔开",
        english="Indicators glued by numbers",
        severity="P1",
        opinion=5,
        why=_WHY,
        run=_glued,
        needs=("joined",),
        bad=(
            _single("渠道巡查率2水质抽检率3设备完好率"),
            Example(Indicator("渠道巡查率", cell="渠道巡查率2水质抽检率", location=Location(line=5, part=1))),
        ),
        good=(_single("5岁以下儿童饮水达标率"), _single("2型水表更换率"), _single("渠道巡查率")),
    ),
    Check(
        code="N06",
        title="多项指标并在一格",
        english="Several indicators in one cell",
        severity="P1",
        opinion=5,
        why=_WHY,
        run=_glued,
        needs=("joined",),
        bad=(
            _single("机井封填率\\水表安装率\\水费收缴率"),
            _single("泵站新建数量（座）、渠道衬砌数量（公里）"),
            Example(
                Indicator("机井封填率", cell="机井封填率及水表安装率", location=Location(line=7, part=1))
            ),
        ),
        good=(_single("水库和泵站完好率"), _single("水费收缴率"), _single("渠道、泵站设备完好率")),
    ),
    Check(
        code="N07",
        title="多项指标合用一个值",
        english="One value for several names",
        severity="P2",
        opinion=5,
        why=_WHY,
        run_set=_one_value,
        scope="document",
        bad=(
            Example(_prose("机井封填率", "85%以上"), others=(_prose("水表安装率", "85%以上"),)),
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
        ),
        good=(
            Example(
                _prose("机井封填率", "85%以上"),
                others=(_prose("水表安装率", "85%以上", 4),),
            ),
            Example(
                Indicator("机井封填率", value="90%", location=Location(line=7)),
                others=(Indicator("水表安装率", value="90%", location=Location(line=8)),),
            ),
        ),
    ),
)
