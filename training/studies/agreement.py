"""How far two independent annotations of the corpus agree: Cohen's kappa for each label."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..data.corpus import CORPUS

SECOND = CORPUS.parent / "second_annotation.csv"
ALL = ""  # the `round` of all rows of a reading together


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one label over `rows` rows of the authors' `round`, annotated again in `reading` 1 (as the rounds
    were written) or 2 (800 rows of all rounds after boilerplate had been labelled anew).

    `accepted` is the share of rows whose second choice is the first one's or among its accepted classes,
    or the other way round (for the flags: the same value).
    """

    reading: str
    round: str
    label: str
    rows: int
    kappa: float
    agree: float
    accepted: float


def agreements(path: Path = SECOND) -> list[Agreement]:
    """Kappa for the preferred class, and for vague and boilerplate over the rows that both decided, by round.

    `path` holds the labels of both annotations as they were given, before either was discussed or mended,
    so that later corrections of the corpus do not raise the figure. Raises OSError, KeyError for a file
    of another kind.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parts = sorted({(r["reading"], r["round"]) for r in rows})
    return [
        agreement
        for part in (*parts, *((reading, ALL) for reading in sorted({r for r, _ in parts})))
        for agreement in _of_part(
            part, [r for r in rows if r["reading"] == part[0] and part[1] in (r["round"], ALL)]
        )
    ]


def _of_part(part: tuple[str, str], rows: Sequence[dict[str, str]]) -> list[Agreement]:
    types = [(r["first_types"].split(), r["second_types"].split()) for r in rows]
    chosen = [(a[0], b[0]) for a, b in types]
    found = [_agreement(part, "type", chosen, [a[0] in b or b[0] in a for a, b in types])]
    for flag in ("vague", "boilerplate"):
        pairs = [(r[f"first_{flag}"], r[f"second_{flag}"]) for r in rows]
        pairs = [(a, b) for a, b in pairs if a and b]
        found.append(_agreement(part, flag, pairs, [a == b for a, b in pairs]))
    return found


def _agreement(
    part: tuple[str, str], label: str, pairs: Sequence[tuple[str, str]], accepted: Sequence[bool]
) -> Agreement:
    from sklearn.metrics import cohen_kappa_score

    first, second = zip(*pairs, strict=True)
    agree = sum(a == b for a, b in pairs) / len(pairs)
    # Where both give every row the same label there is nothing to agree on beyond chance.
    kappa = float(cohen_kappa_score(first, second)) if len({*first, *second}) > 1 else float("nan")
    return Agreement(*part, label, len(pairs), kappa, agree, sum(accepted) / len(accepted))


def report(path: Path = SECOND) -> str:
    """The agreement as a Markdown table."""
    names = {"type": "类别", "vague": "模糊", "boilerplate": "套话"}
    lines = ["| 复标 | 轮次 | 标注 | 条数 | Cohen κ | 相同 | 互相接受 |", "|---|---|---|---|---|---|---|"]
    for a in agreements(path):
        figures = f"{a.rows} | {a.kappa:.3f} | {a.agree:.3f} | {a.accepted:.3f}"
        lines.append(f"| {a.reading} | {a.round or '合计'} | {names[a.label]} | {figures} |")
    return "\n".join(lines)
