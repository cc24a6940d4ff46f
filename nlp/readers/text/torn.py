"""Class names, headings and labels that a flattened table left torn → whole again, or gone."""

from __future__ import annotations

import re
from functools import lru_cache

from ...segment import segmenter
from ...vocabulary import classes
from .cells import Atom, Gap

_WORD = 8  # characters of the longest word
_FRAGMENT = 7  # characters of a piece of a class name
_MOST_PIECES = 12
_TORN_HEADS = frozenset(("一级指标", "二级指标", "三级指标", "指标值", "指标名称"))
_EDGE = tuple("绩效指标")
# A day that the end of a line has cut: 2023年 | 12月15 | 日前.
_DAY_CUT = re.compile(
    r".*(?:20\d\d年\|\d{1,2}月|\d月\|\d{1,2}日|月\d{1,2}\|日|年\d{1,2}\|月|[日月]\|(?:之|以|底|末)?前|月\|[底末]).{0,5}"
)
_TALLEST = 60  # lines that a label down the edge of a table may reach over


def mended(atoms: list[Atom]) -> list[Atom]:
    """The atoms with class names and headings whole that were torn over lines or blanks (产 | 出 | 指标)."""
    atoms = _edgeless(atoms)
    done: list[Atom] = []
    at = 0
    while at < len(atoms):
        count = _pieces(atoms[at : at + _MOST_PIECES])
        done.append(atoms[at]._replace(text="".join(a.text for a in atoms[at : at + count])))
        at += count
    return done


@lru_cache(maxsize=4096)
def is_in_word(above: str, below: str) -> bool:
    """Whether the end of a line cuts a word in two: 清欠民营企业账 | 款."""
    above, below = above[-_WORD:], below[:_WORD]
    at = len(above)
    for word in segmenter().cut(above + below):
        at -= len(word)
        if at <= 0:
            return at < 0
    return False


def is_cut_day(above: str, below: str) -> bool:
    """Whether the end of a line cuts a day in two: 2023年12月15 | 日前."""
    return _DAY_CUT.fullmatch(f"{above.replace(' ', '')[-8:]}|{below.replace(' ', '')}") is not None


def numberless(body: list[Atom], wide: int) -> list[Atom]:
    """The atoms without a row of column numbers right under the header."""
    numbers = 0
    while numbers < min(wide + 2, len(body)) and body[numbers].text in (
        str(numbers + 1),
        f"（{numbers + 1}）",
    ):
        numbers += 1
    return body[numbers:] if numbers >= max(2, wide - 2) else body


def _pieces(atoms: list[Atom]) -> int:
    """How many atoms, from the first on, make up one class name; 1 when they do not."""
    if len(atoms[0].text) > _FRAGMENT:
        return 1
    best, whole = 1, atoms[0].text
    first = bool(classes(whole))
    for count, atom in enumerate(atoms[1:], 2):
        whole += atom.text
        if len(atom.text) > _FRAGMENT or (first and classes(atom.text)):
            break
        if classes(whole) or whole in _TORN_HEADS:
            best = count
    return best


def _edgeless(atoms: list[Atom]) -> list[Atom]:
    """The atoms without 绩, 效, 指, 标 written down the left edge of a table, one at the start of a line each."""
    gone: set[int] = set()
    run: list[int] = []
    for i, atom in enumerate(atoms):
        if atom.text not in _EDGE or (i and atom.gap < Gap.LINE):
            continue
        if run and (atom.line - atoms[run[0]].line > _TALLEST or atom.text != _EDGE[len(run)]):
            run = []
        if atom.text == _EDGE[len(run)]:
            run.append(i)
        if len(run) == len(_EDGE):
            gone.update(run)
            run = []
    # What stands behind one in its line now begins the line.
    return [
        a._replace(gap=max(a.gap, atoms[i - 1].gap)) if i - 1 in gone and a.line == atoms[i - 1].line else a
        for i, a in enumerate(atoms)
        if i not in gone
    ]
