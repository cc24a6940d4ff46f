"""Forms as pages leave them when they are copied as text: kinds that lost or garbled rows once."""

from __future__ import annotations

from zhibiao.nlp.document import Document
from zhibiao.nlp.reading import parse_document


def read(text: str) -> Document:
    return parse_document(text.strip("\n").encode(), "page.txt")


def rows(document: Document) -> list[tuple[str, str, str]]:
    return [(r.level2, r.name, r.value) for r in document.indicators]


def test_both_classes_in_a_heading_and_targets_in_brackets() -> None:
    document = read(
        """
青溪县水利局2024年项目绩效目标

项目名称 渠道清淤

年度预算安排(元) 860000

总体目标 清淤12公里，灌区农户受益

【产出指标-数量指标】

指标1:清淤长度(12公里)

【产出指标-时效指标】

指标1:完工时间(<30天)

【效益指标-社会效益指标】

指标1:灌区用水秩序(保持稳定)

指标2:受益农户(≥800户)
"""
    )
    assert rows(document) == [
        ("数量指标", "清淤长度", "12公里"),
        ("时效指标", "完工时间", "<30天"),
        ("社会效益指标", "灌区用水秩序", "保持稳定"),
        ("社会效益指标", "受益农户", "≥800户"),
    ]
    assert {(r.level1, r.project, r.narrative) for r in document.indicators[:2]} == {
        ("产出指标", "渠道清淤", False)
    }
    assert [(p.name, p.budget) for p in document.projects] == [("渠道清淤", 86.0)]


def test_empty_cells_that_are_kept_are_counted() -> None:
    cells = """项目名称|渠道清淤|填报单位|青溪县水利局|中期目标|三年清淤40公里|年度目标|清淤12公里
一级指标|二级指标(长期)|三级指标(长期)|指标值(长期)|二级指标(年度)|三级指标(年度)|指标值(年度)
产出指标|数量指标| | |数量指标|清淤长度|12公里
产出指标|时效指标|全部完工|2026年底|时效指标|当年完工|2024年底
效益指标|社会效益指标| | |社会效益指标|受益农户|≥800户""".replace("\n", "|").split("|")
    document = read("项目支出绩效目标表\n\n" + "\n\n".join(c if c.strip() else "\u00a0" for c in cells))
    assert rows(document) == [
        ("时效指标", "全部完工", "2026年底"),
        ("数量指标", "清淤长度", "12公里"),
        ("时效指标", "当年完工", "2024年底"),
        ("社会效益指标", "受益农户", "≥800户"),
    ]
    assert [r.horizon for r in document.indicators] == ["term", "annual", "annual", "annual"]
    assert [(p.name, p.unit) for p in document.projects] == [("渠道清淤", "青溪县水利局")]


def test_blanks_between_cells_are_no_table_by_themselves() -> None:
    assert not read("\n\n".join(["一段文字", "\u00a0", "又一段文字"] * 6)).indicators


def test_rows_that_end_with_a_bar_are_not_joined() -> None:
    document = read(
        """
绩效目标申报表(2024年度) |
预算单位:青溪县水利局 |
项目名称 | 渠道清淤 |
一级指标 | 二级指标 | 三级指标 | 指标值 |
产出指标 | 数量指标 | 清淤长度 | 12公里 |
成本指标 | 清运费 | 50000元 |
120平米泵房 | 490元/平米 |
300米护栏 | 300元/米 |
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% |
"""
    )
    assert rows(document) == [
        ("数量指标", "清淤长度", "12公里"),
        ("成本指标", "清运费", "50000元"),
        ("成本指标", "120平米泵房", "490元/平米"),
        ("成本指标", "300米护栏", "300元/米"),
        ("服务对象满意度指标", "农户满意度", "≥90%"),
    ]
    assert document.unit == "青溪县水利局"


def test_a_class_without_indicator_gives_none() -> None:
    document = read(
        """
项目支出绩效目标申报表 |
|
项目名称 |
渠道清淤 |
|
一级指标 |
二级指标 |
三级指标 |
指标值 |
|
产出指标 |
数量指标 |
清淤长度 |
12公里 |
|
效益指标 |
经济效益指标 |
|
|
|
社会效益指标 |
受益农户 |
≥800户 |
|
生态效益指标 |
|
|
|
可持续影响指标 |
|
|
|
满意度指标 |
农户满意度 |
≥90% |
"""
    )
    assert [name for _, name, _ in rows(document)] == ["清淤长度", "受益农户", "农户满意度"]


def test_classes_of_other_names() -> None:
    document = read(
        """
项目支出绩效目标批复表(2024年度) |
项目名称 | 渠道清淤 | 中期县财政预算(万元) | 260.00 | 本年度申请县财政预算资金(万元) | 86.00 |
中期滚动目标(2024年--2026年) | 三年清淤40公里。 |
年度目标 | 清淤12公里。 |
一级指标 | 二级指标 | 三级指标 | 指标值(或计划水平) | 二级指标 | 三级指标 | 计划指标值(或计划水平) |
预期产出指标 | 数量指标(或建筑规模指标) | 清淤渠段 | 9 | 数量指标(或建筑规模指标) | 清淤渠段 | 3 |
质量指标 | 验收误差率 | ±3%以内 | 质量指标 | 验收误差率 | ±3%以内 |
预算(或投资规模)控制指标 | 年度预算执行率 | ≥90% | 预算(或投资规模)控制指标 | 年度预算执行率 | ≥95% |
预期效果指标 | 社会、经济、生态效益指标 | 灌溉纠纷率 | 0% | 社会、经济、生态效益指标 | 灌溉纠纷率 | 0% |
"""
    )
    assert [(r.level1, r.level2, r.value) for r in document.indicators if r.horizon == "annual"] == [
        ("预期产出指标", "数量指标(或建筑规模指标)", "3"),
        ("预期产出指标", "质量指标", "±3%以内"),
        ("预期产出指标", "预算(或投资规模)控制指标", "≥95%"),
        ("预期效果指标", "社会、经济、生态效益指标", "0%"),
    ]
    assert [p.budget for p in document.projects] == [86.0]


