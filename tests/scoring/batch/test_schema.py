"""The page about archives shows the columns as they are."""

from __future__ import annotations

from pathlib import Path

from zhibiao.app.archives.schema import markdown
from zhibiao.app.archives.sql import VIEWS
from zhibiao.scoring.batch.columns import schemas

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "archives.md").read_text(encoding="utf-8")


def test_the_page_is_that_of_the_columns() -> None:
    kept = PAGE.split("<!-- schema -->\n")[1].split("\n<!-- end -->")[0]
    assert kept == markdown(), "run python -m zhibiao.app.archives.schema"


def test_every_column_has_a_row_with_its_meaning() -> None:
    for table, schema in schemas().items():
        rows = markdown().split(f"### `{table}`")[1].split("###")[0].splitlines()
        for field in schema:
            (row,) = [line for line in rows if line.startswith(f"| `{field.name}` |")]
            assert len(row.split("|")[3].strip()) >= 2, row
    assert all(f"`{view}`" in PAGE for view in VIEWS)
