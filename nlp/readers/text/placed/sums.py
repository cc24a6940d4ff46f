"""The money of a form on a page that keeps its places: headings over figures, whose rows may lack their label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ....layouts.execution import asked
from ....layouts.funds import role
from ....vocabulary import label
from ..shapes import shape
from .head import under_one_another
from .words import Part, Word, joined, pieces_of

_LEAST = 3  # headings that are known, and figures below them
_HEADINGS, _ROWS = 3, 12  # lines that the headings fill, and their figures, at most
_ASKED = frozenset(("budget", "executed"))
_BESIDE = frozenset(("", "ignored", "budget"))  # what a label left of the sums asks for


def whole_sums(lines: Sequence[Sequence[Part]]) -> Mapping[int, str]:
    """What takes the place of the lines of such a table: its headings and each row of figures in one line, cells apart;
    '' for what was taken into them."""
    found: dict[int, str] = {}
    n = 0
    while n < len(lines):
        told = _table(lines, n)
        found |= told
        n = max(told, default=n) + 1
    return found


def _table(lines: Sequence[Sequence[Part]], n: int) -> dict[int, str]:
    """The table whose headings begin in a line; nothing where each row has all its cells anyway."""
    heads: list[Word] = []
    end = n
    if sum(_heads(part.text) for part in lines[n]) < _LEAST - 1:
        return {}
    for k in range(n, min(n + _HEADINGS, len(lines))):
        if not lines[k] or _is_row(lines[k], 0):
            break
        told = under_one_another([[Word(*part[:3]) for part in line] for line in lines[n : k + 1]])
        if _known(told) > max(_LEAST - 1, _known(heads)):
            heads, end = told, k + 1
    if _known(heads) < _LEAST:
        return {}
    left = next(head.start for head in heads if _heads(head.text))
    rows: list[int] = []
    for k in range(end, min(end + _ROWS, len(lines))):
        if _is_row(lines[k], left):
            rows.append(k)
        elif lines[k] and not _is_rest(lines[k], left):
            break
    plain = end == n + 1 and not any(lines[end : rows[0]] if rows else ())
    if not rows or (plain and all(len(lines[k]) == len(heads) for k in rows)):
        return {}
    if heads[0].start == left:
        between = next((lines[k][0].text for k in range(end, rows[0]) if lines[k]), "项目资金")
        heads.insert(0, Word(0, 0, between))  # over the labels of the rows
    found = dict.fromkeys(range(n, rows[0]), "")
    found[n] = "\t".join(head.text for head in heads)
    for k in rows:
        beside = [
            x for x in (k - 1, k, k + 1) if x == k or (end <= x < len(lines) and _is_rest(lines[x], left))
        ]
        found |= dict.fromkeys(beside, "")
        cells: list[list[str]] = [[] for _ in heads]
        cells[0] = [piece.text for part in lines[k] for piece in pieces_of(part) if piece.end <= left]
        pieces = _pieces(lines[k], left)
        every = len(pieces) == len(heads) - 1
        at = 1
        for i, piece in enumerate(pieces, 1):  # where one blank stands between them only their order tells
            near = min(range(at, len(heads)), key=lambda j: abs(heads[j].middle - piece.middle))
            at = i if every else near
            cells[at].append(piece.text)
        whole = joined([part.text for x in beside for part in lines[x] if part.end <= left])
        if role(whole):  # 年度资金 | 总额
            cells[0] = [whole]
        found[k] = "\t".join(map(joined, cells))
    return found


def _known(heads: Sequence[Word]) -> int:
    return sum(_heads(head.text) for head in heads)


def _heads(text: str) -> bool:
    return bool(
        asked(text) or role(text) == "column" or label(text) in _ASKED or text.endswith(("执行数", "执行率"))
    )


def _is_row(line: Sequence[Part], left: int) -> bool:
    return sum(shape(piece.text).figure not in ("", "mixed") for piece in _pieces(line, left)) >= _LEAST


def _pieces(line: Sequence[Part], left: int) -> list[Word]:
    """What stands in the cells right of the labels of the rows."""
    return [piece for part in line for piece in pieces_of(part) if piece.end > left]


def _is_rest(line: Sequence[Part], left: int) -> bool:
    """Whether a line holds nothing but a piece of the label left of the sums."""
    return len(line) == 1 and line[0].end <= left and label(line[0].text.rstrip(":：")) in _BESIDE
