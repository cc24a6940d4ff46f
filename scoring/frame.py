"""Scoring into a pandas DataFrame, for notebooks and data teams."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..models.load import load_model
from ..nlp.layouts.flat import columns_of
from ..nlp.reading import read_document
from ..nlp.record import Indicator, from_mapping
from .score import score_records

if TYPE_CHECKING:
    import pandas as pd


def score_frame(
    what: str | Path | Sequence[Indicator] | pd.DataFrame, model: str, standard: str
) -> pd.DataFrame:
    """See `zhibiao.score`."""
    import pandas as pd

    passages = None
    frame = what if isinstance(what, pd.DataFrame) else None
    if frame is not None:
        records = records_of(frame)
    elif isinstance(what, (str, Path)):
        document = read_document(what)
        records, passages = list(document.indicators), {document.source: document.passages}
    else:
        records = list(what)  # type: ignore[arg-type]
    scored_records = score_records(records, load_model(model), standard, passages=passages)
    rows = [s.as_dict() for s in scored_records]
    scored = pd.DataFrame(rows, columns=list(rows[0]) if rows else _columns(model, standard))
    if frame is None:
        return scored
    scored.index = frame.index
    extra = [c for c in frame.columns if c not in scored.columns]
    return pd.concat([frame[extra], scored], axis=1)


def records_of(frame: pd.DataFrame) -> list[Indicator]:
    """A record for each row of a DataFrame with contract fields or Chinese headings as columns.

    Raises ValueError when there is no name column.
    """
    columns = columns_of([str(c) for c in frame.columns])
    if "name" not in columns.values():
        raise ValueError("表中没有指标名称一列：请提供 name、三级指标 或 指标名称。")
    kept = {key: frame.iloc[:, i].tolist() for i, key in columns.items()}
    kept |= {c: frame[c].tolist() for c in ("source", "location", "narrative") if c in frame.columns}
    return [from_mapping(dict(zip(kept, row, strict=True))) for row in zip(*kept.values(), strict=True)]


def _columns(model: str, standard: str) -> list[str]:
    sample = score_records([Indicator("-")], load_model(model), standard)
    return list(sample[0].as_dict())
