"""Which unit a file of an archive belongs to: a folder of its path, or who the form names."""

from __future__ import annotations

from pathlib import Path

import pytest
from zhibiao.app.summary.questions import ask
from zhibiao.scoring.batch.units import FORM, folder_unit

from .helpers import batch, table_rows

FORM_TEXT = "填报单位：{unit}\n项目名称\t修渠\t\t\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t渠道清淤长度\t≥{n}公里\n"


@pytest.mark.parametrize(
    ("file", "unit_from", "unit"),
    [
        ("水利局/2024/表.txt", "", "水利局"),
        ("2024年度/水利局/表.txt", "", "水利局"),
        ("2024/2023年/表.txt", "", ""),
        ("2024年预算/表.txt", "", "2024年预算"),
        ("表.txt", "", ""),
        ("预算/2024/水利局/表.txt", "3", "水利局"),
        ("预算/2024/表.txt", "3", ""),
        ("水利局/表.txt", FORM, ""),
    ],
)
def test_the_folder_of_a_unit(file: str, unit_from: str, unit: str) -> None:
    assert folder_unit(file, unit_from) == unit


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of years; one form lies among a bureau's, the other directly in its year."""
    folder = tmp_path_factory.mktemp("units")
    for number, (name, unit) in enumerate({"2024/东局/甲.txt": "甲站", "2025/乙.txt": "乙站"}.items()):
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "in" / name).write_text(FORM_TEXT.format(unit=unit, n=number + 2), encoding="utf-8")
    return folder


def units(out: Path) -> set[str]:
    _, (answer,) = ask(out, ["unit"])
    return set(answer.column("单位"))


def test_units_are_folders_or_whom_the_form_names(archive: Path) -> None:
    assert batch(archive / "in", archive / "out").returncode == 0
    assert units(archive / "out") == {"东局", "乙站"}
    again = batch(archive / "in", archive / "out", "--unit-from", "form")
    assert "单位的来源与上次不同" in again.stderr
    assert units(archive / "out") == {"甲站", "乙站"}
    assert batch(archive / "in", archive / "out", "--unit-from", "1").returncode == 0
    assert units(archive / "out") == {"2024", "2025"}


@pytest.mark.parametrize("wrong", ["0", "-1", "局"])
def test_another_value_is_explained(wrong: str, archive: Path) -> None:
    done = batch(archive / "in", archive / "none", "--unit-from", wrong)
    assert (done.returncode, f"“{wrong}”不对" in done.stderr) == (2, True)


def test_a_file_that_was_not_read_has_its_unit_too(tmp_path: Path) -> None:
    (tmp_path / "in" / "2024" / "西局").mkdir(parents=True)
    (tmp_path / "in" / "2024" / "西局" / "空.docx").touch()
    for options, unit in (((), "西局"), (("--unit-from", "1"), "2024"), (("--unit-from", "form"), "")):
        assert batch(tmp_path / "in", tmp_path / "out", *options).returncode == 2
        assert [row["folder_unit"] for row in table_rows(tmp_path / "out", "documents")] == [unit]
