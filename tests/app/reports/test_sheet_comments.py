"""The user's workbook comes back with comments in the right cells, and with nothing else changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from zhibiao.app.reports import ReportError, build_report, write_report
from zhibiao.app.reports.comments import annotate
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.results import Scoring

from ...conftest import SHARED
from .documents import report_of, report_on_bytes, report_on_file
from .test_annotate import parts, repacked

HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "指标解释")
ROWS = (
    ("产出指标", "数量指标", "开展堤防巡查", "逐步提高", "按月巡查"),
    ("", "质量指标", "工程验收合格率", "", ""),
    ("效益指标", "社会效益指标", "提供优质服务", "提供优质服务", ""),
)
DRAWING = re.compile(rb"<legacyDrawing xmlns=[^>]*/>")
REAL = sorted((SHARED / "real").glob("*.xlsx"))


def book(names: Iterable[str] = ("堤防养护",)) -> openpyxl.Workbook:
    """A form a sheet, with much that a workbook may hold besides."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in names:
        sheet = made.create_sheet(name)
        sheet["A1"], sheet["A2"], sheet["B2"] = "项目绩效目标申报表", "项目名称", name
        sheet.merge_cells("A1:E1")
        for r, row in enumerate((HEADS, *ROWS), 3):
            for c, text in enumerate(row, 1):
                sheet.cell(r, c, text or None)
        sheet.merge_cells("A4:A5")
        sheet["G3"], sheet["G4"], sheet["G5"] = "金额", 3, "=SUM(G4:G4)"
        sheet.column_dimensions["D"].width = 24
        sheet.row_dimensions[4].height = 40
    return made


def rich() -> bytes:
    """With a chart, a table, a comment of somebody else's."""
    made = book(("堤防养护", "泵站改造"))
    sheet = made["堤防养护"]
    sheet["D4"].comment = Comment("请核对", "张三")
    sheet["E3"].comment = Comment("表头", "李四")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=7, min_row=3, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "I3")
    sheet.add_table(Table(displayName="金额表", ref="G3:G4"))
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def annotated(data: bytes) -> bytes:
    return annotate(data, report_on_bytes(data, "甲.xlsx").scoring)


