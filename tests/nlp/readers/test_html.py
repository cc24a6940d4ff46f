"""Web pages: spans, nesting, encodings, and pages that pose as something else."""

from __future__ import annotations

import pytest
from zhibiao.nlp.blocks import Block, Paragraph, Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.readers.web import html, mhtml
from zhibiao.nlp.reading import parse_document

from .made import build


def read(text: str) -> list[Block]:
    return html.read(text.encode(), Limits())


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    assert block.grid
    return [[c.text for c in row] for row in block.rows]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<tr><td colspan=2>甲<td>乙<tr><td>丙<td>丁<td>戊", [["甲", "", "乙"], ["丙", "丁", "戊"]]),
        ("<tr><td rowspan=2>甲<td>乙<tr><td>丙", [["甲", "乙"], ["", "丙"]]),
        ("<tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙", [["甲", "", "乙"], ["", "", "丙"]]),
        ("<tr><td>甲<td rowspan=3>乙<tr><td>丙<tr><td>丁", [["甲", "乙"], ["丙", ""], ["丁", ""]]),
        ("<tr><td rowspan=9>甲<td>乙", [["甲", "乙"]]),
        ("<tr><td rowspan=0>甲<td colspan=x>乙", [["甲", "乙"]]),
        ("<tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁", [["甲", "乙"], ["", "丙"], ["", "丁"]]),
        ("<tbody><tr><td rowspan=3>甲<td>乙</tbody><tbody><tr><td>丙<td>丁", [["甲", "乙"], ["丙", "丁"]]),
        ("<thead><tr><th rowspan=2>甲<th>乙</thead><tr><td>丙<td>丁", [["甲", "乙"], ["丙", "丁"]]),
        ("<tr><td><pre>产\n出  指标</pre>", [["产\n出 指标"]]),
        ("<thead><tr><th>甲</thead><tbody><tr><td>乙</tbody><tfoot><tr><td>丙", [["甲"], ["乙"], ["丙"]]),
        ("<tr><td>甲<br>乙<p>丙</p>丁", [["甲\n乙\n丙\n丁"]]),
        ("<tr><td> 甲\n  <b>乙</b>丙 &nbsp;<i>丁</i> ", [["甲 乙丙 \xa0丁"]]),
        ("<form><tr><td>甲</form><tr><td>乙", [["甲"], ["乙"]]),
        ('<tr style="display:none"><td>隐<tr><td>甲<span style="DISPLAY: none">隐</span>', [["甲"]]),
        ("<tr><td>甲<script>隐()</script><style>隐{}</style><!-- 隐 -->", [["甲"]]),
        ("<caption>题</caption><tr><td>甲", [["甲"]]),
    ],
)
def test_cells_stand_on_the_grid(markup: str, expected: list[list[str]]) -> None:
    tables = [b for b in read(f"<html><table>{markup}</table></html>") if isinstance(b, Table)]
    assert [texts(t) for t in tables] == [expected]


def test_text_and_tables_keep_their_order_and_places() -> None:
    blocks = read("<html><body>头<div>一<br>二</div><table><tr><td>甲</table>间<table><tr><td>乙</table>尾")
    shown = [b.text if isinstance(b, Paragraph) else texts(b)[0][0] for b in blocks]
    assert shown == ["头", "一", "二", "甲", "间", "乙", "尾"]
    assert [str(b.location) for b in blocks] == ["段 1", "段 2", "段 3", "表 1", "段 4", "表 2", "段 5"]


def test_tables_that_only_arrange_the_page() -> None:
    page = (
        "<table><tr><td>项目甲<tr><td><table><tr><td>甲表</table><tr><td>项目乙<tr><td>"
        "<table><tr><td><table><tr><td>乙表</table></table></table>"
    )
    assert [texts(b)[0][0] for b in read(page)] == ["项目甲", "甲表", "项目乙", "乙表"]


