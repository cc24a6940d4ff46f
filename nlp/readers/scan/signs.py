"""Signs in a column of their own (≥ | 98 | %), which no recogniser knows for certain without their number.

Alone, `=` is read as 二 and `≥` as V, and surely so. Set before the number of the next cell they were right
in 68 of 68 cells of worn forms (alone: 61).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import recognise
from .lines import Line, cut, side_by_side
from .recognise import Text
from .ruling import Frame

if TYPE_CHECKING:
    from .box import Box
    from .clean import Grey

_MAYBE = frozenset("=＝≥≤⩾⩽>＞<＜VvΛ∨∧一二三1l|2Z-—")
_SIGNS = frozenset("=＝≥≤⩾⩽>＞<＜")


def reread(page: Grey, tables: list[Frame], inside: dict[Box, list[Line]], texts: dict[Line, Text]) -> None:
    """Put right in `texts` what the cells of one doubtful character say beside a number."""
    pairs = [pair for table in tables for row in table.rows for pair in _pairs(row, inside, texts)]
    together = recognise.read([side_by_side([cut(page, sign), cut(page, number)]) for sign, number in pairs])
    for (sign, number), whole in zip(pairs, together, strict=True):
        found = whole.text.removesuffix(texts[number].text).strip()
        if found in _SIGNS:
            texts[sign] = Text(found, whole.sure, whole.average)


def _pairs(
    row: tuple[Box | None, ...], inside: dict[Box, list[Line]], texts: dict[Line, Text]
) -> list[tuple[Line, Line]]:
    """The doubtful cells of a row, each with the number to its right, or else to its left."""
    cells = [inside[box] if box else [] for box in row]
    single = [lines[0] if len(lines) == 1 else None for lines in cells]
    out = []
    for at, sign in enumerate(single):
        if sign is None or not (texts[sign].text in _MAYBE or not texts[sign].text):
            continue
        beside = [n for n in (*single[at + 1 : at + 2], *single[max(at - 1, 0) : at]) if n is not None]
        number = next((n for n in beside if texts[n].text[:1].isdigit()), None)
        if number is not None:
            out.append((sign, number))
    return out
