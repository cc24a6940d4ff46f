"""Reports that tell indicators in sentences, and headings and names that a text garbles."""

from __future__ import annotations

from zhibiao.nlp.reading import parse_document

from .test_pages_as_text import read


def test_a_report_tells_targets_and_completions_in_sentences() -> None:
    document = read(
        """
青溪县水利局2023年转移支付绩效自评报告

（三）绩效指标完成情况分析。

1、产出数量指标：第一，清淤长度，年初指标值不低于12公里，全年实际完成值13公里。第二，检修闸门数，年初指标值不低于8座，全年实际完成值7座。

2、满意度指标：农户满意度，年初指标值不低于90%，全年实际完成值93%。
"""
    )
    assert [(r.level2 or r.level1, r.name, r.value, r.actual) for r in document.indicators] == [
        ("数量指标", "清淤长度", "不低于12公里", "13公里"),
        ("数量指标", "检修闸门数", "不低于8座", "7座"),
        ("满意度指标", "农户满意度", "不低于90%", "93%"),
    ]


def test_a_report_says_behind_a_comma_what_was_done() -> None:
    document = read(
        """
渠道清淤项目绩效自评报告

1.产出指标完成情况分析。

数量指标：清淤长度12公里，已完成；

质量指标：确保清淤质量，已完成；

时效指标：按时完工，随工程进度推进；
"""
    )
    assert [(r.level2, r.name, r.value, r.actual) for r in document.indicators] == [
        ("数量指标", "清淤长度", "12公里", "已完成"),
        ("质量指标", "确保清淤质量", "", "已完成"),
        ("时效指标", "按时完工", "", "随工程进度推进"),
    ]
    assert {r.activity for r in document.indicators} == {""}


def test_a_list_in_the_middle_of_a_paragraph() -> None:
    document = read(
        """
(1)项目名称：渠道清淤，用来清理淤积渠段。绩效指标设置3个，分别为：清淤长度12公里，验收合格率大于等于95%，农户满意度≥90%。
"""
    )
    assert [(r.name, r.value) for r in document.indicators] == [
        ("清淤长度", "12公里"),
        ("验收合格率", "大于等于95%"),
        ("农户满意度", "≥90%"),
    ]


def test_what_was_reached_is_no_indicator_of_its_own() -> None:
    document = read(
        """
渠道清淤项目绩效自评报告

(一)产出指标完成情况分析。

成本指标。清淤投资86万元，实际决算金额84.2万元。

满意度指标。受益农户满意度≥90%。
"""
    )
    assert [(r.name, r.value, r.actual) for r in document.indicators] == [
        ("清淤投资", "86万元", "84.2万元"),
        ("受益农户满意度", "≥90%", ""),
    ]


def test_months_of_a_schedule_are_no_money() -> None:
    document = read(
        """
项目支出绩效目标申报表
项目名称	渠道清淤	资金总额（万元）	50
进度计划	实施内容	计划开始时间	计划完成时间
	农户误工补助	2017.11	2017.12
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	清淤长度	≥12公里
"""
    )
    funds = [p.text for p in document.passages if p.kind == "funds"]
    assert [text.count("2017") for text in funds] == [0]


SECTIONS = """云岭县水利局2025年部门预算公开说明
第三部分 预算绩效情况说明
（一）干渠清淤
该项目2025年安排预算80万元，资金来源为一般公共预算。
年度目标：清淤干渠12公里，改善灌溉条件。
绩效指标详见下表：
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 清淤长度 ≥12公里
质量指标 验收合格率 100%
满意度指标 服务对象满意度指标 农户满意度 ≥90%
（二）水费征收经费
该项目2025年安排预算15万元，资金来源为一般公共预算。
年度目标：收缴水费不少于200户。
绩效指标详见下表：
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 收缴户数 ≥200户
质量指标 收缴准确率 100%
满意度指标 服务对象满意度指标 用水户满意度 ≥90%
"""


