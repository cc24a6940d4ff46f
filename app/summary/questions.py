"""The questions that people ask of an archive, as SQL on the tables that `zhibiao batch` wrote.

A unit is the first folder of a document's path, or who the form says has handed it in. Scores are means over indicators; shares are of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...models.taxonomy import NAMES
from ...scoring.batch.totals import connect
from ...scoring.registry import check_of

if TYPE_CHECKING:
    import duckdb

UNIT = "（未分单位）"
KINDS = ("text", "count", "score", "share")

_ROWS = f"""
CREATE TEMP VIEW rows AS
SELECT i.* EXCLUDE (unit),
    coalesce(nullif(regexp_extract(i.source, '^([^/!]+)/', 1), ''), nullif(i.unit, ''), '{UNIT}') AS unit, d.year,
    len(list_filter(findings, lambda f: f.code = 'T01')) > 0 AS mismatch
FROM indicators i LEFT JOIN (SELECT source, any_value(year) AS year FROM documents GROUP BY source) d
USING (source)
"""
_MEASURES = "count(*), avg(score), avg(vague::INT), avg(boilerplate::INT), avg(mismatch::INT)"
_GROUP = f"SELECT {{what}}, count(DISTINCT source), {_MEASURES} FROM rows GROUP BY ALL ORDER BY {{order}}"


class SummaryError(Exception):
    """A folder holds nothing to be summed up. `str(error)` is the Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One table: `columns` are titles with their kind (of `KINDS`; a share is between 0 and 1)."""

    key: str
    title: str
    note: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]

    def column(self, title: str) -> list[Any]:
        """The cells under a title."""
        i = [t for t, _ in self.columns].index(title)
        return [row[i] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the words that it is shown in."""

    title: str
    note: str
    columns: tuple[tuple[str, str], ...]
    sql: str


_MEASURED = (
    ("文件", "count"),
    ("指标", "count"),
    ("平均分", "score"),
    ("模糊", "share"),
    ("套话", "share"),
    ("类别不符", "share"),
)

QUESTIONS: dict[str, Question] = {
    "unit": Question(
        "各单位",
        "单位取路径的第一级文件夹，平均分低的在前。",
        (("单位", "text"), *_MEASURED),
        _GROUP.format(what="unit", order="avg(score), unit"),
    ),
    "year": Question(
        "各年度",
        "年度取自路径，路径里没有时取自正文。",
        (("年度", "text"), *_MEASURED),
        _GROUP.format(what="coalesce(year::VARCHAR, '不详')", order="1"),
    ),
    "class": Question(
        "各类别",
        "类别是模型对指标内容的判断，与申报在哪一类下无关。",
        (("类别", "text"), *_MEASURED),
        _GROUP.format(what="type", order="count(*) DESC, type"),
    ),
    "finding": Question(
        "最常见的问题",
        "占比是有这一问题的指标占全部指标的比例。",
        (
            ("编号", "text"),
            ("问题", "text"),
            ("级别", "text"),
            ("指标", "count"),
            ("占比", "share"),
            ("文件", "count"),
        ),
        """
        SELECT f.code, '', mode(f.severity), count(DISTINCT (source, location, id)),
            count(DISTINCT (source, location, id)) / (SELECT count(*) FROM rows), count(DISTINCT source)
        FROM (SELECT source, location, id, unnest(findings) AS f FROM rows) GROUP BY f.code
        ORDER BY 4 DESC, 1
        """,
    ),
    "copied": Question(
        "照抄最多的指标",
        "名称与指标值逐字相同、出现在不止一个项目里的指标。",
        (
            ("指标", "text"),
            ("指标值", "text"),
            ("次数", "count"),
            ("项目", "count"),
            ("单位", "count"),
            ("年度", "count"),
        ),
        """
        SELECT name, target_text, count(*), count(DISTINCT (unit, owner)), count(DISTINCT unit),
            count(DISTINCT year)
        FROM (
            SELECT *,
                coalesce(nullif(value, ''), tiers[1], '') AS target_text,
                coalesce(nullif(project, ''), nullif(activity, ''), source) AS owner
            FROM rows
        )
        GROUP BY name, target_text HAVING count(DISTINCT (unit, owner)) > 1
        ORDER BY 4 DESC, 3 DESC, 1, 2
        """,
    ),
    "mismatch": Question(
        "申报类别与内容不符",
        "按申报的二级指标和模型判断的类别统计。",
        (("申报在", "text"), ("实际是", "text"), ("指标", "count"), ("例子", "text")),
        """
        SELECT coalesce(nullif(level2, ''), level1), type, count(*), min(name)
        FROM rows WHERE mismatch GROUP BY ALL ORDER BY 3 DESC, 1, 2
        """,
    ),
    "project": Question(
        "各项目",
        "平均分低的在前。",
        (("单位", "text"), ("年度", "text"), ("项目", "text"), *_MEASURED),
        _GROUP.format(
            what="unit, coalesce(year::VARCHAR, '不详'), "
            "coalesce(nullif(project, ''), nullif(activity, ''), '（未写项目名称）')",
            order="avg(score), 1, 2, 3",
        ),
    ),
    "failed": Question(
        "未能读取的文件",
        "原因见说明，处理后再次运行 zhibiao batch 即可。",
        (("文件", "text"), ("说明", "text")),
        "SELECT source, reason FROM documents WHERE status = 'failed' ORDER BY source",
    ),
}


