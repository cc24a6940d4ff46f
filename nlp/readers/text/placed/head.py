"""The head of a table whose headings may fill several lines of their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ....vocabulary import classes, column
from ..shapes import shape
from .words import Part, Word

NAMES, RESULTS = frozenset(("name", "detail")), frozenset(("value", "actual", "sign", "tier"))
HEADINGS = 3  # that are known, at least
LEVELS = frozenset(("level1", "level2"))
_LINES = 6
_HINTS = ("级", "指标")
_NEAR = 3  # places
_LONGEST = 18  # characters of a heading
_LATIN = re.compile(r"[!-~ ]+")


class Head(NamedTuple):
    """The headings of a table, which fill lines [start, end)."""

    start: int
    end: int
    cells: tuple[Word, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """What each column holds, '' where nobody knows."""
        roles = [column(cell.text) for cell in self.cells]
        # 绩效指标, 绩效指标完成情况 head the left edge, too.
        first = next((k for k, role in enumerate(roles) if role in LEVELS), 0)
        edge = ("name", "actual")
        return tuple("" if role in edge and k < first else role for k, role in enumerate(roles))


def heads(parts: Sequence[Sequence[Part]]) -> dict[int, Head]:
    """The heads of a text by the line that each begins in: what names no column above one belongs to the form."""
    hinted = [any(hint in part.text for part in line for hint in _HINTS) for line in parts]
    found = {
        n: head for n in range(len(parts)) if any(hinted[n : n + _LINES]) and (head := _head_at(parts, n))
    }
    return {
        n: head
        for n, head in found.items()
        if n + 1 not in found or _known(found[n + 1].roles) < _known(head.roles)
    }


def _head_at(parts: Sequence[Sequence[Part]], at: int) -> Head | None:
    """The head of an indicator table that begins in a line, over as many lines as name the most columns."""
    found: Head | None = None
    known = (HEADINGS - 1, len(parts[at]) + 1)
    for end in range(at + 1, min(at + _LINES, len(parts)) + 1):
        if not parts[at] or (end > at + 1 and not parts[end - 1]):
            break
        cells = under_one_another([_headings(line) for line in parts[at:end]])
        roles = [column(c.text) for c in cells]
        if max(len(c.text) for c in cells) > _LONGEST or not (NAMES & set(roles) and RESULTS & set(roles)):
            continue
        if _known(roles) > known:
            found, known = Head(at, end, tuple(cells)), _known(roles)
    while found and found.end < len(parts) and (more := _goes_below(parts[found.end], found.cells)):
        found = Head(at, found.end + 1, more)
    return found


def under_one_another(lines: Sequence[Sequence[Word]]) -> list[Word]:
    """The cells of lines: what stands above or below another belongs to it."""
    cells = max((list(line) for line in lines), key=len)
    texts: list[list[tuple[int, str]]] = [[] for _ in cells]
    for n, line in enumerate(lines):
        for part in line:
            at = min(range(len(cells)), key=lambda k: abs(cells[k].middle - part.middle))
            if part.end <= cells[at].start or part.start >= cells[at].end:
                beside = _beside(part, n, cells, texts)
                at = at + (part.middle > cells[at].middle) if beside is None else beside
                if beside is None:
                    cells.insert(at, part)
                    texts.insert(at, [])
            texts[at].append((n, part.text))
    return [
        c._replace(text="".join(t for _, t in sorted(told))) for c, told in zip(cells, texts, strict=True)
    ]


def _beside(
    part: Word, line: int, cells: Sequence[Word], texts: Sequence[Sequence[tuple[int, str]]]
) -> int | None:
    """The cell hardly beside a part that makes a heading with it, and has nothing of its line: 1-7 月 | 执行情况."""
    for k, cell in enumerate(cells):
        room = max(part.start - cell.end, cell.start - part.end)
        if room > _NEAR or any(n == line for n, _ in texts[k]):
            continue
        above = texts[k] or [(line + 1, cell.text)]
        whole = column("".join(text for _, text in sorted([*above, (line, part.text)])))
        apart = column(part.text) and column("".join(text for _, text in above))
        if whole and not (room and apart):
            return k
    return None


def _headings(line: Sequence[Part]) -> list[Word]:
    """The parts of a line, those apart that are headings with one blank between them."""
    found: list[Word] = []
    for part in line:
        words = _with_figures(part.words)
        apart = all(column(w.text) for w in words) or not (column(part.text) or _LATIN.fullmatch(part.text))
        if apart and all(len(word.text) > 1 for word in words):
            found += words
        else:
            found.append(Word(part.start, part.end, part.text))
    return found


def _with_figures(words: Sequence[Word]) -> list[Word]:
    """The words, figures with the one behind them: 1-6 月执 | 全年预计."""
    found: list[Word] = []
    for word in words:
        if found and _LATIN.fullmatch(found[-1].text):
            found[-1] = Word(found[-1].start, word.end, f"{found[-1].text} {word.text}")
        else:
            found.append(word)
    return found


def _goes_below(line: Sequence[Part], cells: Sequence[Word]) -> tuple[Word, ...]:
    """The headings with the rests that a line holds; none where it holds something else."""
    whole = list(cells)
    gained = False
    for part in line:
        if shape(part.text).figure or classes(part.text):
            return ()
        k = min(range(len(cells)), key=lambda k: abs(cells[k].middle - part.middle))
        text = whole[k].text + part.text
        if column(text) or not column(whole[k].text):
            gained = gained or bool(column(text))
            whole[k] = whole[k]._replace(text=text)
    return tuple(whole) if gained else ()


def _known(roles: Sequence[str]) -> tuple[int, int]:
    """How many headings are known: different ones, and all."""
    known = [role for role in roles if role]
    return len(set(known)), len(known)
