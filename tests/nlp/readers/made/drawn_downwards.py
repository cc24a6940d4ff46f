"""Forms with names written downwards, and with merged cells that have no border on a page."""

from __future__ import annotations

from .drawing import ABOVE, Page, Style, Text, table
from .drawn_forms import HEAD, WIDTHS, Record, form, project

P = "雨污分流"


def _named(*texts: Text, height: float = 130) -> Page:
    """A form whose first name is written by hand into the cell from 260 to 290 points, from 100 points down."""
    cells = [["项目名称", P, "", ""], HEAD, ["产出指标", "数量指标", "", "16个"]]
    cells.append(["效益指标", "生态效益指标", "溢流次数", "≤3次"])
    page = table(cells, (70, 130, 30, 120), heights=[20, 20, height, 20])
    # The name's column is narrow: its heading is torn and its second name goes on the next line.
    return [t for t in page if not isinstance(t, Text) or t.text not in ("三级指标", "溢流次数")] + [
        Text(263, 72 + 17, "三级", 8),
        Text(263, 72 + 26, "指标", 8),
        Text(263, 100 + height + 9, "溢流", 8),
        Text(263, 100 + height + 18, "次数", 8),
        *texts,
    ]


def _down(text: str, x: float = 270, y: float = 114, size: float = 9) -> list[Text]:
    return [Text(x, y + 1.15 * size * n, c, size) for n, c in enumerate(text)]


def _records(name: str) -> list[Record]:
    return [(P, "产出指标", "数量指标", name, "16个"), (P, "效益指标", "生态效益指标", "溢流次数", "≤3次")]


@form
def a_name_downwards_with_digits() -> tuple[list[Page], list[Record]]:
    y = 114
    lines = ["完", "成", "5G", "基", "站", "建", "设", "数"]
    texts = [Text(270, y + 11 * n, t, 9) for n, t in enumerate(lines)]
    return [_named(*texts)], _records("完成5G基站建设数")


@form
def a_long_name_downwards() -> tuple[list[Page], list[Record]]:
    name = "完成城区合流制排水管网雨污分流改造并通过验收小区数"
    return [_named(*_down(name), height=280)], _records(name)


@form
def a_name_downwards_with_marks() -> tuple[list[Page], list[Record]]:
    name = "小区（含学校、医院）改造数"
    return [_named(*_down(name), height=150)], _records(name)


@form
def a_name_in_two_columns_from_right_to_left() -> tuple[list[Page], list[Record]]:
    texts = [*_down("完成老旧小区雨污", 278), *_down("分流改造个数", 264)]
    return [_named(*texts)], _records("完成老旧小区雨污分流改造个数")


@form
def a_turned_name_in_two_lines() -> tuple[list[Page], list[Record]]:
    one, two = "完成老旧小区雨污管网分", "流改造个数"
    texts = [Text(266, 104, two, 10, turn=270), Text(280, 104, one, 10, turn=270)]
    return [_named(*texts, height=120)], _records(one + two)


TWO = [
    ["", "", "新建检查井", "140座"],
    [ABOVE, ABOVE, "清淤管道", "52公里"],
    [ABOVE, ABOVE, "更换井盖", "310个"],
]


def _open(*columns: int) -> Style:
    """Nothing is drawn around the cells of these columns but what their neighbours draw."""
    last = max(columns)
    return Style(without=lambda i, k, side: k in columns and not (k == last and side == "right"))


def _before(open_columns: tuple[int, ...]) -> Page:
    return table(
        [project(P), HEAD, ["产出指标", "数量指标", "改造小区", "16个"]],
        WIDTHS,
        style=Style(without=lambda i, k, side: i == 2 and k in open_columns and side == "bottom"),
    )


_AFTER = table([["效益指标", "生态效益指标", "溢流次数", "≤3次"]], WIDTHS)
_ALL: list[Record] = [
    *((P, "产出指标", "数量指标", str(n), str(v)) for n, v in (("改造小区", "16个"), *(r[2:] for r in TWO))),
    (P, "效益指标", "生态效益指标", "溢流次数", "≤3次"),
]


@form
def one_column_without_borders_on_a_page() -> tuple[list[Page], list[Record]]:
    cells = [["", "质量指标", "闭水试验合格率", "100%"], ["", "时效指标", *TWO[0][2:]], *TWO[1:]]
    expected = [
        (P, "产出指标", "质量指标", "闭水试验合格率", "100%"),
        *((P, "产出指标", "时效指标", str(n), str(v)) for _, _, n, v in TWO),
    ]
    return [_before((0,)), table(cells, WIDTHS, style=_open(0)), _AFTER], [_ALL[0], *expected, _ALL[-1]]


@form
def two_columns_without_borders_on_a_page() -> tuple[list[Page], list[Record]]:
    return [_before((0, 1)), table(TWO, WIDTHS, style=_open(0, 1)), _AFTER], _ALL


@form
def a_right_column_without_borders_on_a_page() -> tuple[list[Page], list[Record]]:
    widths = (*WIDTHS, 40)
    one = table(
        [["项目名称", P, "", "", ""], [*HEAD, "备注"], ["产出指标", "数量指标", "改造小区", "16个", "区级"]],
        widths,
        style=Style(without=lambda i, k, side: i == 2 and k == 4 and side == "bottom"),
    )
    style = Style(without=lambda i, k, side: k == 4 and side != "left")
    two = table([[*r, ""] for r in [["", "数量指标", *TWO[0][2:]], *TWO[1:]]], widths, style=style)
    three = table([["效益指标", "生态效益指标", "溢流次数", "≤3次", ""]], widths)
    return [one, two, three], _ALL
