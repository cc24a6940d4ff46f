"""Scoring into a pandas DataFrame, for notebooks and data teams."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..models.inputs import records_of
from ..models.load import load_model
from ..models.taxonomy import STANDARDS
from ..nlp.document import Document
from ..nlp.reading import read_document
from ..nlp.record import Indicator
from .fields import DOCUMENT, FINDING, INDICATOR, PROJECT
from .findings import LEVELS
from .marked import SHOWN, TEXTS, marked_table
from .results import Scoring
from .score import score_documents, score_records

if TYPE_CHECKING:
    import pandas as pd

_FIELDS = {"indicator": INDICATOR, "project": PROJECT, "document": DOCUMENT}
_ABOUT = (
    "id",
    "source",
    "unit",
    "project_id",
    "project",
    "location",
    "name",
    "value",
)  # of what a finding is about


def score_frame(
    what: str | Path | Iterable[Any] | pd.DataFrame | pd.Series[Any],
    model: str,
    standard: str,
    level: str = "indicator",
) -> pd.DataFrame:
    """See `zhibiao.score`."""
    import pandas as pd

    if level not in LEVELS:
        raise ValueError(f"没有“{level}”这一级：请用 {'、'.join(LEVELS)}。")
    if standard not in STANDARDS:
        raise ValueError(f"没有“{standard}”这个分类标准：请用 {'、'.join(STANDARDS)}。")
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
    scored = pd.DataFrame(rows, columns=list(_FIELDS[level]))
    if level != "indicator" or not isinstance(what, (pd.DataFrame, pd.Series)):
        return scored
    scored.index = what.index
    if isinstance(what, pd.Series):
        return scored
    kept = what.loc[:, [c not in scored.columns for c in what.columns]]
    if kept.columns.nlevels > 1:  # one row of headings, as the scored record's
        kept.columns = pd.Index(["/".join(map(str, label)) for label in kept.columns])
    return pd.concat([kept, scored], axis=1)


def findings_frame(scored: pd.DataFrame) -> pd.DataFrame:
    """See `zhibiao.findings`."""
    import pandas as pd

    if "findings" not in getattr(scored, "columns", ()):
        raise ValueError("表中没有 findings 一列：请先用 zhibiao.score 评分。")
    about = [c for c in _ABOUT if c in scored.columns]
    cells = scored["findings"].map(_listed)
    rows = scored[about].assign(finding=cells).explode("finding").dropna(subset="finding")
    said = pd.DataFrame(rows.pop("finding").tolist(), index=rows.index, columns=list(FINDING))
    return pd.concat([rows, said], axis=1).astype({"start": "Int64", "end": "Int64", "opinion": "Int64"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Scored records for a notebook's eye; `html` is a table with marks."""

    html: str
    count: int

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<{self.count} 条指标：在笔记本里显示为表格>"


def shown(scored: pd.DataFrame, limit: int) -> Shown:
    """See `zhibiao.show`."""
    if lacking := [c for c in SHOWN if c not in scored.columns]:
        raise ValueError(
            f"表中没有 {'、'.join(lacking)}：请给出 zhibiao.score 评出的指标表，不要去掉这些列。"
        )
    rows: list[Any] = scored[list(SHOWN)].head(limit).fillna(dict.fromkeys(TEXTS, "")).to_dict("records")
    for row in rows:
        row |= {c: _listed(row[c]) for c in ("tiers", "findings")}
    caption = f"{len(scored)} 条指标" + (f"，显示前 {limit} 条" if len(scored) > limit else "")
    return Shown(marked_table(rows, caption), len(scored))


def _listed(cell: Any) -> list[Any]:
    """The items of a cell: a list, its text from a CSV file (JSON; as Python writes it, from `to_csv`), or an array from a
    Parquet file; none for an empty cell. Raises ValueError for any other text."""
    if isinstance(cell, str):
        try:
            cell = json.loads(cell or "[]")
        except ValueError:
            try:
                cell = ast.literal_eval(cell)
            except (ValueError, SyntaxError):
                raise ValueError(f"看不懂这一格：{cell[:40]}。请给出 zhibiao.score 的表。") from None
    return list(cell) if hasattr(cell, "__len__") else []


def _documents(records: Sequence[Indicator]) -> list[Document]:
    """A document of each source, in the order of the first record of each."""
    by_source: dict[str, list[Indicator]] = {}
    for record in records:
        by_source.setdefault(record.source, []).append(record)
    return [Document(source, tuple(rows)) for source, rows in by_source.items()]
