"""The columns of an archive's tables as a page: the part of `docs/archives.md` that is generated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...scoring.batch.columns import TABLES, schemas

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = "| column | type | meaning |\n|---|---|---|"


def markdown() -> str:
    """A heading and a table for each of the tables, from the descriptions that stand in the Parquet files too."""
    return "\n\n".join(f"### `{table}`\n\n{_HEAD}\n" + "\n".join(_rows(table)) for table in TABLES)


def _rows(table: str) -> Iterator[str]:
    for field in schemas()[table]:
        yield _row(field.name, field)
        kind = field.type
        inner = kind.value_type if hasattr(kind, "value_type") else kind
        if hasattr(inner, "fields"):
            yield from (_row(f"{field.name}.{part.name}", part) for part in inner)


def _row(name: str, field: pa.Field) -> str:
    kind = str(field.type)
    for wide, narrow in (
        ("struct", "struct"),
        ("list<element: struct", "list of struct"),
        ("list", "list of string"),
    ):
        if kind.startswith(wide):
            kind = narrow
            break
    said = (field.metadata or {}).get(b"description", b"").decode().replace("|", "\\|")
    return f"| `{name}` | {kind} | {said} |"


if __name__ == "__main__":
    print(markdown())