def test_a_nested_table_beside_text_follows_its_table() -> None:
    outer, inner = read("<table><tr><td>甲<td>旁<table><tr><td>内</table><tr><td>乙<td>丙</table>")
    assert texts(outer) == [["甲", "旁"], ["乙", "丙"]]
    assert texts(inner) == [["内"]]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("gbk", "gb2312"),
        ("gb18030", "GBK"),
        ("big5", "big5"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", "gbk"),
        ("gbk", "utf-8"),  # a wrong label, as on many converted pages
        ("utf-8", "no-such-encoding"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    sheet = build.Sheet([["三級指標" if encoding == "big5" else "三级指标"]])
    (table,) = [
        b
        for b in html.read(build.html(sheet, encoding=encoding, declared=declared), Limits())
        if isinstance(b, Table)
    ]
    assert texts(table) == sheet.rows


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_stray_byte_does_not_lose_the_page(encoding: str) -> None:
    data = build.html(*[build.FORM] * 9, encoding=encoding)
    at = data.rfind(b"</table>")
    records = parse_document(data[:at] + b"\xff" + data[at:], "表.html").indicators
    assert len(records) == 9 * len(build.EXPECTED)


@pytest.mark.parametrize("name", ["表.html", "表.doc", "表.xls", "表"])
def test_a_page_is_a_page_under_any_name(name: str) -> None:
    records = parse_document(build.html(build.FORM, encoding="gbk"), name).indicators
    assert [(r.project, r.level1, r.level2, r.name, r.value) for r in records] == build.EXPECTED
    assert str(records[0].location) == "表 1 行 3 列 3"


def test_a_text_dump_with_debris_is_no_page() -> None:
    dump = "\t一级指标\n\t三级指标\n\t<p>指标值</p>\n".encode()
    assert not html.accepts(dump, ".txt")


def test_single_file_pages() -> None:
    body = build.html(build.FORM).decode()
    for encoding, content in (
        ("8bit", body),
        ("base64", __import__("base64").encodebytes(body.encode()).decode()),
    ):
        data = (
            'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="xx"\n\n--xx\n'
            f'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: {encoding}\n\n{content}\n--xx--\n'
        ).encode()
        assert mhtml.accepts(data, ".doc")
        assert len(parse_document(data, "表.doc").indicators) == len(build.EXPECTED)


def test_colspan_is_clamped_and_counted() -> None:
    (table,) = read("<table><tr><td colspan=999999>题<tr><td>甲")
    assert len(texts(table)[0]) == 1000
    with pytest.raises(ReadError, match="单元格"):
        html.read(b"<table>" + b"<tr><td colspan=999>x" * 100, Limits(cells=50_000))


def test_a_page_nested_too_deep_is_refused_not_cut() -> None:
    with pytest.raises(ReadError, match="标签嵌套"):
        read("<html>" + "<div>" * 5000 + "字")
    assert [b.text for b in read("<html>" + "<font>" * 600 + "字") if isinstance(b, Paragraph)] == ["字"]


def test_messages_with_folded_headers() -> None:
    body = build.html(build.FORM).decode()
    data = f"From: <x>\r\nSubject: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=\r\nMIME-Version: 1.0\r\nContent-Type: text/html;\r\n\tcharset=utf-8\r\n\r\n{body}"
    assert len(parse_document(data.encode(), "表.mht").indicators) == len(build.EXPECTED)
    assert not mhtml.accepts(b"Note: a\n\nMIME-Version: 1.0\nContent-Type: x", ".txt")


def test_sheets_that_a_message_frames_are_read_in_order() -> None:
    parts = [
        "<html><frameset><frame src=a.htm><noframes>不支持框架</noframes></frameset>",
        "<p>甲</p><table><tr><td>一</table>",
        "<p>乙</p><table><tr><td>二</table>",
    ]
    bodies = "".join(f"--xx\nContent-Type: text/html; charset=utf-8\n\n{part}\n" for part in parts)
    data = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=xx\n\n{bodies}--xx--\n".encode()
    blocks = mhtml.read(data, Limits())
    assert [str(b.location) for b in blocks if "不支持" not in getattr(b, "text", "")] == [
        "段 1",
        "表 1",
        "段 2",
        "表 2",
    ]
    assert [texts(b)[0][0] for b in blocks if isinstance(b, Table)] == ["一", "二"]


def test_deleted_text_is_left_out() -> None:
    assert [
        b.text for b in read("<html><p>留<del>去</del><ins>下</ins></p>") if isinstance(b, Paragraph)
    ] == ["留下"]
