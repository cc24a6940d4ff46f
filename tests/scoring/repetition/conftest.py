"""Small archives: the Parquet parts of a batch run, written by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.batch.units import folder_unit

WriteParts = Callable[..., Path]


@pytest.fixture
def write_parts(tmp_path: Path) -> WriteParts:
    """Writes one part of records, with the year of each source; gives OUT."""

    def write(name: str, records: Sequence[Indicator], years: dict[str, int | None]) -> Path:
        out = tmp_path / "out"
        for table in ("indicators", "documents"):
            (out / table).mkdir(parents=True, exist_ok=True)
        fields = ("source", "project", "activity", "name", "value", "description")
        columns: dict[str, Any] = {f: pa.array([getattr(r, f) for r in records], pa.string()) for f in fields}
        columns["tiers"] = pa.array([r.tiers and list(r.tiers) for r in records], pa.list_(pa.string()))
        documents: dict[str, Any] = {
            "source": list(years),
            "folder_unit": [folder_unit(source) for source in years],
            "unit": [""] * len(years),
            "year": pa.array(years.values(), pa.int32()),
        }
        pq.write_table(pa.table(columns), out / "indicators" / f"part-{name}.parquet")
        pq.write_table(pa.table(documents), out / "documents" / f"part-{name}.parquet")
        return out

    return write
