"""Pages as they are published: one endless line, a cell a line with places as headings, points behind classes, blanks
around figures, and forms that keep their empty cells one below the other."""

from __future__ import annotations

import pytest
from zhibiao.nlp.layouts.execution import stated
from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.record import Indicator

ONE_LINE = (
    "现将云岭县2022年帮扶项目自评公布如下联系电话：0838-5550123附件：自评表云岭县水利局2022年12月28日绩效目标自评表（2022年度）"
    "项目名称水位标尺安装项目负责人及电话周敏13900001111主管部门云岭县水利局实施单位云岭县水利局资金情况（万元）全年预算数（A）"
    "全年执行数（B）分值执行率（B/A）得分年度资金总额：303010100.00%10年度总体目标年初设定目标完成情况综述对供水计量设施进行改进"
    "绩效指标一级指标二级指标三级指标分值年度指标值全年实际值得分未完成原因及拟采取的改进措施产出指标（70分）数量指标安装坡面标尺10≥312米"
    "≥312米10标尺宽度10≥40厘米≥40厘米10质量指标工程验收合格率20100%100%20时效指标按期开工率10≥90%≥90%10成本指标项目总投资1030万元"
    "30万元10效益指标（20分）经济效益指标社会效益指标受益人口数10≥1200人≥1200人10群众生产条件改善状况10显著提升显著提升10"
    "满意度指标（10分）服务对象满意度指标受益户满意度10≥95%≥95%10……总分100100注：1.分值统一设置为：产出指标50分、效益指标30分。"
)
PLACES = """2023年水利专项资金绩效目标表
项目名称 |
省级水利专项资金 |
主管部门（单位）名称 |
云岭县水利局 |
||||||
总 体 目 标 |
开展小型水利工程建设 |
||||||
绩效 指标 |
一级指标 |
二级指标 |
三级指标 |
指 标 解 释 |
东坪镇茶山村 |
桃源乡上洋村 |
芦溪镇三港村 |
|
产出 指标 |
数量指标 |
修建水渠（条） |
反映修建情况 |
1 |
1 |
1 |
||
效益指标 |
社会效益指标 |
受益人口（人） |
反映受益情况 |
320 |
450 |
210 |
||
满意度指标 |
服务对象满意度指标 |
群众满意度（%） |
反映满意情况 |
≥90 |
≥90 |
≥90 |
||
"""
BEHIND_CLASSES = """项目名称 晾晒场建设 项目分类 资产资源类
年度主要目标     和成果 新建晾晒房一座，占地260平方米。
年度绩效目标(90分) 一级指标 二级指标 三级指标 指标值 分值 指标解释
成本指标(0-20)分 经济成本指标 项目建设成本 ≤58万元 10
社会成本指标



产出指标
(40-50)分
数量指标 晾晒房占地面积 ≥260平方米 15 反映建设规模
质量指标 工程验收合格率 =100% 10
满意度指标
(10)分
服务对象满意度指标 受益群众满意度 ≥95% 10
"""
APART = """望海区第三中学 2025 年部门预算
现有教学班 48 个，在校学生 2460 人，教职工 192 人。2025 年收入预算 5386.42 万元。
项目支出绩效目标表（2025 年度）
项目名称 操场改造
一级指标 二级指标 三级指标 指标值 指标解释 评分标准
成本指标
经济成本指标
操场改造单位造价 ≤320 元/平方米 操场改造合同价÷改造面积 达标得满分，未达
标按比例扣分
理化生实验室设备购置成
本
≤240 万元 设备采购合同金额合计 达标得满分，未达
标按比例扣分
产出指标
数量指标
操场改造面积 ≥9800 平方米 验收确认的塑胶跑道及人造草
坪面积
达标得满分，未达
标按比例扣分
质量指标
塑胶面层有害物质检测合
格率 100% 第三方检测合格批次÷送检批次 达标得满分，未达
标按比例扣分
时效指标
操场改造完工时间 2025 年 8 月 25 日
前
竣工验收报告日期 达标得满分，未达
标按比例扣分
"""


def form(name: str, rows: list[tuple[str, str]]) -> str:
    """A form with empty cells under the headings of the term, each cell a line between empty lines."""
    heads = [
        "一级指标",
        "二级指标（长期）",
        "三级指标（长期）",
        "指标值（长期）",
        "二级指标（年度）",
        "三级指标（年度）",
        "指标值（年度）",
    ]
    cells = ["项目名称", name, "主管部门", "及编码", "[015]云岭区教育局", *heads]
    for level2, (measure, target) in zip(("数量指标", "质量指标", "时效指标"), rows, strict=True):
        cells += ["产出指标", level2, " ", " ", level2, measure, target]
    return "\n\n".join(cells)


