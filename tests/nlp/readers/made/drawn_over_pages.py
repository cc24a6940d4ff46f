"""Forms whose tables go on over pages."""

from __future__ import annotations

from .drawing import ABOVE, LEFT, Page, Style, Text, table
from .drawn_forms import HEAD, WIDTHS, Record, form, project


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
