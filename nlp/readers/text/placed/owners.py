"""Names and goals of projects in columns of their own, which stand in the middle of their rows → in the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ....vocabulary import classes
from .rows import Rows
from .words import joined

_TELLS = ("project", "goal")
_APART = 2  # rows between two lines of one name, at most


def with_owners(rows: Rows, roles: Sequence[str]) -> Rows:
    """The rows with the name and the goal of each project in its first, where the first class comes again as often as
    there are names; other rows as they are."""
    if not {"project", "level1", "name"} <= set(roles):
        return rows
    told = [roles.index(role) for role in _TELLS if role in roles]
    blocks = _blocks(rows, roles.index("level1"), roles.index("name"))
    names = [[n for n in block if rows[n][told[0]]] for block in blocks]
    order = {n: k for k, n in enumerate(rows)}
    whole = all(names) and all(order[b] - order[a] <= _APART for found in names for a, b in pairwise(found))
    if not whole or all(found == block[:1] for found, block in zip(names, blocks, strict=True)):
        return rows
    kept = dict(rows)
    for block in blocks:
        texts = {at: [line for n in block for line in rows[n][at]] for at in told}
        for n in block:
            kept[n] = [[] if at in told else cell for at, cell in enumerate(rows[n])]
            if not any(kept[n]):
                del kept[n]
        first = next(n for n in block if n in kept)
        for at, lines in texts.items():
            kept[first][at] = lines
    return kept


def _blocks(rows: Rows, level1: int, name: int) -> list[list[int]]:
    """The lines of each project: one begins where the class of the first row comes again behind another."""
    blocks: list[list[int]] = []
    first = last = ""
    for n, cells in rows.items():
        own = joined(cells[level1]) if cells[level1] else ""
        own = own if classes(own) else ""
        if own and cells[name] and (not blocks or (own == first != last)):
            first = first or own
            blocks.append([])
        last = own or last
        if blocks:
            blocks[-1].append(n)
    return blocks
