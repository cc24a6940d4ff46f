"""B20: what a template left open still stands in the names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.record import Indicator
from ....nlp.targets.lexicon import UNITS
from ...findings import Finding, owner_span, short
from ...registry import Check, Example
from ...views import SetView

_UNIT = "|".join(sorted({*UNITS, "%", "‰", "年", "月", "日"}, key=lambda u: (-len(u), u)))
_HOLE = re.compile(
    rf"[≥≤><=]{{0,2}}\s?(?<![*×Xx_□○])(?:\*{{2,8}}|[×Xx]{{2,8}}|_{{2,8}}|□{{2,8}}|○{{2,8}})\s?"
    rf"(?:[万亿]?(?:{_UNIT})(?![A-Za-z])|(?=[)）]))"
)
_STAR = re.compile(r"^\s*\*")
_NAMED = 2


def _left_open(check: Check, view: SetView) -> Iterator[Finding]:
    for form in view.forms:
        holes = [i for i in form if _HOLE.search(_name(view, i))]
        if not holes:
            continue
        stars = [i for i in form if i not in holes and _STAR.match(_name(view, i))]
        rows = sorted((*holes, *stars))
        names = "、".join(f"“{short(_name(view, i), 26)}”" for i in holes[:_NAMED])
        more = f"等 {len(rows)} 条指标" if len(rows) > 1 else ""
        yield check.finding(
            *owner_span(view[form[0]].record),
            f"{names}{more}的名称里还留着模板的空（{_HOLE.search(_name(view, holes[0]))[0].strip()}），没有删去。",  # type: ignore[index]
            "请删去名称中的“**”和括号，目标值只写在指标值一栏，并带上符号和单位。",
        ).at(form[0])


def _name(view: SetView, i: int) -> str:
    record = view[i].record
    return record.cell or record.name


def _row(name: str, value: str = "≥90%") -> Indicator:
    return Indicator(name, value, level2="质量指标", project="灌区管护")


CHECK = Check(
    code="B20",
    title="名称里留有模板占位",
    english="Placeholders of the template in names",
    severity="P2",
    opinion=2,
    why="指标名称是简明的名词短语（财预〔2021〕101号）；“≥**%”是模板留给填报人填的，照搬进名称说明没有结合项目修改。",
    run=_left_open,
    scope="document",
    dimension="完整性",
    bad=(
        Example(_row("渠道完好率(≥**%)")),
        Example(_row("护渠投入（≤**万元）", "60万元"), others=(_row("*清淤验收合格率"),)),
        Example(_row("护渠员人数≥XX人", "20人")),
    ),
    good=(
        Example(_row("*清淤验收合格率")),
        Example(_row("渠道完好率（≥90%）")),
        Example(_row("XX灌区完好率")),
        Example(_row("渠道完好率", "≥**%")),
    ),
)
