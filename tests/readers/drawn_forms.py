"""Forms whose tables break over pages or are drawn untidily, and the records that a reader of the paper sees."""

from __future__ import annotations

from collections.abc import Callable

from drawing import ABOVE, LEFT, Box, Line, Page, Style, Text, table

Record = tuple[str, str, str, str, str]
HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
WIDTHS = (70, 90, 170, 120)
FORMS: dict[str, tuple[list[Page], list[Record]]] = {}


def form(
    make: Callable[[], tuple[list[Page], list[Record]]],
) -> Callable[[], tuple[list[Page], list[Record]]]:
    FORMS[make.__name__] = make()
    return make


def project(name: str) -> list[object]:
    return ["项目名称", name, LEFT, LEFT]


@form
def continued_without_a_header() -> tuple[list[Page], list[Record]]:
    one = table(
        [
            project("沟渠清淤"),
            HEAD,
            ["产出指标", "数量指标", "清淤渠道长度", "≥42公里"],
            [ABOVE, ABOVE, "清运淤泥土方", "6.5万立方米"],
        ],
        WIDTHS,
    )
    two = table(
        [
            ["", "质量指标", "清淤断面合格率", "≥96%"],
            ["效益指标", "社会效益指标", "改善灌溉面积", "1.2万亩"],
            ["满意度指标", "服务对象满意度指标", "受益农户满意度", "≥90%"],
        ],
        WIDTHS,
    )
    p = "沟渠清淤"
    return [one, two], [
        (p, "产出指标", "数量指标", "清淤渠道长度", "≥42公里"),
        (p, "产出指标", "数量指标", "清运淤泥土方", "6.5万立方米"),
        (p, "产出指标", "质量指标", "清淤断面合格率", "≥96%"),
        (p, "效益指标", "社会效益指标", "改善灌溉面积", "1.2万亩"),
        (p, "满意度指标", "服务对象满意度指标", "受益农户满意度", "≥90%"),
    ]


@form
def class_cells_torn() -> tuple[list[Page], list[Record]]:
    one = table([project("校车购置"), HEAD, ["产出", "数量", "购置校车数量", "8辆"]], WIDTHS)
    two = table(
        [
            ["指标", "指标", "配备随车照管员", "16人"],
            [ABOVE, "质量指标", "车辆验收合格率", "100%"],
            ["效益", "社会效益", "乘车学生占比", "≥35%"],
        ],
        WIDTHS,
    )
    three = table([["指标", "指标", "通勤时间缩短", "20分钟"]], WIDTHS)
    p = "校车购置"
    return [one, two, three], [
        (p, "产出指标", "数量指标", "购置校车数量", "8辆"),
        (p, "产出指标", "数量指标", "配备随车照管员", "16人"),
        (p, "产出指标", "质量指标", "车辆验收合格率", "100%"),
        (p, "效益指标", "社会效益指标", "乘车学生占比", "≥35%"),
        (p, "效益指标", "社会效益指标", "通勤时间缩短", "20分钟"),
    ]


@form
def one_character_a_line() -> tuple[list[Page], list[Record]]:
    widths = (20, 60, 170, 120)
    one = table(
        [
            ["项目名称", LEFT, "夜市规范", LEFT],
            ["一\n级\n指\n标", "二级指标", "三级指标", "指标值"],
            ["产\n出\n指\n标", "数\n量\n指\n标", "规范摊位数", "260个"],
        ],
        widths,
    )
    two = table([["满\n意\n度\n指\n标", "服务对象\n满意度\n指标", "摊主满意度", "≥88%"]], widths)
    p = "夜市规范"
    return [one, two], [
        (p, "产出指标", "数量指标", "规范摊位数", "260个"),
        (p, "满意度指标", "服务对象满意度指标", "摊主满意度", "≥88%"),
    ]


