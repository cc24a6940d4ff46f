"""Tables with wide paddings, side by side, or with rules that are dotted or half missing."""

from __future__ import annotations

from .drawing import ABOVE, LEFT, Box, Line, Page, Style, Text, table
from .drawn_forms import HEAD, WIDTHS, Record, form


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
def rules_below_and_right_only() -> tuple[list[Page], list[Record]]:
    """Every cell has a rule below and on its right: the first row has no upper border, the first column no left one."""
    cells = [HEAD, ["产出指标", "数量指标", "安装扶手", "2600米"], ["", "质量指标", "验收合格率", "100%"]]
    style = Style(without=lambda i, k, side: side in ("top", "left"))
    return [table(cells, WIDTHS, style=style)], [
        ("", "产出指标", "数量指标", "安装扶手", "2600米"),
        ("", "产出指标", "质量指标", "验收合格率", "100%"),
    ]


@form
def centred_lines_with_wide_paddings() -> tuple[list[Page], list[Record]]:
    names = [
        ["开展食品小作坊规", "范化提升改造的家", "数"],
        ["校园周边食品经营", "户监督检查覆盖面", "比例"],
    ]
    rows = [["产出指标", "数量指标", "\n\n", "≥75家"], ["", "质量指标", "\n\n", "100%"]]
    page = table([HEAD, *rows], (70, 90, 120, 120))
    for k, lines in enumerate(names):
        page += [
            Text(60 + 160 + 60 - 5 * len(line), 80 + 48 * k + 14 * (n + 1), line)
            for n, line in enumerate(lines)
        ]
    return [page], [
        ("", "产出指标", "数量指标", "开展食品小作坊规范化提升改造的家数", "≥75家"),
        ("", "产出指标", "质量指标", "校园周边食品经营户监督检查覆盖面比例", "100%"),
    ]


@form
def dotted_rules() -> tuple[list[Page], list[Record]]:
    """Between the columns dots, as browsers draw them: small boxes."""
    cells = [HEAD, ["产出指标", "数量指标", "投放分类桶", "4800个"], ["", "时效指标", "清运及时率", "≥99%"]]
    page: Page = []
    for item in table(cells, WIDTHS):
        if not isinstance(item, Line) or item.y0 == item.y1:
            page.append(item)
            continue
        y = item.y0
        while y < item.y1:
            page.append(Box(item.x0, y, item.x0 + 0.75, y + 0.75, grey=0.4))
            y += 1.5
    return [page], [
        ("", "产出指标", "数量指标", "投放分类桶", "4800个"),
        ("", "产出指标", "时效指标", "清运及时率", "≥99%"),
    ]
