"""Places of a form that are there and empty: what `Project.blanks` tells, and what it keeps quiet about."""

from __future__ import annotations

import pytest

from .test_execution import written

FORM = """
项目支出绩效目标表
项目名称 | {project} | < | < | <
填报单位 | 青溪县水利局 | < | 预算金额（万元） | 42
{long} | {goal_long} | < | < | <
年度绩效目标 | {goal} | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 清淤长度 | 12公里 |
^ | ^ | {second} | {value} |
^ | 质量指标 | 验收合格率 | 100% |
效益指标 | 经济效益指标 | {name} | |
^ | 社会效益指标 | 受益村民 | ≥3000人 |
满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90% |
"""
FULL = {
    "project": "渠道清淤",
    "long": "实施期绩效目标",
    "goal_long": "三年清淤40公里。",
    "goal": "清淤12公里。",
    "second": "修补渠道长度",
    "value": "3公里",
    "name": "每亩节水量",
}


def blanks(format: str, **changes: str) -> list[tuple[str, str]]:
    """Kind and text of the blanks of the one project of the form."""
    (project,) = written(format, FORM.format_map(FULL | changes).strip()).projects
    return [(b.kind, b.text) for b in project.blanks]


formats = pytest.mark.parametrize("format", ["xlsx", "docx", "html"])


@formats
def test_a_full_form_has_none(format: str) -> None:
    assert blanks(format) == []


@formats
def test_goals_that_are_asked_for_and_not_given(format: str) -> None:
    assert blanks(format, goal_long="") == [("goal_long", "实施期绩效目标")]
    assert blanks(format, goal="") == [("goal", "年度绩效目标")]


@formats
def test_a_project_without_a_name(format: str) -> None:
    assert blanks(format, project="") == [("project", "项目名称")]


@formats
def test_a_class_in_whose_rows_nothing_stands(format: str) -> None:
    assert blanks(format, name="") == [("class", "经济效益指标")]
    assert blanks(format, second="", value="") == []  # its class has an indicator
    assert blanks(format, name="不适用") == []  # that is an answer


@formats
def test_a_title_over_the_table_is_no_goal(format: str) -> None:
    title = """
项目支出绩效目标表
项目名称 | 渠道清淤 | < | <
年度绩效目标 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤长度 | 12公里
"""
    (project,) = written(format, title.strip()).projects
    assert project.blanks == ()


@formats
def test_the_blocks_of_both_times_are_told_apart(format: str) -> None:
    both = """
项目支出绩效目标表
项目名称 | 渠道清淤 | < | < | < | < | <
中期目标 | 三年清淤40公里。 | < | < | < | < | <
年度目标 | 清淤12公里。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | | | 数量指标 | 清淤长度 | 12公里
^ | 质量指标 | | | 质量指标 | 验收合格率 | 100%
"""
    (project,) = written(format, both.strip()).projects
    assert [(b.text, b.horizon) for b in project.blanks] == [("数量指标", "term"), ("质量指标", "term")]


BESIDE = """
部门整体支出绩效自评表
单位名称 | 青溪县水利局 | < | < | < | <
年度目标1：清淤干渠12公里。（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值
^ | 产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12公里
^ | 满意度指标 | 服务对象满意度 | 村民满意度 | ≥90% | 92%
年度目标2：检修闸门8座。（40分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值
^ | 产出指标 | 数量指标 | 检修闸门座数 | 8座 | 8座
^ | ^ | 质量指标 | 闸门完好率 | ≥95% | 96%
"""


@formats
def test_each_goal_stands_beside_the_headings_of_its_indicators(format: str) -> None:
    document = written(format, BESIDE.strip())
    assert [p.goal for p in document.projects] == ["目标1：清淤干渠12公里。 目标2：检修闸门8座。"]
    assert [r.name for r in document.indicators] == ["清淤长度", "村民满意度", "检修闸门座数", "闸门完好率"]
