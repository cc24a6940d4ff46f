"""Which words the strike-out test leaves over, over how many sectors each is spread, and which are generic all the same.

A row is boilerplate if and only if all its words are generic. So each word has a chance of being generic, fitted to the
labels by expectation and maximisation: a row that is boilerplate speaks for all of its words, any other against one
of them, most likely the one that other rows speak against as well.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path

from ...models import words as bundled
from ...models.anchor import is_stock_satisfaction, struck, texts
from ...nlp.segment import segmenter
from ..data.corpus import Labelled

TABLE = Path(bundled.__file__).with_suffix(".csv")
PARTICLE = 40  # sectors of a single character that says nothing
SPREAD = 10  # sectors of a generic word
_GENERIC, _ANCHOR = 0.1, 1.0  # rows for and against a word that is in none
_PARTICLE = 5.0  # rows for a particle
_STEPS = 40


def left_over(rows: Sequence[Labelled]) -> list[tuple[str, ...]]:
    """The words of what each row has left over after striking out, each once, in order."""
    cut = segmenter().cut
    return [
        tuple(dict.fromkeys(w for text in texts(r.record) for piece in struck(text) for w in cut(piece)))
        for r in rows
    ]


def spread(rows: Sequence[Labelled], words: Sequence[Sequence[str]]) -> dict[str, int]:
    """The number of sectors in whose rows each word is left over."""
    sectors: dict[str, set[str]] = defaultdict(set)
    for row, found in zip(rows, words, strict=True):
        for word in found:
            sectors[word].add(row.sector)
    return {word: len(of) for word, of in sectors.items()}


def generic_words(
    rows: Sequence[Labelled], words: Sequence[Sequence[str]], sectors: Mapping[str, int]
) -> frozenset[str]:
    """The words that labelled `rows`, which leave `words` over, show to be generic more likely than not."""
    decided = [
        (row.boilerplate, found)
        for row, found in zip(rows, words, strict=True)
        if found and row.boilerplate is not None and not is_stock_satisfaction(row.record)
    ]
    before = {w: _GENERIC + _PARTICLE * _is_particle(w, n) for w, n in sectors.items()}
    chance = {w: n / (n + _ANCHOR) for w, n in before.items()}
    for _ in range(_STEPS):
        generic: dict[str, float] = defaultdict(float)
        seen = Counter[str]()
        for boilerplate, found in decided:
            anchored = max(1 - prod(chance[w] for w in found), 1e-9)
            for word in found:
                seen[word] += 1
                # Of a row with an anchor: what is left for this word to be generic when one of them is not.
                generic[word] += 1 if boilerplate else 1 - (1 - chance[word]) / anchored
        chance = {w: (before[w] + generic[w]) / (before[w] + _ANCHOR + seen[w]) for w in sectors}
    return frozenset(
        w
        for w, n in sectors.items()
        if chance[w] > 0.5 and (n >= SPREAD if len(w) > 1 else _is_particle(w, n))
    )


def _is_particle(word: str, sectors: int) -> bool:
    return len(word) == 1 and sectors >= PARTICLE


def learn(rows: Sequence[Labelled], path: Path = TABLE) -> int:
    """Write the table of words that `rows` leave over; returns how many of them are generic."""
    words = left_over(rows)
    sectors = spread(rows, words)
    generic = generic_words(rows, words, sectors)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "sectors", "generic"))
        for word in sorted(sectors, key=lambda w: (-sectors[w], w)):
            if sectors[word] > 1:
                writer.writerow((word, sectors[word], int(word in generic)))
    return len(generic)
