"""Word documents: spans, nesting, text boxes, what is left out."""

from __future__ import annotations

import pytest
from zhibiao.nlp.blocks import Block, Paragraph, Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.readers.word import docx, xmlword
from zhibiao.nlp.reading import parse_document

from .made import build
from .made.build import cell, paragraph, table, word

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def read(body: str, **options: object) -> list[Block]:
    return docx.read(word(body, **options), Limits())  # type: ignore[arg-type]


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    assert block.grid
    return [[c.text for c in row] for row in block.rows]


def said(blocks: list[Block]) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Paragraph)]


def test_spans_and_merges_leave_empty_cells() -> None:
    body = table(
        [cell("甲", '<w:gridSpan w:val="2"/>'), cell("乙", '<w:vMerge w:val="restart"/>')],
        ["丙", "丁", cell("不见", "<w:vMerge/>")],
        ["戊", "己", cell("不见", '<w:vMerge w:val="continue"/>')],
    )
    (block,) = read(body)
    assert texts(block) == [["甲", "", "乙"], ["丙", "丁", ""], ["戊", "己", ""]]


def test_a_merge_that_continues_nothing_is_shown() -> None:
    (block,) = read(table([cell("孤", "<w:vMerge/>"), "乙"]))
    assert texts(block) == [["孤", "乙"]]


def test_old_horizontal_merge_and_skipped_grid_columns() -> None:
    row = (
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/></w:trPr>'
        + cell("甲", '<w:hMerge w:val="restart"/>')
        + cell("不见", "<w:hMerge/>")
        + "</w:tr></w:tbl>"
    )
    assert texts(read(row)[0]) == [["", "甲", "", "", ""]]


def test_places_count_paragraphs_tables_and_rows() -> None:
    blocks = read(paragraph("一") + table(["甲"], ["乙"]) + "<w:p/>" + paragraph("二") + table(["丙"]))
    assert [str(b.location) for b in blocks] == ["段 1", "表 1", "段 3", "表 2"]
    first = blocks[1]
    assert isinstance(first, Table)
    assert [str(row[0].location) for row in first.rows] == ["表 1 行 1 列 1", "表 1 行 2 列 1"]


def test_paragraphs_of_a_cell_are_lines() -> None:
    (block,) = read(table([cell(paragraph("甲") + paragraph("") + paragraph("乙"))]))
    assert texts(block)[0][0].split() == ["甲", "乙"]
    assert "\n" in texts(block)[0][0]


def test_nested_tables_are_blocks_of_their_own() -> None:
    inner = table(["内"])
    (outer, nested) = read(table(["外", cell(paragraph("旁") + inner + paragraph("尾"))], ["下", ""]))
    assert texts(outer) == [["外", "旁\n\n尾"], ["下", ""]] or texts(outer) == [["外", "旁\n尾"], ["下", ""]]
    assert texts(nested) == [["内"]]


def test_a_frame_around_tables_keeps_their_order() -> None:
    body = table(
        ["项目甲"], [cell(table(["甲表"]) + "<w:p/>")], ["项目乙"], [cell(table(["乙表"]) + "<w:p/>")]
    )
    assert [texts(b)[0][0] for b in read(body)] == ["项目甲", "甲表", "项目乙", "乙表"]


def test_tables_nested_three_deep_all_come_out() -> None:
    body = table([cell(table([cell(table(["底"]) + "<w:p/>")]) + "<w:p/>")])
    assert [texts(b) for b in read(body)] == [[["底"]]]


TEXT_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent><w:t>正文</w:t></w:r></w:p>"
)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    blocks = read(TEXT_BOX.format(paragraph("框里") + table(["框中表"])))
    assert said(blocks) == ["正文", "框里"]
    assert texts(blocks[2]) == [["框中表"]]


def test_an_old_text_box_without_alternative_is_read() -> None:
    body = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{paragraph('旧框')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    assert said(read(body)) == ["旧框"]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>去</w:delText></w:r></w:del></w:p>",
        "<w:p><w:moveFrom><w:r><w:t>去</w:t></w:r></w:moveFrom><w:r><w:t>留</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>去</w:t></w:r><w:r><w:t>留</w:t></w:r></w:p>",
        "<w:p><w:r><w:instrText>PAGE 去</w:instrText></w:r><w:r><w:t>留</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>留</w:t></w:r></w:p>",
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:ins><w:r><w:t>留</w:t></w:r></w:ins></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:hyperlink><w:r><w:t>留</w:t></w:r></w:hyperlink></w:p>",
    ],
)
def test_only_the_text_as_it_stands_is_read(body: str) -> None:
    assert said(read(body)) == ["留"]


