"""Labels torn over the lines of a flattened table."""

from __future__ import annotations

from zhibiao.nlp.reading import parse_document

TORN = """\
   一级指标     二级指标            三级指标           指标值
                        指标1：疏浚支渠长度      12公里
            数量指标      指标2：更换闸门启闭机          14台
                        指标3：管护灌溉支渠          9条
   产出指标               指标1：渠道衬砌抽检合格率        ≥96%
            质量指标
绩                        指标2：闸门试运行一次成功率         ≥93%
效
            时效指标     指标1：汛前清淤及时率     ≥95%
指
标           成本指标     指标1：每公里疏浚费用       ≤7.2万元
           生态效益指标            指标1：灌溉水利用系数       ≥0.58
"""


def test_a_label_written_down_the_left_edge_is_no_cell() -> None:
    records = parse_document(TORN.encode(), "表.txt").indicators
    assert [(r.level2, r.name, r.value) for r in records] == [
        ("数量指标", "疏浚支渠长度", "12公里"),
        ("数量指标", "更换闸门启闭机", "14台"),
        ("数量指标", "管护灌溉支渠", "9条"),
        ("质量指标", "渠道衬砌抽检合格率", "≥96%"),
        ("质量指标", "闸门试运行一次成功率", "≥93%"),
        ("时效指标", "汛前清淤及时率", "≥95%"),
        ("成本指标", "每公里疏浚费用", "≤7.2万元"),
        ("生态效益指标", "灌溉水利用系数", "≥0.58"),
    ]


STARTS = (0, 9, 16, 23, 31, 41, 51, 60, 67)  # of the columns on the page


def _placed(cells: list[str]) -> str:
    line = ""
    for start, cell in zip(STARTS, cells, strict=False):
        line = line.ljust(start) + cell if cell else line
    return line


LAID = (
    "云岭县水务局 2024 年度部门决算",
    "",
    "绩效指标|一级指标|二级指标|三级指标|年度指标|实际完成|分值|得分|偏差原因",
    "||||值|值",
    "|产出指标|数量指标|支渠疏浚|≥12.5|13.1 公|20|20",
    "|||里程|公里|里",
    "|||闸门启闭|14 台|12 台|20|17|汛期交货",
    "|||机更换数|||||推迟，明",
    "|||量|||||年补装",
    "||质量指标|衬砌抽检|≥96%|97%|20|20",
    "|||合格率",
    "",
    "第 3 页",
    "云岭县水务局 2024 年度部门决算",
    "",
    "|效益指标|社会效益|农户用水|≥90%|93%|30|30",
    "||指标|保障率",
)


def test_cells_of_several_lines_at_their_places_on_the_page_are_whole() -> None:
    text = "\n".join(_placed(line.split("|")) for line in LAID)
    records = parse_document(text.encode(), "表.txt").indicators
    assert [(r.level1, r.level2, r.name, r.value, r.actual) for r in records] == [
        ("产出指标", "数量指标", "支渠疏浚里程", "≥12.5公里", "13.1公里"),
        ("产出指标", "数量指标", "闸门启闭机更换数量", "14台", "12台"),
        ("产出指标", "质量指标", "衬砌抽检合格率", "≥96%", "97%"),
        ("效益指标", "社会效益指标", "农户用水保障率", "≥90%", "93%"),
    ]
    assert records[1].reason == "汛期交货推迟，明年补装"


COUNTED = """\
年度目标\t疏浚支渠12公里，更换启闭机14台。
绩效
指标\t一级指标\t二级指标\t三级指标\t年度
指标值\t实际
完成值\t分值\t得分\t偏差原因分析
及改进措施
\t产出指标\t数量指标\t支渠疏浚里程\t12公里\t13公里\t20\t20\t
\t\t\t启闭机
更换数量\t14台\t12台\t20\t17\t汛期交货推迟
\t\t质量指标\t衬砌抽检合格率\t≥96%\t97%\t20\t20\t
\t\t时效指标\t汛前完工时间\t6月底前\t6月20日\t10\t10\t
\t效益指标\t社会效益
指标\t农户用水保障率\t≥90%\t93%\t30\t30\t
总分\t\t\t\t\t\t100\t97\t
"""


