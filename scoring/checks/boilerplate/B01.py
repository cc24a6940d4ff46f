"""B01: one indicator table for many projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ....nlp.record import Indicator
from ...findings import Finding, owner_field, short
from ...registry import Check, Example
from ...views import SetView
from ..texts import form_of

_MIN_ROWS = 3
_BRACKETS = re.compile(r"[（(\[【][^（(）)\]】]*[）)\]】]|[\s0-9一二三四五六七八九十、.．+＋-]")
_ALIKE = 80.0  # rapidfuzz ratio from which two project names are of one series
_MANY = 3


@dataclass(frozen=True, slots=True)
class _Table:
    """The indicator table of one project: its first record and its rows (name, target)."""

    first: int
    owner: str
    rows: tuple[tuple[str, ...], ...]


def _series(view: SetView) -> Iterator[list[_Table]]:
    """The tables that have the same indicator names, of at least `_MIN_ROWS` rows that no superior template
    sets; only where there are two or more."""
    found: dict[tuple[str, ...], list[int]] = {}
    for i, (record, context) in enumerate(view):
        if record.owner and context.name and not record.narrative:
            found.setdefault((record.owner_id, *form_of(record)), []).append(i)
    same: dict[frozenset[str], list[list[int]]] = {}
    stock = view[0][1].words.words("stock_names")
    for members in found.values():
        names = frozenset([view[i][1].name for i in members]) - stock
        if len(names) >= _MIN_ROWS:
            same.setdefault(names, []).append(members)
    for tables in same.values():
        if len(tables) > 1:
            yield [_table(view, members, stock) for members in tables]


def _table(view: SetView, members: Sequence[int], stock: frozenset[str]) -> _Table:
    contexts = [c for i in members if (c := view[i][1]).name not in stock]
    rows = sorted((c.name, c.value, *c.tiers) for c in contexts)
    return _Table(members[0], view[members[0]][0].owner, tuple(rows))


def of_one_series(names: Sequence[str]) -> bool:
    """Whether project names differ by little more than a place, a number or a bracket."""
    from rapidfuzz import fuzz

    stems = [_BRACKETS.sub("", n) or n for n in names]
    return all(fuzz.ratio(stems[0], stem) >= _ALIKE for stem in stems[1:])


def _run(check: Check, view: SetView) -> Iterator[Finding]:
    for tables in _series(view):
        alike = of_one_series([t.owner for t in tables])
        copies: dict[tuple[tuple[str, ...], ...], list[_Table]] = {}
        for table in tables:
            copies.setdefault(table.rows, []).append(table)
        for group in copies.values():
            if len(group) > 1:
                yield from _copied(check, view, group, alike)
        if len(copies) == len(tables) and len({len(t.rows) for t in tables}) == 1:
            yield from _nearly(check, view, tables, alike)


def _copied(check: Check, view: SetView, group: Sequence[_Table], alike: bool) -> Iterator[Finding]:
    severity = "P2" if alike else "P0" if len(group) >= _MANY else "P1"
    rows = len(group[0].rows)
    for table in group:
        other = group[0] if table is not group[0] else group[1]
        said = f"{len(group)} 个项目的 {rows} 条指标逐字相同（如“{short(other.owner, 16)}”），看不出本项目要做什么。"
        if alike:
            said = (
                f"{len(group)} 个同类项目的 {rows} 条指标连同指标值逐字相同（如“{short(other.owner, 16)}”）。"
            )
        yield _put(check, view, table, said, severity)


def _nearly(check: Check, view: SetView, tables: Sequence[_Table], alike: bool) -> Iterator[Finding]:
    """Tables of the same names where almost all targets are the same too."""
    rows = len(tables[0].rows)
    differing = sum(len({t.rows[k] for t in tables}) > 1 for k in range(rows))
    if differing > max(1, rows // 5):
        return
    said = f"{len(tables)} 个项目的 {rows} 条指标名称相同，只有 {differing} 条的指标值不同。"
    for table in tables:
        yield _put(check, view, table, said, "P3" if alike else "P2")


def _put(check: Check, view: SetView, table: _Table, said: str, severity: str) -> Finding:
    record = view[table.first][0]
    field = owner_field(record)
    advice = "请按本项目的内容、服务对象和资金用途重新设定指标；确属同一项目的，请合并申报。"
    span = (0, len(getattr(record, field)))
    return check.finding(field, span, said, advice, severity).at(table.first)


_NAMES = (("服务农户", "若干户"), ("完成率", "100%"), ("完成时限", "12月"), ("农户满意", "满意"))


def _form(project: str, last: str = "满意") -> tuple[Indicator, ...]:
    rows = (*_NAMES[:3], (_NAMES[3][0], last))
    return tuple(Indicator(name, value, project=project) for name, value in rows)


_DREDGING, _HALL, _PUMP = _form("灌区清淤"), _form("村民礼堂修缮"), _form("泵站电费补贴")
_OWN = tuple(
    Indicator(name, value, project="泵站电费补贴")
    for name, value in (("补贴泵站数量", "≥18座"), ("补贴发放及时率", "100%"), ("亩均灌溉电费降幅", "≥6%"))
)


CHECK = Check(
    code="B01",
    title="多个项目共用一套指标",
    english="One indicator table for many projects",
    severity="P0",
    opinion=2,
    why="绩效目标应指向明确，与项目的支出方向和内容相符（财预〔2015〕88号审核表“相关性”）；几个项目的指标逐字相同，"
    "说明没有按项目设定。同类项目只作一般提示。",
    run=_run,
    scope="document",
    bad=(
        Example(_DREDGING[0], others=(*_DREDGING[1:], *_HALL, *_PUMP)),
        Example(_HALL[0], others=(*_HALL[1:], *_DREDGING)),
        Example(_DREDGING[0], others=(*_DREDGING[1:], *_form("灌区清淤（二期）"))),
    ),
    good=(
        Example(_DREDGING[0], others=(*_DREDGING[1:], *_OWN)),
        Example(_DREDGING[0], others=_DREDGING[1:]),
        Example(_HALL[0], others=_DREDGING[:2]),
    ),
)
