"""Compare models on labelled records: the same rows for each, all together and source by source."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ...models.guideline import possible_classes
from ...models.load import load_model
from ...models.predictions import Predictions
from ...models.taxonomy import LEAVES, NAMES, declared_leaves
from ..data.corpus import Labelled, load_corpus, load_labelled
from .calibration import FLAGS
from .intervals import Interval, intervals
from .metrics import Scores, evaluate

_COLUMNS = (
    ("type_accuracy", "类别"),
    ("level1_accuracy", "一级"),
    ("macro_f1", "宏F1"),
    ("type_ece", "ECE"),
    ("coverage", "覆盖"),
    ("set_size", "集合"),
    ("vague_f1", "模糊F1"),
    ("boilerplate_f1", "套话F1"),
)


def load_rows(files: Sequence[Path]) -> list[Labelled]:
    """Labelled rows of all files; rows without any label are left out. No files: the corpus. Raises OSError or ValueError
    for files that can't be read."""
    rows = [row for path in files for row in load_labelled(path)] if files else load_corpus()
    return [r for r in rows if r.accepted or r.vague is not None or r.boilerplate is not None]


def declared_accuracy(rows: Sequence[Labelled]) -> tuple[float, int]:
    """Share of rows whose declared class is accepted, and how many rows declare one."""
    judged = [
        bool(declared_leaves(r.record.level1, r.record.level2) & set(r.accepted))
        for r in rows
        if r.accepted and len(declared_leaves(r.record.level1, r.record.level2)) == 1
    ]
    return (sum(judged) / len(judged) if judged else float("nan")), len(judged)


@dataclass(frozen=True, slots=True)
class Blame:
    """Declared classes outside of what a model and practice hold possible: `blamed` of the `accepted` ones,
    `found` of the `wrong` ones."""

    blamed: int
    accepted: int
    found: int
    wrong: int


def blame(rows: Sequence[Labelled], predictions: Predictions) -> Blame:
    """How often an accepted declaration is called wrong, and a wrong one found."""
    called: dict[bool, list[bool]] = {True: [], False: []}
    for row, type_set in zip(rows, predictions.type_sets(), strict=True):
        declared = declared_leaves(row.record.level1, row.record.level2)
        if row.accepted and len(declared) == 1:
            possible = possible_classes(row.record.name, type_set)
            called[bool(declared & set(row.accepted))].append(declared.isdisjoint(possible))
    return Blame(sum(called[True]), len(called[True]), sum(called[False]), len(called[False]))


@dataclass(frozen=True)
class Result:
    """What `model` scores on the rows of one `source` ('' for all together), with 95 % intervals by score.

    `coverage` is the share of rows whose type set holds an accepted class, by the preferred leaf; `rate` is in
    records a second.
    """

    model: str
    source: str
    rows: int
    scores: Scores
    intervals: dict[str, Interval]
    coverage: dict[str, float]
    blame: Blame
    rate: float

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; NaN, where nothing can be measured, becomes null."""
        return {
            "model": self.model,
            "source": self.source,
            "rows": self.rows,
            "scores": {k: _known(v) for k, v in self.scores.as_dict().items()},
            "intervals": {k: [_known(e) for e in ends] for k, ends in self.intervals.items()},
            "coverage_by_class": self.coverage,
            "declared": asdict(self.blame),
            "records_per_second": self.rate,
        }


def results(rows: Sequence[Labelled], models: Sequence[str]) -> list[Result]:
    """Every model on all `rows` together and on each source of them apart.

    A source is what a row itself names (`source`, `doc`), else its file. Raises `ModelError` for an unknown model.
    """
    sources = sorted({r.origin for r in rows})
    found = []
    for name in models:
        model = load_model(name)
        model.predict([r.record for r in rows[:8]])
        start = time.perf_counter()
        predictions = model.predict([r.record for r in rows])
        rate = len(rows) / (time.perf_counter() - start)
        for source in ("", *sources) if len(sources) > 1 else ("",):
            at = [i for i, r in enumerate(rows) if source in ("", r.origin)]
            part, said = [rows[i] for i in at], predictions.take(at)
            result = Result(
                name,
                source,
                len(part),
                evaluate(part, said),
                intervals(part, said),
                coverage_by_class(part, said),
                blame(part, said),
                rate,
            )
            found.append(result)
    return found


def coverage_by_class(rows: Sequence[Labelled], predictions: Predictions) -> dict[str, float]:
    """The share of rows whose type set holds an accepted class, by their preferred leaf."""
    sets = predictions.type_sets()
    held: dict[str, list[bool]] = {}
    for row, type_set in zip(rows, sets, strict=True):
        if row.accepted:
            held.setdefault(row.accepted[0], []).append(not set(type_set).isdisjoint(row.accepted))
    return {leaf: sum(held[leaf]) / len(held[leaf]) for leaf in LEAVES if leaf in held}


def compare(rows: Sequence[Labelled], models: Sequence[str]) -> str:
    """`results` as Markdown: a table for all rows, then one a source."""
    found = results(rows, models)
    typed = sum(bool(r.accepted) for r in rows)
    vague, boilerplate = (sum(getattr(r, f) is not None for r in rows) for f in FLAGS)
    lines = [
        f"{len(rows)} 条指标：类别标注 {typed} 条，模糊 {vague} 条，套话 {boilerplate} 条。括号内为 95% 置信区间（自助法）。",
        *_table([r for r in found if not r.source]),
        "",
        "区间覆盖，按类别：",
        "",
        *_coverage([r for r in found if not r.source]),
    ]
    for source in dict.fromkeys(r.source for r in found if r.source):
        part = [r for r in found if r.source == source]
        lines += ["", f"来源 {source}（{part[0].rows} 条）：", *_table(part)]
    share, count = declared_accuracy(rows)
    if count:
        blames = [
            f"{r.model} 误判 {r.blame.blamed}/{r.blame.accepted}，找出 {r.blame.found}/{r.blame.wrong}"
            for r in found
            if not r.source
        ]
        lines += ["", f"申报类别被接受：{share:.3f}（{count} 条写明二级类别的指标）。"]
        lines.append(f"按类别集合判为归类不符：{'；'.join(blames)}。")
    return "\n".join(lines)


def _table(found: Sequence[Result]) -> list[str]:
    head = ["", "| 模型 | " + " | ".join(title for _, title in _COLUMNS) + " | 条/秒 |"]
    return [*head, "|---" * (len(_COLUMNS) + 2) + "|", *map(_line, found)]


def _line(result: Result) -> str:
    values = result.scores.as_dict()
    cells = []
    for key, _ in _COLUMNS:
        low, high = result.intervals[key]
        digits = 2 if key == "set_size" else 3
        known = values[key] == values[key] and low == low
        cells.append(f"{values[key]:.{digits}f}（{low:.{digits}f}–{high:.{digits}f}）" if known else "–")
    return f"| {result.model} | " + " | ".join(cells) + f" | {result.rate:,.0f} |"


def _coverage(found: Sequence[Result]) -> list[str]:
    leaves = [leaf for leaf in LEAVES if any(leaf in r.coverage for r in found)]
    lines = [
        "| 模型 | " + " | ".join(NAMES[leaf] for leaf in leaves) + " |",
        "|---" * (len(leaves) + 1) + "|",
    ]
    return lines + [
        f"| {r.model} | "
        + " | ".join(f"{r.coverage[leaf]:.3f}" if leaf in r.coverage else "–" for leaf in leaves)
        + " |"
        for r in found
    ]


def _known(value: float) -> float | None:
    return value if value == value else None
