"""What a form says of several rows, or of several times and columns, in one cell."""

from __future__ import annotations

import pytest
from zhibiao.nlp.document import Document

from .test_execution import written

FORM = """
项目支出绩效自评表
项目名称 | 渠道清淤 | < | < | < | <
项目资金（万元） | 中期资金总额：540 | < | 年度资金总额：180 | < | <
总体目标 | 中期目标：三年清淤36公里。 | < | 年度目标：清淤12公里，检修闸门8座。 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值/得分
产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12.5公里 | 30/30
^ | ^ | 闸门检修数 | ≥8座 | 6座 | 20分/15分
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 93% | 10（10）
偏差大或目标未完成原因分析 | 闸门检修因汛期停工，只完成6座；清淤长度略超。 | < | < | < | <
改进措施 | 2026年3月前检修其余2座。 | < | < | < | <
"""


def _read() -> Document:
    return written("xlsx", FORM.strip())


def test_weights_and_points_in_one_column_are_two() -> None:
    assert [(r.weight, r.points) for r in _read().indicators] == [(30.0, 30.0), (20.0, 15.0), (10.0, 10.0)]


def test_reasons_below_the_table_are_those_of_the_rows_they_name() -> None:
    reasons = {r.name: r.reason for r in _read().indicators}
    assert reasons["闸门检修数"] == "闸门检修因汛期停工，只完成6座；2026年3月前检修其余2座。"
    assert reasons["清淤长度"] == "清淤长度略超；2026年3月前检修其余2座。"
    assert reasons["农户满意度"] == ""


def test_goal_and_money_are_those_of_the_year() -> None:
    document = _read()
    told = {p.kind: p.text for p in document.passages if p.kind in ("goal", "goal_long", "budget")}
    assert told == {
        "goal": "清淤12公里，检修闸门8座。",
        "goal_long": "三年清淤36公里。",
        "budget": "180",
    }
    assert {r.goal for r in document.indicators} == {"清淤12公里，检修闸门8座。"}
    assert document.projects[0].budget == 180.0


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("项目资金", "三年总额：540.00；2025年：180.00"),
        ("资金情况", "年度资金总额 180.00，其中：财政拨款 150.00"),
        ("资金情况", "180（其中：财政拨款 150，自筹 30）"),
    ],
)
def test_the_sum_of_the_year_is_found_in_a_cell_of_several(label: str, told: str) -> None:
    line = "项目资金（万元） | 中期资金总额：540 | < | 年度资金总额：180 | < | <"
    form = f"单位：万元\n{FORM.replace(line, f'{label} | {told} | < | < | < | <').strip()}"
    assert written("docx", form).projects[0].budget == 180.0


def test_a_column_of_signs_is_known_whatever_its_heading() -> None:
    form = """
绩效目标表
项目名称 | 渠道清淤 | < | < | <
一级指标 | 二级指标 | 三级指标 | 填报口径 | 指标值
产出指标 | 数量指标 | 清淤长度 | ≥ | 12公里
^ | 成本指标 | 清淤总成本 | ≤ | 60万元
"""
    assert [r.value for r in written("xlsx", form.strip()).indicators] == ["≥12公里", "≤60万元"]
