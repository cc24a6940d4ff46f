"""The user's Word file comes back with comments, in the right places, and with nothing else changed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree
from zhibiao.app.reports import Report, ReportError, build_report, write_report
from zhibiao.app.reports.comments import annotate
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.results import Scoring

from .documents import form, hard_word, report_of, report_on_bytes, report_on_file, saved

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = re.compile(
    rb"<w:commentRange(?:Start|End) [^>]*/>|<w:r xmlns:w=[^>]*><w:commentReference [^>]*/></w:r>"
)
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def annotated(data: bytes) -> bytes:
    return annotate(data, report_on_bytes(data, "甲.docx").scoring, "2026-03-05")


def comments(data: bytes) -> dict[str, str]:
    """Comment id → its text."""
    root = etree.fromstring(parts(data)["word/comments.xml"])
    return {c.get(f"{W}id"): "".join(c.itertext()) for c in root.iter(f"{W}comment")}


def places(data: bytes) -> list[tuple[str, str]]:
    """(text of the cell or paragraph, comment), in document order."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    texts = comments(data)
    found = []
    for start in root.iter(f"{W}commentRangeStart"):
        paragraph = start.getparent()
        cell = next(start.iterancestors(f"{W}tc"), paragraph)
        found.append(("".join(cell.itertext()), texts[start.get(f"{W}id")]))
    return found


def test_only_comments_are_added() -> None:
    before = saved(hard_word())
    after = annotated(before)
    old, new = parts(before), parts(after)
    assert {n for n in new if new[n] != old.get(n)} <= CHANGED
    assert set(new) - set(old) <= {"word/comments.xml"}
    assert b"commentReference" in new["word/document.xml"]
    stripped = MARKS.sub(b"", new["word/document.xml"])
    # An empty paragraph can only take marks when it is written in two tags.
    assert re.sub(rb"<w:p></w:p>", b"<w:p/>", stripped) == old["word/document.xml"]


def test_every_range_is_opened_closed_and_explained() -> None:
    root = etree.fromstring(parts(annotated(saved(hard_word())))["word/document.xml"])
    ids = [
        [e.get(f"{W}id") for e in root.iter(f"{W}{tag}")]
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")
    ]
    assert ids[0]
    assert sorted(ids[0]) == sorted(ids[1]) == sorted(ids[2])
    assert set(ids[0]) == set(comments(annotated(saved(hard_word()))))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("开展堤防巡查", "N01"),
        ("逐步提高", "V17"),
        ("80%以上", "V01"),
        ("提供优质服务", "V05"),
        ("提供优质服务", "N14"),
        ("明显增强", "V17"),  # a nested table, a cell that spans two columns
    ],
)
def test_a_comment_stands_in_the_cell_that_it_is_about(text: str, code: str) -> None:
    found = places(annotated(saved(hard_word())))
    assert any(t == text and f"（{code}）" in comment for t, comment in found), found


def test_name_and_value_with_the_same_text_are_told_apart() -> None:
    found = [c for t, c in places(annotated(saved(hard_word()))) if t == "提供优质服务"]
    assert ["（N14）" in c for c in found].index(True) < ["（V05）" in c for c in found].index(True)


def test_a_missing_value_is_marked_in_its_own_empty_cell() -> None:
    data = annotated(saved(hard_word()))
    root = etree.fromstring(parts(data)["word/document.xml"])
    texts = comments(data)
    rows = [(["".join(tc.itertext()) for tc in tr.findall(f"{W}tc")], tr) for tr in root.iter(f"{W}tr")]
    for name in ("工程验收合格率", "改造泵站"):
        cells, tr = next((c, r) for c, r in rows if name in c)
        starts = tr.findall(f"{W}tc")[cells.index(name) + 1].iter(f"{W}commentRangeStart")
        assert "（V30）" in texts[next(starts).get(f"{W}id")]


def test_an_indicator_in_prose_is_marked_in_its_paragraph() -> None:
    assert any(t.startswith("绩效指标：") and "V20" in c for t, c in places(annotated(saved(hard_word()))))


def test_a_label_merged_downwards_is_marked_in_the_merged_cell() -> None:
    word = docx.Document()
    rows = [
        ("产出指标", "社会效益指标", "河道清淤长度", "≥20公里", ""),
        ("", "", "堤防加固长度", "≥3公里", ""),
        ("", "质量指标", "工程验收合格率", "≥98%", ""),
    ]
    form(word, rows)
    data = saved(word)
    found = [t for t, c in places(annotated(data)) if "（T01）" in c]
    assert found == ["社会效益指标"]


def test_what_is_said_of_a_project_stands_where_it_is_named() -> None:
    data = saved(hard_word())
    scoring = report_on_bytes(data, "甲.docx").scoring
    about = Finding("M01", "P1", "project", 0, 4, "没有满意度指标。", "请补充。")
    file = Finding("M05", "P1", "document", 0, 0, "没有列入。", "请列入。")
    (document,) = scoring.documents
    projects = tuple(replace(p, findings=(about,) if p.name == "泵站改造" else ()) for p in scoring.projects)
    found = places(annotate(data, Scoring((), projects, (replace(document, findings=(file,)),))))
    assert [(text, "（M01）" in said, "（M05）" in said) for text, said in found] == [
        ("", False, True),  # the first paragraph, which is empty
        ("项目名称：泵站改造", True, False),
    ]


