"""Tables over pages whose parts differ: margins, words between them, labels torn, whole pages in one cell."""

from __future__ import annotations

from .drawing import ABOVE, LEFT, Page, Style, Text, table
from .drawn_forms import HEAD, WIDTHS, Record, form, project


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
def a_class_cell_over_a_whole_page() -> tuple[list[Page], list[Record]]:
    """As browsers print: the cell of 产出指标 has on page 2 neither an upper nor a lower border."""
    one = table(
        [project("社区矫正"), HEAD, ["产出指标", "数量指标", "矫正对象人数", "320人"]],
        WIDTHS,
        style=Style(without=lambda i, k, side: i == 2 and k == 0 and side == "bottom"),
    )
    two = table(
        [
            ["", "", "走访次数", "≥3800次"],
            ["", "质量指标", "脱管漏管率", "0"],
            ["", "时效指标", "报到及时率", "≥99%"],
        ],
        WIDTHS,
        style=Style(without=lambda i, k, side: k == 0 and side in ("top", "bottom")),
    )
    three = table([["效益指标", "社会效益指标", "再犯罪率", "≤0.2%"]], WIDTHS)
    p = "社区矫正"
    return [one, two, three], [
        (p, "产出指标", "数量指标", "矫正对象人数", "320人"),
        (p, "产出指标", "数量指标", "走访次数", "≥3800次"),
        (p, "产出指标", "质量指标", "脱管漏管率", "0"),
        (p, "产出指标", "时效指标", "报到及时率", "≥99%"),
        (p, "效益指标", "社会效益指标", "再犯罪率", "≤0.2%"),
    ]