@form
def one_character_a_line_and_torn() -> tuple[list[Page], list[Record]]:
    widths = (20, 70, 170, 120)
    one = table(
        [
            ["项目名称", LEFT, "巡护队伍建设", LEFT],
            ["一级\n指标", "二级指标", "三级指标", "指标值"],
            ["产\n出\n指", "数量指标", "巡护人员数", "32人"],
        ],
        widths,
    )
    two = table(
        [["标", "", "巡护里程", "≥2.4万公里"], ["效\n益\n指\n标", "生态效益指标", "火情发现率", "≥99%"]],
        widths,
    )
    p = "巡护队伍建设"
    return [one, two], [
        (p, "产出指标", "数量指标", "巡护人员数", "32人"),
        (p, "产出指标", "数量指标", "巡护里程", "≥2.4万公里"),
        (p, "效益指标", "生态效益指标", "火情发现率", "≥99%"),
    ]


@form
def name_goes_on() -> tuple[list[Page], list[Record]]:
    one = table(
        [project("养老驿站"), HEAD, ["产出指标", "数量指标", "为八十岁以上独居老人", "≥1500人次"]], WIDTHS
    )
    two = table([["", "", "上门服务的人次", ""], ["", "时效指标", "驿站投用时间", "6月底前"]], WIDTHS)
    p = "养老驿站"
    return [one, two], [
        (p, "产出指标", "数量指标", "为八十岁以上独居老人上门服务的人次", "≥1500人次"),
        (p, "产出指标", "时效指标", "驿站投用时间", "6月底前"),
    ]


@form
def value_goes_on() -> tuple[list[Page], list[Record]]:
    one = table(
        [project("数字档案"), HEAD, ["产出指标", "质量指标", "数字化差错率", "不高于千分之三且无"]], WIDTHS
    )
    two = table([["", "", "", "错页漏页"], ["", "", "著录完整率", "≥99.5%"]], WIDTHS)
    p = "数字档案"
    return [one, two], [
        (p, "产出指标", "质量指标", "数字化差错率", "不高于千分之三且无错页漏页"),
        (p, "产出指标", "质量指标", "著录完整率", "≥99.5%"),
    ]


@form
def name_and_value_go_on() -> tuple[list[Page], list[Record]]:
    one = table(
        [
            project("冷链仓储"),
            HEAD,
            ["产出指标", "数量指标", "建成并通过专项验收的产地冷藏保", "新建不少于十二座并"],
        ],
        (70, 90, 160, 100),
    )
    two = table(
        [["", "", "鲜设施数量", "改建八座"], ["", "", "新增库容", "3600立方米"]],
        (70, 90, 160, 100),
    )
    p = "冷链仓储"
    return [one, two], [
        (p, "产出指标", "数量指标", "建成并通过专项验收的产地冷藏保鲜设施数量", "新建不少于十二座并改建八座"),
        (p, "产出指标", "数量指标", "新增库容", "3600立方米"),
    ]


@form
def row_and_class_torn_together() -> tuple[list[Page], list[Record]]:
    one = table(
        [project("血防普查"), HEAD, ["产出指标", "数量", "完成流行村常住居民血清", "4.8万人"]], WIDTHS
    )
    two = table([["", "指标", "筛查人数", ""], ["", "时效指标", "筛查完成时间", "9月底"]], WIDTHS)
    p = "血防普查"
    return [one, two], [
        (p, "产出指标", "数量指标", "完成流行村常住居民血清筛查人数", "4.8万人"),
        (p, "产出指标", "时效指标", "筛查完成时间", "9月底"),
    ]


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
def header_on_each_page() -> tuple[list[Page], list[Record]]:
    rows = [
        [["产出指标", "数量指标", "发放种苗株数", "12万株"]],
        [["", "", "发放农药", "3吨"], ["", "质量指标", "种苗成活率", "≥85%"]],
        [["效益指标", "经济效益指标", "户均增收", "≥3000元"]],
    ]
    pages = [
        table([*([project("林果产业")] if k == 0 else []), HEAD, *r], WIDTHS) for k, r in enumerate(rows)
    ]
    for number, page in enumerate(pages, 1):
        page.insert(0, Text(60, 40, "某县林业局部门预算"))
        page.append(Text(280, 800, f"第 {number} 页"))
        page.append(Text(60, 815, "林果产业绩效目标表"))
    p = "林果产业"
    return pages, [
        (p, "产出指标", "数量指标", "发放种苗株数", "12万株"),
        (p, "产出指标", "数量指标", "发放农药", "3吨"),
        (p, "产出指标", "质量指标", "种苗成活率", "≥85%"),
        (p, "效益指标", "经济效益指标", "户均增收", "≥3000元"),
    ]


