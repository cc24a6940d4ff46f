"""Forms with rules that are mere decoration in a cell, and forms whose borders are faint or stand in one place only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .drawing import ABOVE, LEFT, Box, Line, Page, Style, Text, table
from .drawn_forms import HEAD, WIDTHS, Record, form, project

X = (60, 130, 220, 390, 510)
P = "渡口改桥"
TORN = [
    project(P),
    HEAD,
    ["产\n出\n指\n标", "数量\n指标", "完成乡镇渡口撤销后改建人行桥梁\n的座数", "≥9座，其中山区的渡口\n4座"],
    [ABOVE, "质量\n指标", "交工验收一次合格率", "100%"],
    ["效益指标", "社会\n效益\n指标", "减少两岸群众往返绕行里程的平均\n数", "≥7公里"],
]
WHOLE: list[Record] = [
    (P, "产出指标", "数量指标", "完成乡镇渡口撤销后改建人行桥梁的座数", "≥9座，其中山区的渡口4座"),
    (P, "产出指标", "质量指标", "交工验收一次合格率", "100%"),
    (P, "效益指标", "社会效益指标", "减少两岸群众往返绕行里程的平均数", "≥7公里"),
]
TOPS = (60, 80, 100, 134, 168)  # of the rows of TORN where 产出指标 spans two
LINES = ((2, 0, 3), (2, 1, 1), (2, 2, 1), (2, 3, 1), (3, 1, 1), (4, 1, 2), (4, 2, 1))  # row, column, gaps
ROWS = [
    project(P),
    ["实施单位", "交通局", "项目资金", "300万元"],
    HEAD,
    ["产出指标", "数量指标", "改建桥梁", "9座"],
    [ABOVE, ABOVE, "拆除渡口", "6处"],
    [ABOVE, "质量指标", "验收合格率", "100%"],
    ["效益指标", "社会效益指标", "减少绕行", "7公里"],
]
SPLIT: list[Record] = [
    (P, "产出指标", "数量指标", "改建桥梁", "9座"),
    (P, "产出指标", "数量指标", "拆除渡口", "6处"),
    (P, "产出指标", "质量指标", "验收合格率", "100%"),
    (P, "效益指标", "社会效益指标", "减少绕行", "7公里"),
]


def torn(width: float = 0.5) -> Page:
    style = Style(line={"width": width})
    return table(TORN, WIDTHS, heights=[20, 20, 34, 34, 48], style=style)


def guides(inset: float, **style: float | bool) -> Page:
    """A rule below every line of text but a cell's last one."""
    return [
        Line(X[k] + inset, y, X[k + 1] - inset, y, **style)
        for i, k, gaps in LINES
        for y in (TOPS[i] + 14 * n + 17 for n in range(gaps))
    ]


def shaded(page: Page, faint: dict[str, float], when: Callable[[Line], bool]) -> Page:
    """The page with those of its lines faint for which `when` is true."""
    return [replace(r, **faint) if isinstance(r, Line) and when(r) else r for r in page]


def inner_below(rule: Line) -> bool:
    """True for the rules inside the frame below the first three rows."""
    return 120 < (rule.y0 + rule.y1) / 2 < 200 and (rule.y0 == rule.y1 or 60 < rule.x0 < 510)


@form
def faint_lines_to_write_on() -> tuple[list[Page], list[Record]]:
    return [torn() + guides(2, grey=0.8)], WHOLE


@form
def faint_lines_from_border_to_border() -> tuple[list[Page], list[Record]]:
    """In neighbouring cells they meet at the same height."""
    return [guides(0, grey=0.75) + torn(0.75)], WHOLE


@form
def thin_black_lines_to_write_on() -> tuple[list[Page], list[Record]]:
    return [torn(1) + guides(0.5, width=0.25)], WHOLE


@form
def red_lines_to_write_on() -> tuple[list[Page], list[Record]]:
    return [torn() + guides(1, red=True)], WHOLE