def test_a_deleted_row_is_left_out() -> None:
    body = (
        f"<w:tbl><w:tr>{cell('留')}</w:tr><w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('去')}</w:tr></w:tbl>"
    )
    assert texts(read(body)[0]) == [["留"]]


def test_rows_inside_content_controls_are_rows() -> None:
    row = f"<w:sdt><w:sdtContent><w:tr>{cell('甲')}<w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    assert texts(read(f"<w:tbl>{row}</w:tbl>")[0]) == [["甲", "乙"]]


def test_tabs_breaks_and_ticks() -> None:
    body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>"
    assert said(read(body)) == ["甲\t乙\n√"]


def test_headers_footers_and_comments_stay_out() -> None:
    extra = {f"word/{name}.xml": b"<x>no</x>" for name in ("header1", "footer1", "comments", "footnotes")}
    assert said(read(paragraph("正文"), extra=extra)) == ["正文"]


def test_strict_documents_are_read() -> None:
    assert said(read(paragraph("严格"), namespace=STRICT)) == ["严格"]


def test_the_main_part_may_have_another_name() -> None:
    data = word(paragraph("正文"))
    package = build.packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>',
            "word/document2.xml": docx.Package(data).read("word/document.xml"),
        }
    )
    assert docx.accepts(package, ".bin")
    assert said(docx.read(package, Limits())) == ["正文"]


def test_embedded_html_is_read_in_place() -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="h1" Type="x/aFChunk" Target="page.html"/>'
        b'<Relationship Id="h2" Type="x/aFChunk" TargetMode="External" Target="http://example.org/x.html"/></Relationships>'
    )
    extra = {"word/_rels/document.xml.rels": relations, "word/page.html": "<html><p>网页</p></html>".encode()}
    body = (
        paragraph("前")
        + '<w:altChunk r:id="h1"/><w:altChunk r:id="h2"/><w:altChunk r:id="h3"/>'
        + paragraph("后")
    )
    assert said(read(body, extra=extra)) == ["前", "网页", "后"]


def test_word_2003_xml_and_flat_opc() -> None:
    ns = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = table([cell("甲", '<w:vmerge w:val="restart"/>'), "乙"], [cell("", "<w:vmerge/>"), "丙"])
    old = f'<?xml version="1.0"?><w:wordDocument xmlns:w="{ns}"><w:body>{body}</w:body></w:wordDocument>'.encode()
    part = docx.Package(word(body.replace("vmerge", "vMerge"))).read("word/document.xml").split(b"?>", 1)[1]
    flat = (
        b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part '
        b'pkg:name="/word/document.xml"><pkg:xmlData>' + part + b"</pkg:xmlData></pkg:part></pkg:package>"
    )
    for data in (old, flat):
        assert xmlword.accepts(data, ".doc")
        assert texts(xmlword.read(data, Limits())[0]) == [["甲", "乙"], ["", "丙"]]


def test_the_form_gives_its_indicators() -> None:
    records = parse_document(build.docx(build.FORM), "表.docx").indicators
    assert [(r.project, r.level1, r.level2, r.name, r.value) for r in records] == build.EXPECTED
    assert str(records[0].location) == "表 1 行 3 列 3"
    assert records[0].source == "表.docx"


@pytest.mark.parametrize("name", ["表.pdf", "表.wps", "表.docm", "表"])
def test_content_decides_not_the_suffix(name: str) -> None:
    assert len(parse_document(build.docx(build.FORM), name).indicators) == len(build.EXPECTED)


def test_class_cells_written_one_character_a_line_are_whole() -> None:
    def down(text: str, merge: str) -> str:
        return cell("".join(map(paragraph, text)), merge)

    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        ["一级指标", "二级指标", "三级指标", "指标值"],
        [
            down("产出指标", start),
            "<w:tc><w:p><w:r><w:t>数</w:t><w:br/><w:t>量指标</w:t></w:r></w:p></w:tc>",
            "培训人数",
            "≥20人",
        ],
        [cell("", go_on), "质量指标", "合格率", "≥95%"],
    )
    (block,) = read(body)
    assert texts(block)[1][:2] == ["产\n出\n指\n标", "数\n量指标"]
    records = parse_document(word(body), "表.docx").indicators
    assert [(r.level1, r.level2, r.name) for r in records] == [
        ("产出指标", "数量指标", "培训人数"),
        ("产出指标", "质量指标", "合格率"),
    ]


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (Limits(tables=1), "表格个数"),
        (Limits(rows=3), "行数"),
        (Limits(columns=3), "列数"),
        (Limits(cells=9), "单元格"),
        (Limits(characters=10), "字数"),
    ],
)
def test_each_limit_is_kept(limits: Limits, named: str) -> None:
    data = build.docx(build.FORM, build.FORM)
    with pytest.raises(ReadError, match=named):
        docx.read(data, limits)