def read(text: str) -> tuple[Indicator, ...]:
    return parse_document(text.encode(), "页.txt").indicators


def test_a_page_in_one_line_with_weights_before_the_targets() -> None:
    found = read(ONE_LINE)
    assert [(r.level2, r.name, r.weight, r.value, r.actual, r.points) for r in found] == [
        ("数量指标", "安装坡面标尺", 10, "≥312米", "≥312米", 10),
        ("数量指标", "标尺宽度", 10, "≥40厘米", "≥40厘米", 10),
        ("质量指标", "工程验收合格率", 20, "100%", "100%", 20),
        ("时效指标", "按期开工率", 10, "≥90%", "≥90%", 10),
        ("成本指标", "项目总投资", 10, "30万元", "30万元", 10),
        ("社会效益指标", "受益人口数", 10, "≥1200人", "≥1200人", 10),
        ("社会效益指标", "群众生产条件改善状况", 10, "显著提升", "显著提升", 10),
        ("服务对象满意度指标", "受益户满意度", 10, "≥95%", "≥95%", 10),
    ]
    assert {(r.project, r.unit) for r in found} == {("水位标尺安装", "云岭县水利局")}


def test_each_place_has_a_column_of_targets() -> None:
    assert [(r.level2, r.name, r.value, r.description) for r in read(PLACES)] == [
        ("数量指标", "修建水渠（条）", "1", "反映修建情况"),
        (
            "社会效益指标",
            "受益人口（人）",
            "东坪镇茶山村320；桃源乡上洋村450；芦溪镇三港村210",
            "反映受益情况",
        ),
        ("服务对象满意度指标", "群众满意度（%）", "≥90", "反映满意情况"),
    ]


def test_points_stand_behind_classes_and_on_the_line_below() -> None:
    found = read(BEHIND_CLASSES)
    assert [(r.level2, r.name, r.value, r.weight) for r in found] == [
        ("经济成本指标", "项目建设成本", "≤58万元", 10),
        ("数量指标", "晾晒房占地面积", "≥260平方米", 15),
        ("质量指标", "工程验收合格率", "=100%", 10),
        ("服务对象满意度指标", "受益群众满意度", "≥95%", 10),
    ]
    (made,) = parse_document(BEHIND_CLASSES.encode(), "页.txt").projects
    assert (made.name, made.goal) == ("晾晒场建设", "新建晾晒房一座，占地260平方米。")


def test_a_blank_before_a_unit_separates_no_cells_where_all_figures_have_one() -> None:
    assert [(r.level2, r.name, r.value) for r in read(APART)] == [
        ("经济成本指标", "操场改造单位造价", "≤320元/平方米"),
        ("经济成本指标", "理化生实验室设备购置成本", "≤240万元"),
        ("数量指标", "操场改造面积", "≥9800平方米"),
        ("质量指标", "塑胶面层有害物质检测合格率", "100%"),
        ("时效指标", "操场改造完工时间", "2025年8月25日前"),
    ]


def test_forms_that_keep_their_empty_cells_follow_one_another() -> None:
    first = [("加固校舍", "3栋"), ("验收合格率", "100%"), ("完工时间", "8月底前")]
    second = [("培训教师", "150人"), ("结业率", "≥95%"), ("满意度", "≥90%")]
    found = read(form("校舍加固", first) + "\n\n \n\n" + form("教师培训", second))
    assert [(r.project, r.name, r.value) for r in found] == [
        *(("校舍加固", *row) for row in first),
        *(("教师培训", *row) for row in second),
    ]
    assert {r.unit for r in found} == {"[015]云岭区教育局"}


MEANT = (
    "荆泽市2024年项目支出绩效目标表项目名称总分馆建设项目类别本级支出项目项目性质持续性项目项目单位荆泽市图书馆绩效目标新建分馆4个"
    "绩效指标一级指标二级指标三级指标绩效标准当年预期实现值产出指标数量指标年开放天数反映全年免费开放情况≥350天新建分馆数反映体系建设情况4个"
    "质量指标编目差错率反映新购图书编目质量≤1%时效指标新书上架时限反映采编效率情况≤20个工作日效益指标社会效益指标接待读者人次反映服务群众情况≥18万人次"
    "满意度指标服务对象满意度指标读者满意度反映读者评价情况≥90%主管部门审核意见单位公章：年月日"
)


