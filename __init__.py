"""zhibiao 指标: read, classify, check and score budget performance indicators.

>>> import zhibiao
>>> records = zhibiao.read("budget.txt")       # doctest: +SKIP
>>> table = zhibiao.score("budget.txt")        # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from .models.estimators import IndicatorClassifier, IndicatorVectorizer
    from .models.explain import Explanation
    from .nlp.document import Document
    from .nlp.record import Indicator
    from .scoring.registry import Check

__all__ = [
    "IndicatorClassifier",
    "IndicatorVectorizer",
    "checks",
    "explain",
    "load_model",
    "read",
    "read_document",
    "score",
    "segment",
]


def read(path: str | Path) -> list[Indicator]:
    """All indicators of a document or flat list, in document order.

    Raises `zhibiao.nlp.errors.ReadError`, a Chinese sentence, when the file can't be read.
    """
    from .nlp.reading import read_document

    return list(read_document(path).indicators)


def read_document(path: str | Path, isolated: bool = False) -> Document:
    """Everything that was found in a document: unit, projects, indicators, the text around them, what was not read.

    `isolated`: read in a process of its own, with limits of 60 seconds and 1.5 GB, for files from strangers: one that
    hangs or aborts a library ends that process, not this one. It takes about a second longer. Raises
    `zhibiao.nlp.errors.ReadError`, a Chinese sentence, when the file can't be read.
    """
    if isolated:
        from .scoring.workers.documents import read_isolated

        return read_isolated(path)
    from .nlp.reading import read_document as read_whole

    return read_whole(path)


def score(
    what: str | Path | Sequence[Indicator | str | dict[str, Any]] | pd.DataFrame,
    model: str = "fast",
    standard: str = "2020",
    level: str = "indicator",
) -> pd.DataFrame:
    """Score a file, records (also texts and dictionaries) or a DataFrame; one row a record, same order, none dropped.

    `level` `project` or `document` gives a row for each project or document instead, with the findings that are
    about it.

    A DataFrame needs a `name` column (or its Chinese heading); its index is kept, and columns that the
    scored record does not have are kept in front. Raises ReadError or ValueError without a name column.
    """
    from .scoring.frame import score_frame

    return score_frame(what, model, standard, level)


def load_model(name: str = "fast") -> Any:
    """The model called `name`: `fast`, `accurate`, `keywords`, a folder, or an MLflow address; its `predict` takes a
    list of indicators. Raises `zhibiao.models.load.ModelError`, a Chinese sentence, when there is none."""
    from .models.load import load_model as load

    return load(name)


def explain(record: Indicator | str | dict[str, Any], model: str = "fast") -> Explanation:
    """What a model says of one indicator (a record, a name or a dictionary), and which words made it say so.

    >>> zhibiao.explain("项目按时完成率").boilerplate_reason      # doctest: +SKIP
    '划去每个项目都有的词以后，什么也不剩。'
    """
    from .models.explain import explained
    from .models.inputs import records_of

    return explained(load_model(model), records_of([record])[0])


def checks() -> tuple[Check, ...]:
    """Every check that indicators, projects and documents are looked at with, in the order of their codes."""
    from .scoring.registry import all_checks

    return all_checks()


def segment(text: str) -> list[str]:
    """The words of a text, cut with the field's own dictionary.

    >>> zhibiao.segment("居民健康档案建档率")      # doctest: +SKIP
    ['居民', '健康', '档案', '建档率']
    """
    from .nlp.segment import segmenter

    return segmenter().cut(text)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("zhibiao")
    if name in ("IndicatorClassifier", "IndicatorVectorizer"):
        try:
            from .models import estimators
        except ImportError as error:
            from .nlp.extras import lacking

            raise lacking(name, error) from error
        return getattr(estimators, name)
    raise AttributeError(name)
