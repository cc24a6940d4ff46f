"""Compare models on labelled records: one table, the same rows for each."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...models.guideline import possible_classes
from ...models.load import load_model
from ...models.predictions import Predictions
from ...models.taxonomy import declared_leaves
from ..data.corpus import Labelled, load_corpus, load_labelled
from .metrics import Scores, evaluate

_COLUMNS = (
    ("type_accuracy", "类别"),
    ("level1_accuracy", "一级"),
    ("macro_f1", "宏F1"),
    ("type_ece", "ECE"),
    ("coverage", "覆盖"),
    ("set_size", "集合"),
    ("vague_precision", "模糊P"),
    ("vague_recall", "模糊R"),
    ("vague_f1", "模糊F1"),
    ("boilerplate_precision", "套话P"),
    ("boilerplate_recall", "套话R"),
    ("boilerplate_f1", "套话F1"),
)


def load_rows(files: Sequence[Path]) -> list[Labelled]:
    """Labelled rows of all files; rows without any label are left out. No files: the corpus."""
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


def compare(files: Sequence[Path], models: Sequence[str]) -> str:
    """A Markdown table of scores, one line a model, over all rows of `files` together.

    Raises OSError or ValueError for files that can't be read, `ModelError` for an unknown model.
    """
    rows = load_rows(files)
    records = [r.record for r in rows]
    typed = sum(bool(r.accepted) for r in rows)
    vague = sum(r.vague is not None for r in rows)
    boilerplate = sum(r.boilerplate is not None for r in rows)
    lines = [
        f"{len(rows)} 条指标：类别标注 {typed} 条，模糊 {vague} 条，套话 {boilerplate} 条。",
        "",
        "| 模型 | " + " | ".join(title for _, title in _COLUMNS) + " | 条/秒 |",
        "|---" * (len(_COLUMNS) + 2) + "|",
    ]
    blames = []
    for name in models:
        model = load_model(name)
        model.predict(records[:8])
        start = time.perf_counter()
        predictions = model.predict(records)
        seconds = time.perf_counter() - start
        lines.append(_line(name, evaluate(rows, predictions), len(rows) / seconds))
        b = blame(rows, predictions)
        blames.append(f"{name} 误判 {b.blamed}/{b.accepted}，找出 {b.found}/{b.wrong}")
    share, count = declared_accuracy(rows)
    if count:
        lines += ["", f"申报类别被接受：{share:.3f}（{count} 条写明二级类别的指标）。"]
        lines.append(f"按类别集合判为归类不符：{'；'.join(blames)}。")
    return "\n".join(lines)


def _line(name: str, scores: Scores, rate: float) -> str:
    values = scores.as_dict()
    cells = (f"{values[key]:.2f}" if key == "set_size" else f"{values[key]:.3f}" for key, _ in _COLUMNS)
    return f"| {name} | " + " | ".join(cells) + f" | {rate:,.0f} |"
