"""Scoring into a pandas DataFrame, for notebooks and data teams."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..models.inputs import records_of
from ..models.load import load_model
from ..nlp.document import Document
from ..nlp.reading import read_document
from ..nlp.record import Indicator
from .findings import LEVELS
from .results import Scoring
from .score import score_documents, score_records

if TYPE_CHECKING:
    import pandas as pd


def score_frame(
    what: str | Path | Sequence[Any] | pd.DataFrame, model: str, standard: str, level: str = "indicator"
) -> pd.DataFrame:
    """See `zhibiao.score`."""
    import pandas as pd

    if level not in LEVELS:
        raise ValueError(f"没有“{level}”这一级：请用 {'、'.join(LEVELS)}。")
    frame = what if isinstance(what, pd.DataFrame) else None
    classifier = load_model(model)
    if isinstance(what, (str, Path)):
        scoring = score_documents([read_document(what)], classifier, standard)
    else:
        records = records_of(what)
        if level == "indicator":
            scoring = Scoring(tuple(score_records(records, classifier, standard)), (), ())
        else:
            scoring = score_documents(_documents(records), classifier, standard)
    rows = [item.as_dict() for item in scoring.at(level)]
    if level != "indicator":
        return pd.DataFrame(rows)
    scored = pd.DataFrame(rows, columns=list(rows[0]) if rows else _columns(model, standard))
    if frame is None:
        return scored
    scored.index = frame.index
    extra = [c for c in frame.columns if c not in scored.columns]
    return pd.concat([frame[extra], scored], axis=1)


def _documents(records: Sequence[Indicator]) -> list[Document]:
    """A document of each source, in the order of the first record of each."""
    by_source: dict[str, list[Indicator]] = {}
    for record in records:
        by_source.setdefault(record.source, []).append(record)
    return [Document(source, tuple(rows)) for source, rows in by_source.items()]


def _columns(model: str, standard: str) -> list[str]:
    sample = score_records([Indicator("-")], load_model(model), standard)
    return list(sample[0].as_dict())