@form
def other_columns_on_the_next_page() -> tuple[list[Page], list[Record]]:
    """Page 1 has columns of its own for the money, page 2 for who filled the form in."""
    one = table(
        [
            ["项目名称", "社区食堂", LEFT, LEFT, LEFT, LEFT],
            ["年度资金", "总额", "120", LEFT, "其中财政拨款", "100"],
            ["一级指标", "二级指标", "三级指标", LEFT, LEFT, "指标值"],
            ["产出指标", "数量指标", "开办食堂数量", LEFT, LEFT, "6家"],
        ],
        (70, 90, 60, 50, 60, 120),
    )
    two = table(
        [
            [ABOVE, "质量指标", LEFT, "食品抽检合格率", LEFT, "≥98%"],
            ["满意度指标", "服务对象满意度指标", LEFT, "就餐老人满意度", LEFT, "≥92%"],
            ["填报人", "某某", "联系电话", LEFT, "000", LEFT],
        ],
        (70, 50, 40, 100, 70, 120),
    )
    p = "社区食堂"
    return [one, two], [
        (p, "产出指标", "数量指标", "开办食堂数量", "6家"),
        (p, "产出指标", "质量指标", "食品抽检合格率", "≥98%"),
        (p, "满意度指标", "服务对象满意度指标", "就餐老人满意度", "≥92%"),
    ]


@form
def text_sticks_out() -> tuple[list[Page], list[Record]]:
    """A name longer than its cell, a value below its border, a class that begins left of its cell."""
    page = table(
        [
            project("河湖划界"),
            HEAD,
            ["", "数量指标", "完成规模以上河流划界工作的河流条数", ""],
            ["", "", "埋设界桩", "540根"],
        ],
        (70, 90, 168, 120),
        heights=[20, 20, 20, 20],
    )
    page += [Text(56, 113, "产出指标"), Text(60 + 328 + 6, 122, "17条", 9)]
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
def no_border_at_the_pages_end() -> tuple[list[Page], list[Record]]:
    """As browsers print: the last row of a page has no rule below, the first of the next none above."""
    one = table(
        [project("窗口延时服务"), HEAD, ["产出指标", "数量指标", "延时办件量", "≥9000件"]],
        WIDTHS,
        style=Style(without=lambda i, k, side: i == 2 and side == "bottom"),
    )
    two = table(
        [
            ["", "时效指标", "平均等候时间", "≤15分钟"],
            ["满意度指标", "服务对象满意度指标", "群众满意率", "≥95%"],
        ],
        WIDTHS,
        style=Style(without=lambda i, k, side: i == 0 and side == "top"),
    )
    p = "窗口延时服务"
    return [one, two], [
        (p, "产出指标", "数量指标", "延时办件量", "≥9000件"),
        (p, "产出指标", "时效指标", "平均等候时间", "≤15分钟"),
        (p, "满意度指标", "服务对象满意度指标", "群众满意率", "≥95%"),
    ]


@form
def class_written_on_the_next_page() -> tuple[list[Page], list[Record]]:
    """The merged cell of 效益指标 begins on page 1, its text stands in the middle: on page 2."""
    one = table(
        [
            project("非遗传承"),
            HEAD,
            ["产出指标", "数量指标", "扶持传承人数", "24人"],
            ["", "社会效益指标", "进校园场次", "60场"],
            [ABOVE, ABOVE, "新增学徒", "30人"],
        ],
        WIDTHS,
    )
    two = table(
        [["效益指标", "", "展演观众人次", "2万人次"], [ABOVE, "可持续影响指标", "传习所运行年限", "≥5年"]],
        WIDTHS,
    )
    p = "非遗传承"
    return [one, two], [
        (p, "产出指标", "数量指标", "扶持传承人数", "24人"),
        (p, "效益指标", "社会效益指标", "进校园场次", "60场"),
        (p, "效益指标", "社会效益指标", "新增学徒", "30人"),
        (p, "效益指标", "社会效益指标", "展演观众人次", "2万人次"),
        (p, "效益指标", "可持续影响指标", "传习所运行年限", "≥5年"),
    ]


