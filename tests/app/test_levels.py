"""`zhibiao score`: what a row is, which checks speak and how gravely."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from .running import rows_of, zhibiao

PROJECT = [
    *(
        "schema_version",
        "source",
        "unit",
        "project_id",
        "project_code",
        "project",
        "location",
        "budget",
        "goal",
    ),
    *("indicators", "findings", "score", "score_grade"),
]
DOCUMENT = [
    *("schema_version", "source", "unit", "title", "projects", "indicators", "unread", "findings"),
    *("score", "score_grade"),
]


@pytest.mark.parametrize(
    ("options", "fields", "count"),
    [
        (("--level", "project"), PROJECT, 4),
        (("--summary",), PROJECT, 4),
        (("--level", "document"), DOCUMENT, 1),
    ],
)
def test_a_row_is_what_the_level_says(
    options: tuple[str, ...], fields: list[str], count: int, sample: Path, tmp_path: Path
) -> None:
    rows = rows_of(zhibiao("score", sample, *options, "--format", "jsonl"))
    assert [list(row) for row in rows] == [fields] * count
    done = zhibiao("score", sample, *options, "--format", "csv", "-o", tmp_path / "out.csv")
    table = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"), newline="")))
    assert [list(row) for row in table] == [fields] * count
    assert f"{count} 个" in done.stderr.decode()


def test_a_finding_stands_at_exactly_one_level(sample: Path) -> None:
    found = {
        level: [
            (f["code"], f["field"])
            for row in rows_of(zhibiao("score", sample, "--level", level, "--format", "jsonl"))
            for f in row["findings"]
        ]
        for level in ("indicator", "project", "document")
    }
    fields = {level: {field for _, field in pairs} for level, pairs in found.items()}
    assert fields["document"] == {"document"}
    assert fields["project"] <= {"project", "activity", "goal", "budget", "project_code"}
    assert fields["indicator"].isdisjoint(fields["project"] | fields["document"])


def test_tables_of_projects_and_of_documents(sample: Path) -> None:
    projects = zhibiao("score", sample, "--level", "project").stdout.decode()
    assert all(said in projects for said in ("河长制巡查经费", "指标平均分", "项目平均分"))
    documents = zhibiao("score", sample, "--level", "document").stdout.decode()
    assert "河长制巡查经费" not in documents
    assert "M08" in documents


def test_the_stage_is_chosen_by_what_is_filled_in_and_said() -> None:
    def said(row: str, *options: str) -> tuple[str, str]:
        done = zhibiao("score", "-", "--format", "jsonl", *options, stdin=row.encode())
        found = {f["code"]: f["severity"] for r in rows_of(done) for f in r["findings"]}
        return found["V24"], done.stderr.decode()

    declared = '{"name": "项目的实施时间", "value": "2024年1月-12月", "level2": "时效指标"}'
    completed = '{"name": "项目的实施时间", "value": "2024年1月-12月", "level2": "时效指标", "actual": "2024年1月-12月"}'
    assert said(declared) == ("P1", "没有完成值，按编报审核检查（可用 --profile 指定）。\n")
    assert said(completed) == ("P2", "填有完成值，按自评复核检查（可用 --profile 指定）。\n")
    assert said(completed, "--profile", "declaration") == ("P1", "")


def test_a_profile_and_a_settings_file_change_what_is_found(sample: Path, tmp_path: Path) -> None:
    def codes(*options: object) -> set[str]:
        done = zhibiao("score", sample, "--format", "jsonl", *options)
        assert done.returncode == 0, done.stderr.decode()
        return {f["code"] for r in rows_of(done) for f in r["findings"]}

    settings = tmp_path / "off.toml"
    settings.write_text('[checks]\nignore = ["V05"]\n', encoding="utf-8")
    assert {"V05", "V17", "N17"} <= codes()
    assert "V05" not in codes("--config", settings)
    assert {"V05", "V17"}.isdisjoint(codes("--config", settings, "--ignore", "V17"))
    assert {code[0] for code in codes("--select", "V,N17")} == {"V", "N"}
    assert codes("--select", "V0,V30", "--ignore", "V0") == {"V30"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--select", "X9"), "没有编号以“X9”开头的检查"),
        (("--summary", "--level", "document"), "--summary 就是 --level project"),
        (("--level", "project", "--format", "html"), "--level 不能和 --format html"),
    ],
)
def test_options_that_say_nothing_together_are_refused(
    options: tuple[str, ...], message: str, sample: Path
) -> None:
    done = zhibiao("score", sample, *options)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()


def test_a_settings_file_with_a_mistake_is_named(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[chekcs]\n", encoding="utf-8")
    done = zhibiao("score", sample, "--config", tmp_path / "bad.toml")
    assert done.returncode == 2
    assert "chekcs" in done.stderr.decode()


def test_a_finding_of_any_level_may_end_the_run_with_1(sample: Path) -> None:
    only = ("--select", "M05", "--format", "jsonl")
    assert zhibiao("score", sample, *only, "--fail-on", "P1").returncode == 1
    assert zhibiao("score", sample, *only, "--fail-on", "P0").returncode == 0


def test_a_file_given_twice_is_read_once(sample: Path) -> None:
    (row,) = rows_of(zhibiao("score", sample, sample, "--level", "document", "--format", "jsonl"))
    assert row["indicators"] == 25
