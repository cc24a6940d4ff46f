"""A goal and what became of it below their two headings (预期目标 | 实际完成情况): where one ends and the other begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....blocks import Cell
from ....location import Location
from ....vocabulary import DONE
from ..cells import Atom, Gap
from ..decode import joined

_END = re.compile(r"[。；;！!]")
_DONE = re.compile(rf"(?<=[\u4e00-\u9fff。；;]){DONE}$")
_NEXT = re.compile(r"(?<=[。；;成])\d{1,2}[.、]?$")  # the number of what the form asks for next
_FIRST = re.compile(r"[(（]?[1一①][)）.、．]|①|目标1[:：]")
_REPORTS = re.compile(r"已|全年|本年|截至|完成了|实际|均达")
_SHORTEST = 4


def told_below(both: Sequence[Atom]) -> list[list[Cell]]:
    """The row below the headings of a goal and its report, none where no texts stand there."""
    if not both:
        return []
    place = Location(line=both[0].line)
    found = told_apart(both)
    if found is None:
        return [[Cell("".join(atom.text for atom in both), place)]]
    return [[Cell(text, place) for text in found if text]]


def told_apart(atoms: Sequence[Atom]) -> tuple[str, str] | None:
    """The goal and its report among the texts below their headings, '' for a report that is not there; None where
    nothing tells where the one ends.

    >>> told_apart([Atom("清淤12公里。", 3, 1, Gap.LINE), Atom("清淤13公里。", 3, 2, Gap.SPACE)])
    ('清淤12公里。', '清淤13公里。')
    >>> told_apart([Atom("改善灌溉条件，方便农户改善灌溉条件，方便农户", 3, 1, Gap.LINE)])
    ('改善灌溉条件，方便农户', '改善灌溉条件，方便农户')
    """
    text, starts = "", list[tuple[Gap, int]]()
    # A merged cell that says its text once for each column is one.
    apart = [
        atom for i, atom in enumerate(atoms) if not i or atom.text != atoms[i - 1].text or atom.gap < Gap.BAR
    ]
    if len(apart) > 1 and any(a.gap is Gap.BAR for a in apart):
        atoms = apart
    for atom in atoms:
        whole = joined(text, atom)
        if text and atom.gap is not Gap.NONE:
            starts.append((atom.gap, len(whole) - len(atom.text)))
        text = whole
    text = _NEXT.sub("", text)
    starts = [(gap, at) for gap, at in starts if at < len(text)]
    cells = [at for gap, at in starts if gap in (Gap.BAR, Gap.WIDE)]
    if len(cells) == 1:
        return text[: cells[0]], text[cells[0] :]
    if text and not len(text) % 2 and text[: len(text) // 2] == text[len(text) // 2 :]:
        return text[: len(text) // 2], text[len(text) // 2 :]
    if (first := _FIRST.match(text)) and (again := text.find(first[0], first.end())) > 0:
        return text[:again], text[again:]
    ended = [at for _, at in starts if _END.match(text[at - 1])]
    within = [m.end() for m in _END.finditer(text) if m.end() < len(text)]
    done = _DONE.search(text)
    for places in (cells, ended, [done.start()] if done else [], within, [at for _, at in starts][:1]):
        places = [at for at in places if _SHORTEST <= at < len(text)]
        if places:
            at = max(places, key=lambda at: _likeness(text[:at], text[at:]))
            return text[:at], text[at:]
    return (text, "") if text and not _REPORTS.search(text) else None


def _likeness(goal: str, report: str) -> float:
    """How much of the shorter text the other one holds, in pairs of characters: a report takes up what was promised."""
    one, two = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (goal, report))
    return len(one & two) / max(1, min(len(one), len(two)))
