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
    kind = field.type
    is_list = hasattr(kind, "value_type")
    inner = kind.value_type if is_list else kind
    named = "struct" if hasattr(inner, "fields") else str(inner)
    said = (field.metadata or {}).get(b"description", b"").decode().replace("|", "\\|")
    return f"| `{name}` | {f'list of {named}' if is_list else named} | {said} |"


if __name__ == "__main__":
    print(markdown())