def test_sections_that_are_about_a_project_name_it() -> None:
    document = parse_document(SECTIONS.encode(), "说明.txt")
    assert [(p.name, p.budget) for p in document.projects] == [("干渠清淤", 80.0), ("水费征收经费", 15.0)]
    assert [(r.project, r.name) for r in document.indicators] == [
        *(("干渠清淤", name) for name in ("清淤长度", "验收合格率", "农户满意度")),
        *(("水费征收经费", name) for name in ("收缴户数", "收缴准确率", "用水户满意度")),
    ]


PAGE = """\
项目名称        灌区闸站改造
年度总体目     预期目标                              实际完成情况
标
          改造闸站 12 座，更换水泵 24 台，                 改造闸站 12 座，更换水泵 24 台，用
          用水户满意。                            水户满意。

一级指标      二级指标      三级指标          年度指标值         实际完成值        分值       得分       偏差原因分析

                    改造闸站座数        12座            12座           20       20
          数量指标
                    水泵更换台数        24台            24台           20       20

                    闸站验收合格率       100%           100%          10       10
产出指标      质量指标
                    水泵设备在线率       ≥95%           96%           10       10

                    闸门检修时间        ≤3天            2天            10       10

          时效指标                                                           汛期提前，六月下旬停工三周，已改
                    改造完工时间        10月底前          11月12日        10       8
                                                                             在枯水期集中施工

          生态效益指标    不适用

效益指标      社会效益指标    受益村数          ≥18个           18个           10       10

          可持续影响指    管护制度          建立             已建立           5        5
          标
满意度指标     服务对象满意度   用水户满意度        ≥90%           93%           5        5
          指标
总分                                                                100      98
"""


def test_a_page_is_read_whole() -> None:
    """Rows that empty lines part, a reason that begins below the points, a class that has no indicator, and rests of
    class names and labels that stand alone."""
    document = parse_document(PAGE.encode(), "自评.txt")
    told = [(r.level2, r.name, r.actual, r.points, r.reason) for r in document.indicators]
    assert told == [
        ("数量指标", "改造闸站座数", "12座", 20, ""),
        ("数量指标", "水泵更换台数", "24台", 20, ""),
        ("质量指标", "闸站验收合格率", "100%", 10, ""),
        ("质量指标", "水泵设备在线率", "96%", 10, ""),
        ("时效指标", "闸门检修时间", "2天", 10, ""),
        ("时效指标", "改造完工时间", "11月12日", 8, "汛期提前，六月下旬停工三周，已改在枯水期集中施工"),
        ("社会效益指标", "受益村数", "18个", 10, ""),
        ("可持续影响指标", "管护制度", "已建立", 5, ""),
        ("服务对象满意度指标", "用水户满意度", "93%", 5, ""),
    ]
    goals = {p.kind: p.text for p in document.passages if p.kind.startswith("goal")}
    assert goals["goal"].startswith("改造闸站12座")
    assert goals["goal_actual"].endswith("用水户满意。")


def test_a_goal_and_its_report_stand_beside_one_label() -> None:
    text = """\
项目名称    灌区闸站改造
年度目标    改造老旧闸站12座，更换水泵24台，        改造老旧闸站11座，更换水泵24台，
        用水户灌溉有保障，沿渠群众满意。           其余1座明年汛前完工。
一级指标    二级指标          三级指标       指标值         完成值            分值         得分
产出指标    数量指标          改造闸站座数     12座          11座             40          36
        质量指标          闸站合格率      100%         100%            20          20
        时效指标          改造完成时间     10月底前        10月20日           10          10
满意度指标   服务对象满意度指标     用水户满意度     ≥90%         93%             20          20
"""
    told = {p.kind: p.text for p in parse_document(text.encode(), "自评.txt").passages}
    assert told["goal"] == "改造老旧闸站12座，更换水泵24台，用水户灌溉有保障，沿渠群众满意。"
    assert told["goal_actual"] == "改造老旧闸站11座，更换水泵24台，其余1座明年汛前完工。"
