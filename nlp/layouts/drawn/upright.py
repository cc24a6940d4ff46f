"""Tables as they were drawn → tables with a header row on top and whole class cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ...blocks import Cell, Row
from ...vocabulary import classes, column
from ..columns import Header
from ..horizons import horizon_of
from ..rows import Line, Sheet, line_of

_MEASURE = re.compile(r"(?:满意|合格|达标|完成|覆盖|知晓|及时|准确)[率度]$")  # what a name ends in
_FRAGMENT = 6  # characters of a piece
_MOST_PIECES = 10
_WITHIN = 3  # columns from the left in which the labels of a turned table may stand
_LABELS = {"level1", "level2", "name", "value", "description", "sign", "unit", "actual", "basis", "weight"}


def upright(sheet: Sheet) -> Sheet:
    """The table with its header in a row: indicators that stand in columns are turned."""
    lines = sheet.lines
    if any(line.kind == "header" for line in lines):
        return sheet
    for at in range(_WITHIN):
        roles = [line.roles[at] if at < len(line.cells) else "" for line in lines]
        if "name" not in roles or not {"value", "level1", "level2"} & set(roles):
            continue
        marked = [i for i, role in enumerate(roles) if role in _LABELS]
        first, last = marked[0], marked[-1] + 1
        # Text before or after may hold such words too: most rows of the stretch must be labelled.
        if len(marked) * 2 > last - first:
            turned = _turn([line.cells[at:] for line in lines[first:last]], sheet.grid)
            return replace(sheet, lines=(*lines[:first], *map(line_of, turned), *lines[last:]))
    return _crosswise(sheet)


def _crosswise(sheet: Sheet) -> Sheet:
    """An indicator a column under classes and names, and a row for each place that has targets, turned; else as it
    is."""
    lines = sheet.lines
    for k, (one, two, names) in enumerate(zip(lines, lines[1:], lines[2:], strict=False)):
        first = next((i for i, levels in enumerate(one.levels) if 1 in levels), 0)
        if not (first and sheet.grid and _classed(one, 1, first) and _classed(two, 2, first)) or any(
            names.levels
        ):
            continue
        rows = [
            line
            for line in lines[k + 3 :]
            if len(line.filled) > 1 and line.kind == "other" and line.texts[first - 1]
        ]
        if not rows or len(names.filled) < 2 or min(names.filled) < first:
            continue
        place = one.cells[first].row
        blank = [Cell("", place)] * 3
        turned = _turn([line.cells[first:] for line in (one, two, names, *rows)], True)
        heads = [Cell(text, place) for text in ("一级指标", "二级指标", "三级指标", "区域目标值")]
        over = [*heads, *[Cell("", place)] * (len(rows) - 1)]
        under = [*blank, *(line.cells[first - 1] for line in rows)]
        return replace(sheet, lines=(*lines[:k], *map(line_of, (tuple(over), tuple(under), *turned))))
    return sheet


def _classed(line: Line, level: int, first: int) -> bool:
    """Whether a row names classes of a level from a column on, and nothing else."""
    found = [i for i in line.filled if i >= first]
    return len(found) > 1 and all(level in line.levels[i] for i in found)


def _turn(rows: list[Row], grid: bool) -> Iterator[Row]:
    width = max(map(len, rows))
    if not grid:
        rows = [_spread(row, rows) for row in rows]
    for i in range(width):
        yield tuple(row[i] if i < len(row) else Cell("") for row in rows)


def _spread(row: Row, rows: Sequence[Row]) -> Row:
    """A dump drops the covered cells of a label that spans columns: level 1 is dealt out by level 2."""
    if not row or column(row[0].text) != "level1":
        return row
    below = next((r for r in rows if len(r) > len(row) and column(r[0].text) == "level2"), None)
    if below is None:
        return row
    spread, rest = [row[0]], list(row[1:])
    current = ""
    for cell in below[1:]:
        if rest and not (current and belongs(current, cell.text)):
            current = rest[0].text
            spread.append(rest.pop(0))
        else:
            spread.append(Cell(""))
    return tuple(spread)


_OWN = ("name", "value", "description", "unit", "sign", "actual")
_OUTPUT = ("数量", "质量", "时效", "进度")
_BENEFIT = ("经济效", "社会效", "生态效", "环境效", "可持续")


def belongs(level1: str, level2: str) -> bool:
    """True when a level-2 class may stand under a level-1 class, as far as the two names tell."""
    level1, level2 = "".join(level1.split()), "".join(level2.split())
    if "满意" in level2:
        return "满意" in level1 or "效益" in level1
    if any(word in level2 for word in _OUTPUT):
        return not any(word in level1 for word in ("效益", "效果", "满意", "成本"))
    if any(word in level2 for word in _BENEFIT):
        return not any(word in level1 for word in ("产出", "完成", "满意", "成本"))
    if "成本" in level2:
        return not any(word in level1 for word in ("效益", "效果", "满意"))
    return True


def mend(lines: Sequence[Line], header: Header) -> list[Line]:
    """Rows with level cells made whole that were broken over lines or pages (产|出|指|标).

    A run of fragments is joined when together they are a class name; the longest run counts. The
    whole name stands in the first row of the run, the others are left empty.
    """
    mended = list(lines)
    for role in ("level1", "level2"):
        found = header.by_role.get(role)
        if found is not None:
            _mend_column(mended, found.start, classes)
    first = min((c.start for r in ("level1", "level2") if (c := header.by_role.get(r))), default=0)
    taken = {at for role in _OWN if (c := header.by_role.get(role)) for at in range(c.start, c.end)}
    for at in set(range(first)) - taken:  # a name that begins with 全年 is no torn 年度指标
        _mend_column(mended, at, horizon_of)
    _join_rests(mended, header)
    return mended


def _join_rests(lines: list[Line], header: Header) -> None:
    """A name that a page has cut before its measure goes back together: 查档群众 | ≥95%, 满意度."""
    name, value = header.at("name"), header.at("value")
    if name is None or value is None:
        return
    for k in range(1, len(lines)):
        above, rest = lines[k - 1], lines[k]
        if tuple(rest.filled) != (name,) or not max(name, value) < len(rest.cells) == len(above.cells):
            continue
        whole = above.texts[name] and above.texts[value] and not _MEASURE.search(above.texts[name])
        if whole and _MEASURE.fullmatch(rest.texts[name]):
            pairs = zip(above.cells, rest.cells, strict=True)
            lines[k - 1] = line_of(tuple(a._replace(text=a.text + b.text) for a, b in pairs))
            lines[k] = line_of(tuple(c._replace(text="") for c in rest.cells))


def _mend_column(lines: list[Line], at: int, known: Callable[[str], object]) -> None:
    filled = [i for i, line in enumerate(lines) if at < len(line.cells) and line.texts[at]]
    texts = ["".join(lines[i].texts[at].split()) for i in filled]
    k = 0
    while k < len(filled):
        count = _pieces(texts[k : k + _MOST_PIECES], known)
        if count > 1:
            _put(lines, filled[k], at, "".join(texts[k : k + count]))
            for i in filled[k + 1 : k + count]:
                _put(lines, i, at, "")
        k += count


def _pieces(texts: list[str], known: Callable[[str], object]) -> int:
    """How many texts, from the first on, make up one name that is `known`; 1 when they do not."""
    best, joined = 1, ""
    for count, text in enumerate(texts, 1):
        if len(text) > _FRAGMENT or text.isdigit() or (count > 1 and known(text) and len(text) > 1):
            break
        joined += text
        if count > 1 and known(joined):
            best = count
    return best


def _put(lines: list[Line], i: int, at: int, text: str) -> None:
    row = lines[i].cells
    lines[i] = line_of((*row[:at], row[at]._replace(text=text), *row[at + 1 :]))
