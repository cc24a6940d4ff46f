"""Rich text: characters in their encodings, tables by their edges, and files that lie."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from zhibiao.nlp.blocks import Block, Paragraph, Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.readers.word import docx, rtf
from zhibiao.nlp.reading import parse_document

from .made import build

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fnil\fcharset0 Arial;}"
    r"{\f2\fnil\fcharset136 Ming;}{\f3\fnil\fcharset2 Wingdings;}}{\colortbl;\red0\green0\blue0;}"
)


def rich(body: str) -> bytes:
    """A document; Chinese characters are written as the bytes of GBK."""
    return (HEAD + body + "}").encode("gbk")


def read(body: str, limits: Limits | None = None) -> list[Block]:
    return rtf.read(rich(body), limits or Limits())


def row(*cells: tuple[int, str], before: str = "") -> str:
    """A row of cells with their right edges; what stands before `|` belongs to the definition."""
    shape = "".join(f"{t.split('|')[0]}\\cellx{edge}" for edge, t in cells)
    return (
        rf"\trowd{before}{shape}"
        + "".join(rf"\pard\intbl {t.split('|')[1]}\cell" for _, t in cells)
        + r"\row "
    )


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[c.text for c in row] for row in block.rows]


def said(blocks: list[Block]) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Paragraph)]


def test_what_libreoffice_writes_is_read_like_its_docx(office: Callable[[bytes, str], bytes]) -> None:
    source = build.docx(build.FORM)
    data = office(source, "rtf")
    assert rtf.accepts(data, ".doc")
    assert rtf.read(data, Limits()) == docx.read(source, Limits())


def test_the_form_gives_its_indicators(office: Callable[[bytes, str], bytes]) -> None:
    records = parse_document(office(build.docx(build.FORM), "rtf"), "表.doc").indicators
    assert [(r.project, r.level1, r.level2, r.name, r.value) for r in records] == build.EXPECTED


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("产出", "产出"),
        (r"\'b2\'fa\'b3\'f6", "产出"),
        ("\\'b2\r\n\\'fa", "产"),
        (r"\u20135?\u20986\'3f", "产出"),
        (r"{\uc2\u20135\'b2\'fa}出", "产出"),
        (r"{\uc0\u20135}\u-27207 ?", "产閹"),
        (r"\u-10174?\u-8265?", "𠮷"),
        (r"{\f2\'a4\'a4}", "中"),
        (r"{\f3\'fe}{\f3\u-3844?}", "☑√"),
        (r"{\f1\'b2\'fa}", "产"),
        (r"甲\tab 乙\line 丙\~丁\_戊\-己\{庚\}\\", "甲\t乙\n丙\xa0丁-戊己{庚}\\"),
        (r"\ldblquote 甲\rdblquote\emdash 乙", "“甲”—乙"),
        ("甲\\\n乙", "甲"),
        (r"留{\v 去}{\deleted 去}{\v0 下}{\*\bkmkstart 去}{\*\unknown 去{去}}", "留下"),
        (r"留{\field{\*\fldinst PAGE}{\fldrslt 下}}{\footnote 去}{\header 去\par}{\listtext 1.}", "留下"),
        (r"留{\pict 01020304}{\pict\bin5 }}}}}}下", "留下"),
    ],
)
def test_characters(markup: str, expected: str) -> None:
    assert said(read(markup + r"\par"))[0] == expected


def test_spans_and_merges_leave_empty_cells() -> None:
    body = (
        row((2000, "|甲"), (3000, r"\clvmgf|乙"))
        + row((1010, "|丙"), (1995, "|丁"), (3005, r"\clvmrg|不见"))
        + row((1000, r"\clmgf|戊"), (2000, r"\clmrg|不见"), (3000, "|己"))
    )
    (table,) = read(body)
    assert texts(table) == [["甲", "", "乙"], ["丙", "丁", ""], ["戊", "", "己"]]


def test_a_row_that_starts_late_or_ends_early_keeps_its_columns() -> None:
    body = row((1000, "|甲"), (2000, "|乙"), (3000, "|丙")) + row((2000, "|丁"), before=r"\trleft1000")
    assert texts(read(body)[0]) == [["甲", "乙", "丙"], ["", "丁", ""]]


def test_paragraphs_of_a_cell_are_lines_and_places_are_counted() -> None:
    cell = r"|产\par\pard\intbl 出\par 指\par 标"
    blocks = read(
        r"\pard 前\par" + row((1000, cell), (2000, "|甲")) + r"\pard\par 后\par" + row((1000, "|乙"))
    )
    assert [str(b.location) for b in blocks] == ["段 1", "表 1", "段 3", "表 2"]
    assert texts(blocks[1]) == [["产\n出\n指\n标", "甲"]]
    assert isinstance(blocks[1], Table)
    assert str(blocks[1].rows[0][1].location) == "表 1 行 1 列 2"


def test_definitions_may_follow_the_cells_and_intbl_may_lack() -> None:
    assert texts(read(r"\trowd\cellx1000\cellx2000 甲\cell 乙\par 丙\cell\row 丁\cell 戊\cell\row")[0]) == [
        ["甲", "乙\n丙"],
        ["丁", "戊"],
    ]
    after = r"\pard\intbl 甲\cell 乙\cell\trowd\cellx1000\cellx2000\row\pard 后\par"
    assert texts(read(after)[0]) == [["甲", "乙"]]


def test_nested_tables_and_text_boxes_are_blocks_of_their_own() -> None:
    inner = (
        r"\pard\intbl\itap2 内一\nestcell 内二\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}"
        r"{\nonesttables\par}"
    )
    outer = rf"\trowd\cellx1000\cellx3000\pard\intbl 外\cell\pard\intbl 旁\par {inner}\pard\intbl 尾\cell\row\pard"
    box = r"锚{\shp{\*\shpinst{\sp{\sn x}{\sv 去}}{\shptxt 框里\par}}{\shprslt 去\par}}文\par"
    blocks = read(outer + " " + box)
    assert [texts(b) for b in blocks if isinstance(b, Table)] == [[["外", "旁\n尾"]], [["内一", "内二"]]]
    assert said(blocks) == ["锚文", "框里"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (rich(r"\pard 甲\par")[:-1], "不完整"),
        (rich(row((1000, "|甲")))[:-20], "不完整"),
        (rich(r"\pard\par"), "空的"),
        (rich("{" * 5000 + "}" * 5000), "标签嵌套"),
        (rich(r"\trowd" + "".join(rf"\cellx{k * 100}" for k in range(3000))), "列数"),
        (rich(r"\pard\intbl " + r"x\cell" * 3000 + r"\row"), "列数"),
        (rich(r"\pard\intbl\itap999 x\nestcell"), "表格嵌套层数"),
        (rich("{\\shptxt " * 99 + "}" * 99), "表格嵌套层数"),
        (rich(r"\pict\bin999999999 x"), "不完整"),
    ],
)
def test_bad_files_get_their_message(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        rtf.read(data, Limits())


def test_edges_that_never_agree_are_no_bomb() -> None:
    rows = "".join(row((k * 100, "|甲"), (200_000, "|乙")) for k in range(1, 900))
    with pytest.raises(ReadError, match="单元格个数"):
        read(rows, Limits(cells=100_000))
    with pytest.raises(ReadError, match="行数"):
        read(row((1000, "|甲")) * 50, Limits(rows=20))
    with pytest.raises(ReadError, match="字数"):
        read("字" * 50 + r"\par", Limits(characters=20))