@form
def blank_cells_are_not_merged_ones() -> tuple[list[Page], list[Record]]:
    """Labels that are not repeated: a class at the top of page 2 is new there."""
    one = table(
        [
            project("方志编修"),
            HEAD,
            ["产出指标", "数量指标", "编修志书", "3部"],
            ["", "", "整理旧志", "2部"],
            ["", "质量指标", "出版合格率", "100%"],
        ],
        WIDTHS,
    )
    two = table([["效益指标", "社会效益指标", "馆藏利用人次", "1800人次"]], WIDTHS)
    p = "方志编修"
    return [one, two], [
        (p, "产出指标", "数量指标", "编修志书", "3部"),
        (p, "产出指标", "数量指标", "整理旧志", "2部"),
        (p, "产出指标", "质量指标", "出版合格率", "100%"),
        (p, "效益指标", "社会效益指标", "馆藏利用人次", "1800人次"),
    ]


@form
def margins_of_left_and_right_pages_differ() -> tuple[list[Page], list[Record]]:
    one = table(
        [project("体育公园"), HEAD, ["产出指标", "数量指标", "新增健身步道", "4.2公里"]], WIDTHS, x=80
    )
    two = table([["", "成本指标", "每公里造价", "≤38万元"]], WIDTHS, x=45)
    p = "体育公园"
    return [one, two], [
        (p, "产出指标", "数量指标", "新增健身步道", "4.2公里"),
        (p, "产出指标", "成本指标", "每公里造价", "≤38万元"),
    ]


@form
def another_form_on_the_next_page() -> tuple[list[Page], list[Record]]:
    one = table([project("应急广播"), HEAD, ["产出指标", "数量指标", "终端数量", "420套"]], WIDTHS)
    two = table([project("气象站网"), HEAD, ["产出指标", "数量指标", "自动站数量", "36个"]], WIDTHS)
    return [one, two], [
        ("应急广播", "产出指标", "数量指标", "终端数量", "420套"),
        ("气象站网", "产出指标", "数量指标", "自动站数量", "36个"),
    ]


