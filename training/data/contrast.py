"""The contrast pairs of the corpus, a pair a row: which label one small edit flips."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence

from .corpus import CORPUS, Labelled, corpus_files, load_file

COLUMNS = (
    *("pair", "flips"),
    *("first_name", "first_target", "first_description", "first_label"),
    *("second_name", "second_target", "second_description", "second_label"),
)


def flipped(first: Labelled, second: Labelled) -> str:
    """The label in which the rows of a pair differ: `type`, `vague` or `boilerplate`."""
    if first.accepted[0] != second.accepted[0]:
        return "type"
    return "vague" if first.vague != second.vague else "boilerplate"


def contrast_rows(rows: Sequence[Labelled]) -> list[tuple[str, ...]]:
    """A row of `COLUMNS` for every pair among `rows`."""
    pairs: dict[str, list[Labelled]] = defaultdict(list)
    for row in rows:
        if row.pair:
            pairs[row.pair].append(row)
    found: list[tuple[str, ...]] = []
    for number, (first, second) in sorted(pairs.items()):
        flips = flipped(first, second)
        told = [
            (r.record.name, r.record.target_text, r.record.description, _label(r, flips))
            for r in (first, second)
        ]
        found.append((number, flips, *told[0], *told[1]))
    return found


def _label(row: Labelled, flips: str) -> str:
    if flips == "type":
        return row.accepted[0]
    flag = getattr(row, flips)
    return "" if flag is None else str(int(flag))


def contrast_text(split: str) -> str:
    """The file of a split of the corpus (`train`, `validation`, `test`)."""
    rows = [row for path in corpus_files(CORPUS / split) for row in load_file(path)]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *contrast_rows(rows)])
    return out.getvalue()
