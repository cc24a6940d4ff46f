"""Tables that a page draws without <table>: by roles, by styles, or by boxes in boxes under known headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

from ...vocabulary import column
from ..safety.markup import all_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOXES = ("div", "p", "ul", "ol", "li", "dl", "section", "article")
_CELLS = frozenset(("div", "span", "li", "p", "dt", "dd", "strong", "b"))
_PARTS = {"table": "table", "grid": "table", "row": "tr"} | dict.fromkeys(
    ("cell", "gridcell", "columnheader", "rowheader"), "td"
)
_DISPLAY = re.compile(r"display\s*:\s*(table-cell|table-row(?!-)|inline-table|table(?!-))", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]{1,80})\s*$")
_DRAWS = {"table": "table", "inline-table": "table", "table-row": "tr", "table-cell": "td"}
_HEADINGS = 2  # so many headings of indicator tables side by side make a header
_WIDEST = 40  # columns
_LONGEST = 40  # characters of a heading


def redraw(root: _Element) -> None:
    """Put real tables in the place of drawn ones."""
    parts = _declared(root)
    tables: dict[_Element, list[_Element]] = {}
    for row in (e for e, part in parts.items() if part == "tr"):
        holder = next((a for a in row.iterancestors() if parts.get(a) == "table"), row.getparent())
        if holder is not None:
            tables.setdefault(holder, []).append(row)
    for rows in tables.values():
        _gather(rows, {row: [c for c in row if parts.get(c) == "td" or _holds_text(c)] for row in rows})
    seen: set[_Element] = set()
    for element in list(root.iter(*_BOXES)):
        if _HEADINGS < len(element) <= _WIDEST and element not in seen and _is_header(element):
            rows = _rows_around(element)
            seen.update(rows)
            _gather(rows, {row: list(row) for row in rows})


def _declared(root: _Element) -> dict[_Element, str]:
    """Elements that a role, a style or a class of the page's own style sheet makes part of a table."""
    by_class: dict[str, str] = {}
    for sheet in root.iter("style"):
        for rule in (sheet.text or "").split("}"):
            selectors, _, body = rule.partition("{")
            if shown := _DISPLAY.search(body):
                named = (_CLASS.search(selector[-90:]) for selector in selectors.split(","))
                by_class |= {n.group(1): shown.group(1).lower() for n in named if n}
    parts: dict[_Element, str] = {}
    for element in root.iterfind(".//*[@role]"):
        parts[element] = _PARTS.get(element.get("role", "").lower(), "")
    for element in root.iterfind(".//*[@class]") if by_class else ():
        shown_as = next((by_class[c] for c in element.get("class", "").split() if c in by_class), "")
        parts.setdefault(element, _DRAWS.get(shown_as, ""))
    for element in root.iterfind(".//*[@style]"):
        if shown := _DISPLAY.search(element.get("style", "")):
            parts[element] = _DRAWS[shown.group(1).lower()]
    real = ("table", "tr", "td", "th", "tbody", "thead", "tfoot", "body", "html")
    return {e: part for e, part in parts.items() if part and e.tag not in real}


def _holds_text(element: _Element) -> bool:
    return bool(all_text(element).strip())


def _is_header(element: _Element) -> bool:
    """True when most of the boxes in `element` are headings of indicator tables."""
    headings = sum(bool(column(_leaf(child))) for child in element)
    return headings >= _HEADINGS and headings * 2 >= len(element)


def _leaf(element: _Element) -> str:
    """Text of a small box; '' for one with boxes in it, or much text."""
    if element.tag not in _CELLS or len(element) > 3 or any(len(child) > 1 for child in element):
        return ""
    text = all_text(element).strip()
    return text if len(text) <= _LONGEST else ""


def _rows_around(header: _Element) -> list[_Element]:
    """The header and its like beside it; where it stands alone in its box, those in the next box."""

    def like(near: Iterable[_Element]) -> list[_Element]:
        return list(takewhile(lambda row: _is_like(row, header), near))

    rows = [*reversed(like(header.itersiblings(preceding=True))), header, *like(header.itersiblings())]
    parent = header.getparent()
    after = parent.getnext() if parent is not None and len(rows) == 1 else None
    return rows + like(after if after is not None else ())


def _is_like(row: _Element, header: _Element) -> bool:
    return row.tag == header.tag and 2 <= len(row) <= len(header) and all(c.tag in _CELLS for c in row)


def _gather(rows: Iterable[_Element], cells: dict[_Element, list[_Element]]) -> None:
    """Move rows into a new table where the first of them stood, when they can be one."""
    rows = [row for row in rows if cells[row] and next(row.iter("table"), None) is None]
    if sum(len(cells[row]) > 1 for row in rows) < 2:
        return
    parent = rows[0].getparent()
    if parent is None:
        return
    table = parent.makeelement("table", None, None)
    parent.insert(parent.index(rows[0]), table)
    for row in rows:
        row.tag = "tr"
        for cell in cells[row]:
            cell.tag = "td"
            for name in ("colspan", "rowspan"):
                if value := cell.get(f"aria-{name}"):
                    cell.set(name, value)
        table.append(row)
