"""The words of forms: known under every spelling, and a file that says where it is wrong."""

from __future__ import annotations

import pytest
from zhibiao.nlp import vocabulary
from zhibiao.nlp.vocabulary import class_of, class_within, classes, column, label, plain

# Headings that bureaus use, by the column that they announce.
HEADINGS = {
    "value": "指标值 *指标值 ★指标值 目标值 年度指标值 年度(/项目)指标值 指标目标值 调整后指标值 当年预期实现值 预期当年实现值 年度数值 绩效指标值",
    "sign": "指标性质 指标方向 指标符号 符号 计算符号",
    "unit": "计量单位 度量单位 单位",
    "weight": "权重 分值",
    "points": "得分 自评得分",
    "actual": "实际完成值 全年完成值 完成值 指标实际完成值 1-7月执行情况 1至7月完成值",
    "forecast": "全年预计完成情况",
    "reason": "偏差原因分析及改进措施 未完成原因",
    "level1": "一级指标 一级 —级指标 一\n级\n指\n标",
    "level2": "二级指标 二级",
    "name": "三级指标 三级 评价指标 绩效指标",
    "detail": "指标内容",
    "project": "项目名称 项目支出名称 资金名称 预算项目名称 子项目名称 专项名称",
    "code": "项目编码",
}
LABELS = {
    "project": "项目名称： 项目（政策）名称 项目支出名称 专项名称",
    "department": "填报单位 实施单位 部门(单位)名称 单位名称 主管部门及代码",
    "code": "项目编码 *项目编码",
    "budget": "预算金额（万元） 年度资金总额 全年预算数 项目总金额",
    "goal": "年度总体目标 ★年度绩效目标（500字以内） 项目绩效总目标",
    "goal_long": "中期目标 实施期目标（2022年—2024年）",
}


@pytest.mark.parametrize(
    ("role", "text"), [(r, t) for r, texts in HEADINGS.items() for t in texts.split(" ")]
)
def test_a_heading_announces_its_column(role: str, text: str) -> None:
    assert column(text) == role


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in LABELS.items() for t in texts.split(" ")])
def test_a_label_asks_for_something(kind: str, text: str) -> None:
    assert label(text) == kind


@pytest.mark.parametrize(
    "text", ["培训人数", "≥95%", "完善基础设施", "2024年12月底前", "本年支出合计", "", "　", "指" * 90]
)
def test_other_texts_mean_nothing(text: str) -> None:
    assert (column(text), label(text), classes(text)) == ("", "", frozenset())


def test_class_names_of_every_standard() -> None:
    assert class_of("环境效益指标", 2) == "生态效益"
    assert class_of("社会公众或服务对象满意度指标", 2) == "满意度"
    assert class_of("生态环境成本指标", 2) == "成本"
    assert class_of("项目完成指标", 1) == "产出"
    assert class_within("数量（万人次）", 2) == "数量"
    assert class_within("保障临床用血全部来自无偿献血", 2) == ""


def test_stars_spaces_brackets_and_recognised_variants_do_not_count() -> None:
    assert plain("★ 三 级 指 标 （必填）：") == "三级指标"
    assert column("指標値") == "value"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("指标值\n", "第 1 行"),
        ("[列 value]\n@中 年度\n", "第 2 行"),
        ("# 注\n\n指标值\n[列 value]\n", "第 3 行"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        list(vocabulary._parsed(text, "words.txt"))