def test_comments_that_were_there_stay() -> None:
    word = hard_word()
    word.add_comment(word.paragraphs[1].runs, text="请核对标题", author="张三", initials="张")
    before = saved(word)
    after = annotated(before)
    assert parts(before)["word/comments.xml"][:-20] in parts(after)["word/comments.xml"]
    texts = [c.text for c in docx.Document(io.BytesIO(after)).comments]
    assert texts[0] == "请核对标题"
    assert len(texts) > 5
    ids = [c.comment_id for c in docx.Document(io.BytesIO(after)).comments]
    assert len(set(ids)) == len(ids)


def test_what_a_comment_says_already_is_not_said_again() -> None:
    once = annotated(saved(hard_word()))
    assert annotated(once) == once
    assert list(docx.Document(io.BytesIO(once)).comments)


def test_what_was_read_reads_the_same_again() -> None:
    before = saved(hard_word())
    first, second = (
        report_on_bytes(d, "甲.docx").documents[0].indicators for d in (before, annotated(before))
    )
    assert first == second


def test_a_file_without_findings_comes_back_as_it_was() -> None:
    word = docx.Document()
    word.add_paragraph("通知")
    data = saved(word)
    assert annotated(data) == data


def test_text_of_the_document_is_no_markup_in_a_comment() -> None:
    word = docx.Document()
    name = "开展<w:p>]]>&amp;巡查"
    form(word, [("产出指标", "数量指标", name, "逐步提高", ""), *[("", "", "巡查", "", "")] * 2])
    texts = [c.text for c in docx.Document(io.BytesIO(annotated(saved(word)))).comments]
    assert any("<w:p>]]>&amp;巡查" in text for text in texts)


def test_a_report_with_places_that_do_not_exist_loses_no_finding() -> None:
    word = hard_word()
    report = report_on_bytes(saved(word), "甲.docx")
    other = docx.Document()
    other.add_paragraph("只有一段")
    data = annotate(saved(other), report.scoring)
    text = " ".join(comments(data).values())
    codes = {f.code for f in report.scoring.findings}
    assert len(codes) > 4
    assert all(f"（{code}）" in text for code in codes)


def repacked(data: bytes, extra: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in {**parts(data), **extra}.items():
            file.writestr(name, content)
    return buffer.getvalue()


def test_signed_files_macros_and_others_are_refused_with_a_reason() -> None:
    data = saved(hard_word())
    scoring = report_on_bytes(data, "甲.docx").scoring
    with pytest.raises(ReportError, match="数字签名"):
        annotate(repacked(data, {"_xmlsignatures/sig1.xml": b"<a/>"}), scoring)
    types = parts(data)["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )
    with pytest.raises(ReportError, match="宏"):
        annotate(repacked(data, {"[Content_Types].xml": types}), scoring)
    with pytest.raises(ReportError, match=r"只能写回 \.docx 和 \.xlsx"):
        annotate("三级指标,指标值\n".encode(), scoring)
    body = parts(data)["word/document.xml"].decode()
    wide = re.sub("encoding=.UTF-8.", 'encoding="UTF-16"', body).encode("utf-16")
    with pytest.raises(ReportError, match="UTF-8"):
        annotate(repacked(data, {"word/document.xml": wide}), scoring)


def test_one_document_a_file_several_a_folder(tmp_path: Path) -> None:
    for folder in ("一", "二", "out"):
        (tmp_path / folder).mkdir()
    paths = [tmp_path / "一" / "表.docx", tmp_path / "二" / "表.docx"]
    for path in paths:
        path.write_bytes(saved(hard_word()))
    reports = [report_on_file(p) for p in paths]
    both = report_of(*(r.documents[0] for r in reports))
    with pytest.raises(ReportError, match="一次只给一个"):
        write_report("docx", both, tmp_path / "out.docx")
    written = write_report("docx", both, tmp_path / "out")
    assert [p.name for p in written] == ["表.docx", "表 (2).docx"]
    with pytest.raises(ReportError, match="覆盖"):
        write_report("docx", reports[0], paths[0])


def test_what_can_be_annotated_is_and_the_rest_is_named(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(saved(hard_word()))
    documents = [
        report_on_file(path).documents[0],
        report_on_bytes("三级指标,指标值\n巡查,3\n".encode(), "单.csv").documents[0],
    ]
    (tmp_path / "out").mkdir()
    with pytest.raises(ReportError, match=r"单\.csv"):
        write_report("docx", report_of(*documents), tmp_path / "out")
    assert (tmp_path / "out" / "表.docx").is_file()


def test_files_may_lie_elsewhere_than_their_source_says(tmp_path: Path) -> None:
    path = tmp_path / "f81d4fae"
    path.write_bytes(saved(hard_word()))
    report = report_on_bytes(path.read_bytes(), "上传.docx")
    moved = Report(
        report.scoring, report.documents, "fast", "2020", "declaration", "", files={"上传.docx": path}
    )
    assert comments(build_report("docx", moved))


def test_no_document_is_said_so() -> None:
    with pytest.raises(ReportError, match="没有能写入批注"):
        build_report("docx", report_of())
