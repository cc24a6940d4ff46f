"""Money rows of a form's head: read from any format, and held against their sum."""

from __future__ import annotations

import pytest
from zhibiao.scoring.checks.consistency.money.funds import gaps

from .test_execution import _TABLE, written

SOURCES = """
项目支出绩效目标申报表
项目名称 | 县道养护 | < | < | < | < | < | <
项目资金（万元） | 年度资金总额 | {total} | < | < | < | < | <
^ | 其中：财政拨款 | 260 | < | < | < | < | <
^ | 其他资金 | 40 | < | < | < | < | <
""" + _TABLE.strip()
TASKS = """
部门整体支出绩效目标表
部门名称 | 某县交通局 | < | < | < | < | < | <
年度主要任务 | 任务名称 | 主要内容 | 总额 | 财政拨款 | 其他资金 | < | <
^ | 县道养护 | 日常养护120公里 | 220 | 200 | 20 | < | <
^ | 候车亭 | 新建15座 | 80 | 60 | 20 | < | <
^ | 合计 | | {total} | 260 | 40 | < | <
""" + _TABLE.strip()


@pytest.mark.parametrize("format", ["xlsx", "docx", "html"])
@pytest.mark.parametrize("body", [SOURCES, TASKS])
def test_a_whole_and_its_parts_are_read_and_compared(body: str, format: str) -> None:
    for total, wrong in (("300", False), ("320", True)):
        text = body.replace("{total}", total).replace("{name}", "养护里程")
        rows = [p.text for p in written(format, text).passages if p.kind == "funds"]
        found = list(gaps(rows))
        assert rows
        assert bool(found) is wrong
        assert all((g.whole.amount, g.added) == (320.0, 300.0) for g in found)


OPEN = """
部门整体支出绩效目标表
部门名称 | 某县交通局 | < | < | < | < | < | <
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | < | < | <
^ | 县道养护 | 日常养护120公里 | 220 | < | < | < | <
^ | 候车亭 | 新建15座 | {shelters} | < | < | < | <
^ | 专项资金 | 危桥改造 | 80 | < | < | < | <
^ | 金额合计 | | {total} | < | < | < | <
""" + _TABLE.strip()


@pytest.mark.parametrize("format", ["xlsx", "docx", "html"])
@pytest.mark.parametrize(
    ("shelters", "total", "wrong"), [("60", "360", False), ("60", "410", True), ("", "410", False)]
)
def test_tasks_are_added_up_where_all_have_money(format: str, shelters: str, total: str, wrong: bool) -> None:
    text = OPEN.replace("{shelters}", shelters).replace("{total}", total).replace("{name}", "养护里程")
    rows = [p.text for p in written(format, text).passages if p.kind == "funds"]
    assert bool(list(gaps(rows))) is wrong
