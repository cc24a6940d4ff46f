"""What callers hand over as indicators: names, dictionaries, records, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..nlp.layouts.flat import columns_of
from ..nlp.layouts.prose.clauses import split_text
from ..nlp.record import Indicator, from_mapping

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("name", "value", "description")  # of a table without headings


def records_of(given: Any) -> list[Indicator]:
    """A record for each item or row of `given`, in order.

    A DataFrame, and a dictionary, has contract fields or Chinese headings (三级指标, 指标值 …) as keys; of a
    text all is the name but a target that is set off behind it (`人次 ≥200人次`); rows of a two-dimensional array,
    and of a DataFrame whose columns are only numbered, are name, value, description. Raises ValueError for a DataFrame without a name column and for an item
    that is none of these.
    """
    if hasattr(given, "columns") and hasattr(given, "iloc"):
        if any(headings_of(given)):
            return records_of_frame(given)
        given = given.to_numpy()
    elif hasattr(given, "isna"):  # a Series: an empty cell is an empty text, as in a DataFrame
        given = ["" if empty else item for item, empty in zip(given, given.isna(), strict=True)]
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise ValueError("请给出一列指标：列表、Series、数组或 DataFrame。")
    return [_record(item) for item in given]


def records_of_frame(frame: pd.DataFrame) -> list[Indicator]:
    """A record for each row of a DataFrame. Raises ValueError when there is no name column."""
    headings = headings_of(frame)
    columns = columns_of(headings)
    if "name" not in columns.values():
        raise ValueError("表中没有指标名称一列：请提供 name、三级指标 或 指标名称。")
    columns |= {headings.index(c): c for c in ("source", "location", "narrative") if c in headings}
    kept = {key: frame.iloc[:, i].tolist() for i, key in columns.items()}
    return [from_mapping(dict(zip(kept, row, strict=True))) for row in zip(*kept.values(), strict=True)]


def headings_of(frame: pd.DataFrame) -> list[str]:
    """The heading of each column, '' for a number: of several levels the lowest that says something, as a merged
    heading stands over those of its columns."""
    return [_heading(c) for c in frame.columns]


def _heading(label: object) -> str:
    levels = label if isinstance(label, tuple) else (label,)
    said = [x for x in levels if isinstance(x, str) and x.strip() and not x.startswith("Unnamed: ")]
    return said[-1] if said else ""


def _record(item: Any) -> Indicator:
    if isinstance(item, Indicator):
        return item
    if isinstance(item, str):
        return Indicator(*split_text(item))
    if isinstance(item, Mapping):
        keys = columns_of([str(k) for k in item])
        values = list(item.values())
        return from_mapping({**item, **{field: values[i] for i, field in keys.items()}})
    if isinstance(item, Iterable) and not isinstance(item, bytes):
        return from_mapping(dict(zip(COLUMNS, item, strict=False)))
    raise ValueError(f"看不懂的指标：{type(item).__name__}。请给出文字、字典或 Indicator。")
