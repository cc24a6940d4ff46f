"""Forms whose rules and texts are drawn untidily."""

from __future__ import annotations

from .drawing import ABOVE, LEFT, Box, Line, Page, Style, Text, table
from .drawn_forms import HEAD, WIDTHS, Record, form, project


def _inner(style: dict[str, float | bool]) -> Page:
    """Rules across the name's cell and across the whole second level, from border to border."""
    y = 60 + 20 + 20
    return [
        Line(60 + 160, y + 17, 60 + 330, y + 17, **style),
        Line(60 + 70, y + 17, 60 + 160, y + 17, **style),
        Line(60 + 160 + 85, y, 60 + 160 + 85, y + 34, **style),
    ]


_SPLIT = [
    project("路灯节能改造"),
    HEAD,
    ["产出指标", "数量\n指标", "更换高压钠灯\n为LED灯的盏数", "3400盏"],
    ["效益指标", "经济效益指标", "年节约电费", "≥86万元"],
]
_WHOLE: list[Record] = [
    ("路灯节能改造", "产出指标", "数量指标", "更换高压钠灯 为LED灯的盏数", "3400盏"),
    ("路灯节能改造", "效益指标", "经济效益指标", "年节约电费", "≥86万元"),
]


@form
def white_rules() -> tuple[list[Page], list[Record]]:
    return [table(_SPLIT, WIDTHS) + _inner({"grey": 1})], _WHOLE


@form
def transparent_rules() -> tuple[list[Page], list[Record]]:
    return [table(_SPLIT, WIDTHS) + _inner({"alpha": 0})], _WHOLE


@form
def hairlines() -> tuple[list[Page], list[Record]]:
    return [table(_SPLIT, WIDTHS) + _inner({"width": 0})], _WHOLE


@form
def dashes() -> tuple[list[Page], list[Record]]:
    return [table(_SPLIT, WIDTHS) + _inner({"dashed": True, "width": 0.25})], _WHOLE


@form
def covered_rules() -> tuple[list[Page], list[Record]]:
    """A full grid, then white boxes where cells are merged, then the texts."""
    drawn = table(_SPLIT, WIDTHS)
    lines: Page = [item for item in drawn if isinstance(item, Line)]
    texts: Page = [item for item in drawn if isinstance(item, Text)]
    y = 60 + 20 + 20
    boxes: Page = [
        Box(60 + 70.5, y + 0.5, 60 + 159.5, y + 33.5),
        Box(60 + 160.5, y + 0.5, 60 + 329.5, y + 33.5),
    ]
    return [lines + _inner({}) + boxes + texts], _WHOLE


@form
def underlines_and_shades() -> tuple[list[Page], list[Record]]:
    y = 60 + 20 + 20
    shade: Page = [Box(60 + 163, y + 3, 60 + 240, y + 16, grey=0.85)]
    under: Page = [Line(60 + 164, y + 16, 60 + 226, y + 16), Line(60 + 164, y + 30, 60 + 240, y + 30)]
    return [shade + table(_SPLIT, WIDTHS) + under], _WHOLE


@form
def text_sticks_out() -> tuple[list[Page], list[Record]]:
    """A name longer than its cell, a value below its border, a class that begins left of its cell."""
    page = table(
        [
            project("河湖划界"),
            HEAD,
            ["", "数量指标", "完成规模以上河流划界工作的河流条数", ""],
            ["", "", "埋设界桩", ""],
        ],
        (70, 90, 168, 120),
        heights=[20, 20, 20, 20],
    )
    page += [
        Text(56, 113, "产出指标"),
        Text(60 + 328 + 6, 122, "17条", 9),
        Text(60 + 328 + 6, 144, "540根", 9),
    ]
    p = "河湖划界"
    return [page], [
        (p, "产出指标", "数量指标", "完成规模以上河流划界工作的河流条数", "17条"),
        (p, "产出指标", "数量指标", "埋设界桩", "540根"),
    ]


@form
def no_outer_borders() -> tuple[list[Page], list[Record]]:
    style = Style(without=lambda i, k, side: (k == 0 and side == "left") or (k == 3 and side == "right"))
    cells = [
        HEAD,
        ["产出指标", "数量指标", "编印口袋书", "5000册"],
        [ABOVE, "质量指标", "校对差错率", "≤0.01%"],
        ["效益指标", "社会效益指标", "覆盖村社", "≥95%"],
    ]
    return [table(cells, WIDTHS, style=style)], [
        ("", "产出指标", "数量指标", "编印口袋书", "5000册"),
        ("", "产出指标", "质量指标", "校对差错率", "≤0.01%"),
        ("", "效益指标", "社会效益指标", "覆盖村社", "≥95%"),
    ]


