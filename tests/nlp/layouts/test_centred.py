"""Class names in the middle of the rows that they span."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st
from zhibiao.nlp.blocks import Table, row_of
from zhibiao.nlp.layouts import find_indicators
from zhibiao.nlp.location import Location

CLASSES = ("数量指标", "质量指标", "时效指标", "成本指标")
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")


def table(sizes: list[int]) -> tuple[Table, list[str]]:
    """A table whose level-2 names stand in the middle of groups of `sizes` rows, and the class of each row."""
    count = sum(sizes)
    starts = [0, *accumulate(sizes)]
    marks = {start + size // 2: c for start, size, c in zip(starts, sizes, CLASSES, strict=False)}
    rows = [HEAD] + [
        ("产出指标" if k == (count - 1) // 2 else "", marks.get(k, ""), f"第{k}段渠道长度", f"{k + 1}公里")
        for k in range(count)
    ]
    place = Location(table=1)
    made = Table(tuple(row_of(row, place._replace(row=i)) for i, row in enumerate(rows, 1)), place)
    return made, [c for c, size in zip(CLASSES, sizes, strict=False) for _ in range(size)]


@given(st.lists(st.sampled_from((1, 3, 5, 7)), min_size=1, max_size=3))
def test_rows_belong_to_the_class_in_whose_middle_they_stand(sizes: list[int]) -> None:
    made, right = table([3, *sizes])  # the first name stands below the first row
    assert [(r.level1, r.level2) for r in find_indicators([made])] == [("产出指标", c) for c in right]


def test_names_at_their_first_row_stay_there() -> None:
    rows = (
        HEAD,
        ("产出指标", "数量指标", "清淤长度", "3公里"),
        ("", "", "植树数量", "90株"),
        ("", "质量指标", "成活率", "95%"),
    )
    made = Table(
        tuple(row_of(row, Location(table=1, row=i)) for i, row in enumerate(rows, 1)), Location(table=1)
    )
    assert [r.level2 for r in find_indicators([made])] == ["数量指标", "数量指标", "质量指标"]


def test_a_class_merged_from_the_second_row_on_leaves_the_first_without() -> None:
    rows = [
        HEAD,
        ("", "生态环境成本", "施工扬尘投诉", "≤2起"),
        ("产出指标", "数量指标", "清淤长度", "3公里"),
        ("", "质量指标", "成活率", "95%"),
    ]
    made = [row_of(row, Location(table=1, row=i)) for i, row in enumerate(rows, 1)]
    made[3] = (made[3][0]._replace(covered=True), *made[3][1:])
    found = find_indicators([Table(tuple(made), Location(table=1))])
    assert [r.level1 for r in found] == ["", "产出指标", "产出指标"]


def test_a_first_row_whose_class_is_none_of_the_standard_keeps_it() -> None:
    rows = (
        HEAD,
        ("决策", "项目立项", "立项依据充分性", "充分"),
        ("", "绩效目标", "目标合理性", "合理"),
        ("产出", "产出数量", "清淤长度", "3公里"),
        ("", "", "植树数量", "90株"),
    )
    made = Table(
        tuple(row_of(row, Location(table=1, row=i)) for i, row in enumerate(rows, 1)), Location(table=1)
    )
    assert [r.level2 for r in find_indicators([made])] == ["项目立项", "绩效目标", "产出数量", "产出数量"]


def test_a_name_that_a_page_cuts_before_its_measure_is_whole() -> None:
    rows = (
        HEAD,
        ("产出指标", "数量指标", "清淤长度", "3公里"),
        ("满意度指标", "满意度指标", "灌区用水户", "≥90%"),
        ("", "", "满意度", ""),
    )
    place = Location(table=1)
    made = Table(tuple(row_of(row, place._replace(row=i)) for i, row in enumerate(rows, 1)), place)
    assert [(r.name, r.value) for r in find_indicators([made])] == [
        ("清淤长度", "3公里"),
        ("灌区用水户满意度", "≥90%"),
    ]
