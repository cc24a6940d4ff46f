"""C49: fewer people than households benefit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import owners, quoted
from .promised import measured

_SERVED = re.compile(r"受益|惠及|得到|改善|便利|覆盖|享受|受助")
_APART = re.compile(r"培训|就业|岗位|儿童|学生|党员|死亡|伤亡")  # some of a household only


def _fewer(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if any("户" in context.value for _, context in view) else ():
        figures = {i: base for i in owner.rows if (base := measured(view[i].context.target)) and base.number}
        homes = [
            i for i, base in figures.items() if base.unit == "户" and view[i].context.declared == {"quantity"}
        ]
        if not homes:
            continue
        least = min(homes, key=lambda i: figures[i].number or 0.0)
        for i, base in figures.items():
            record, context = view[i]
            served = base.unit == "人" and "social" in context.declared and _SERVED.search(context.name)
            if not served or _APART.search(context.name):
                continue
            if (base.number or 0.0) >= (figures[least].number or 0.0):
                continue
            home = view[least].record
            yield check.mark(
                record,
                "value",
                None,
                f"{quoted(home.name, 16)}是{quoted(home.value)}，每户至少一人，{quoted(record.name, 20)}却只有{quoted(record.value)}。",
                "请核对户数和人数；只计其中一部分人的，在指标解释中写明。",
            ).at(i)


def _row(name: str, value: str, level1: str = "产出指标", level2: str = "数量指标") -> Indicator:
    return Indicator(name, value, level1=level1, level2=level2, project="灌区清淤")


def _served(value: str, name: str = "受益群众人数") -> Indicator:
    return _row(name, value, "效益指标", "社会效益指标")


_HOMES = (_row("改水户数", "160户"),)

CHECK = Check(
    code="C49",
    title="受益人数少于户数",
    english="Fewer people than households",
    severity="P1",
    opinion=4,
    why="产出和效益应相互匹配（财预〔2015〕88号：相应匹配）；一户至少一人，受益人数少于户数，两处必有一处写错。",
    run=_fewer,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_served("≥150人"), others=_HOMES),
        Example(_served("120人", "饮水得到改善的群众"), others=(*_HOMES, _row("入户核查户数", "175户"))),
    ),
    good=(
        Example(_served("≥480人"), others=_HOMES),
        Example(_served("≥170人"), others=(*_HOMES, _row("入户核查户数", "175户"))),
        Example(_served("≥30人", "带动就业岗位覆盖人数"), others=_HOMES),
        Example(_served("≥150人"), others=(_row("改水村组", "160个"),)),
    ),
)
