"""M05: measurable indicators of the text never reach the project tables."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import DOCUMENT_FIELD, Finding, short
from ...registry import Check, Example
from ...views import SetView
from ..generic import is_generic
from .thin import STOCK, row

_NARRATED = 3
_CARRIED = 0.5


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _left_in_prose(check: Check, view: SetView) -> Iterator[Finding]:
    told = [
        i
        for i, (record, context) in enumerate(view)
        if record.narrative and context.target is not None and context.target.number is not None
    ]
    tables = [i for i, (record, _) in enumerate(view) if record.project and not record.narrative]
    projects = len({view[i][0].owner_id for i in tables})
    if len(told) < _NARRATED or projects < 2:
        return
    # A stock name (服务对象满意度) carries nobody's indicator.
    names = {view[i][1].name for i in tables if not is_generic(view[i][1])}
    known = [_pairs(name) for name in names]
    for i in told:
        pairs = _pairs(view[i][1].name)
        if any(len(pairs & other) >= _CARRIED * len(pairs) for other in known):
            return  # some do reach the tables: which of the others ought to can't be told
    quoted = "、".join(f"“{short(view[i][0].name, 16)}{short(view[i][0].value, 10)}”" for i in told[:3])
    yield check.finding(
        DOCUMENT_FIELD,
        (0, 0),
        f"正文提出{quoted}等 {len(told)} 条有数值的指标，{projects} 个项目的绩效目标表一条也没有列入。",
        "请把正文中的指标落实到对应的项目，写入该项目的产出或效益指标。",
    )


def _told(name: str, value: str) -> Indicator:
    return Indicator(name, value, activity="灌区管理", narrative=True)


_PROSE = (_told("节水灌溉率", "62%以上"), _told("水费收缴率", "95%以上"), _told("渠系水利用系数", "0.58"))
_OTHER = row("水价公示率", "100%", "数量指标", "水价改革")


CHECK = Check(
    code="M05",
    title="正文的量化指标没有进入项目表",
    english="Measurable indicators of the text never reach the project tables",
    severity="P1",
    opinion=9,
    why="部门的绩效指标应分解落实到项目（财预〔2015〕88号：相应匹配、目标相关性）；只写在正文里的指标没有项目承担，年终无人考核。",
    run=_left_in_prose,
    scope="document",
    dimension="相关性",
    absence=True,
    bad=(
        Example(STOCK[0], others=(_OTHER, *_PROSE)),
        Example(_OTHER, others=(*STOCK, *_PROSE, _told("灌溉水质达标率", "100%"))),
    ),
    good=(
        Example(STOCK[0], others=(_OTHER, *_PROSE, row("节水灌溉率", "≥62%", "社会效益指标"))),
        Example(STOCK[0], others=(_OTHER, *_PROSE[:2])),
        Example(STOCK[0], others=_PROSE),
    ),
)
