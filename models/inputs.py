"""What callers hand over as indicators: names, dictionaries, records, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..nlp.layouts.flat import columns_of
from ..nlp.record import Indicator, from_mapping

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("name", "value", "description")  # of a table without headings


def records_of(given: Any) -> list[Indicator]:
    """A record for each item or row of `given`, in order.

    A DataFrame, and a dictionary, has contract fields or Chinese headings (三级指标, 指标值 …) as keys; of a
    text all is the name; rows of a two-dimensional array, and of a DataFrame whose columns are only numbered,
    are name, value, description. Raises ValueError for a DataFrame without a name column and for an item
    that is none of these.
    """
    if hasattr(given, "columns") and hasattr(given, "iloc"):
        if any(isinstance(c, str) for c in given.columns):
            return records_of_frame(given)
        given = given.to_numpy()
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise ValueError("请给出一列指标：列表、Series、数组或 DataFrame。")
    return [_record(item) for item in given]


def records_of_frame(frame: pd.DataFrame) -> list[Indicator]:
    """A record for each row of a DataFrame. Raises ValueError when there is no name column."""
    columns = columns_of([str(c) for c in frame.columns])
    if "name" not in columns.values():
        raise ValueError("表中没有指标名称一列：请提供 name、三级指标 或 指标名称。")
    kept = {key: frame.iloc[:, i].tolist() for i, key in columns.items()}
    kept |= {c: frame[c].tolist() for c in ("source", "location", "narrative") if c in frame.columns}
    return [from_mapping(dict(zip(kept, row, strict=True))) for row in zip(*kept.values(), strict=True)]


def _record(item: Any) -> Indicator:
    if isinstance(item, Indicator):
        return item
    if isinstance(item, str):
        return Indicator(item)
    if isinstance(item, Mapping):
        keys = columns_of([str(k) for k in item])
        values = list(item.values())
        return from_mapping({**item, **{field: values[i] for i, field in keys.items()}})
    if isinstance(item, Iterable):
        return from_mapping(dict(zip(COLUMNS, item, strict=False)))
    raise ValueError(f"看不懂的指标：{type(item).__name__}。请给出文字、字典或 Indicator。")
