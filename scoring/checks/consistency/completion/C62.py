"""C62: a completion that is a bare number among others with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from .completions import row, rows_of

_NUMBER = re.compile(r"\s*\d[\d,]*(?:\.\d+)?\s*")
_MOST = 0.5  # of the completions with a number that may lack their units: more is the habit of a form


def _bare(check: Check, view: SetView) -> Iterator[Finding]:
    for members in view.once(rows_of):
        told = [i for i in members if view[i].record.actual[:1].isdigit()]
        bare = [i for i in told if _lacks(view, i)]
        for i in bare if len(bare) <= _MOST * len(told) else ():
            record, context = view[i]
            unit = context.target.unit if context.target else ""
            said = record.actual.strip()
            if unit == "%" and 0 < float(said.replace(",", "")) <= 1:
                said = f"{float(said) * 100:g}"  # a cell of a workbook that was copied as its number
            yield check.mark(
                record,
                "actual",
                None,
                f"“{short(record.name)}”的完成值“{short(record.actual)}”没有计量单位。",
                f"请写“{said}{unit}”。",
            ).at(i)


def _lacks(view: SetView, i: int) -> bool:
    """Whether a completion is a number without the unit that its target has; 0 needs none."""
    record, context = view[i]
    unit = context.target.unit if context.target and not context.value.isdecimal() else ""
    named = context.name.endswith(f"({unit})")  # 改造危桥（座）
    return bool(unit and not named and _NUMBER.fullmatch(record.actual)) and record.actual.strip("0. ") != ""


_ALIKE = (row("闸门检修数", "≥7座", "7座"), row("节水宣传场次", "6场", "6场"))

CHECK = Check(
    code="C62",
    title="完成值没有计量单位",
    english="A completion without its unit",
    severity="P2",
    opinion=4,
    why="完成值要与指标值口径一致、能逐项对照（财预〔2020〕10号自评表）；只写数字，看不出是数量、比例还是金额。",
    run=_bare,
    scope="document",
    dimension="适当性",
    bad=(
        Example(row("清淤长度", "≥12公里", "13"), others=_ALIKE),
        Example(row("清淤长度（含支渠）", "≥12公里", "13"), others=_ALIKE),
        Example(row("管护单价", "≤4.2万元/公里", "4.05", "成本指标"), others=_ALIKE),
    ),
    good=(
        Example(row("清淤长度", "≥12公里", "13公里"), others=_ALIKE),
        Example(row("渠道安全事故", "0起", "0"), others=_ALIKE),
        Example(row("清淤长度（公里）", "≥12公里", "13"), others=_ALIKE),
        Example(row("清淤长度", "≥12公里", "13"), others=(row("闸门检修数", "≥7座", "7"),)),
        Example(row("清淤长度", "≥12", "13"), others=_ALIKE),
    ),
    weight=0.6,
)