@form
def faint_boxes_to_write_on() -> tuple[list[Page], list[Record]]:
    bars: Page = [
        Box(r.x0, r.y0, r.x1, r.y0 + 0.4, grey=0.8) for r in guides(1, grey=0.8) if isinstance(r, Line)
    ]
    return [torn() + bars], WHOLE


@form
def dashes_drawn_one_by_one() -> tuple[list[Page], list[Record]]:
    dashes: Page = []
    for r in guides(1):
        assert isinstance(r, Line)
        x = r.x0
        while x < r.x1 - 2:
            dashes.append(Line(x, r.y0, x + 2, r.y0))
            x += 4
    return [torn() + dashes], WHOLE


@form
def underlined_from_border_to_border() -> tuple[list[Page], list[Record]]:
    """Black like the borders, as long as the text, which fills its cell."""
    cells = [
        project(P),
        HEAD,
        ["产出指标", "数量指标", "改建桥梁并且接通两岸道路\n的座数", "9座"],
        ["", "质量指标", "验收合格率", "100%"],
    ]
    page = table(cells, (70, 90, 125, 120), style=Style(pad=2.5))
    under: Page = [Line(222.5, 116, 342.5, 116), Line(222.5, 130, 252.5, 130)]
    return [page + under], [
        (P, "产出指标", "数量指标", "改建桥梁并且接通两岸道路的座数", "9座"),
        (P, "产出指标", "质量指标", "验收合格率", "100%"),
    ]


@form
def struck_through_from_border_to_border() -> tuple[list[Page], list[Record]]:
    """The old wording is still read: what is struck out is the author's to delete."""
    cells = [
        project(P),
        HEAD,
        ["产出指标", "数量指标", "改建桥梁并且接通两岸道路\n的座数", "9座"],
        ["", "质量指标", "验收合格率", "100%"],
    ]
    page = table(cells, (70, 90, 125, 120), style=Style(pad=2.5))
    return [[*page, Line(222.5, 110.5, 342.5, 110.5)]], [
        (P, "产出指标", "数量指标", "改建桥梁并且接通两岸道路的座数", "9座"),
        (P, "产出指标", "质量指标", "验收合格率", "100%"),
    ]


@form
def bars_that_show_how_much_is_done() -> tuple[list[Page], list[Record]]:
    bars: Page = [Box(390, 100, 470, 117, grey=0.75), Box(390, 150, 510, 152, grey=0.6)]
    return [bars + torn()], WHOLE


@form
def faint_upright_lines_between_characters() -> tuple[list[Page], list[Record]]:
    combs: Page = [Line(x, 60, x, 80, grey=0.8) for x in range(144, 510, 10)]
    combs += [Line(x, 134, x, 168, grey=0.8) for x in range(234, 390, 10)]
    return [torn() + combs], WHOLE


@form
def faint_lines_level_with_the_rows_beside_them() -> tuple[list[Page], list[Record]]:
    """产出指标 is written down the cell so that a faint line meets the border of two rows on its right."""
    cells = [HEAD, ["", "数量指标", "改建桥梁", "9座"], [ABOVE, "质量指标", "验收合格率", "100%"]]
    page = table(cells, WIDTHS, heights=[20, 24, 24])
    page += [Text(90, 90.5 + 11 * n, c, 9) for n, c in enumerate("产出指标")]
    page += [Line(60, y, 130, y, grey=0.8) for y in (92.6, 103.6, 114.6)]
    return [page], [
        ("", "产出指标", "数量指标", "改建桥梁", "9座"),
        ("", "产出指标", "质量指标", "验收合格率", "100%"),
    ]


@form
def all_rules_are_faint() -> tuple[list[Page], list[Record]]:
    return [table(ROWS, WIDTHS, style=Style(line={"grey": 0.85, "width": 0.25}))], SPLIT


@form
def faint_rules_in_a_dark_frame() -> tuple[list[Page], list[Record]]:
    page = table(ROWS, WIDTHS, style=Style(line={"grey": 0.8, "width": 0.25}))
    frame: Page = [
        Line(60, 60, 510, 60, 1.5),
        Line(60, 200, 510, 200, 1.5),
        Line(60, 60, 60, 200, 1.5),
        Line(510, 60, 510, 200, 1.5),
    ]
    return [page + frame], SPLIT


