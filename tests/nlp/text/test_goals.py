"""Text without a table or a class name: what stands under a heading of goals."""

from __future__ import annotations

import pytest
from zhibiao.nlp.reading import parse_document

GOALS = (
    "云岭县2024年森林防火项目公示\n一、立项依据\n按照县里的防火规划。\n二、绩效目标\n"
    "修建防火隔离带36公里；购置风力灭火机120台，其中新购率达到85%；火情处置及时率98%。\n三、资金安排\n县财政安排资金260万元，支出248万元，占95%。"
)
TOLD = (
    "（三）绩效指标完成情况分析。林区巡护里程5200公里，瞭望塔维修合格率100%，火情报告及时率≥95%，"
    "护林员满意度93%。\n四、偏离绩效目标的原因\n无。"
)
NEWS = (
    "省里下达防火资金1200万元。主要绩效目标包括修建隔离带36公里，购置灭火机120台、巡护车6辆等。（云岭日报）"
)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(r.name, r.value, r.actual) for r in parse_document(text.encode(), "公示.txt").indicators]


def test_clauses_with_figures_under_a_heading_of_goals_are_indicators() -> None:
    assert found(GOALS) == [
        ("修建防火隔离带", "36公里", ""),
        ("购置风力灭火机", "120台", ""),
        ("新购率", "85%", ""),
        ("火情处置及时率", "98%", ""),
    ]


def test_in_a_report_a_bare_figure_is_what_was_reached() -> None:
    assert found(TOLD) == [
        ("林区巡护里程", "", "5200公里"),
        ("瞭望塔维修合格率", "", "100%"),
        ("火情报告及时率", "≥95%", ""),
        ("护林员满意度", "", "93%"),
    ]


def test_goals_in_the_middle_of_a_text() -> None:
    assert [name for name, *_ in found(NEWS)] == ["修建隔离带", "购置灭火机", "巡护车"]


