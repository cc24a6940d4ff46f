"""A query of the user's own on a scored archive: its tables are views, and nothing else can be read or written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...scoring.batch.columns import TABLES
from ...scoring.batch.totals import connected, paged, quoted

if TYPE_CHECKING:
    import duckdb

VIEWS = (*TABLES, "findings")
# A row a finding, with what it is about; the columns that two levels lack are ''.
_FINDINGS = """
CREATE VIEW findings AS
SELECT level, source, file, project_id, project, id, name, location, f.code AS code, f.severity AS severity,
    f.field AS field, f.start AS "start", f."end" AS "end", f.message AS message, f.suggestion AS suggestion,
    f.opinion AS opinion
FROM (
    SELECT 'indicator' AS level, source, file, project_id, project, id, name, location, unnest(findings) AS f
    FROM indicators
    UNION ALL BY NAME
    SELECT 'project' AS level, source, file, project_id, project, '' AS id, '' AS name, location,
        unnest(findings) AS f FROM projects
    UNION ALL BY NAME
    SELECT 'document' AS level, source, file, '' AS project_id, '' AS project, '' AS id, '' AS name, '' AS location,
        unnest(findings) AS f FROM documents
)
"""


class QueryError(Exception):
    """A query can't be answered. `str(error)` is the Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class Result:
    """The names of the columns, no two alike, and the rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def opened(out: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the views of one archive and can't reach any other file, extension or address.

    Raises QueryError when `out` is not the output of `zhibiao batch`.
    """
    import duckdb

    if not all(any((out / table).glob("*.parquet")) for table in TABLES):
        raise QueryError(f"{out}：里面没有评分结果，请给出 zhibiao batch 的输出文件夹。")
    out = out.resolve()
    try:
        with connected(main=out) as db:
            db.execute(_FINDINGS)
            folders = ", ".join(f"'{quoted(out / table)}'" for table in TABLES)
            db.execute(f"SET allowed_directories = [{folders}]")
            db.execute("SET enable_external_access = false; SET lock_configuration = true")
            yield db
    except duckdb.Error as error:
        raise QueryError(_said(error)) from error


def ask(db: duckdb.DuckDBPyConnection, query: str) -> Result:
    """The answer to one SELECT (also DESCRIBE, SUMMARIZE, FROM …), to be read while `db` is open. Raises QueryError."""
    import duckdb

    try:
        statements = db.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise QueryError(
                "只能有一条查询语句（SELECT、DESCRIBE、SUMMARIZE）：结果表不能修改，也不能另存，请用 -o。"
            )
        found = db.execute(statements[0])
        columns = _different(name for name, *_ in found.description or ())
    except duckdb.Error as error:
        raise QueryError(_said(error)) from error
    return Result(columns, paged(found))


def _different(names: Iterable[str]) -> tuple[str, ...]:
    """The names, a second one of the same with `_1` behind it: `SELECT a.source, b.source …`."""
    taken: dict[str, None] = {}
    for name in names:
        others = (f"{name}_{i}" for i in count(1))
        taken[name if name not in taken else next(n for n in others if n not in taken)] = None
    return tuple(taken)


def text_of(value: Any) -> str:
    """A value for a table: lists and structures as JSON."""
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _said(error: duckdb.Error) -> str:
    """What went wrong, in one sentence; DuckDB's own words stand in brackets."""
    import duckdb

    words = str(error).splitlines()[0].partition("Error: ")[2] or str(error).splitlines()[0]
    kinds: list[tuple[type[Exception], str, str]] = [
        (duckdb.ParserException, "SQL 写法有误", "请检查这条语句"),
        (
            duckdb.PermissionException,
            "查询只能用这份档案的表，不能读写别的文件",
            f"可用的表有 {'、'.join(VIEWS)}",
        ),
        (duckdb.CatalogException, "没有这个表或函数", f"可用的表有 {'、'.join(VIEWS)}"),
        (duckdb.BinderException, "查询里的列或类型不对", "用 DESCRIBE indicators 一类的语句查看有哪些列"),
        (duckdb.OutOfMemoryException, "查询需要的内存太多", "请缩小范围，或加上 LIMIT"),
        (duckdb.IOException, "结果表无法读取", "请重新运行 zhibiao batch"),
    ]
    said, todo = next(
        ((s, t) for kind, s, t in kinds if isinstance(error, kind)), ("查询没有完成", "请修改这条语句")
    )
    return f"{said}（{words.rstrip('.')}）：{todo}。"
