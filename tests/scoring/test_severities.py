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
        assert (found.finding.severity, round(found.points)) == (severity, 54)


@pytest.mark.parametrize(
    ("record", "worst"),
    [
        (row("1份", "完成", "节水规划编制", weight=10.0, points=10.0), "P2"),
        (row("3份", "完成", "节水规划编制", weight=10.0, points=10.0), "P1"),
        (row("≥30公里", "17公里", weight=8.0, points=5.0, reason="雨季停工"), "P2"),
        (row("≥30公里", "17公里", weight=8.0, points=7.0, reason="雨季停工"), "P1"),
        (row_of("≥90分", "88.6分", 9.5, "汛期淤泥多，已约谈养护公司"), "P3"),
        (row_of("≥90分", "88.6分", 9.5, "汛期淤泥多"), "P3"),
    ],
)
def test_a_slip_is_no_grave_fault(record: Indicator, worst: str) -> None:
    (item,) = score_records([record], MODEL)
    assert min(f.severity for f in item.findings if f.code in OURS) == worst