def said(data: bytes) -> dict[tuple[str, str], str]:
    """(sheet, cell) → its comment."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    cells = (c for sheet in opened for row in sheet.iter_rows() for c in row)
    return {(c.parent.title, c.coordinate): c.comment.text for c in cells if c.comment}


def changed(before: bytes, after: bytes) -> set[str]:
    old, new = parts(before), parts(after)
    assert set(old) <= set(new)
    return {name for name in new if new[name] != old.get(name)}


def test_only_comments_are_added() -> None:
    before = rich()
    after = annotated(before)
    allowed = r"\[Content_Types\]\.xml|xl/comments|xl/drawings/\w+\.vml|xl/worksheets/(_rels/)?sheet\d"
    assert all(re.match(allowed, name) for name in changed(before, after))
    old, new = parts(before), parts(after)
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert DRAWING.sub(b"", new[name]) == old[name]
    assert new["xl/charts/chart1.xml"] == old["xl/charts/chart1.xml"]


@pytest.mark.parametrize(
    ("cell", "code"), [("C4", "N01"), ("D4", "V17"), ("D5", "V30"), ("D6", "V05"), ("C6", "N14")]
)
def test_a_comment_stands_in_the_cell_that_it_is_about(cell: str, code: str) -> None:
    found = said(annotated(rich()))
    for sheet in ("堤防养护", "泵站改造"):
        assert f"（{code}）" in found[sheet, cell], found


def test_comments_that_were_there_stay_and_are_added_to() -> None:
    found = said(annotated(rich()))
    assert found["堤防养护", "E3"] == "表头"
    assert found["堤防养护", "D4"].startswith("请核对\n—— zhibiao 指标 ——\n【")
    assert found["泵站改造", "D4"].startswith("【")


def test_what_a_comment_says_already_is_not_said_again() -> None:
    for data in (rich(), with_conversation()):
        once = annotated(data)
        assert annotated(once) == once
    once = annotated(rich())
    opened = openpyxl.load_workbook(io.BytesIO(once))
    opened["泵站改造"]["D4"].comment = Comment("改了", "张三")
    found = said(annotated(saved(opened)))
    assert found["泵站改造", "D4"].startswith("改了\n—— zhibiao 指标 ——\n【")
    assert found["堤防养护", "D4"] == said(once)["堤防养护", "D4"]


def test_the_box_of_every_comment_is_drawn() -> None:
    data = annotated(rich())
    for number, sheet in enumerate(("堤防养护", "泵站改造"), 1):
        relations = parts(data)[f"xl/worksheets/_rels/sheet{number}.xml.rels"].decode()
        (target,) = re.findall(r'Target="/?(?:xl/)?([^"]*[vV]ml[^"]*|[^"]*\.vml)"', relations)
        drawn = parts(data)[f"xl/{target.removeprefix('../')}"].decode()
        places = [
            (int(r) + 1, int(c) + 1)
            for r, c in re.findall(r":Row>(\d+)</\w+:Row>\s*<\w+:Column>(\d+)<", drawn)
        ]
        cells = {openpyxl.utils.cell.coordinate_to_tuple(cell) for name, cell in said(data) if name == sheet}
        assert sorted(places) == sorted(cells)


def test_the_element_that_shows_the_boxes_stands_before_tables() -> None:
    sheet = parts(annotated(saved_with_table()))["xl/worksheets/sheet1.xml"]
    assert 0 < sheet.index(b"<legacyDrawing ") < sheet.index(b"<tableParts")


def saved_with_table() -> bytes:
    made = book()
    made["堤防养护"].add_table(Table(displayName="金额表", ref="G3:G4"))
    return saved(made)


def test_sheets_that_share_their_comments_get_their_own() -> None:
    """So some systems write them: a copied form refers to the comments of the first."""
    before = parts(rich())
    name = "xl/worksheets/_rels/sheet2.xml.rels"
    shared = re.findall(rb"<Relationship [^>]*>", before["xl/worksheets/_rels/sheet1.xml.rels"])
    kept = b"".join(r for r in shared if b"comments" in r or b"vml" in r.lower())
    link = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    data = repacked(rich(), {name: link + kept + b"</Relationships>"})
    found = said(annotated(data))
    for sheet in ("堤防养护", "泵站改造"):
        assert found[sheet, "E3"] == "表头"
        assert found[sheet, "D4"].startswith("请核对\n")


def with_conversation() -> bytes:
    """The same with a conversation in D4."""
    thread = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    )
    thread += b'<threadedComment ref="D4" id="{1}"><text>?</text></threadedComment></ThreadedComments>'
    relations = parts(rich())["xl/worksheets/_rels/sheet1.xml.rels"]
    kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = b'<Relationship Id="t1" Type="' + kind + b'" Target="/xl/threadedComments/threadedComment1.xml"/>'
    return repacked(
        rich(),
        {
            "xl/threadedComments/threadedComment1.xml": thread,
            "xl/worksheets/_rels/sheet1.xml.rels": relations.replace(
                b"</Relationships>", link + b"</Relationships>"
            ),
        },
    )


def test_a_conversation_is_left_alone_and_the_next_cell_used() -> None:
    found = said(annotated(with_conversation()))
    assert found["堤防养护", "D4"] == "请核对"
    assert found["堤防养护", "E4"].startswith("（关于 D4）\n")


def test_a_cell_has_one_comment_also_where_a_neighbour_gives_it_its_own() -> None:
    data = with_conversation()
    scoring = report_on_bytes(data, "甲.xlsx").scoring
    about = Finding("B02", "P2", "description", 0, 4, "解释照抄。")
    records = tuple(
        replace(s, findings=(*s.findings, about) if s.record.name == "开展堤防巡查" else s.findings)
        for s in scoring.records
    )
    after = annotate(data, replace(scoring, records=records))
    refs = re.findall(rb'<comment [^>]*ref="(\w+)"', parts(after)["xl/comments/comment1.xml"])
    assert len(refs) == len(set(refs))
    assert "解释照抄。" in said(after)["堤防养护", "E4"]
    assert "（关于 D4）" in said(after)["堤防养护", "E4"]


def test_what_is_said_of_a_project_and_of_the_file() -> None:
    data = rich()
    scoring = report_on_bytes(data, "甲.xlsx").scoring
    about = Finding("M01", "P1", "project", 0, 4, "没有满意度指标。", "请补充。")
    whole = Finding("M05", "P1", "document", 0, 0, "没有列入。", "请列入。")
    (document,) = scoring.documents
    projects = tuple(replace(p, findings=(about,) if p.name == "泵站改造" else ()) for p in scoring.projects)
    found = said(annotate(data, Scoring((), projects, (replace(document, findings=(whole,)),))))
    ours = {place for place, text in found.items() if "【" in text}
    assert ours == {("堤防养护", "A1"), ("泵站改造", "B2")}


def test_a_label_merged_downwards_is_marked_in_its_first_cell() -> None:
    data = saved(book())
    scoring = report_on_bytes(data, "甲.xlsx").scoring
    about = Finding("T01", "P1", "level1", 0, 4, "类别不符。")
    records = tuple(
        replace(s, findings=(about,) if s.record.name == "工程验收合格率" else ()) for s in scoring.records
    )
    whole = tuple(replace(d, findings=()) for d in scoring.documents)
    bare = tuple(replace(p, findings=()) for p in scoring.projects)
    assert set(said(annotate(data, Scoring(records, bare, whole)))) == {("堤防养护", "A4")}


def test_what_was_read_reads_the_same_again() -> None:
    before = rich()
    first, second = (
        report_on_bytes(d, "甲.xlsx").documents[0].indicators for d in (before, annotated(before))
    )
    assert first == second


def test_a_workbook_without_findings_comes_back_as_it_was() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "通知"
    data = saved(made)
    assert annotated(data) == data


def test_signed_files_and_macros_are_refused_and_others_told_what_to_do(tmp_path: Path) -> None:
    data = rich()
    scoring = report_on_bytes(data, "甲.xlsx").scoring
    with pytest.raises(ReportError, match="数字签名"):
        annotate(repacked(data, {"_xmlsignatures/sig1.xml": b"<a/>"}), scoring)
    macros = parts(data)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    with pytest.raises(ReportError, match=r"宏.*另存为不含宏的 \.xlsx"):
        annotate(repacked(data, {"[Content_Types].xml": macros}), scoring)
    for suffix in (".xls", ".et", ".ods"):
        with pytest.raises(ReportError, match=r"另存为 \.xlsx"):
            annotate(b"\xd0\xcf\x11\xe0", scoring, suffix=suffix)
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    report = report_on_file(path)
    with pytest.raises(ReportError, match=r"以 \.xlsx 结尾"):
        write_report("comments", report, tmp_path / "批注.docx")
    with pytest.raises(ReportError, match="--format comments"):
        build_report("docx", report)


def test_a_folder_gets_word_files_and_workbooks(tmp_path: Path) -> None:
    from .documents import hard_word
    from .documents import saved as word_saved

    (tmp_path / "表.xlsx").write_bytes(rich())
    (tmp_path / "表.docx").write_bytes(word_saved(hard_word()))
    both = report_of(*(report_on_file(p).documents[0] for p in sorted(tmp_path.glob("表.*"))))
    (tmp_path / "out").mkdir()
    assert [p.name for p in write_report("comments", both, tmp_path / "out")] == ["表.docx", "表.xlsx"]


@pytest.mark.skipif(not REAL, reason="../shared is absent")
@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem)
def test_real_workbooks_lose_nothing(path: Path) -> None:
    before = path.read_bytes()
    after = annotate(before, report_on_file(path).scoring)
    old, new = said(before), said(after)
    assert all(new[place].startswith(text) for place, text in old.items())
    assert sum("【" in text for text in new.values()) > 20
    for name in changed(before, after):
        if name.startswith("xl/worksheets/sheet"):
            assert DRAWING.sub(b"", parts(after)[name]) == parts(before)[name]
    with zipfile.ZipFile(io.BytesIO(after)) as file:
        assert file.testzip() is None
