"""`zhibiao diff`: what it says of two archives that are known to differ."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from zhibiao.app.archives.diff import QUESTIONS, comparing
from zhibiao.app.cli import main
from zhibiao.app.commands.diff import KEYS
from zhibiao.app.summary.questions import Answer, answer_of

from .helpers import batch

HEAD = "项目名称\t{project}\t\t\n一级指标\t二级指标\t三级指标\t指标值\n"
ROW = "产出指标\t数量指标\t{name}\t{value}\n"


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def compare(old: Path, new: Path, keys: Iterable[str] = tuple(QUESTIONS), years: bool = True) -> list[Answer]:
    with comparing(old, new, years) as db:
        return [answer_of(db, key, QUESTIONS[key], 0) for key in keys]


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def form(project: str, *rows: tuple[str, str]) -> str:
    return HEAD.format(project=project) + "".join(ROW.format(name=n, value=v) for n, v in rows)


@pytest.fixture(scope="module")
def outs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Before: 甲, 乙, 丙; after: 甲 as it was, a value of 乙 mended and a row added, 丙 gone, 丁 new."""
    folder = tmp_path_factory.mktemp("diff")
    same = form("修渠", ("渠道清淤长度", "≥12公里"))
    write(
        folder / "old",
        {
            "东局/甲.txt": same,
            "东局/乙.txt": form("植树", ("苗木成活率", "逐步提高"), ("植树株数", "3000株"), ("补植", "5株")),
            "西局/丙.txt": form("助餐", ("助餐人数", "200人")),
        },
    )
    write(
        folder / "new",
        {
            "东局/甲.txt": same,
            "东局/乙.txt": form("植树", ("苗木成活率", "≥90%"), ("植树株数", "3000株"), ("浇水次数", "5次")),
            "西局/丁.txt": form("护林", ("巡护里程", "300公里")),
        },
    )
    for name in ("old", "new"):
        assert batch(folder / name, folder / f"{name}-out").returncode == 0
    return folder / "old-out", folder / "new-out"


def rows(outs: tuple[Path, Path], key: str) -> list[tuple]:
    (answer,) = compare(*outs, [key])
    return list(answer.rows)


def test_documents(outs: tuple[Path, Path]) -> None:
    found = {row[0]: row[1:4] for row in rows(outs, "document")}
    assert found == {
        "东局/乙.txt": ("内容改动", 3, 3),
        "西局/丁.txt": ("新增", None, 1),
        "西局/丙.txt": ("去掉", 1, None),
    }
    change = next(row[6] for row in rows(outs, "document") if row[0] == "东局/乙.txt")
    assert change > 0


def test_indicators_of_the_files_that_both_have(outs: tuple[Path, Path]) -> None:
    found = [(row[2], row[4], row[5], row[6]) for row in rows(outs, "indicator")]
    assert found == [
        ("苗木成活率", "目标改动", "逐步提高", "≥90%"),
        ("浇水次数", "新增", None, "5次"),
        ("补植", "去掉", "5株", None),
    ]


def test_findings_projects_and_totals(outs: tuple[Path, Path]) -> None:
    found = {(row[0], row[2]): row[3:] for row in rows(outs, "finding")}
    assert found["V17", "指标"] == (1, 0, -1)
    assert all(before != after for before, after, _ in found.values())
    (project,) = rows(outs, "project")
    assert project[:4] == ("东局/乙.txt", "植树", "", "得分变化")
    totals = {row[0]: row[1:] for row in rows(outs, "total")}
    assert totals["文件"] == (3, 3, 0)
    assert totals["指标"] == (5, 5, 0)


def test_an_archive_against_itself_differs_in_nothing(undisturbed: Path) -> None:
    total, *others = compare(undisturbed, undisturbed)
    assert all(row[3] == 0 for row in total.rows)
    assert [a.rows for a in others] == [()] * 4


def test_two_years_are_compared_path_by_path(tmp_path: Path) -> None:
    row = ("渠道清淤长度", "≥12公里")
    write(
        tmp_path / "in",
        {"2023/东局2023年.txt": form("修渠", row), "2024/东局2024年.txt": form("修渠", row, ("补植", "5株"))},
    )
    for year in ("2023", "2024"):
        assert batch(tmp_path / "in", tmp_path / year, "--include", f"{year}/*").returncode == 0
    both = tmp_path / "2023", tmp_path / "2024"
    assert {row[1] for row in compare(*both, ["document"])[0].rows} == {"新增", "去掉"}
    (files, rows) = compare(*both, ["document", "indicator"], years=False)
    assert [row[:4] for row in files.rows] == [("2024/东局2024年.txt", "内容改动", 1, 2)]
    assert [row[2:5:2] for row in rows.rows] == [("补植", "新增")]
    assert "补植" in diff(*both, "--across-years").stdout


def test_of_a_zip_only_the_members_that_changed_are_named(tmp_path: Path) -> None:
    row = ("渠道清淤长度", "≥12公里")
    for side, more in (("old", ()), ("new", (("补植", "5株"),))):
        (tmp_path / side).mkdir()
        with zipfile.ZipFile(tmp_path / side / "报送.zip", "w") as file:
            file.writestr("甲.txt", form("修渠", row))
            file.writestr("乙.txt", form("植树", row, *more))
        assert batch(tmp_path / side, tmp_path / f"{side}-out").returncode == 0
    found = rows((tmp_path / "old-out", tmp_path / "new-out"), "document")
    assert [row[:2] for row in found] == [("报送.zip!乙.txt", "内容改动")]


def test_forms_of_the_answer(outs: tuple[Path, Path], tmp_path: Path) -> None:
    table = diff(*outs).stdout
    assert all(QUESTIONS[key].title in table for key in KEYS)
    assert "内容改动" in table
    read = [json.loads(line) for line in diff(*outs, "--format", "jsonl").stdout.splitlines()]
    assert {r["table"] for r in read} == set(KEYS)
    one = diff(*outs, "--by", "indicator", "--format", "csv").stdout_bytes.decode("utf-8-sig")
    assert [r["变化"] for r in csv.DictReader(io.StringIO(one))] == ["目标改动", "新增", "去掉"]
    assert diff(*outs, "--format", "csv").exit_code == 2
    assert diff(*outs, "--format", "csv", "-o", tmp_path / "t").exit_code == 0
    assert {p.stem for p in (tmp_path / "t").iterdir()} == set(KEYS)
    page = diff(*outs, "--format", "html").stdout
    assert "两份档案的变化" in page
    assert "<script" not in page


def test_other_settings_and_wrong_folders_are_said(outs: tuple[Path, Path], tmp_path: Path) -> None:
    old, _ = outs
    assert batch(old.parent / "old", tmp_path / "out", "--standard", "2021").returncode == 0
    assert "分类标准不同" in diff(old, tmp_path / "out").stderr
    assert "不同" not in diff(*outs).stderr
    (tmp_path / "out" / "summary.json").unlink()
    assert "尚未完成" in diff(old, tmp_path / "out").stderr
    done = diff(old, tmp_path)
    assert done.exit_code == 2
    assert "输出文件夹" in done.stderr


@pytest.mark.parametrize("fmt", ["table", "csv", "jsonl", "html"])
def test_a_reader_that_has_seen_enough_is_no_error(outs: tuple[Path, Path], fmt: str) -> None:
    command = [sys.executable, "-m", "zhibiao", "diff", *map(str, outs), "--by", "total", "--format", fmt]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
