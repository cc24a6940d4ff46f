"""`zhibiao sql`: what can be asked of an archive, and that nothing else can be reached."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from zhibiao.app.cli import main
from zhibiao.scoring.batch.columns import TABLES

from .helpers import rows, table_rows


def sql(out: Path, query: str, *options: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["sql", str(out), query, *map(str, options)], input=stdin)


def lines(done: Result) -> list[dict]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("table", TABLES)
def test_the_tables_are_all_there(undisturbed: Path, table: str) -> None:
    (row,) = lines(sql(undisturbed, f"SELECT count(*) AS n FROM {table}", "--format", "jsonl"))
    assert row["n"] == len(rows(undisturbed, table))


def test_findings_have_a_row_each_with_what_they_are_about(undisturbed: Path) -> None:
    found = lines(sql(undisturbed, "FROM findings", "--format", "jsonl"))
    levels = {"indicators": "indicator", "projects": "project", "documents": "document"}
    expected = sorted(
        (level, row["source"], row.get("location", ""), f["code"], f["message"])
        for table, level in levels.items()
        for row in table_rows(undisturbed, table)
        for f in row["findings"]
    )
    got = sorted((r["level"], r["source"], r["location"], r["code"], r["message"]) for r in found)
    assert got == expected
    assert {"indicator", "project"} <= {r["level"] for r in found}


def test_forms_of_the_answer(undisturbed: Path, tmp_path: Path) -> None:
    query = "SELECT name, score, target FROM indicators ORDER BY id LIMIT 3"
    table = sql(undisturbed, query)
    assert "target" in table.stdout
    assert '"kind"' in table.stdout.replace("\n", "")
    done = sql(undisturbed, query, "--format", "csv", "-o", tmp_path / "a.csv")
    assert done.stdout == ""
    read = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_bytes().decode("utf-8-sig"))))
    assert len(read) == 3
    assert json.loads(read[0]["target"])["kind"]
    assert len(lines(sql(undisturbed, "-", "--format", "jsonl", stdin=query))) == 3
    empty = sql(undisturbed, "SELECT name, score FROM indicators WHERE false", "--format", "csv")
    assert empty.stdout.lstrip("\ufeff").strip() == "name,score"


def test_what_is_left_out_is_said(undisturbed: Path) -> None:
    done = sql(undisturbed, "SELECT name FROM indicators", "--limit", 2, "--format", "jsonl")
    assert len(done.stdout.splitlines()) == 2
    assert "只显示了前 2 行" in done.stderr
    assert "只显示了" not in sql(undisturbed, "SELECT 1", "--limit", 1).stderr


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM read_csv('{secret}')", "不能读写别的文件"),
        ("FROM '{secret}'", "不能读写别的文件"),
        ("SELECT * FROM read_text('{out}/summary.json')", "不能读写别的文件"),
        ("FROM glob('/*')", "不能读写别的文件"),
        ("FROM 'https://example.invalid/a.parquet'", "不能读写别的文件"),
        ("COPY indicators TO '{out}/indicators/x.parquet'", "只能有一条查询语句"),
        ("EXPLAIN ANALYZE COPY indicators TO '{out}/indicators/x.parquet'", "只能有一条查询语句"),
        ("SET enable_external_access = true", "只能有一条查询语句"),
        ("ATTACH '{out}/x.db'", "只能有一条查询语句"),
        ("INSTALL httpfs", "只能有一条查询语句"),
        ("SELECT 1; SELECT 2", "只能有一条查询语句"),
        ("DROP VIEW indicators", "只能有一条查询语句"),
        ("", "只能有一条查询语句"),
        ("SELEC 1", "写法有误"),
        ("SELECT foo FROM indicators", "列或类型不对"),
        ("FROM bar", "可用的表有 indicators"),
        ("SELECT 'a'::INT", "请修改这条语句"),
    ],
)
def test_what_is_refused_is_one_chinese_sentence(
    undisturbed: Path, tmp_path: Path, query: str, said: str
) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    before = {p: p.stat().st_mtime_ns for p in undisturbed.rglob("*")}
    done = sql(undisturbed, query.format(secret=tmp_path / "secret.csv", out=undisturbed))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert {p: p.stat().st_mtime_ns for p in undisturbed.rglob("*")} == before


def test_a_relative_folder_and_a_wrong_one(
    undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(undisturbed.parent)
    assert len(lines(sql(Path(undisturbed.name), "SELECT 1 AS one FROM documents", "--format", "jsonl"))) > 1
    done = sql(tmp_path, "SELECT 1")
    assert done.exit_code == 2
    assert "输出文件夹" in done.stderr


def test_columns_of_one_name_are_all_there(undisturbed: Path) -> None:
    query = "SELECT a.source, b.source, 1 AS source_1 FROM documents a JOIN documents b USING (file) LIMIT 1"
    done = sql(undisturbed, query, "--format", "csv")
    assert done.stdout.lstrip("\ufeff").splitlines()[0] == "source,source_1,source_1_1"
    (row,) = lines(sql(undisturbed, query, "--format", "jsonl"))
    assert row["source"] == row["source_1"]
    assert row["source_1_1"] == 1