@dataclass(frozen=True, slots=True)
class Totals:
    """The archive as a whole; `score` is None where there is no indicator."""

    files: int
    failed: int
    indicators: int
    score: float | None
    vague: float
    boilerplate: float
    complete: bool


def ask(out: Path, keys: Sequence[str] = tuple(QUESTIONS), limit: int = 0) -> tuple[Totals, list[Answer]]:
    """The totals and an answer for each key of `QUESTIONS`, of at most `limit` rows (0: all).

    Raises SummaryError when `out` is not the output of `zhibiao batch` or can't be read.
    """
    import duckdb

    if not any((out / "documents").glob("*.parquet")):
        raise SummaryError(f"{out}：里面没有评分结果，请给出 zhibiao batch 的输出文件夹。")
    try:
        with connect(out) as db:
            db.execute(_ROWS)
            return _totals(db, out), [_answer(db, key, limit) for key in keys]
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise SummaryError(f"{out}：结果表无法读取（{reason}），请重新运行 zhibiao batch。") from error


def _totals(db: duckdb.DuckDBPyConnection, out: Path) -> Totals:
    documents = db.execute("SELECT count(*), count(*) FILTER (status = 'failed') FROM documents").fetchone()
    rows = db.execute(
        "SELECT count(*), avg(score), coalesce(avg(vague::INT), 0), coalesce(avg(boilerplate::INT), 0) "
        "FROM indicators"
    ).fetchone()
    assert documents
    assert rows
    complete = (out / "summary.json").is_file()
    return Totals(documents[0], documents[1], rows[0], rows[1], rows[2], rows[3], complete)


def _answer(db: duckdb.DuckDBPyConnection, key: str, limit: int) -> Answer:
    question = QUESTIONS[key]
    rows = db.execute(question.sql + (f" LIMIT {limit}" if limit else "")).fetchall()
    return Answer(key, question.title, question.note, question.columns, tuple(_named(key, r) for r in rows))


def _named(key: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Codes as people call them."""
    if key == "class":
        return (NAMES.get(row[0], row[0]), *row[1:])
    if key == "mismatch":
        return (row[0], NAMES.get(row[1], row[1]), *row[2:])
    if key == "finding":
        check = check_of(row[0])
        return (row[0], check.title if check else "", *row[2:])
    return row


def shown(value: Any, kind: str) -> str:
    """A cell for people: shares in per cent, one decimal."""
    if value is None:
        return ""
    if kind == "share":
        return f"{value:.1%}"
    if kind == "score":
        return f"{value:.1f}"
    return f"{value:,}" if kind == "count" else str(value)
