"""The learning curve: how right each kind of model is with a tenth, a quarter, half and all of the corpus."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ...models.keywords import KeywordModel
from ...models.predictions import Thresholds
from ..config import Experiment
from ..data.corpus import Labelled, load_corpus
from ..evaluation.evaluate import load_rows
from ..evaluation.metrics import Scores, evaluate

SHARES = (0.1, 0.25, 0.5, 1.0)
KINDS = ("keywords", "word", "char", "linear")
SEED = 7
_C = 10.0  # one setting for all, so that the curve compares features and sizes, not tuning
_TITLES = ("模型", "语料", "条数", "类别", "一级", "宏F1", "模糊F1", "套话F1")


def subset(rows: Sequence[Labelled], share: float, seed: int = SEED) -> list[Labelled]:
    """About `share` of the rows, contrast pairs whole; a smaller share is part of every larger one."""
    units: dict[str, list[Labelled]] = {}
    for i, row in enumerate(rows):
        units.setdefault(row.pair or f"row {i}", []).append(row)
    parts = list(units.values())
    random.Random(seed).shuffle(parts)
    chosen: list[Labelled] = []
    for part in parts:
        if len(chosen) >= share * len(rows):
            break
        chosen += part
    return chosen


def fit(kind: str, rows: Sequence[Labelled]) -> Any:
    """A model of one kind trained on `rows`, its flags decided at one half: no held-out fit, no calibration."""
    from ...models.baselines import CharTfidf, WordTfidf
    from ...models.features import RecordVectorizer
    from ...models.linear import from_estimators
    from ..baselines.heads import Featuriser, Fit

    if kind == "keywords":
        return KeywordModel()
    featurisers: dict[str, Featuriser] = {
        "word": WordTfidf(),
        "char": CharTfidf(),
        "linear": RecordVectorizer(),
    }
    fitted = Fit(rows, featurisers[kind], Experiment("curve", kind, c_type=_C, c_vague=_C, c_boilerplate=_C))
    return from_estimators(fitted.featuriser, fitted.heads, Thresholds(), {})


def curve(gold: Sequence[Path], say: Callable[[str], None] = print, shares: Sequence[float] = SHARES) -> str:
    """The curve on labelled `gold` files as a Markdown table, one line a model and share.

    Without files a fifth of the corpus' sectors is measured on and the rest is the whole. A few minutes.
    """
    corpus = load_corpus()
    rows, held = (corpus, load_rows(gold)) if gold else _by_sector(corpus)
    records = [r.record for r in held]
    lines = [f"{len(held)} 条检验指标。", "", "| " + " | ".join(_TITLES) + " |", "|---" * len(_TITLES) + "|"]
    for kind in KINDS:
        for share in shares if kind != "keywords" else (0.0,):
            part = subset(rows, share) if share else []
            say(f"{kind}：{len(part)} 条…")
            scores = evaluate(held, fit(kind, part).predict(records))
            lines.append(_line(kind, share, len(part), scores))
    return "\n".join(lines)


def _by_sector(rows: Sequence[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    held = set(sorted({r.sector for r in rows})[::5])
    return [r for r in rows if r.sector not in held], [r for r in rows if r.sector in held]


def _line(kind: str, share: float, count: int, scores: Scores) -> str:
    size = f"{share:.0%} | {count:,}" if share else "– | –"
    values = (
        scores.type_accuracy,
        scores.level1_accuracy,
        scores.macro_f1,
        scores.vague_f1,
        scores.boilerplate_f1,
    )
    return f"| {kind} | {size} | " + " | ".join(f"{v:.3f}" for v in values) + " |"
