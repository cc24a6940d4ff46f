"""How grave a fault is once it is reported on: slips, soft targets, one thing done."""

from __future__ import annotations

import pytest
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.score import score_records

from .test_completions import MODEL, OURS, row, row_of


def test_a_bare_grade_costs_as_much_once_it_is_reported_on_and_goes_back_no_more() -> None:
    for actual, severity in (("", "P1"), ("120亩", "P2")):
        (item,) = score_records([row("显著提升", actual, "灌溉条件", level2="社会效益指标")], MODEL)
        (found,) = [c for c in item.costs if c.finding.code in ("V17", "V29")]
        assert (found.finding.severity, round(found.points)) == (severity, 47)


def test_what_is_compared_with_last_year_by_its_name_lacks_a_base_only() -> None:
    (item,) = score_records([row("≥3个百分点", "", "灌区偷水率较上年下降", level2="社会效益指标")], MODEL)
    said = {f.code: f.message for f in item.findings}
    assert "没有写出基数" in said["V20"]


def test_a_share_written_as_a_decimal_is_told_as_a_percentage() -> None:
    rows = [
        row("≥90%", "0.96", "农户满意度"),
        row("≥7座", "7座", "闸门检修数"),
        row("6场", "6场", "宣传场次"),
    ]
    said = [f for f in score_records(rows, MODEL)[0].findings if f.code == "C62"]
    assert [f.suggestion for f in said] == ["请写“96%”。"]


@pytest.mark.parametrize(
    ("record", "worst"),
    [
        (row("1份", "完成", "节水规划编制", weight=10.0, points=10.0), "P2"),
        (row("3份", "完成", "节水规划编制", weight=10.0, points=10.0), "P1"),
        (row("≥30公里", "17公里", weight=8.0, points=5.0, reason="雨季停工"), "P2"),
        (row("≥30公里", "17公里", weight=8.0, points=7.0, reason="雨季停工"), "P1"),
        (row_of("≥90分", "88.6分", 9.5, "汛期淤泥多，已约谈养护公司"), "P3"),
        (row("100%", "92.5%", "补助拨付率", reason="待企业验收后拨付，已安排次年3月验收"), "P3"),
        (row("100%", "62.5%", "补助拨付率", reason="待企业验收后拨付，已安排次年3月验收"), "P2"),
        (row("≥70%", "68.5%", "抗体合格率", weight=10.0, points=9.5, reason="略低于目标值"), "P2"),
        (row_of("≥90分", "88.6分", 9.5, "汛期淤泥多"), "P3"),
    ],
)
def test_a_slip_is_no_grave_fault(record: Indicator, worst: str) -> None:
    (item,) = score_records([record], MODEL)
    assert min(f.severity for f in item.findings if f.code in OURS) == worst


def test_a_ladder_of_thousands_is_not_told_to_count_from_nought() -> None:
    record = Indicator("节水培训人次", tiers=("≥2000人次", "1800-2000人次", "1500-1800人次", "<1500人次"))
    (item,) = score_records([record], MODEL)
    (said,) = [f.suggestion for f in item.findings if f.code == "L05"]
    assert "起" not in said
    assert "上一档的下限" in said


def test_tiers_in_words_have_no_line_between_them() -> None:
    tiers = ("高于全省平均水平", "与全省平均水平持平", "低于全省平均水平", "明显低于全省平均水平")
    (item,) = score_records([Indicator("灌溉水利用水平", tiers=tiers)], MODEL)
    (said,) = [f for f in item.findings if f.code == "L12"]
    assert (said.severity, "没有界线" in said.message) == ("P2", True)


def test_a_day_that_comes_again_asks_for_days() -> None:
    (item,) = score_records(
        [row("每季度末月25日前", "按季发放", "水费补贴发放时间", level2="时效指标")], MODEL
    )
    (said,) = [f for f in item.findings if f.code == "C34"]
    assert (said.severity, "没有写完成时间" in said.message) == ("P2", True)
