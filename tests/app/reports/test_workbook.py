"""The workbooks: sheets, colours, remarks, and texts that stay texts."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import product

import openpyxl
import pytest
from zhibiao.app.reports import Report, build_report
from zhibiao.app.reports.excel.details import COLUMNS
from zhibiao.app.reports.excel.sheets import MOST
from zhibiao.app.reports.parts import LEVEL_NAMES
from zhibiao.nlp.document import Document, Passage, Unread
from zhibiao.nlp.location import Location
from zhibiao.nlp.record import Indicator

from .documents import EMPTY, HEADS, hard_word, report_of, report_on, report_on_bytes, saved, three_levels

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "{=SUM(A1)}",
    "http://example.invalid/a",
    "mailto:a@example.invalid",
    "<script>alert(1)</script>",
    "]]></t><f>1</f>",
    "甲\x00\x1b\ud800乙",
    "_x0041_",
    " 前后有空格 ",
    "很长" * 20_000,
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=False)


def table(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[dict[str, object]]:
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.fixture(scope="module")
def report() -> Report:
    return report_on_bytes(saved(hard_word()), "堤防.docx")


@pytest.fixture(scope="module")
def book(report: Report) -> openpyxl.Workbook:
    return opened(build_report("xlsx", report))


def test_sheets_are_those_asked_for(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["总览", "项目", "指标明细", "问题汇总", "说明"]
    assert len(book["总览"]._charts) == 2


def test_details_hold_every_field_of_every_record_in_order(book: openpyxl.Workbook, report: Report) -> None:
    rows = table(book["指标明细"])
    assert [r["指标名称"] for r in rows] == [s.record.name for s in report.scored]
    assert [r["得分"] for r in rows] == [s.score for s in report.scored]
    ours = {"no", "severity", "messages", "advice"}
    # `findings` is the one field that needs two columns.
    assert set(COLUMNS) - ours == set(report.scored[0].as_dict()) - {"findings"}
    sheet = book["指标明细"]
    assert sheet.freeze_panes == "F2"
    assert sheet.auto_filter.ref == f"A1:AM{len(report.scored) + 1}"


def test_flagged_cells_are_coloured_and_carry_message_and_advice(book: openpyxl.Workbook) -> None:
    sheet = book["指标明细"]
    heads = {c.value: c.column for c in sheet[1]}
    row = next(
        r for r in range(2, sheet.max_row + 1) if sheet.cell(r, heads["指标名称"]).value == "开展堤防巡查"
    )
    value, description = (sheet.cell(row, heads[h]) for h in ("指标值", "指标解释"))
    assert "V17" in value.comment.text
    assert "建议：" in value.comment.text
    assert value.fill.start_color.rgb == "FFFBDDC8"
    assert description.comment is None
    empty = next(
        r for r in range(2, sheet.max_row + 1) if sheet.cell(r, heads["指标名称"]).value == "改造泵站"
    )
    assert "V30" in sheet.cell(empty, heads["指标值"]).comment.text


def test_overview_counts_what_was_found(book: openpyxl.Workbook, report: Report) -> None:
    values = {book["总览"].cell(4, c).value: book["总览"].cell(5, c).value for c in range(1, 9)}
    assert values["指标"] == len(report.scored)
    assert values["项目"] == len(report.scoring.projects)
    assert values["文件得分"] == report.scoring.documents[0].score
    assert values["严重 P0"] == sum(f.severity == "P0" for f in report.scoring.findings)


def test_problems_are_counted_by_level_and_check(book: openpyxl.Workbook, report: Report) -> None:
    counts = {(r["针对"], r["编号"]): r["处数"] for r in table(book["问题汇总"])}
    found = [
        (name, f.code)
        for level, name in LEVEL_NAMES.items()
        for item in report.scoring.at(level)
        for f in item.findings
    ]
    assert counts == {key: found.count(key) for key in found}


def test_each_level_stands_on_its_own_sheet() -> None:
    report = three_levels()
    book = opened(build_report("xlsx", report))
    overview = "\n".join(str(v) for row in book["总览"].iter_rows(values_only=True) for v in row if v)
    first, empty = table(book["项目"])
    assert "M05" in overview
    assert "M01" not in overview
    assert "没有认出表头。" in overview
    assert "M01" in str(first["项目的问题"])
    assert first["建议"] == "请补充效益指标。"
    assert not any(code in str(r["问题"]) for r in table(book["指标明细"]) for code in ("M01", "M05"))
    assert (empty["项目"], empty["指标数"], empty["项目得分"], empty["预算"]) == (EMPTY, 0, 0, "12.5 万元")
    assert empty["得分怎么来的"] == "指标表是空的"


def test_a_score_is_explained_down_to_the_limit_that_holds() -> None:
    why = str(table(opened(build_report("xlsx", three_levels()))["项目"])[0]["得分怎么来的"])
    mean, share, own, limit = why.split("；")
    assert mean.startswith("指标平均分 ")
    assert re.fullmatch(r"1 条指标要退回修改或无法核实，扣 [1-9]\d*(\.\d)?", share)
    assert own == "项目自身的问题扣 8"
    assert limit == "一条指标要退回修改，最高 45"  # the other one is higher than the score


def test_notes_say_how_it_was_made(book: openpyxl.Workbook) -> None:
    text = "\n".join(str(v) for row in book["说明"].iter_rows(values_only=True) for v in row)
    for part in ("keywords", "财预〔2020〕10号", "编报审核", "2026-03-05", "扣 66 分", "完整性 20"):
        assert part in text


def test_what_is_printed_names_project_and_place() -> None:
    sheet = opened(build_report("xlsx", three_levels()))["指标明细"]
    last = re.match(r".*\$([A-Z]+)\$\d+$", sheet.print_area)
    assert last
    printed = [c.value for c in sheet[1] if c.column <= openpyxl.utils.column_index_from_string(last[1])]
    assert {"项目", "位置", "指标名称", "问题", "建议"} <= set(printed)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert "&P" in str(sheet.oddFooter.center.text)


@pytest.mark.parametrize("fmt", ["xlsx", "handover"])
def test_no_text_becomes_a_formula_a_link_or_markup(fmt: str) -> None:
    records = [
        Indicator(name, value, project=name, description=value, level2=name, activity=value)
        for name, value in product(HOSTILE, HOSTILE[:3])
    ]
    passages = [Passage("code", text, project=text) for text in HOSTILE]
    data = build_report(fmt, report_on(records, passages))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
        sheets = b"".join(file.read(n) for n in names if n.startswith("xl/worksheets/sheet"))
        strings = file.read("xl/sharedStrings.xml")
    assert not re.search(rb"<f[ >]|<hyperlink", sheets)
    assert b"<script" not in strings
    book = opened(data)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    assert {c.data_type for c in cells} == {"s"}
    texts = {c.value for c in cells}
    if fmt == "xlsx":
        assert set(HOSTILE[:9]) <= texts
        assert "甲\ufffd\ufffd\ufffd乙" in texts
        long = next(t for t in texts if t.startswith("很长很长"))
        assert len(long) <= MOST
        assert any(t.endswith("…（过长，已截断）") for t in texts)


@pytest.mark.parametrize("fmt", ["xlsx", "handover"])
def test_nothing_found_is_said_and_why(fmt: str) -> None:
    empty = Document("空.docx", (), ("第 2 页没有读取。",), (Unread(Location(table=1), "没有认出表头。"),))
    book = opened(build_report(fmt, report_of(empty)))
    texts = {c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row}
    assert "没有找到绩效指标。" in texts
    assert fmt == "handover" or {"没有认出表头。", "第 2 页没有读取。"} <= texts


def test_ten_thousand_indicators_are_all_written() -> None:
    records = [
        Indicator(
            f"巡查河段{i}", "逐步提高" if i % 2 else f"≥{i}公里", project=f"项目{i // 10}", level2="数量指标"
        )
        for i in range(10_000)
    ]
    data = build_report("xlsx", report_on(records))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.read("xl/worksheets/sheet3.xml").count(b"<row ") == 10_001


def test_handover_has_one_row_a_project_with_its_code() -> None:
    records = [
        Indicator("开展堤防巡查", "逐步提高", project="堤防养护", level1="产出指标", level2="数量指标"),
        Indicator("改造泵站", "", project="泵站改造", level1="产出指标", level2="数量指标"),
        Indicator("受训人员满意度", "≥90%", project="泵站改造", level1="满意度指标", level2="服务对象满意度"),
    ]
    passages = [Passage("code", "33001", project="堤防养护"), Passage("code", "33002", project="泵站改造")]
    rows = table(opened(build_report("handover", report_on(records, passages)))["审核意见"])
    assert [(r["项目编码"], r["项目名称"], r["审核日期"]) for r in rows] == [
        ("33001", "堤防养护", "2026-03-05"),
        ("33002", "泵站改造", "2026-03-05"),
    ]
    assert [r["审核人"] for r in rows] == [None, None]
    assert "“改造泵站”：没有填写指标值" in str(rows[1]["完整性审核"])
    assert "“开展堤防巡查”" in str(rows[0]["可测性审核"])
    assert "缺少指标值（1 处）" in str(rows[1]["小结"])


def test_handover_names_files_and_projects_without_indicators() -> None:
    book = opened(build_report("handover", three_levels()))
    first, empty = table(book["审核意见"])
    assert "整套指标：没有效益指标。建议：请补充效益指标。" in str(first["完整性审核"])
    assert "M05" not in str(first) + str(empty)
    assert (empty["项目名称"], empty["审核结论"]) == (EMPTY, "不通过")
    assert "得分 0（差）：指标表是空的" in str(empty["小结"])
    assert "指标表没有填写任何指标。" in str(empty["完整性审核"])
    assert "未发现" not in str(empty["小结"])
    (file,) = table(book["文件"])
    assert "正文的指标没有列入项目表。建议：请列入项目表。" in str(file["文件的问题"])
    assert file["没有读到的部分"] == "表 4：没有认出表头。"


def test_handover_has_every_form_and_every_code() -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)
    forms = (
        ("甲", "33001", "堤防养护"),
        ("乙", "33002", "堤防养护"),
        ("丙", "33003", ""),
        ("丁", "", "泵站改造"),
    )
    for title, code, name in forms:
        sheet = made.create_sheet(title)
        for row in (
            ("绩效目标申报表",),
            ("项目编码", code),
            ("项目名称", name),
            HEADS,
            ("产出指标", "数量指标"),
        ):
            sheet.append(row)
    made["甲"]["C5"], made["甲"]["D5"] = "清淤长度", "逐步提高"
    rows = table(opened(build_report("handover", report_on_bytes(saved(made), "申报表.xlsx")))["审核意见"])
    assert [(r["项目编码"], r["项目名称"], r["位置"]) for r in rows] == [
        ("33001", "堤防养护", "甲!A3"),
        ("33002", "堤防养护", "乙!A3"),
        ("33003", "（未写明项目）", "丙!A3"),
        (None, "泵站改造", "丁!A3"),
    ]
    assert "“清淤长度”（甲!C5）：" in str(rows[0]["可测性审核"])


def test_rows_of_one_check_carry_their_own_advice() -> None:
    records = [
        Indicator(
            "堤防管护政策知晓率", "逐步提高", project="堤防养护", level1="效益指标", level2="社会效益指标"
        ),
        Indicator(
            "灌区节水政策知晓率", "不断增强", project="堤防养护", level1="效益指标", level2="社会效益指标"
        ),
    ]
    (row,) = table(opened(build_report("handover", report_on(records)))["审核意见"])
    lines = str(row["可测性审核"]).split("\n")
    first, second = (next(line for line in lines if line.startswith(f"（{i}）")) for i in (1, 2))
    assert "“堤防管护政策知晓率”" in first
    assert "堤防管护" in first.split("建议：")[1]
    assert "灌区节水" in second.split("建议：")[1]