@form
def faint_rows_below_dark_ones() -> tuple[list[Page], list[Record]]:
    """Three dark rows, then a grid of faint rules in a dark frame."""
    page = table(ROWS, WIDTHS)
    return [shaded(page, {"grey": 0.8}, inner_below)], SPLIT


@form
def faint_rules_between_rows_only() -> tuple[list[Page], list[Record]]:
    """The columns' rules are dark. 拆除渡口 has a faint rule above that reaches over two columns only."""
    return [shaded(table(ROWS, WIDTHS), {"grey": 0.8}, lambda r: r.y0 == r.y1 and 120 < r.y0 < 200)], SPLIT


@form
def faint_rules_between_dense_rows() -> tuple[list[Page], list[Record]]:
    style = Style(leading=10.5)
    page = table(ROWS, WIDTHS, heights=[12.5] * 7, style=style)
    return [shaded(page, {"grey": 0.8}, lambda r: r.y0 == r.y1 and 60 < r.y0 < 147)], SPLIT


@form
def faint_rules_between_columns_only() -> tuple[list[Page], list[Record]]:
    return [shaded(table(ROWS, WIDTHS), {"grey": 0.8}, lambda r: r.x0 == r.x1 and 60 < r.x0 < 510)], SPLIT


@form
def one_cell_with_a_faint_border() -> tuple[list[Page], list[Record]]:
    """Between 改建桥梁 and 拆除渡口 the rule is faint, left and right of it dark."""
    cells = [list(row) for row in ROWS]
    cells[4] = ["", "数量指标", "拆除渡口", "6处"]
    return [shaded(table(cells, WIDTHS), {"grey": 0.8}, lambda r: r.y0 == r.y1 == 140 and r.x0 == 220)], SPLIT


@form
def one_column_is_split() -> tuple[list[Page], list[Record]]:
    """Names and values stand below one another, everything on their left is one cell."""
    cells = [
        ["项目名称", P, LEFT, LEFT],
        HEAD,
        ["产出指标", "数量指标", "改建桥梁", "9座"],
        [ABOVE, ABOVE, "拆除渡口", "6处"],
        [ABOVE, ABOVE, "加固码头", "2处"],
    ]
    return [table(cells, WIDTHS)], [
        (P, "产出指标", "数量指标", name, value)
        for name, value in (("改建桥梁", "9座"), ("拆除渡口", "6处"), ("加固码头", "2处"))
    ]


@form
def red_rules_between_rows() -> tuple[list[Page], list[Record]]:
    page = table(ROWS, WIDTHS)
    return [[replace(r, red=True) if isinstance(r, Line) and r.y0 == r.y1 else r for r in page]], SPLIT


@form
def a_red_box_around_one_value() -> tuple[list[Page], list[Record]]:
    """Its sides are the borders of the cell."""
    page = table(ROWS, WIDTHS)
    red = {Line(390, 160, 510, 160), Line(390, 140, 510, 140), Line(390, 140, 390, 160)}
    return [[replace(r, red=True) if r in red else r for r in page]], SPLIT


@form
def hairlines_in_a_dark_frame() -> tuple[list[Page], list[Record]]:
    page = table(ROWS, WIDTHS)
    return [shaded(page, {"width": 0}, inner_below)], SPLIT


@form
def every_other_row_on_grey() -> tuple[list[Page], list[Record]]:
    """Rows have no rule between them, only the ground of every other one, cell by cell."""
    cells = [list(row) for row in ROWS]
    cells[4:6] = [["", "", "拆除渡口", "6处"], ["", "质量指标", "验收合格率", "100%"]]
    grounds: Page = [Box(X[k], y, X[k + 1], y + 20, grey=0.9) for y in (120, 160) for k in range(4)]
    page = [
        r for r in table(cells, WIDTHS) if not (isinstance(r, Line) and r.y0 == r.y1 and 120 < r.y0 < 200)
    ]
    return [grounds + page], SPLIT
