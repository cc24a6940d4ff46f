"""Tables as data tools print them."""

from __future__ import annotations

from zhibiao.nlp.reading import parse_document

TEXT = """# 附表

|    | 项目绩效目标表 | Unnamed: 1 | Unnamed: 2 | Unnamed: 3 | Unnamed: 4 |
|---:|:---|:---|:---|:---|:---|
|  0 | 项目名称 | 湖心岛航标维护 | nan | 项目编码 | HB-07 |
|  1 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 单位 |
|  2 | **产出指标** | 数量指标 | 更换航标灯 | ≥36 | 座 |
|  3 | nan | nan | 巡检航道里程 | 120 | 公里 |
|  4 | nan | 成本指标 | 每座航标年维护费 | ≤4800 | 元/座 |

说明结束。
"""


def test_a_data_frame_in_markdown_is_its_table() -> None:
    document = parse_document(TEXT.encode(), "表.txt")
    assert [(r.level1, r.level2, r.name, r.value) for r in document.indicators] == [
        ("产出指标", "数量指标", "更换航标灯", "≥36座"),
        ("产出指标", "数量指标", "巡检航道里程", "120公里"),
        ("产出指标", "成本指标", "每座航标年维护费", "≤4800元/座"),
    ]
    assert [(p.name, p.code) for p in document.projects] == [("湖心岛航标维护", "HB-07")]


def test_numbers_that_count_nothing_stay() -> None:
    text = "\n".join(("| 三级指标 | 指标值 |", "| --- | --- |", "| 培训人数 | 90人 |", "| 合格率 | 95% |"))
    assert [r.value for r in parse_document(text.encode(), "表.txt").indicators] == ["90人", "95%"]