def test_cells_with_line_ends_between_tabs_are_counted_whole() -> None:
    document = parse_document(COUNTED.encode(), "表.txt")
    assert [(r.level1, r.level2, r.name, r.value, r.actual) for r in document.indicators] == [
        ("产出指标", "数量指标", "支渠疏浚里程", "12公里", "13公里"),
        ("产出指标", "数量指标", "启闭机 更换数量", "14台", "12台"),
        ("产出指标", "质量指标", "衬砌抽检合格率", "≥96%", "97%"),
        ("产出指标", "时效指标", "汛前完工时间", "6月底前", "6月20日"),
        ("效益指标", "社会效益指标", "农户用水保障率", "≥90%", "93%"),
    ]
    assert [p.text for p in document.passages if p.kind == "goal"] == ["疏浚支渠12公里，更换启闭机14台。"]


# A bar behind each cell and one more for each that is missing: merged cells are left out, and 产出指标 stands where the
# page's table had it. Below 指标值 stand the headings of two years.
BEHIND = """项目支出绩效目标批复表 | ||||||
项目名称 | 青年夜校 | 项目负责人 | ||||
项目主管部门 | 实施单位 | 共青团云岭市委 | ||||
年度绩效目标（文字） | 开设夜校12期，培训青年480人次。 | |||||
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标标准或依据 | |
2022年实际实现值 | 预期2023年实现值 | |||||
数量指标 | 夜校培训人次 | 480人次 | ||||
授课教师人次 | 18人次 | |||||
产出指标 | 夜校班次 | 12期 | ||||
质量指标 | 结业率 | ≥92% | ||||
时效指标 | 开班时间 | 3月底前 | ||||
满意度指标 | 服务对象满意度指标 | 夜校学员满意度 | ≥95% | |||
财政资金管理科室（盖章） 年 月 日 | 财政绩效管理科室（盖章） 年 月 日 |
"""


def test_a_bar_behind_each_cell_ends_the_rows() -> None:
    records = parse_document(BEHIND.encode(), "批复表.txt").indicators
    assert [(r.level1, r.level2, r.name, r.value, r.actual) for r in records] == [
        ("产出指标", "数量指标", "夜校培训人次", "480人次", ""),
        ("产出指标", "数量指标", "授课教师人次", "18人次", ""),
        ("产出指标", "数量指标", "夜校班次", "12期", ""),
        ("产出指标", "质量指标", "结业率", "≥92%", ""),
        ("产出指标", "时效指标", "开班时间", "3月底前", ""),
        ("满意度指标", "服务对象满意度指标", "夜校学员满意度", "≥95%", ""),
    ]
    assert {(r.project, r.unit) for r in records} == {("青年夜校", "共青团云岭市委")}


def _laid_out(*rows: tuple[str, ...]) -> str:
    """Each row's cells at the places of the columns, a Chinese character counted for two."""
    lines = []
    for row in rows:
        line = ""
        for at, cell in zip((17, 31, 45, 63, 75, 89), row, strict=False):
            line += " " * (at - sum(2 if ord(c) > 255 else 1 for c in line)) + cell
        lines.append(line)
    return "\n".join(lines) + "\n"


def test_a_running_title_over_the_same_head_ends_no_table() -> None:
    head = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位")
    title = ("云岭县水利局2025年部门预算",)
    first = [
        ("产出指标", "数量指标", "疏浚支渠总", "≥", "12", "公里"),
        ("", "", "长度", "", "", ""),
        ("", "", "巡查次数", "≥", "24", "次"),
        ("", "时效指标", "抢修完成率", "≥", "98", "%"),
    ]
    second = [
        ("", "", "汛前检修时", "≤", "30", "天"),
        ("", "", "限", "", "", ""),
        ("效益指标", "社会效益指", "受益农户数", "≥", "800", "户"),
        ("", "标", "", "", "", ""),
        ("", "", "停水投诉", "≤", "3", "件"),
    ]
    text = _laid_out(title, head, *first) + "\n\f" + _laid_out(title, head, *second)
    found = parse_document(text.encode(), "表.txt").indicators
    assert [(r.level2, r.name) for r in found] == [
        ("数量指标", "疏浚支渠总长度"),
        ("数量指标", "巡查次数"),
        ("时效指标", "抢修完成率"),
        ("时效指标", "汛前检修时限"),
        ("社会效益指标", "受益农户数"),
        ("社会效益指标", "停水投诉"),
    ]
