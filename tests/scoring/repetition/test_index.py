"""Building the index, asking it, and what happens when something goes wrong."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from zhibiao.app.cli import main
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.repetition import RepetitionError, RepetitionIndex, Seen, build, index
from zhibiao.scoring.repetition.index import FOLDER

Write = Callable[..., Path]
SOFT = Indicator("保障各项工作顺利开展", "有效保障")
LONG = Indicator("渠道清淤工程竣工验收合格率", "≥95%", "抽查合格段数除以全部段数")


def at(record: Indicator, source: str, project: str, **other: Any) -> Indicator:
    return replace(record, source=source, project=project, **other)


def forms(count: int) -> tuple[list[Indicator], dict[str, int | None]]:
    """So many documents, two a unit in two years, each of a project of its own with the same three rows."""
    records, years = [], {}
    for i in range(count):
        source = f"单位{i // 2}/{2024 + i % 2}/表{i}.docx"
        years[source] = 2024 + i % 2
        records += [at(r, source, f"项目{i}") for r in (SOFT, LONG, Indicator("完好率", "≥90%"))]
    return records, years


def documents(out: Path) -> dict[str, dict[str, Any]]:
    return {r["source"]: r for r in pq.read_table(out / FOLDER / "documents.parquet").to_pylist()}


def test_counts_of_projects_units_and_years(write_parts: Write) -> None:
    records, years = forms(6)
    write_parts("a", records[:9], dict(list(years.items())[:3]))
    out = write_parts("b", records[9:], dict(list(years.items())[3:]))
    build(out)
    archive = RepetitionIndex.open(out)
    assert archive.seen(at(SOFT, "新.docx", "新项目")) == Seen(6, 3, 2)
    assert archive.seen(at(LONG, "新.docx", "新项目")) == Seen(6, 3, 2, described=6)
    assert archive.seen(at(LONG, "新.docx", "新项目", description="另一种算法")).described == 0
    assert archive.seen(at(SOFT, "新.docx", "项目3")).projects == 5  # its own
    assert archive.seen(Indicator("没有人写过的指标名称文字", "3次")) == Seen()


def test_a_project_of_several_years_is_one(write_parts: Write) -> None:
    sources = [f"水利局/{y}/表.docx" for y in (2023, 2024, 2025)]
    years = {s: 2023 + i for i, s in enumerate(sources)}
    out = write_parts("a", [at(SOFT, s, "河道清淤") for s in sources], years)
    build(out)
    assert RepetitionIndex.open(out).seen(SOFT) == Seen(1, 1, 3)


def test_near_rows_are_seen(write_parts: Write) -> None:
    records, years = forms(4)
    out = write_parts("a", records, years)
    build(out)
    archive = RepetitionIndex.open(out)
    asked = at(LONG, "新.docx", "新项目", name="渠道清淤项目竣工验收合格率")
    assert archive.seen(asked) == Seen(near=4)
    assert archive.seen(replace(asked, value="≥96%")) == Seen()
    assert archive.seen_all([SOFT, asked])[1] == archive.seen(asked)


def test_tables_are_sets_of_rows(write_parts: Write) -> None:
    records, years = forms(4)
    records[:3] = reversed(records[:3])
    out = write_parts("a", records[:-1], years)
    (out / "archive").mkdir()
    (out / "archive" / "index.json").touch()  # of an older version
    build(out)
    assert [r["same_tables"] for r in documents(out).values()] == [2, 2, 2, None]
    assert not (out / "archive").exists()


def test_stickiness_is_against_the_year_before_of_the_unit(write_parts: Write) -> None:
    old = [at(r, "甲局/2023/表.docx", "项目") for r in (SOFT, LONG)]
    new = [at(r, "甲局/2025/表.docx", "项目") for r in (SOFT, replace(LONG, value="≥96%"))]
    other = [at(LONG, "乙局/2025/表.docx", "项目")]
    years = {
        "甲局/2023/表.docx": 2023,
        "甲局/2025/表.docx": 2025,
        "乙局/2025/表.docx": 2025,
        "无年份.txt": None,
    }
    out = write_parts("a", [*old, *new, *other], years)
    build(out)
    found = documents(out)
    assert {s: r["stickiness"] for s, r in found.items()} == {
        "甲局/2023/表.docx": None,
        "甲局/2025/表.docx": 0.5,
        "乙局/2025/表.docx": None,
        "无年份.txt": None,
    }


def test_copied_and_near_shares(write_parts: Write) -> None:
    records, years = forms(6)
    records.append(at(LONG, "丁局/2025/表.docx", "别的", name="渠道清淤项目竣工验收合格率"))
    records.append(at(Indicator("量水设施联网处数", "3处"), "丁局/2025/表.docx", "别的"))
    out = write_parts("a", records, {**years, "丁局/2025/表.docx": 2025})
    build(out)
    found = documents(out)
    assert found["丁局/2025/表.docx"]["copied_share"] == 0
    assert found["丁局/2025/表.docx"]["near_share"] == 0.5
    assert found["单位0/2024/表0.docx"]["copied_share"] == 1


def test_new_parts_are_taken_in_and_old_ones_cost_nothing(write_parts: Write) -> None:
    records, years = forms(2)
    out = write_parts("a", records, years)
    build(out)
    first = (out / FOLDER / "rows.arrow").stat().st_mtime_ns
    build(out)
    assert (out / FOLDER / "rows.arrow").stat().st_mtime_ns == first
    held = RepetitionIndex.open(out)
    write_parts("b", [at(SOFT, "乙局/2025/新.docx", "新")], {"乙局/2025/新.docx": 2025})
    build(out)
    assert RepetitionIndex.open(out).seen(SOFT).projects == 3
    assert held.seen(SOFT).projects == 2  # who has it open goes on with what it was


@pytest.mark.parametrize("step", ["stage", "write_near", "_count_into", "_publish"])
def test_a_build_that_ends_early_leaves_the_old_index_or_none(
    write_parts: Write, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    records, years = forms(2)
    out = write_parts("a", records, years)
    build(out)
    write_parts("b", [at(SOFT, "乙局/2025/新.docx", "新")], {"乙局/2025/新.docx": 2025})

    def stop(*arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(index, step, stop)
        with pytest.raises(KeyboardInterrupt):
            build(out)
    assert RepetitionIndex.open(out).seen(SOFT).projects == 2
    (out / FOLDER / ".new-left").mkdir()  # of one that was killed
    build(out)
    assert RepetitionIndex.open(out).seen(SOFT).projects == 3
    assert not list((out / FOLDER).glob(".new-*"))


def test_killed_between_two_files_there_is_no_index(
    write_parts: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, years = forms(2)
    out = write_parts("a", records, years)
    build(out)
    write_parts("b", [at(SOFT, "乙局/2025/新.docx", "新")], {"乙局/2025/新.docx": 2025})
    moved, rename = [], Path.replace

    def stop(self: Path, target: Path) -> Path:
        if len(moved) == 3:
            raise KeyboardInterrupt
        moved.append(target)
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            build(out)
    with pytest.raises(RepetitionError, match="zhibiao batch"):
        RepetitionIndex.open(out)
    build(out)
    assert RepetitionIndex.open(out).seen(SOFT).projects == 3


def test_a_full_disk_is_an_os_error(write_parts: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: Any) -> None:
        raise duckdb.IOException("Could not write file: No space left on device")

    records, years = forms(2)
    out = write_parts("a", records, years)
    monkeypatch.setattr(index, "_write", full)
    with pytest.raises(OSError, match="No space left") as caught:
        build(out)
    assert caught.value.errno == errno.ENOSPC
    assert not list((out / FOLDER).iterdir())


def test_an_archive_without_rows(write_parts: Write) -> None:
    out = write_parts("a", [], {"空.txt": None})
    build(out)
    assert RepetitionIndex.open(out).seen(LONG) == Seen()
    assert documents(out)["空.txt"]["copied_share"] is None


def test_what_is_no_archive_is_said(tmp_path: Path) -> None:
    with pytest.raises(RepetitionError, match="没有完整的档案索引"):
        RepetitionIndex.open(tmp_path)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "index.json").write_text('{"version": 0}')
    with pytest.raises(RepetitionError, match="版本不符"):
        RepetitionIndex.open(tmp_path)
    (tmp_path / FOLDER / "index.json").write_text(f'{{"version": {index.VERSION}}}')
    with pytest.raises(RepetitionError, match="无法读取"):
        RepetitionIndex.open(tmp_path)


def test_score_consults_an_archive(write_parts: Write, tmp_path: Path) -> None:
    records, years = forms(40)
    out = write_parts("a", records, years)
    build(out)
    listed = tmp_path / "表.csv"
    listed.write_text("项目名称,指标名称,指标值\n新项目,保障各项工作顺利开展,有效保障\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["score", str(listed), "--format", "jsonl", "--archive", str(out)])
    assert told.exit_code == 0
    assert "与 40 个项目逐字相同（档案中 20 个单位、2 个年度有此条）" in told.stdout
    plain = CliRunner().invoke(main, ["score", str(listed), "--format", "jsonl"])
    assert "B17" not in plain.stdout
    missing = CliRunner().invoke(main, ["score", str(listed), "--archive", str(tmp_path)])
    assert missing.exit_code == 2
    assert "没有完整的档案索引" in missing.stderr
