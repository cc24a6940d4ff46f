"""The Parquet parts of a batch run → rows and documents, cleaned and with digests for names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...nlp.record import Indicator
from .texts import clean, digest, record_text

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = ("source", "project", "activity", "name", "value", "description", "tiers")
_BATCH = 16384


def project_name(project: str, activity: str, source: str) -> str:
    """What a project is known by: its name, else the activity's, else the document's."""
    return clean(project) or clean(activity) or source


def schemas() -> dict[str, pa.Schema]:
    """The staged tables. `unit` is the folder that names it, else who the form names, else the document. `project` is a name within a unit (its years are one project), `owner` the name
    alone."""
    import pyarrow as pa

    number, text = pa.uint64(), pa.string()
    place = {"doc": number, "project": number, "owner": number, "unit": number, "year": pa.int32()}
    return {
        "rows": pa.schema([("digest", number), ("full", number), ("text", text), *place.items()]),
        "documents": pa.schema([("doc", number), ("source", text), ("unit", number), ("year", pa.int32())]),
    }


def stage(out: Path, folder: Path, parts: list[str]) -> None:
    """Write `rows.parquet` and `documents.parquet` into `folder`, part by part."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    known = schemas()
    writers = {t: pq.ParquetWriter(folder / f"{t}.parquet", s, compression="lz4") for t, s in known.items()}
    try:
        for part in parts:
            for pieces in _read(out, part):
                for table, rows in pieces.items():
                    if rows:
                        columns = list(zip(*rows, strict=True))
                        arrays = [pa.array(c, f.type) for c, f in zip(columns, known[table], strict=True)]
                        writers[table].write_table(pa.Table.from_arrays(arrays, schema=known[table]))
    finally:
        for writer in writers.values():
            writer.close()


def _read(out: Path, part: str) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    """Rows of the staged tables, a batch of the part at a time."""
    import pyarrow.parquet as pq

    known: dict[str, tuple[str, int | None]] = {}
    with pq.ParquetFile(out / "documents" / part) as file:
        for batch in file.iter_batches(_BATCH, columns=["source", "folder_unit", "unit", "year"]):
            documents = []
            for row in batch.to_pylist():
                source, year = row["source"], row["year"]
                unit = row["folder_unit"] or row["unit"] or source
                known[source] = unit, year
                documents.append((digest(source), source, digest(unit), year))
            yield {"documents": documents}
    with pq.ParquetFile(out / "indicators" / part) as file:
        for batch in file.iter_batches(_BATCH, columns=_COLUMNS):
            yield _rows(batch, known)


def _rows(
    batch: pa.RecordBatch, known: dict[str, tuple[str, int | None]]
) -> dict[str, list[tuple[Any, ...]]]:
    rows: list[tuple[Any, ...]] = []
    places: dict[tuple[str, str, str], tuple[Any, ...]] = {}
    columns = [[v or "" for v in batch.column(c).to_pylist()] for c in _COLUMNS]
    for source, project, activity, name, value, description, tiers in zip(*columns, strict=True):
        if not name:
            continue
        key = (source, project, activity)
        place = places.get(key)
        if place is None:
            place = places[key] = _place(*key, *known.get(source, (source, None)))
        text = record_text(Indicator(name, value, tiers=tuple(tiers) or None))
        row = digest(text)
        rows.append((row, digest(f"{text}\n{clean(description)}") if description else row, text, *place))
    return {"rows": rows}


def _place(source: str, project: str, activity: str, unit: str, year: int | None) -> tuple[Any, ...]:
    name = project_name(project, activity, source)
    return digest(source), digest(f"{unit}\n{name}"), digest(name), digest(unit), year
