"""Sections of a report that are each about one project: （二）水费征收, 该项目2025年安排预算15万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..cells import Atom, Gap

_SECTION = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[)）]\s*([\u4e00-\u9fff“”（）()、\d]{2,30})(?<!情况)(?<!说明)"
)
_ABOUT = re.compile(r"(?:该|本)项目")
_BUDGET = re.compile(r"安排(?:财政)?(?:预算|资金|经费)(?:资金)?[为是]?([\d.,]+[万亿]?元)")
_SOON = 4  # atoms


def is_section(atom: Atom) -> bool:
    """Whether an atom is the numbered heading of a section, on a line of its own."""
    return atom.order == 1 and not atom.shared and _SECTION.fullmatch(atom.text) is not None


def named(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """The atoms, a heading whose section begins with 该项目 as the name of that project."""
    for i, atom in enumerate(atoms):
        found = _SECTION.fullmatch(atom.text) if is_section(atom) else None
        below = [a.text for a in atoms[i + 1 : i + 1 + _SOON]]
        if found and any(_ABOUT.match(text) for text in below):
            yield atom._replace(text="项目名称")
            yield atom._replace(text=found[1], gap=Gap.SPACE)
            if told := _BUDGET.search("".join(below)):
                yield atom._replace(text="年度资金总额", gap=Gap.LINE)
                yield atom._replace(text=told[1], gap=Gap.SPACE)
        else:
            yield atom