@form
def words_between_the_parts() -> tuple[list[Page], list[Record]]:
    one = table([project("公交站亭"), HEAD, ["产出指标", "数量指标", "新建站亭", "45座"]], WIDTHS)
    two = [
        Text(60, 110, "公交站亭绩效目标表（续表）"),
        Text(440, 125, "单位：万元"),
        *table([["", "质量指标", "站亭完好率", "≥98%"]], WIDTHS, y=140),
    ]
    p = "公交站亭"
    return [one, two], [
        (p, "产出指标", "数量指标", "新建站亭", "45座"),
        (p, "产出指标", "质量指标", "站亭完好率", "≥98%"),
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


@form
def two_tables_side_by_side() -> tuple[list[Page], list[Record]]:
    """Targets of the term and of the year beside one another; names wrapped in narrow cells, no header on page 2."""
    widths = (40, 56, 88, 66, 56, 88, 66)
    head = ["一级\n指标", "二级\n指标", "三级指标", "指标值", "二级\n指标", "三级指标", "指标值"]
    one = table(
        [
            ["项目名称", LEFT, "牧区饮水保障", LEFT, LEFT, LEFT, LEFT],
            ["绩效\n指标", "实施期目标", LEFT, LEFT, "年度目标", LEFT, LEFT],
            head,
            [
                "产出\n指标",
                "数量\n指标",
                "新打机井并配套\n提水设备数量",
                "≥45眼",
                "数量\n指标",
                "新打机井并配套\n提水设备数量",
                "≥15眼",
            ],
            [ABOVE, ABOVE, "铺设输水管线", "120公里", ABOVE, "铺设输水管线", "40公里"],
        ],
        widths,
        x=50,
    )
    two = table(
        [
            ["", "质量\n指标", "水质检测合格率", "100%", "质量\n指标", "水质检测合格率", "100%"],
            ["效益\n指标", "社会\n效益", "受益牧户数", "2400户", "社会\n效益", "受益牧户数", "800户"],
        ],
        widths,
        x=50,
    )
    p = "牧区饮水保障"
    long = [
        (p, "产出指标", "数量指标", "新打机井并配套提水设备数量", "≥45眼"),
        (p, "产出指标", "数量指标", "铺设输水管线", "120公里"),
        (p, "产出指标", "质量指标", "水质检测合格率", "100%"),
        (p, "效益指标", "社会效益", "受益牧户数", "2400户"),
    ]
    year = [
        (p, "产出指标", "数量指标", "新打机井并配套提水设备数量", "≥15眼"),
        (p, "产出指标", "数量指标", "铺设输水管线", "40公里"),
        (p, "产出指标", "质量指标", "水质检测合格率", "100%"),
        (p, "效益指标", "社会效益", "受益牧户数", "800户"),
    ]
    return [one, two], [*long, *year]


@form
def a_new_row_below_full_cells() -> tuple[list[Page], list[Record]]:
    """Narrow cells are always full: what follows on the next page is a row of its own."""
    widths = (70, 90, 84, 60)
    one = table([project("村级邮站"), HEAD, ["产出指标", "数量指标", "建成村级邮站数", "≥110个"]], widths)
    two = table([["", "", "配送覆盖村数量", "≥236个"]], widths)
    p = "村级邮站"
    return [one, two], [
        (p, "产出指标", "数量指标", "建成村级邮站数", "≥110个"),
        (p, "产出指标", "数量指标", "配送覆盖村数量", "≥236个"),
    ]


@form
def edge_labels_torn_and_classes_late() -> tuple[list[Page], list[Record]]:
    """绩效指标 down the left edge, torn; a class in the middle of its cell, on page 2; the row cut as well."""
    widths = (24, 60, 80, 150, 100)
    one = table(
        [
            ["项目名称", LEFT, "古井保护", LEFT, LEFT],
            ["绩", "一级指标", "二级指标", "三级指标", "指标值"],
            [ABOVE, "产出指标", "数量指标", "修缮古井口数", "19口"],
            [ABOVE, ABOVE, "", "井水水质检测达到饮用", "100%"],
        ],
        widths,
    )
    two = table(
        [
            ["效\n指\n标", "", "质量指标", "标准的比例", ""],
            [ABOVE, ABOVE, ABOVE, "修缮验收合格率", "100%"],
            [ABOVE, "效益指标", "社会效益指标", "古井讲解场次", "≥40场"],
        ],
        widths,
    )
    p = "古井保护"
    return [one, two], [
        (p, "产出指标", "数量指标", "修缮古井口数", "19口"),
        (p, "产出指标", "质量指标", "井水水质检测达到饮用标准的比例", "100%"),
        (p, "产出指标", "质量指标", "修缮验收合格率", "100%"),
        (p, "效益指标", "社会效益指标", "古井讲解场次", "≥40场"),
    ]


@form
def wide_paddings() -> tuple[list[Page], list[Record]]:
    """Cells that keep 16 points free on either side: their lines are broken long before the border."""
    style = Style(pad=16)
    cells = [
        HEAD,
        ["产出指标", "数量指标", "巡查文物保护单位及\n登录点位次数", "≥1200次"],
        ["", "质量指标", "隐患整改销号率", "≥98%，且重大隐\n患清零"],
        ["效益指标", "社会效益指标", "文物安全责任事故发\n生起数", "0起"],
    ]
    return [table(cells, (84, 96, 126, 106), style=style)], [
        ("", "产出指标", "数量指标", "巡查文物保护单位及登录点位次数", "≥1200次"),
        ("", "产出指标", "质量指标", "隐患整改销号率", "≥98%，且重大隐患清零"),
        ("", "效益指标", "社会效益指标", "文物安全责任事故发生起数", "0起"),
    ]
