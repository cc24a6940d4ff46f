"""One row of an indicator table → the text of each role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..blocks import Cell, Row
from ..location import NOWHERE, Location
from ..normalize import fold, squeeze
from ..vocabulary import classes
from .columns import Column, Header
from .form import Form
from .horizons import horizon_of
from .rows import Line, class_level, is_placeholder, is_tick, label_text, line_of
from .values import is_sign

_LEVELS = ("level1", "level2")
_MAY_BE_BLANK = ("reason", "remark")  # columns that end a table and are rarely filled
_GLUED = ("value", "sign", "unit")  # their lines may be the parts of several targets
_BOTH = re.compile(r"(\d+(?:\.\d+)?)分?\s*[/(]\s*(\d+(?:\.\d+)?)分?\)?")
_STANDARD = re.compile(r"(?:行业|历史|计划|国家|地方|其他|预算支出)标准|(?:上级|部门)?文件|规划|历史值")


@dataclass(frozen=True, slots=True)
class Aligned:
    """`texts` by role, whitespace folded; `tiers` and `history` from left to right; the name's place.

    `anchored` is True when a class name stands in the row's level columns. `horizon` is what a cell left of the
    classes says (中期指标), `recognised` the lowest confidence of the cells that were read.
    """

    texts: dict[str, str]
    tiers: tuple[str, ...]
    history: tuple[str, ...]
    location: Location
    anchored: bool
    horizon: str = ""
    recognised: float | None = None

    def get(self, role: str) -> str:
        """The text of `role`, '' where the table has no such column."""
        return self.texts.get(role, "")


def align(line: Line, header: Header) -> Aligned | None:
    """The row's texts by role, or None when no indicator can stand in it.

    The header's columns hold as long as class names stand under their own headings. Where they do not
    the row has drifted: it is anchored at its last class name and read on from there.
    """
    row, name = line.cells, header.by_role["name"]
    missing = header.width - len(row)
    if missing > 0 and header.alone and (left := _cut(line, missing, header)):
        return align(line_of((*(Cell("", row[0].row),) * left, *row)), header)
    anchors = [i for i, levels in enumerate(line.levels[: name.start + 1]) if levels]
    at1, at2 = header.at("level1"), header.at("level2")
    if at1 is None and at2 is None:
        return _read(row, header, 0, False) if name.start < len(row) else None
    levels = [c for c in header.columns if c.role in _LEVELS]
    if not header.alone:  # the other tables' class names are none of this one's
        anchors = [i for i in anchors if i == name.start or any(c.start <= i < c.end for c in levels)]
    in_place = name.start < len(row) and all(
        _fits(row[i], i, levels, name, len(row) > header.width) for i in anchors
    )
    named = any(c.text.strip() for c in row[name.start : name.end])
    whole = header.grid or len(row) >= header.width or not header.alone
    if in_place and (named or not anchors or whole):
        return _read(row, header, 0, any(i < name.start for i in anchors))
    if not anchors or not header.alone:
        return None
    return _drifted(row, header, anchors)


def _cut(line: Line, missing: int, header: Header) -> int:
    """How many class cells, spanned from above, were left out before a row that is `missing` cells short; 0 for none.

    Blank cells at its end may be gone as well.
    """
    levels = [c for c in header.columns if c.role in _LEVELS]
    if not levels or not line.filled or line.filled[0] or len(line.filled) < 2:
        return 0
    if not any(line.levels):
        left = header.by_role["name"].start
        behind = [c for c in header.columns if c.end > header.width - (missing - left)]
        value = header.at("value")
        told = value is None or any(line.texts[max(value - left, 0) : max(value - left + 1, 0)])
        return left if missing >= left and told and all(c.role in _MAY_BE_BLANK for c in behind) else 0
    last = max(i for i, levels in enumerate(line.levels) if levels)
    column = next((c for c in header.columns if c.start == last + missing), None)
    fits = column is not None and column.role in _LEVELS and int(column.role[-1]) in line.levels[last]
    return missing if fits else 0


def _fits(cell: Cell, i: int, levels: list[Column], name: Column, pushed: bool) -> bool:
    column = next((c for c in levels if c.start <= i < c.end), None)
    if column is not None and column.role == "level1":
        return 1 in classes(cell.text) or len(levels) == 1
    return column is not None or (i == name.start and not pushed)


def _drifted(row: Row, header: Header, anchors: list[int]) -> Aligned | None:
    last = max(anchors)
    name_now = next((i for i in range(last + 1, len(row)) if row[i].text.strip()), None)
    if name_now is None:
        return None
    shift = name_now - header.by_role["name"].start
    if len(anchors) > 1:
        moved = {"level1": anchors[0], "level2": last}
    else:
        moved = {"level1" if class_level(row[last].text) == 1 else "level2": last}
    return _read(row, header, shift, True, moved)


def _read(
    row: Row, header: Header, shift: int, anchored: bool, moved: dict[str, int] | None = None
) -> Aligned:
    """Texts of the columns, those from the name on moved by `shift` (levels by what was found)."""
    name = header.by_role["name"]
    parts: dict[int, list[str]] = {}  # by the column's start
    for column in header.columns:
        if moved is not None and column.start < name.start:
            if column.role in moved:
                parts[column.start] = [row[moved[column.role]].text]
            continue
        first, end = max(column.start + shift, 0), max(column.end + shift, 0)
        parts[column.start] = [c.text for c in row[first:end] if c.text and not c.text.isspace()]
        if column.parts:
            parts[column.start] = _dealt(column.parts, [c.text for c in row[first:end]])
    _give_on(header, parts)
    texts = {role: _joined(role, parts[c.start]) for role, c in header.by_role.items() if c.start in parts}
    if len(signs := header.all("sign")) > 1:  # 指标性质 正向 | 指标方向 大于等于: the cell that holds one
        told = (_joined("sign", parts.get(c.start, [])) for c in signs)
        texts["sign"] = next(filter(is_sign, told), texts.get("sign", ""))
    if len(reasons := header.all("reason")) > 1:  # 偏差原因 | 改进措施
        said = (_joined("reason", parts.get(c.start, [])) for c in reasons)
        texts["reason"] = "；".join(dict.fromkeys(t for t in said if t and not is_placeholder(t)))
    if "points" not in texts and (both := _BOTH.fullmatch(fold(texts.get("weight", "")))):  # 分值/得分
        texts["weight"], texts["points"] = both.groups()
    if shift or moved is not None:
        _before_standard(row, texts, name.start + shift)
    tiers, history = (
        tuple(_joined(role, parts.get(c.start, [])) for c in header.all(role) if c.start + shift < len(row))
        for role in ("tier", "history")
    )
    spot = header.by_role["value"] if header.shares_name else name
    place = next((c.location for c in row[spot.start + shift : spot.end + shift] if c.text.strip()), NOWHERE)
    # A name that stands in no name column was given on from its neighbour.
    place = place or next((c.location for c in row if c.text.strip() and c.location), NOWHERE)
    left = "".join(c.text for c in row[: name.start] if c.text.strip() and not classes(c.text))
    sure = min((c.recognised for c in row if c.recognised is not None), default=None)
    return Aligned(texts, tiers, history, place, anchored, horizon_of(left), sure)


def _dealt(parts: Sequence[str], texts: Sequence[str]) -> list[str]:
    """One target for several places: as it is where all have the same, else each behind its place.

    >>> _dealt(("东区", "西区"), ("≥95%", "≥95%")), _dealt(("东区", "西区"), ("2个", "3个"))
    (['≥95%'], ['东区2个；西区3个'])
    """
    told = [(part, squeeze(text)) for part, text in zip(parts, texts, strict=False) if text.strip()]
    if len({text for _, text in told}) < 2:
        return [text for _, text in told[:1]]
    return ["；".join(part + text for part, text in told)]


def _give_on(header: Header, parts: dict[int, list[str]]) -> None:
    """Borders of a row may stand elsewhere than those of the header: two cells begin under one label

    and none under the next, which the second belongs to.
    """
    for column, after in zip(header.columns, header.columns[1:], strict=False):
        mine = parts.get(column.start, ())
        if len(mine) > 1 and column.role != "value" and after.role and not parts.get(after.start):
            parts[after.start] = [parts[column.start].pop()]


def _joined(role: str, texts: list[str]) -> str:
    if role in _LEVELS:
        return label_text("".join(texts)) if texts else ""
    if role == "name" and len(texts) > 1 and squeeze(texts[0]).strip("()（）.、").isdecimal():
        texts = texts[1:]  # a serial number in a column of its own, under the same label
    if role == "reason":
        texts = [text for text in texts if not is_tick(text)]  # what kind of reason it is
    if role in _GLUED and len(texts) == 1 and "\n" in texts[0]:
        return "\n".join(map(squeeze, texts[0].splitlines()))
    return squeeze(("" if role == "value" else " ").join(texts))


def _before_standard(row: Row, texts: dict[str, str], name_at: int) -> None:
    """A drifted row that names its standard (行业标准) has its target right before it."""
    standard = next((i for i, c in enumerate(row) if _STANDARD.fullmatch(fold(c.text))), None)
    if standard is None or "basis" not in texts or "value" not in texts:
        return
    before = next((i for i in range(standard - 1, name_at, -1) if row[i].text.strip()), None)
    if before is not None:
        texts["value"], texts["basis"] = squeeze(row[before].text), squeeze(row[standard].text)


@dataclass
class Fill:
    """Labels that merged cells leave blank on the rows below: labels are filled down, never text."""

    labels: dict[str, str] = field(default_factory=dict)

    def label(self, role: str, text: str) -> str:
        """`text`, or the label above where it is empty."""
        if text:
            self.labels[role] = text
        return self.labels.get(role, "")

    def drop(self, *roles: str) -> None:
        """Forget labels: what comes next has its own, or none."""
        for role in roles:
            self.labels.pop(role, None)


def inherited(row: Aligned, header: Header, fill: Fill, form: Form) -> dict[str, str]:
    """What the row inherits: levels and owner from the rows above, the rest from the form."""
    told = {"project": form.project, "activity": form.activity, "goal": form.goal, "budget": form.money}
    if header.at("activity") is not None:
        told["project"] = ""  # a table of activities is no longer the form above it
    if header.at("activity") is not None:
        if row.get("activity"):  # a new activity has a budget and goal of its own, or none
            fill.drop("budget", "goal")
        told |= {role: fill.label(role, row.get(role)) for role in ("activity", "goal", "budget")}
    if not row.anchored and is_placeholder(row.get("name")):
        return {**told, "level1": "", "level2": ""}  # a remark in the label columns names no class
    first, second = row.get("level1") or header.over, row.get("level2")
    told["level1"] = fill.label("level1", first)
    if first and not second:
        fill.drop("level2")
    told["level2"] = fill.label("level2", second)
    return told
