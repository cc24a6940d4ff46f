"""How often a right class turns wrong when a form garbles the record."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..data.corpus import Labelled
from ..data.perturbations import TESTED, kinds

_DRAWS = 2  # of every record and kind that has something to draw
_TITLES = {
    "prefix": "前缀",
    "suffix": "括注、后缀",
    "explained": "长解释",
    "misled": "误导的解释",
    "slip": "笔误",
    "scan": "识别噪声",
    "wide": "全角",
    "traditional": "繁体",
    "swapped": "错列",
    "bare": "无解释",
    "all": "合计",
}


@dataclass(frozen=True, slots=True)
class Turned:
    """`wrong` of `rows` changed records whose class was right before and is not any more, for a `kind` of change."""

    kind: str
    rows: int
    wrong: int

    @property
    def share(self) -> float:
        """The share that turned wrong."""
        return self.wrong / self.rows if self.rows else float("nan")


def robustness(model: Any, rows: Sequence[Labelled], seed: int = 23) -> list[Turned]:
    """By kind of change, and `all`: right classes of labelled `rows` that turn wrong; unchanged records are left out."""
    typed = [r for r in rows if r.accepted]
    records = [r.record for r in typed]
    before = model.predict(records).labels()
    right = [i for i, r in enumerate(typed) if before[i] in r.accepted]
    chance = random.Random(seed)
    found = []
    for kind, change in kinds(TESTED).items():
        made = {}
        for i in right * _DRAWS:
            changed = change(records[i], records, chance)
            if changed != records[i]:
                made[i, changed] = changed
        after = model.predict(list(made.values())).labels()
        wrong = sum(label not in typed[i].accepted for (i, _), label in zip(made, after, strict=True))
        found.append(Turned(kind, len(made), wrong))
    return [*found, Turned("all", sum(t.rows for t in found), sum(t.wrong for t in found))]


def report(model: Any, name: str, rows: Sequence[Labelled]) -> str:
    """The shares as a Markdown table."""
    lines = ["| 改动 | 条数 | 由对变错 | 占比 |", "|---|---|---|---|"]
    lines += [
        f"| {_TITLES[t.kind]} | {t.rows} | {t.wrong} | {t.share:.1%} |" for t in robustness(model, rows)
    ]
    return "\n".join([f"{name}：原来判对的指标，改动后判错的占比。", "", *lines])