def test_glued_labels_keep_their_answers() -> None:
    document = read(
        """
绩效目标表(2024年度)
项目名称渠道清淤
项目主管部门青溪县水利局项目执行单位城关镇水利站
资金情况(万元)年度资金总额:16
年度目标清淤12公里
一级指标二级指标指标内容指标值
产出指标数量指标清淤长度12公里
质量指标验收合格率100%
效益指标社会效益指标受益农户≥800户
满意度指标农户满意度≥90%
"""
    )
    assert [(p.name, p.unit, p.budget) for p in document.projects] == [("渠道清淤", "城关镇水利站", 16.0)]
    assert [name for _, name, _ in rows(document)] == ["清淤长度", "验收合格率", "受益农户", "农户满意度"]


def test_the_upper_row_of_headings_may_come_first() -> None:
    document = read(
        """
项目支出绩效自评表
| 项目名称 | 渠道清淤 | 实施单位 | 青溪县水利局 |
| 绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |
| 产出指标 | 数量指标 | 清淤长度 | ≧ | 12 | 公里 | 13公里 | 20 | 20 |
| 质量指标 | 验收合格率 | ═ | 100 | % | 96% | 20 | 18 |
| 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≧ | 90 | % | 93% | 10 | 10 |
"""
    )
    assert [(r.name, r.actual, r.weight, r.points) for r in document.indicators] == [
        ("清淤长度", "13公里", 20.0, 20.0),
        ("验收合格率", "96%", 20.0, 18.0),
        ("农户满意度", "93%", 10.0, 10.0),
    ]


def test_numbered_names_are_rows_of_their_own() -> None:
    document = read(
        """
一级指标 二级指标 三级指标 指标值 完成值
产出指标
数量指标 指标1.清淤长度 ≥12公里 13公里
指标2.检修闸门 ≥8座 8座
成本指标 指标1.清淤单价 400元/米 380元/米
指标2.检修单价
效益指标
社会效益指标 指标1.汛期险情 0起 0起
"""
    )
    assert [(r.name, r.value, r.actual) for r in document.indicators] == [
        ("清淤长度", "≥12公里", "13公里"),
        ("检修闸门", "≥8座", "8座"),
        ("清淤单价", "400元/米", "380元/米"),
        ("检修单价", "", ""),
        ("汛期险情", "0起", "0起"),
    ]


def test_kind_and_sign_in_columns_of_their_own() -> None:
    document = read(
        """
渠道管护绩效目标表
项目名称 渠道管护
一级指标 二级指标 三级指标 指标性质 指标方向 目标值 计量单位 权重
产出指标 数量指标 清淤长度 正向 >= 12 公里 20
产出指标 成本指标 清淤单价 反向 <= 400 元/米 20
满意度指标 服务对象满意度指标 农户满意度 正向 >= 90 % 10
"""
    )
    assert [(r.name, r.value) for r in document.indicators] == [
        ("清淤长度", "≥12公里"),
        ("清淤单价", "≤400元/米"),
        ("农户满意度", "≥90%"),
    ]


def test_the_template_of_a_target_is_no_part_of_a_name() -> None:
    document = read(
        """
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 质量指标 | 苗木成活率（≥**%） | 85
产出指标 | 数量指标 | 造林面积（≥**亩） | ≥800亩
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""
    )
    assert [(r.name, r.value) for r in document.indicators][:2] == [
        ("苗木成活率", "≥85%"),
        ("造林面积", "≥800亩"),
    ]
    assert document.indicators[0].cell == "苗木成活率（≥**%）"


def test_an_explanation_is_no_project_where_projects_have_goals() -> None:
    """A cell a line: what a row ends with may look like the project that the next begins with."""
    heads = [
        "项目名称",
        "项目年度绩效目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "指标内容",
    ]
    rows = [
        [
            "北干渠清淤",
            "清淤36公里，方便沿渠农户。",
            *["产出指标", "数量指标", "清淤长度", ">=", "36", "公里", "北干渠全线"],
        ],
        ["效益指标", "社会效益指标", "责任事故", "=", "0", "起", "全年不发生"],
        [
            "泵站管护",
            "管护泵站6座，保证灌溉。",
            *["产出指标", "数量指标", "管护泵站", "=", "6", "座", "全县泵站"],
        ],
        ["产出指标", "质量指标", "泵站完好率", ">=", "98", "%", "完好数除以总数"],
        ["满意度指标", "服务对象满意度指标", "用水户满意度", ">=", "90", "%", "问卷"],
    ]
    text = "\n".join([*heads, *(cell for row in rows for cell in row)])
    told = [(r.project, r.name, r.description) for r in parse_document(text.encode(), "目标.txt").indicators]
    assert told == [
        ("北干渠清淤", "清淤长度", "北干渠全线"),
        ("北干渠清淤", "责任事故", "全年不发生"),
        ("泵站管护", "管护泵站", "全县泵站"),
        ("泵站管护", "泵站完好率", "完好数除以总数"),
        ("泵站管护", "用水户满意度", "问卷"),
    ]
