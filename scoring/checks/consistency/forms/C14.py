"""C14: flat series equal to the target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .....nlp.targets import canonical, parse_target
from ....findings import Finding, owner_span, short
from ....registry import Check, Example
from ....views import SetView
from ..years import row

_MIN_FLAT = 3
_SHARE = 0.8
_CEILING = 100.0


def _rate(text: str) -> float | None:
    """The figure of a target that is a share, in percent; a bare share (0.6) is 60 %."""
    target = parse_target(text)
    if target is None or target.number is None or target.upper is not None or target.approximate:
        return None
    if target.kind == "ratio" and not target.unit and 0 < target.number <= 1:
        return round(target.number * 100, 6)
    return canonical(target).number if target.kind == "percent" else None


def _flat(check: Check, view: SetView) -> Iterator[Finding]:
    for form in view.forms if any(r.history for r, _ in view) else ():
        moving, flat = 0, []
        for i in form:
            record, context = view[i]
            target = context.target
            # A number of stations or a price may well stay; so must a rate that is at its ceiling.
            if len(record.history) < 2 or target is None or target.kind not in ("percent", "ratio"):
                continue
            figure = _rate(record.value)
            if figure is None or figure >= _CEILING:
                continue
            if all(_rate(h) == figure for h in record.history):
                flat.append(i)
            else:
                moving += 1
        if len(flat) < _MIN_FLAT or len(flat) < _SHARE * (len(flat) + moving):
            continue
        record = view[flat[0]].record
        series = "、".join(f"“{short(h, 8)}”" for h in record.history)
        yield check.finding(
            *owner_span(record),
            f"“{short(record.name)}”等指标前几年的值{series}与目标“{short(record.value, 12)}”全都一样；有历史数据的 {len(flat) + moving} 条中有 {len(flat)} 条如此，像是按标准倒填的。",
            "请填写历年的实际完成值，并在此基础上确定有提升的目标。",
        ).at(flat[0])


_STILL = tuple(row(f"第{n}灌区水费收缴率", f"≥{80 + n}%", (f"{80 + n}%", f"0.{80 + n}")) for n in range(1, 4))
_GROWN = tuple(row(f"第{n}灌区巡查覆盖率", f"≥{80 + n}%", ("72%", "76%")) for n in range(1, 4))


CHECK = Check(
    code="C14",
    title="历年数值与目标完全相同",
    english="Flat series equal to the target",
    severity="P1",
    opinion=11,
    why="历史标准应取历史完成值（财预〔2021〕101号指标值来源）；多条指标几年一个数、又恰好等于目标，说明历史值不是实际完成值，目标也没有提升。",
    run=_flat,
    scope="document",
    dimension="可行性",
    bad=(
        Example(_STILL[0], others=_STILL[1:]),
        Example(
            _STILL[0],
            others=(*_STILL[1:], *(replace(r, name=r.name + "（西片）") for r in _STILL), _GROWN[0]),
        ),
    ),
    good=(
        Example(_STILL[0], others=_GROWN),
        Example(_STILL[0]),
        Example(
            row("水费标准", "0.2元/立方米", ("0.2元/立方米", "0.2元/立方米")),
            others=tuple(row(f"第{n}项补贴标准", "60元/亩", ("60元/亩", "60元/亩")) for n in range(3)),
        ),
    ),
)
