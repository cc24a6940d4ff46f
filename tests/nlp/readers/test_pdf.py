"""PDF: ruled and unruled tables, tables over pages, what is left out, and scans."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from zhibiao.nlp.blocks import Block, Paragraph, Table
from zhibiao.nlp.errors import ReadError, fail
from zhibiao.nlp.location import Location
from zhibiao.nlp.readers.pdf import document as pdf
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.reading import parse_document

from .made import build, hostile_pdf

HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]
MANY = build.Sheet(
    [HEADER]
    + [
        ["产出指标" if i == 0 else "", "数量指标" if i == 0 else "", f"第{i}项培训人员数量", f"≥{i}0人"]
        for i in range(60)
    ]
)


def read(data: bytes) -> list[Block]:
    return pdf.read(data, Limits())


def tables(data: bytes) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in b.rows] for b in read(data) if isinstance(b, Table)]


def drawn(
    *pages: Sequence[Sequence[str | None]], widths: Sequence[float] = (40, 60, 120, 120), size: float = 10
) -> bytes:
    """Ruled tables drawn by hand, one a page: lines of a cell by newline, None is covered from above."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for number, rows in enumerate(pages, 1):
        canvas.setFont("STSong-Light", size)
        top = 780.0
        for index, row in enumerate(rows):
            height = 14.0 * max(1 + (t or "").count("\n") for t in row) + 6
            left = 60.0
            for k, text in enumerate(row):
                below = index + 1 < len(rows) and rows[index + 1][k] is None
                for x in (left, left + widths[k]):
                    canvas.line(x, top, x, top - height)
                if text is not None:
                    canvas.line(left, top, left + widths[k], top)
                if not below:
                    canvas.line(left, top - height, left + widths[k], top - height)
                for n, line in enumerate((text or "").split("\n")):
                    canvas.drawString(left + 4, top - 14 - 14 * n, line)
                left += widths[k]
            top -= height
        canvas.drawString(290, 30, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("widths", [(80, 90, 150, 90), (34, 50, 70, 54)])
def test_the_form_gives_its_indicators(ruled: bool, widths: tuple[float, ...]) -> None:
    if not ruled and widths[0] < 80:
        widths = (70, 120, 120, 90)
    records = parse_document(build.pdf(build.FORM, ruled=ruled, widths=widths), "表.pdf").indicators
    assert [(r.project, r.level1, r.level2, r.name, r.value) for r in records] == build.EXPECTED


def test_places_name_page_table_and_row() -> None:
    blocks = read(build.pdf(build.FORM))
    assert blocks[0] == Paragraph("绩效目标申报表", Location(page=1, paragraph=1))
    records = parse_document(build.pdf(MANY, repeat=1), "表.pdf").indicators
    assert str(records[0].location) == "第 1 页 表 1 行 2 列 3"
    assert str(records[-1].location).startswith("第 2 页 表 1 行 ")


@pytest.mark.parametrize("repeat", [0, 1])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_over_pages_is_one_table(repeat: int, ruled: bool) -> None:
    (rows,) = tables(build.pdf(MANY, repeat=repeat, ruled=ruled))
    assert rows == MANY.rows


def test_vertical_labels_and_wrapped_lines_are_joined_but_paragraphs_are_not() -> None:
    data = drawn(
        [
            ["产\n出\n指\n标", "数量\n指标", "本年度组织培训的技术人\n员数量", "1.甲\n2.乙"],
        ],
        widths=(18, 34, 122, 120),
    )
    assert tables(data) == [[["产出指标", "数量指标", "本年度组织培训的技术人员数量", "1.甲\n2.乙"]]]


def test_words_with_their_characters_set_apart_are_read_across() -> None:
    text = tables(drawn([["a", "b", "项　目\n支　出\n绩　效\n目　标", "c"]], widths=(30, 30, 60, 30)))[0][0][
        2
    ]
    assert "".join(text.split()) == "项目支出绩效目标"


def test_a_comma_never_begins_a_line_and_is_no_paragraph() -> None:
    line = "甲乙丙丁戊己庚辛壬"  # one more would fit, but not with its comma
    assert (
        tables(drawn([["a", "b", f"{line}\n子，丑", "c"]], widths=(30, 30, 116, 30)))[0][0][2]
        == f"{line}子，丑"
    )


def test_a_row_cut_by_the_page_is_one_row() -> None:
    data = drawn(
        [HEADER, ["产出指标", "数量指标", "培训人数", "不少于二百人并且全部通过"]],
        [["", "", "", "结业考核"], ["", "", "培训场次", "≥4场"]],
    )
    (rows,) = tables(data)
    assert rows[1:] == [
        ["产出指标", "数量指标", "培训人数", "不少于二百人并且全部通过结业考核"],
        ["", "", "培训场次", "≥4场"],
    ]


def test_a_form_that_begins_with_its_unit_does_not_go_on_with_the_one_above() -> None:
    forms = [
        [
            ["单位名称", "河湾县水利局", "", "金额单位", "万元"],
            ["项目名称", name, "", "年度预算", "86"],
            [*HEADER, "权重"],
            row,
        ]
        for name, row in (
            ("灌区清淤", ["成本指标", "经济成本", "清淤总成本", "≤86万元", "20"]),
            ("泵站检修", ["产出指标", "数量指标", "检修泵站", "8座", "20"]),
        )
    ]
    records = parse_document(drawn(*forms, widths=(60, 80, 100, 80, 40)), "表.pdf").indicators
    assert [(r.project, r.name, r.value) for r in records] == [
        ("灌区清淤", "清淤总成本", "≤86万元"),
        ("泵站检修", "检修泵站", "8座"),
    ]


def test_a_label_cut_by_the_page_is_one_label() -> None:
    data = drawn(
        [HEADER, ["产出", "数量指标", "培训人数", "≥200人"]],
        [["指标", "", "培训场次", "≥4场"], ["效益指标", "社会效益指标", "就业率", "≥90%"]],
    )
    (rows,) = tables(data)
    assert [row[0] for row in rows] == ["一级指标", "产出指标", "", "效益指标"]


def test_a_repeated_header_is_dropped_and_equal_rows_are_not() -> None:
    row = ["产出指标", "数量指标", "培训人数", "≥200人"]
    (rows,) = tables(drawn([HEADER, row], [HEADER, row, row]))
    assert rows == [HEADER, row, row, row]


def test_tables_with_other_columns_stay_apart() -> None:
    wide = drawn([HEADER], widths=(40, 60, 120, 120))
    assert len(tables(wide)) == 1
    data = build.pdf(build.FORM, build.Sheet([["甲", "乙", "丙", "丁"]], before="另一张"))
    assert [len(t) for t in tables(data)] == [len(build.FORM.rows), 1]


def test_merged_cells_are_empty_below() -> None:
    data = drawn(
        [["产出指标", "数量指标", "甲数", "1"], [None, None, "乙数", "2"], [None, "质量指标", "丙率", "3"]]
    )
    assert [row[:2] for row in tables(data)[0]] == [["产出指标", "数量指标"], ["", ""], ["", "质量指标"]]


def test_paragraphs_are_whole_and_page_numbers_are_not_text() -> None:
    text = "绩效指标：" + "".join(f"第{i}类设施完好率达到9{i % 10}%以上，" for i in range(20))
    data = build.pdf(build.Sheet([["甲", "乙", "丙", "丁"]], before=text))
    (paragraph,) = [b for b in read(data) if isinstance(b, Paragraph)]
    assert paragraph.text == text
    assert not [b for b in read(drawn([["甲", "乙", "丙", "丁"]])) if isinstance(b, Paragraph)]


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra that recognises pictures is not installed."""

    def demand() -> None:
        raise fail("needs_ocr")

    monkeypatch.setattr("zhibiao.nlp.readers.scan.recognise.demand", demand)


@pytest.mark.usefixtures("no_recognition")
def test_scans_are_named() -> None:
    with pytest.raises(ReadError, match="扫描件"):
        read(hostile_pdf.scanned())


@pytest.mark.usefixtures("no_recognition")
def test_a_scanned_page_among_others_is_noted() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(50, 700, "enough text")
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    document = parse_document(out.getvalue(), "混.pdf")
    assert len(document.problems) == 1
    assert document.problems[0].startswith("第 2 页没有读取：扫描件")


def test_what_is_cut_off_by_a_clip_is_not_read() -> None:
    """Sheets printed over two pages write the text of a cell that both share on both, cut off on one."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)

    def write(x: float, y: float, text: str, clip: tuple[float, float, float, float]) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(*clip)
        canvas.clipPath(path, stroke=0)
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(x, y, text)
        canvas.restoreState()

    write(60, 700, "清淤长度", (50, 650, 200, 100))
    write(60, 600, "产出指标", (50, 650, 200, 100))
    write(60, 720, "绩效指标", (50, 690, 40, 60))
    canvas.save()
    assert "".join(b.text for b in read(out.getvalue()) if isinstance(b, Paragraph)) == "绩效指清淤长度"


def test_an_owner_password_alone_does_not_lock() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    canvas.drawString(50, 700, "hello")
    canvas.save()
    assert [b.text for b in read(out.getvalue()) if isinstance(b, Paragraph)] == ["hello"]


@pytest.mark.parametrize("name", ["budget_no_indicator_table_1.pdf", "budget_no_indicator_table_2.pdf"])
def test_budgets_without_an_indicator_table_give_none(shared: Path, name: str) -> None:
    path = shared / "real" / name
    document = parse_document(path.read_bytes(), name)
    assert document.indicators == ()
    assert document.problems == ()
    assert document.unread == ()
    assert any(isinstance(b, Table) and len(b.rows) > 10 for b in read(path.read_bytes()))


def test_radicals_are_read_as_the_characters_that_look_like_them() -> None:
    from zhibiao.nlp.readers.pages.page import written

    assert written("项\u2f6c名称：\u2f2d区停\u2ecb场（A4）") == "项目名称：山区停车场（A4）"
