"""Segmenting, parsing and predicting the corpus' own texts, beside `jieba.lcut`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any

from ...models.anchor import struck
from ...models.baselines import plain_text
from ...models.load import ModelError, load_model
from ...nlp.record import Indicator
from ...nlp.segment import segmenter
from ...nlp.targets.parse import forget, parse_target
from ...training.data.corpus import Labelled, load_corpus
from . import ROUNDS, Section, seconds_of

LIMIT = 4000
UNSEEN = 600
TAUGHT = 1500  # rows that the baselines learn from: their speed hardly depends on it, their fitting does


@dataclass(frozen=True, slots=True)
class Stage:
    """What is measured: a title, the work, and how many records it handles."""

    title: str
    work: Callable[[], Any]
    count: int


def section() -> Section:
    """Stage, records a second, and the ratio to `jieba.lcut` over the same texts."""
    import jieba

    rows = load_corpus()
    records = [r.record for r in rows][:LIMIT]
    texts = [f"{r.name} {r.target_text} {r.description}" for r in records]
    jieba.setLogLevel(60)
    jieba.initialize()
    words = Stage("jieba.lcut", lambda: [jieba.lcut(t) for t in texts], len(texts))
    stages = [words, *_others(texts), *_baselines(rows, records), *_stages(records, _unseen(rows))]
    times = seconds_of([stage.work for stage in stages])
    speeds = [stage.count / time for stage, time in zip(stages, times, strict=True)]
    return Section(
        "模型",
        f"{len(records)} 条指标，单进程，各环节轮流运行 {ROUNDS} 轮，取中位数。",
        ("环节", "条/秒", "与 jieba.lcut 之比"),
        tuple(
            (stage.title, f"{speed:,.0f}", f"{speed / speeds[0]:.2f}")
            for stage, speed in zip(stages, speeds, strict=True)
        ),
    )


def _others(texts: Sequence[str]) -> list[Stage]:
    """What others do with the same texts: rjieba's words, scikit-learn's hashed n-grams of the same lengths as ours."""
    from sklearn.feature_extraction.text import HashingVectorizer

    grams = HashingVectorizer(analyzer="char", ngram_range=(1, 4), n_features=1 << 17)
    stages = [Stage("HashingVectorizer（字符 1–4 元）", lambda: grams.transform(texts), len(texts))]
    if find_spec("rjieba") is None:
        return stages
    import rjieba

    return [Stage("rjieba.cut", lambda: [rjieba.cut(t) for t in texts], len(texts)), *stages]


def _baselines(rows: Sequence[Labelled], records: Sequence[Indicator]) -> list[Stage]:
    """The usual ways of doing it: TF-IDF and logistic regression, on jieba's words and on characters."""
    from ...training.studies.learning_curve import fit

    part = rows[:: max(1, len(rows) // TAUGHT)]
    titles = {"word": "基线：jieba 分词 TF-IDF 整批预测", "char": "基线：字符 TF-IDF 整批预测"}
    fitted = {title: fit(kind, part) for kind, title in titles.items()}
    return [Stage(title, partial(model.predict, records), len(records)) for title, model in fitted.items()]


def _unseen(rows: Sequence[Labelled]) -> list[Indicator]:
    """Records of the sectors that the bundled models did not learn from: of those that it knows the fast model is surer,
    and the encoder would be asked less often than in use."""
    held_out = load_model("fast").card["experiment"]["held_out"]
    return [r.record for r in rows if r.sector in held_out][:UNSEEN]


def _stages(records: Sequence[Indicator], unseen: Sequence[Indicator]) -> list[Stage]:
    fast, keywords = load_model("fast"), load_model("keywords")
    few, cut = records[:200], segmenter().cut

    def parse() -> None:
        forget()
        for record in records:
            parse_target(record.target_text)

    def cold() -> None:
        forget()
        struck.cache_clear()
        fast.predict(records)

    def warm() -> None:
        struck.cache_clear()
        fast.predict(records)

    count = len(records)
    stages = [
        Stage("分词（本项目词典，不用 HMM）", lambda: [cut(plain_text(r)) for r in records], count),
        Stage("目标值解析", parse, count),
        Stage("关键词基线", lambda: keywords.predict(records), count),
        Stage("fast 整批预测（含解析）", cold, count),
        Stage("fast 整批预测（目标值已解析）", warm, count),
        Stage("fast 逐条预测", lambda: [fast.predict([r]) for r in few], len(few)),
    ]
    try:
        accurate = load_model("accurate")
    except ModelError:
        return stages
    return [
        *stages,
        Stage("accurate 整批预测（没有学过的行业）", lambda: accurate.predict(unseen), len(unseen)),
    ]