def test_what_a_glued_measure_means_stands_apart_from_it() -> None:
    found = read("关于公开的说明\n" + MEANT + "\n关键词：荆泽市2024年预算")
    assert [(r.name, r.value) for r in found] == [
        ("年开放天数", "≥350天"),
        ("新建分馆数", "4个"),
        ("编目差错率", "≤1%"),
        ("新书上架时限", "≤20个工作日"),
        ("接待读者人次", "≥18万人次"),
        ("读者满意度", "≥90%"),
    ]
    assert {r.project for r in found} == {"总分馆建设"}


SUMS = """项目名称 农村人居环境整治 主管部门 云岭县渡口镇 实施单位 云岭县渡口镇 项目资金(万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额: 60 60 52.3 10 87.17% 10 其中:本年财政拨款 60 60 52.3 年度总体目标 预期目标 实际完成情况 清运垃圾4500吨 清运垃圾3900吨
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 产出指标 数量指标 生活垃圾清运量 ≥4500吨 3900吨 50 43 质量指标 无害化处理率 ≥95% 95% 40 40
"""


@pytest.mark.parametrize("text", [SUMS, ONE_LINE])
def test_the_money_of_a_page_in_one_line_is_told_from_its_points(text: str) -> None:
    passages = parse_document(text.encode(), "页.txt").passages
    (said,) = (stated(p.text) for p in passages if p.kind == "execution")
    wanted = {"全年预算数": "60", "全年执行数": "52.3", "执行率": "87.17%", "分值": "10", "得分": "10"}
    if text is ONE_LINE:
        wanted = {"全年预算数": "30", "全年执行数": "30", "执行率": "100.00%", "分值": "10", "得分": "10"}
    assert {k: said.get(k) for k in wanted} == wanted


def test_a_unit_for_each_of_several_stands_in_its_own_column() -> None:
    page = """项目名称 | 护渠员补助 | ||||
绩效指标(90分) | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析 |
产出指标 | 数量指标 | 护渠员人数 | = | 36 | 人 | 38 | 10 | 10 | |||
补助发放批次 | = | 12 | 次 | 12 | 10 | 10 | |||
成本指标 | 护渠员补助标准 | ≥ | 860 | 元/人·月 | 860 | 5 | 5 | |||
效益指标 | 社会效益指标 | 护渠员基本生活保障 | 定性 | 优良中低差 | 优 | 10 | 10 | ||||
满意度指标 | 服务对象满意度指标 | 护渠员满意度 | ≥ | 90 | % | 95 | 10 | 10 | |||
"""
    found = read(page)
    assert [(r.value, r.actual, r.points) for r in found][2] == ("≥860元/人·月", "860元/人·月", 5.0)


def test_cells_on_lines_of_their_own_follow_a_row_between_tabs() -> None:
    rows = [
        ["职责活动", "年度预算数", "绩效指标", "评价标准"],
        ["", "", "", "优", "良", "中", "差"],
        ["1、渠道管护", "42.60", "干渠清淤长度", "12公里以上", "10-12公里", "8-10公里", "8公里以下"],
        ["", "", "农户满意度", "≥95%", "≥90%", "≥80%", "<80%"],
    ]
    cells = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in rows)
    text = f"部门职责-工作活动绩效目标\n618云岭县水利局\t单位：万元\n\n{cells}\n"
    told = [(r.name, r.tiers) for r in parse_document(text.encode(), "目标.txt").indicators]
    assert told == [
        ("干渠清淤长度", ("12公里以上", "10-12公里", "8-10公里", "8公里以下")),
        ("农户满意度", ("≥95%", "≥90%", "≥80%", "<80%")),
    ]


def test_a_line_over_a_table_says_for_which_time_its_targets_are() -> None:
    head = "一级指标\t二级指标\t三级指标\t指标值\n"
    text = (
        "项目支出绩效目标表\n项目名称\t灌区节水\n实施期绩效指标\n"
        f"{head}产出指标\t数量指标\t新增节水面积\t≥900亩\n满意度指标\t服务对象满意度\t农户满意度\t≥90%\n年度绩效指标\n"
        f"{head}产出指标\t数量指标\t新增节水面积\t≥320亩\n满意度指标\t服务对象满意度\t农户满意度\t≥90%\n"
    )
    told = [(r.value, r.horizon) for r in parse_document(text.encode(), "目标.txt").indicators]
    assert told == [("≥900亩", "term"), ("≥90%", "term"), ("≥320亩", "annual"), ("≥90%", "annual")]