@form
def turned_and_vertical_labels() -> tuple[list[Page], list[Record]]:
    page = table(
        [
            ["项目名称", LEFT, "湿地监测", LEFT],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["", "数量指标", "布设监测样方", "80个"],
            [ABOVE, "质量指标", "数据有效率", "≥97%"],
            [ABOVE, "时效指标", "报告提交时间", "11月底"],
            ["", "", "水鸟种类", "≥52种"],
            [ABOVE, ABOVE, "湿地保护率", "≥55%"],
            [ABOVE, ABOVE, "退化面积", "零增长"],
        ],
        (50, 80, 170, 120),
    )
    page += [
        Text(60 + 30, 150, "产出指标", turn=90),
        Text(60 + 20, 170, "效益指标", down=True),
        Text(60 + 85, 165, "生态效益指标", 9, turn=270),
    ]
    p = "湿地监测"
    return [page], [
        (p, "产出指标", "数量指标", "布设监测样方", "80个"),
        (p, "产出指标", "质量指标", "数据有效率", "≥97%"),
        (p, "产出指标", "时效指标", "报告提交时间", "11月底"),
        (p, "效益指标", "生态效益指标", "水鸟种类", "≥52种"),
        (p, "效益指标", "生态效益指标", "湿地保护率", "≥55%"),
        (p, "效益指标", "生态效益指标", "退化面积", "零增长"),
    ]


@form
def a_whole_page_turned() -> tuple[list[Page], list[Record]]:
    """A landscape table on an upright page: everything reads from below to above."""
    cells = [project("农机补贴"), HEAD, ["产出指标", "数量指标", "补贴机具台数", "900台"]]
    flat = table(cells, WIDTHS)
    page: Page = []
    for item in flat:
        if isinstance(item, Text):
            page.append(Text(item.y, 842 - item.x, item.text, item.size, turn=90))
        elif isinstance(item, Line):
            page.append(Line(item.y0, 842 - item.x0, item.y1, 842 - item.x1))
    return [page], [("农机补贴", "产出指标", "数量指标", "补贴机具台数", "900台")]


@form
def rows_without_a_rule_between_them() -> tuple[list[Page], list[Record]]:
    page = table(
        [
            project("地名标志"),
            HEAD,
            ["产出指标", "数量指标", "设置路牌\n\n更新门牌", "310块\n\n1.2万块"],
            ["", "质量指标", "标志规范率", "100%"],
        ],
        WIDTHS,
    )
    p = "地名标志"
    return [page], [
        (p, "产出指标", "数量指标", "设置路牌", "310块"),
        (p, "产出指标", "数量指标", "更新门牌", "1.2万块"),
        (p, "产出指标", "质量指标", "标志规范率", "100%"),
    ]


@form
def a_border_between_two_cells_is_missing() -> tuple[list[Page], list[Record]]:
    page = table(
        [
            project("仓房维修"),
            HEAD,
            ["产出指标", "数量指标", "维修仓房栋数", "14栋"],
            [ABOVE, "时效指标", "完工时间", "10月底前"],
            ["效益指标", "社会效益指标", "储粮损耗率", "≤0.3%"],
        ],
        WIDTHS,
        style=Style(
            without=lambda i, k, side: (
                (i, k, side) in {(3, 2, "right"), (3, 3, "left"), (4, 1, "right"), (4, 2, "left")}
            )
        ),
    )
    p = "仓房维修"
    return [page], [
        (p, "产出指标", "数量指标", "维修仓房栋数", "14栋"),
        (p, "产出指标", "时效指标", "完工时间", "10月底前"),
        (p, "效益指标", "社会效益指标", "储粮损耗率", "≤0.3%"),
    ]


@form
def rules_are_thin_boxes() -> tuple[list[Page], list[Record]]:
    """As Word writes them: every side of a cell a filled box of its own, the header on a grey ground."""
    cells = [
        HEAD,
        ["产出指标", "数量指标", "检定计量器具", "6200台件"],
        [ABOVE, "质量指标", "检定差错率", "≤0.1%"],
    ]
    page: Page = [Box(60, 60, 510, 80, grey=0.8)]
    for item in table(cells, WIDTHS):
        if isinstance(item, Line):
            page.append(Box(item.x0 - 0.25, item.y0 - 0.25, item.x1 + 0.25, item.y1 + 0.25, grey=0))
        else:
            page.append(item)
    return [page], [
        ("", "产出指标", "数量指标", "检定计量器具", "6200台件"),
        ("", "产出指标", "质量指标", "检定差错率", "≤0.1%"),
    ]


@form
def white_rules_on_a_coloured_ground() -> tuple[list[Page], list[Record]]:
    """No black rule at all: the table is a coloured box cut by white rules."""
    cells = [HEAD, ["产出指标", "数量指标", "改造厕所", "52座"], ["", "质量指标", "达标率", "100%"]]
    page: Page = [Box(60, 60, 510, 120, grey=0.85)]
    for item in table(cells, WIDTHS):
        page.append(
            Line(item.x0, item.y0, item.x1, item.y1, grey=1, width=1) if isinstance(item, Line) else item
        )
    return [page], [
        ("", "产出指标", "数量指标", "改造厕所", "52座"),
        ("", "产出指标", "质量指标", "达标率", "100%"),
    ]
