"""OpenDocument texts: as LibreOffice writes them, and what their counts may cost."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest
from zhibiao.nlp.blocks import Block, Paragraph, Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.readers.word import docx, odt
from zhibiao.nlp.reading import parse_document

from .made import build

KIND = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
    for name in ("office", "text", "table", "draw", "style")
)


def text(body: str, styles: str = "") -> bytes:
    """A minimal .odt."""
    content = (
        f'<?xml version="1.0"?><office:document-content {SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return build.packed({"mimetype": KIND.encode(), "content.xml": content.encode()}, zipfile.ZIP_STORED)


def row(*cells: str, times: int = 1) -> str:
    """A row; a cell that begins with < is taken as it is."""
    inner = (
        c if c.startswith("<") else f"<table:table-cell><text:p>{c}</text:p></table:table-cell>"
        for c in cells
    )
    return f"<table:table-row table:number-rows-repeated='{times}'>{''.join(inner)}</table:table-row>"


def read(body: str, **options: str) -> list[Block]:
    return odt.read(text(body, **options), Limits())


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[c.text for c in row] for row in block.rows]


def said(blocks: list[Block]) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize("suffix", ["odt", "fodt"])
def test_what_libreoffice_writes_is_read_like_its_docx(
    office: Callable[[bytes, str], bytes], suffix: str
) -> None:
    source = build.docx(build.FORM)
    data = office(source, suffix)
    assert odt.accepts(data, ".doc")
    assert odt.read(data, Limits()) == docx.read(source, Limits())


def test_the_form_gives_its_indicators(office: Callable[[bytes, str], bytes]) -> None:
    records = parse_document(office(build.docx(build.FORM), "odt"), "表.odt").indicators
    assert [(r.project, r.level1, r.level2, r.name, r.value) for r in records] == build.EXPECTED
    assert str(records[0].location) == "表 1 行 3 列 3"


def test_covered_and_repeated_cells() -> None:
    wide = '<table:table-cell table:number-columns-spanned="2"><text:p>甲</text:p></table:table-cell><table:covered-table-cell/>'
    twice = '<table:table-cell table:number-columns-repeated="2"><text:p>丁</text:p></table:table-cell>'
    below = '<table:covered-table-cell table:number-columns-repeated="2"><text:p>不见</text:p></table:covered-table-cell>'
    body = (
        f"<table:table><table:table-header-rows>{row(wide, '乙')}</table:table-header-rows>{row('丙', twice)}"
        f"{row(below, '戊')}</table:table>"
    )
    assert texts(read(body)[0]) == [["甲", "", "乙"], ["丙", "丁", "丁"], ["", "", "戊"]]


def test_repeated_rows_keep_their_numbers() -> None:
    body = f"<table:table>{row('甲', times=2)}{row('乙')}</table:table>"
    (table,) = read(body)
    assert texts(table) == [["甲"], ["甲"], ["乙"]]
    assert isinstance(table, Table)
    assert [str(r[0].location) for r in table.rows] == ["表 1 行 1 列 1", "表 1 行 2 列 1", "表 1 行 3 列 1"]


def test_headings_lists_sections_and_places() -> None:
    body = (
        "<text:h>一</text:h><text:section><text:list><text:list-item><text:p>二</text:p></text:list-item></text:list>"
        f"</text:section><text:p/><table:table>{row('甲')}</table:table><text:p>三</text:p>"
    )
    assert [str(b.location) for b in read(body)] == ["段 1", "段 2", "表 1", "段 4"]


def test_blanks_tabs_breaks_and_lines_of_a_cell() -> None:
    body = '<text:p>甲<text:s text:c="3"/>乙<text:tab/><text:span>丙</text:span><text:line-break/>丁</text:p>'
    assert said(read(body)) == ["甲   乙\t丙\n丁"]
    cell = "<table:table-cell><text:p>产</text:p><text:p/><text:list><text:list-item><text:p>出</text:p></text:list-item></text:list></table:table-cell>"
    assert texts(read(f"<table:table>{row(cell)}</table:table>")[0]) == [["产\n出"]]


def test_frames_and_nested_tables_are_blocks_of_their_own() -> None:
    frame = "<draw:frame><draw:text-box><text:p>框里</text:p></draw:text-box></draw:frame>"
    inner = f"<table:table>{row('内')}</table:table>"
    cell = f"<table:table-cell><text:p>旁{frame}</text:p>{inner}</table:table-cell>"
    blocks = read(f"<text:p>锚{frame}文</text:p><table:table>{row('外', cell)}</table:table>")
    assert said(blocks) == ["锚文", "框里", "框里"]
    assert [texts(b) for b in blocks if isinstance(b, Table)] == [[["外", "旁"]], [["内"]]]


@pytest.mark.parametrize(
    "gone",
    [
        "<text:note><text:note-body><text:p>去</text:p></text:note-body></text:note>",
        "<office:annotation><text:p>去</text:p></office:annotation>",
        "<text:ruby><text:ruby-base/><text:ruby-text>去</text:ruby-text></text:ruby>",
        "<text:span text:style-name='隐'>去</text:span>",
    ],
)
def test_only_the_text_as_it_stands_is_read(gone: str) -> None:
    styles = "<style:style style:name='隐'><style:text-properties text:display='none'/></style:style>"
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>去</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    assert said(read(f"{deleted}<text:p>留{gone}下</text:p>", styles=styles)) == ["留下"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (text("<text:p>甲</text:p>" * 200)[:900], "不完整"),
        (build.packed({"mimetype": KIND.encode(), "content.xml": b"<a/>"}), "没有正文"),
        (build.packed({"mimetype": KIND.encode(), "content.xml": b"<a><b>"}), "不完整"),
        (
            build.packed(
                {
                    "mimetype": KIND.encode(),
                    "META-INF/manifest.xml": b"<m><encryption-data/></m>",
                    "content.xml": b"\x01\x02",
                }
            ),
            "密码保护",
        ),
        (
            build.packed({"mimetype": KIND.encode(), "content.xml": b"<a>" + b"<b>AAAAAAAA</b>" * 2**22}),
            "压缩炸弹",
        ),
        (
            build.packed(
                {"mimetype": KIND.encode(), "content.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
            ),
            "DTD 或实体",
        ),
    ],
)
def test_bad_files_get_their_message(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        odt.read(data, Limits())


def test_repetition_is_no_bomb() -> None:
    def table(*rows: str) -> bytes:
        return text(f"<table:table>{''.join(rows)}</table:table>")

    many = "<table:table-cell table:number-columns-repeated='16384'>{}</table:table-cell>"
    (blanks,) = odt.read(table(row("甲", many.format("")), row("", times=999_999_999)), Limits(columns=9))
    assert texts(blanks) == [["甲", *[""] * 8], [""]]
    with pytest.raises(ReadError, match="列数"):
        odt.read(table(row(many.format("<text:p>x</text:p>"))), Limits())
    with pytest.raises(ReadError, match="行数"):
        odt.read(table(row("甲", times=999_999_999)), Limits(rows=1000))
    nested = (
        "<table:table><table:table-row><table:table-cell>",
        "</table:table-cell></table:table-row></table:table>",
    )
    with pytest.raises(ReadError, match="嵌套层数"):
        odt.read(text(nested[0] * 9 + nested[1] * 9), Limits(depth=5))
