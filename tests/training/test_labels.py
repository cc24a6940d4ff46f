"""A user's labelled rows: what is understood, and what is said where it is not."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from zhibiao.models.load import load_model
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.record import Indicator
from zhibiao.training.data.form import write_form
from zhibiao.training.data.labels import LabelError, classes_of, flag_of, is_labelled, read_rows

RECORDS = [
    Indicator("渠道清淤长度", "≥12公里", level1="产出指标", level2="数量指标", project="灌区养护"),
    Indicator("水费收缴", "", tiers=("按时足额", "基本按时", "拖欠", "未缴"), project="灌区养护"),
    Indicator("=1+1", "-5", description="@说明", project="公式试验"),
]


def book(path: Path, *rows: list[object], sheet: str = "标注") -> Path:
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = sheet
    for row in rows:
        page.append(row)
    workbook.save(path)
    return path


def test_a_filled_form_comes_back_with_its_records_and_labels(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_form(path, RECORDS, load_model("fast").predict(RECORDS))
    assert [is_labelled(r) for r in read_rows(path)] == [False] * 3

    workbook = openpyxl.load_workbook(path)
    page = workbook["标注"]
    at = {cell.value: cell.column for cell in page[1]}
    assert "数量" in page.cell(2, at["模型建议"]).value
    page.cell(2, at["类别"]).value = "数量、质量"
    page.cell(2, at["模糊"]).value = "否"
    page.cell(3, at["套话"]).value = "是"
    workbook.save(path)

    rows = read_rows(path)
    assert [(r.accepted, r.vague, r.boilerplate) for r in rows] == [
        (("quantity", "quality"), False, None),
        ((), None, True),
        ((), None, None),
    ]
    for row, record in zip(rows, RECORDS, strict=True):
        for field in ("name", "value", "description", "level2", "project", "tiers"):
            assert getattr(row.record, field) == getattr(record, field), field


def test_the_form_has_drop_downs_and_an_explanation(tmp_path: Path) -> None:
    write_form(tmp_path / "空.xlsx", [])
    workbook = openpyxl.load_workbook(tmp_path / "空.xlsx")
    page = workbook["标注"]
    lists = {str(v.formula1) for v in page.data_validations.dataValidation}
    assert any("可持续影响" in text and "满意度" in text for text in lists)
    assert any("是,否" in text for text in lists)
    covered = {str(v.sqref) for v in page.data_validations.dataValidation}
    assert all(r.split(":")[-1].endswith("201") for r in covered)
    assert workbook.sheetnames == ["标注", "说明"]
    assert read_rows(tmp_path / "空.xlsx") == []


def test_rows_are_grouped_by_project_and_a_merged_project_cell_counts_for_all(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ["2025 年标注"],
        ["项目名称", "三级指标", "指标值", "类别"],
        ["甲项目", "补种苗木株数", "800株", "quantity"],
        [None, "苗木成活率", 0.9, "质量指标"],
        [None, None, None, None],
        ["乙项目", "护林员满意度", "≥90%", None],
    )
    rows = read_rows(path)
    assert [r.sector for r in rows] == ["own:甲项目", "own:甲项目", "own:乙项目"]
    assert [r.accepted for r in rows] == [("quantity",), ("quality",), ()]


def test_every_row_that_cannot_be_understood_is_named(tmp_path: Path) -> None:
    path = book(
        tmp_path / "b.xlsx",
        ["三级指标", "类别", "模糊", "套话"],
        ["管网巡查次数", "数量", "否", "否"],
        ["管网漏损率", "质量好", "也许", ""],
        ["", "成本", "", ""],
    )
    with pytest.raises(LabelError) as caught:
        read_rows(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert "第 3 行的“类别”写的是“质量好”" in lines[0]
    assert "第 3 行的“模糊”写的是“也许”" in lines[1]
    assert "第 4 行有标注却没有指标名称" in lines[2]


def test_many_problems_are_counted_not_all_printed(tmp_path: Path) -> None:
    path = book(tmp_path / "c.xlsx", ["指标名称", "类别"], *([f"指标{i}", "乱写"] for i in range(50)))
    with pytest.raises(LabelError) as caught:
        read_rows(path)
    assert len(str(caught.value).splitlines()) == 21
    assert "另有 30 处" in str(caught.value)


def test_a_sheet_without_labels_and_a_foreign_file_are_clear(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="没有同时含指标名称和标注的表"):
        read_rows(book(tmp_path / "d.xlsx", ["三级指标", "指标值"], ["巡查次数", "3次"]))
    (tmp_path / "e.xlsx").write_text("不是工作簿")
    with pytest.raises(ReadError, match="工作簿"):
        read_rows(tmp_path / "e.xlsx")
    with pytest.raises(ReadError, match="找不到文件"):
        read_rows(tmp_path / "none.jsonl")
    (tmp_path / "f.txt").write_text("x")
    with pytest.raises(ReadError, match="暂不支持"):
        read_rows(tmp_path / "f.txt")


def test_json_lines_take_codes_lists_and_booleans(tmp_path: Path) -> None:
    lines = [
        {"name": "河岸保洁长度", "value": "9公里", "types": ["quantity"], "vague": 0, "boilerplate": False},
        {"指标名称": "河道水质", "指标值": "好转", "类别": "生态效益", "模糊": "是", "project": "治水"},
        {"name": "水面保洁", "tiers": ["好", "一般"], "vague": None},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in lines), encoding="utf-8")
    one, two, three = read_rows(path)
    assert (one.accepted, one.vague, one.boilerplate) == (("quantity",), False, False)
    assert (two.accepted, two.vague, two.boilerplate) == (("ecological",), True, None)
    assert two.sector == "own:治水"
    assert three.record.tiers == ("好", "一般")
    assert not is_labelled(three)
    path.write_text('{"name": "甲"}\n[1]\n{broken', encoding="utf-8")
    with pytest.raises(LabelError, match=r"第 2 行[^\n]*\n[^\n]*第 3 行"):
        read_rows(path)


def test_a_csv_in_the_form_of_the_corpus_is_read(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "name,value,type,accepted,vague,boilerplate\n村道硬化,3公里,quantity,quantity quality,0,\n", "utf-8"
    )
    (row,) = read_rows(path)
    assert row.accepted == ("quantity", "quality")
    assert row.vague is False
    assert row.boilerplate is None


@pytest.mark.parametrize("cell", ["数量", "数量指标", "quantity", " Quantity ", "数量，"])
def test_class_names_and_codes_are_the_same(cell: str) -> None:
    assert classes_of(cell) == ("quantity",)


def test_flags() -> None:
    assert [flag_of(c) for c in ("是", "1", 1, True, "1.0")] == [True] * 5
    assert [flag_of(c) for c in ("否", "0", 0, False)] == [False] * 4
    assert [flag_of(c) for c in ("", None, "-", "不确定")] == [None] * 4
    with pytest.raises(ValueError, match="2"):
        flag_of("2")