@pytest.mark.parametrize(
    "text",
    [
        GOALS.replace("二、绩效目标", "二、工作回顾"),
        "绩效目标：修建防火隔离带36公里，全年完成。",  # one figure is no list
        "绩效目标完成情况。产出指标满分50分，得48分；效益指标满分30分，得27分；满意度满分10分，得10分。",
        GOALS + "\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t防火宣传场次\t12场\n",
    ],
    ids=["another heading", "one figure", "points", "beside a table"],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert [name for name, *_ in found(text)] in ([], ["防火宣传场次"])


def test_a_goal_and_its_report_follow_their_labels_in_order() -> None:
    text = (
        "项目支出绩效自评表\n项目名称\t灌区清淤\t主管部门\t云岭县水利局\n"
        "年度总体目标\t预期目标\t\t\t实际完成情况\t清淤12公里，检修闸门20座。\t\t\t清淤10公里，检修闸门20座。\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n\t产出指标\t数量指标\t清淤长度\t12公里\t10公里\n"
        "\t\t\t检修闸门座数\t20座\t20座\n\t满意度指标\t服务对象满意度指标\t农户满意度\t≥90%\t95%\n"
    )
    told = {p.kind: p.text for p in parse_document(text.encode(), "自评.txt").passages}
    assert (told["goal"][:6], told["goal_actual"][:6]) == ("清淤12公里", "清淤10公里")


def test_a_budget_stands_behind_the_name_of_its_project_in_the_text() -> None:
    text = (
        "云岭县水利局2025年部门预算\n项目支出预算{sums}。\n项目支出绩效目标表\n项目名称\t灌区渠道清淤\n年度目标\t清淤12公里。\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t清淤长度\t12公里\n满意度指标\t服务对象满意度指标\t农户满意度\t≥90%\n"
    )
    told = {
        "380万元，其中灌区渠道清淤260万元": 260.0,
        "380万元，其中灌区渠道清淤260万元，上年灌区渠道清淤240万元": None,  # which of them is not told
        "380万元，灌区渠道清淤2万元/公里": None,
    }
    for sums, budget in told.items():
        document = parse_document(text.replace("{sums}", sums).encode(), "预算.txt")
        assert [p.budget for p in document.projects] == [budget]


@pytest.mark.parametrize(
    ("goal", "budget"),
    [
        ("安排资金36万元，清淤12公里。", 36.0),
        ("清淤12公里，安排专项经费共36万元。", 36.0),
        ("安排资金36万元用于清淤，安排资金8万元用于宣传。", None),
        ("清淤12公里，带动增收36万元。", None),
    ],
)
def test_a_goal_tells_the_budget_of_a_form_that_has_none(goal: str, budget: float | None) -> None:
    text = (
        f"项目支出绩效目标表\n项目名称\t灌区渠道清淤\n年度目标\t{goal}\n一级指标\t二级指标\t三级指标\t指标值\n"
        "产出指标\t数量指标\t清淤长度\t12公里\n满意度指标\t服务对象满意度指标\t农户满意度\t≥90%\n"
    )
    assert [p.budget for p in parse_document(text.encode(), "目标.txt").projects] == [budget]


def test_numbered_goals_in_rows_of_their_own_are_one() -> None:
    text = """\
部门名称	青溪县水利局
年度总体目标	目标1：清淤干渠12公里；			目标1完成情况：清淤12.6公里。
	目标2：检修闸门8座；			目标2完成情况：检修8座。
	目标3：办好节水宣传。			目标3完成情况：开展宣传4次。
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
产出指标	数量指标	清淤长度	12公里	12.6公里	40	40
	质量指标	清淤合格率	≥98%	99%	30	30
满意度指标	满意度指标	农户满意度	≥90%	92%	20	20
"""
    document = parse_document(text.encode(), "自评.txt")
    told = {p.kind: p.text.split("\n") for p in document.passages if p.kind.startswith("goal")}
    assert told["goal"] == ["目标1：清淤干渠12公里；", "目标2：检修闸门8座；", "目标3：办好节水宣传。"]
    assert [t[:8] for t in told["goal_actual"]] == ["目标1完成情况：", "目标2完成情况：", "目标3完成情况："]
    assert {r.goal for r in document.indicators} == {
        "目标1：清淤干渠12公里； 目标2：检修闸门8座； 目标3：办好节水宣传。"
    }


def test_numbered_goals_of_other_sections_stay_apart() -> None:
    text = (
        "三、绩效目标\n（一）支渠防渗经费\n1.绩效目标：目标1：改造支渠12公里。\n（二）闸站更新经费\n"
        "1.绩效目标：目标2：更新闸站8座。\n"
    )
    document = parse_document(text.encode(), "目标.txt")
    told = [(p.activity, p.text) for p in document.passages if p.kind == "goal"]
    assert told == [("支渠防渗经费", "目标1：改造支渠12公里。"), ("闸站更新经费", "目标2：更新闸站8座。")]


def test_a_goal_in_prose_is_that_of_the_project_named_above() -> None:
    text = (
        "九、预算绩效情况说明\n项目名称：渠道防渗\n年度预算：96.00万元（其中：省级补助60.00万元，县级配套36.00万元）\n"
        "年度目标：改造支渠15公里，培训管护员60人。\n绩效指标：\n（一）产出指标\n1.数量指标：改造支渠12公里；培训管护员60人。\n"
        "（二）满意度指标\n服务对象满意度指标：农户满意度达到90%以上。\n"
    )
    document = parse_document(text.encode(), "公开.txt")
    assert [(p.name, p.budget) for p in document.projects] == [("渠道防渗", 96.0)]
    goals = [(p.project, p.text) for p in document.passages if p.kind == "goal"]
    assert goals == [("渠道防渗", "改造支渠15公里，培训管护员60人。")]


def test_a_form_of_a_whole_department_owns_the_goal_above_its_indicators() -> None:
    """On a page that keeps its places goal and indicators are tables of their own, and no project is named."""
    text = """                 2022 年度部门整体支出绩效自评表
预算部门名称            云岭县水利局
年度预算申请（万元）                     年初预算数       全年预算数      全年执行数     分值/执行率/得分
                  年度资金总额      486.00      508.40     469.70    10 / 92.39% / 9.24
年度总体目标            预期目标                           实际完成情况
                  1.清淤干渠 12 公里；2.检修闸门       清淤干渠 10 公里；检修闸门 8
                  8 座。                        座，全部按时完成。
一级指标     二级指标     三级指标         年度指标值      实际完成值     分值      得分
产出指标     数量指标     干渠清淤长度       ≥12 公里     10 公里      20      18
                  检修闸门座数       8 座        8 座        20      20
效益指标     社会效益指标   受益农户户数       ≥620 户     630 户      30      30
满意度指标    满意度指标    农户满意度        ≥90%       92%        20      20
"""
    document = parse_document(text.encode(), "自评.txt")
    told = {p.kind: p.text for p in document.passages if p.kind.startswith("goal") and p.project_id}
    assert told == {
        "goal": "1.清淤干渠12公里；2.检修闸门8座。",
        "goal_actual": "清淤干渠10公里；检修闸门8座，全部按时完成。",
    }
    assert [p.budget for p in document.projects] == [508.4]


def test_goals_in_lines_with_their_middles_under_one_another() -> None:
    text = """\
                     部门（单位）整体绩效目标表
部门（单位）名称                              云岭县水利局
                         1.全面履行水资源管理和水旱灾害防御职责，清淤干渠12公里以上。
                                  2.检修闸门8座，开展巡查不少于24次。
年度履职目标
                                  3.培训管护员60人次，规范用水秩序。
 一级指标      二级指标         三级指标            指标值
 产出指标      数量指标       干渠清淤长度          ≥12公里
                        检修闸门座数            8座
满意度指标      满意度         农户满意度           ≥90%
"""
    (project,) = parse_document(text.encode(), "目标.txt").projects
    assert [project.goal.count(n) for n in ("12公里", "24次", "60人次")] == [1, 1, 1]


def test_a_label_stands_above_and_below_the_line_of_its_text() -> None:
    text = """                     部门整体支出绩效自评表
部门名称              云岭县水利局                填报日期       2024年4月11日
       目标1：清淤干渠12公里；
年度履职   目标2：检修闸门8座，培训管护员60人；
 目标    目标3：开展节水宣传4次。
年度目标
       清淤干渠12.6公里，检修闸门8座，培训管护员58人，节水宣传4次。
完成情况
一级指标     二级指标      三级指标        年度指标值     实际完成值     分值    得分
产出指标     数量指标      干渠清淤长度      ≥12公里     12.6公里    40    40
                    检修闸门座数      8座         8座         20    20
          时效指标      清淤完工时间      6月底前       6月12日      10    10
满意度指标    满意度指标     农户满意度       ≥90%       92%         20    20
"""
    told = {p.kind: p.text for p in parse_document(text.encode(), "自评.txt").passages}
    assert told["goal"].count("目标") == 3
    assert told["goal_actual"] == "清淤干渠12.6公里，检修闸门8座，培训管护员58人，节水宣传4次。"
