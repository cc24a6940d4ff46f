"""Text dumps of documents of our own, each with one difficulty of the flattened layouts."""

from __future__ import annotations

from zhibiao.nlp.layouts import find_indicators
from zhibiao.nlp.layouts.prose.clauses import split_clause
from zhibiao.nlp.layouts.split import deal, split_names
from zhibiao.nlp.readers.text.dump import read_text


def dump(*rows: tuple[str, ...]) -> str:
    """Rows as a cell dump: a tab before each cell, an empty line after each row."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)


FORM = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")


def names(text: str) -> list[str]:
    return [r.name for r in find_indicators(read_text(text))]


def test_merged_labels_are_filled_down_and_texts_are_not() -> None:
    text = dump(
        FORM,
        ("产出指标", "数量指标", "测流断面数", "水文站点", "12个", "计划"),
        ("", "质量指标", "资料整编合格率", "", "100%", ""),
    )
    first, second = find_indicators(read_text(text))
    assert (second.level1, second.level2, second.name) == ("产出指标", "质量指标", "资料整编合格率")
    assert second.description == ""
    assert first.description == "水文站点"


def test_project_goal_and_budget_come_from_the_form_around_the_table() -> None:
    text = dump(
        ("项目名称", "测站维护"),
        ("预算规模及资金用途", "预算数", "35", "其他资金", ""),
        ("绩效目标", "12座测站全年在线。"),
        FORM,
        ("产出指标", "数量指标", "测流断面数", "", "12个", ""),
    )
    (record,) = find_indicators(read_text(text))
    assert (record.project, record.budget, record.goal) == ("测站维护", "35", "12座测站全年在线。")


def test_an_empty_paragraph_inside_a_cell_does_not_break_the_row() -> None:
    head = ("职责活动", "金额", "内容描述", "绩效目标", "绩效指标", "评价结果")
    leaves = ("", "", "", "", "", "优", "良", "中", "差")
    broken = "\t林区防火\n\t20\n\t巡护与扑救\n\n\n\t少起火\n\t林火受害率\n\t√\n\t\n\t\n\t\n\n"
    (record,) = find_indicators(read_text(dump(head, leaves) + broken))
    assert (record.activity, record.name, record.grade) == ("林区防火", "林火受害率", "优")


def test_a_further_paragraph_belongs_to_the_cell_above_it() -> None:
    text = dump(FORM, ("产出指标", "数量指标", "苗木\n补植株数", "", "3000株", ""))
    (record,) = find_indicators(read_text(text))
    assert record.name == "苗木 补植株数"


def test_the_next_numbered_goal_belongs_to_the_cell_of_the_row_above_it() -> None:
    rows = [
        "年度总体目标\t目标1：巡线800公里。",
        "目标2：线路完好率达到98%。",
        "目标3：抢修40分钟内到场。",
        "年度绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
        "\t产出指标\t数量指标\t巡线里程\t800公里",
    ]
    (record,) = find_indicators(read_text("\n".join(rows)))
    assert record.goal == "目标1：巡线800公里。 目标2：线路完好率达到98%。 目标3：抢修40分钟内到场。"
    apart = [rows[0], "目标3：抢修40分钟内到场。", *rows[3:]]
    assert [r.goal for r in find_indicators(read_text("\n".join(apart)))] != [record.goal]


def test_a_drifted_row_is_anchored_at_its_class_name() -> None:
    rows = [
        "绩效目标\t一级指标\t二级指标\t指标名称\t指标值\t绩效标准\t",
        "\t产出指标\t数量指标\t巡线里程\t800公里\t行业标准\t",
        "质量指标\t线路完好率\t≥98%\t行业标准\t\t\t",
        "扫描全能王 创建",
        "\t\t时效指标\t抢修到场时间\t40分钟内\t行业标准\t",
    ]
    records = find_indicators(read_text("\n".join(rows)))
    assert [(r.level1, r.level2, r.name, r.value) for r in records] == [
        ("产出指标", "数量指标", "巡线里程", "800公里"),
        ("产出指标", "质量指标", "线路完好率", "≥98%"),
        ("产出指标", "时效指标", "抢修到场时间", "40分钟内"),
    ]


def test_debris_of_the_extraction_is_taken_out() -> None:
    text = dump(FORM, ("产出指标", "数量指标", "[bookmark: _GoBack]<p>引种批次</p>", "", "6批", ""))
    assert names(text) == ["引种批次"]


def test_tables_that_hold_no_indicators_give_none() -> None:
    text = dump(("单位名称", "单位性质", "单位规格"), ("云岭县水文站", "事业单位", "股级"))
    assert names("部门职责\n" + text + "名词解释\n绩效管理是指一种方法。\n") == []


def test_a_file_cut_inside_a_table_keeps_what_is_whole() -> None:
    text = dump(FORM, ("产出指标", "数量指标", "引种批次", "", "6批", ""), ("", "质量指标", "检疫合"))
    assert names(text[:-2])[0] == "引种批次"


def test_glued_names_are_split_and_age_limits_are_not() -> None:
    assert split_names("在册率2随访率3服药率") == ["在册率", "随访率", "服药率"]
    assert split_names("1收案率2结案率") == ["收案率", "结案率"]
    assert split_names("3岁以下婴幼儿入托率") == ["3岁以下婴幼儿入托率"]
    assert split_names("65岁以上老人体检率") == ["65岁以上老人体检率"]
    assert split_names("井盖完好率\\雨污管网疏通率") == ["井盖完好率", "雨污管网疏通率"]
    assert split_names("车站建设数量（个），站台改造数量（处）") == [
        "车站建设数量（个）",
        "站台改造数量（处）",
    ]
    assert split_names("禁渔政策知晓率和护渔队出勤率") == ["禁渔政策知晓率", "护渔队出勤率"]
    assert split_names("大豆和玉米机收率") == ["大豆和玉米机收率"]
    assert split_names("补贴内容含：1、种子补贴率；2、农机补贴率") == [
        "补贴内容含：1、种子补贴率；2、农机补贴率"
    ]


def test_glued_ladders_are_dealt_out_in_order() -> None:
    assert deal("95%以上\\零事故", 2) == ["95%以上", "零事故"]
    assert deal("95%以上", 2) == ["95%以上", "95%以上"]


def test_prose_values_keep_a_state_and_drop_a_linking_verb() -> None:
    assert split_clause("人均床位费标准提高到90元") == ("人均床位费标准", "90元")
    assert split_clause("溺水死亡率控制在3/10万以下") == ("溺水死亡率", "3/10万以下")
    assert split_clause("垃圾分类知晓率比上年提高8%") == ("垃圾分类知晓率", "比上年提高8%")
    assert split_clause("津贴发放标准达到省定标准") == ("津贴发放标准", "达到省定标准")
    assert split_clause("游客满意度92%以上") == ("游客满意度", "92%以上")
    assert split_clause("继续做好各项工作") is None


def test_one_value_is_shared_by_several_names_in_prose() -> None:
    text = "（2）绩效指标：甲类苗木成活率、乙类苗木保存率88%以上；林农满意度90%以上。"
    records = find_indicators(read_text(text))
    assert [(r.name, r.value, r.narrative) for r in records] == [
        ("甲类苗木成活率", "88%以上", True),
        ("乙类苗木保存率", "88%以上", True),
        ("林农满意度", "90%以上", True),
    ]


def test_short_rows_whose_merged_and_blank_cells_were_left_out_are_whole() -> None:
    rows = [
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施",
        "产出指标(50分)\t数量指标\t巡线里程\t800公里\t810公里\t8\t8",
        "3-5人班组数量\t6个\t6个\t8\t8",
        "更换绝缘子数量\t120只\t96只\t6\t4\t货到得晚，年后补换",
        "质量指标",
        "时效指标\t抢修到场时间\t40分钟\t35分钟\t6\t6",
        "总分\t100\t96",
    ]
    found = find_indicators(read_text("\n".join(rows)))
    assert [(r.level1, r.level2, r.name, r.value, r.actual) for r in found] == [
        ("产出指标(50分)", "数量指标", "巡线里程", "800公里", "810公里"),
        ("产出指标(50分)", "数量指标", "3-5人班组数量", "6个", "6个"),
        ("产出指标(50分)", "数量指标", "更换绝缘子数量", "120只", "96只"),
        ("产出指标(50分)", "时效指标", "抢修到场时间", "40分钟", "35分钟"),
    ]
    assert found[2].reason == "货到得晚，年后补换"
