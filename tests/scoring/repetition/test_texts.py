"""What counts as the same text, as nearly the same, and what never does."""

from __future__ import annotations

import pytest
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.repetition.near import comparable, verified
from zhibiao.scoring.repetition.texts import clean, digest, has_figure, record_text, row_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("合格率 ９５％", "合格率95%"),
        ("＞＝95%", "≥95%"),
        ("不低于95%", "≧95%"),
        ("按期完工。", "按期完工"),
        ("设备 台\u200b数", "设备台数"),
    ],
)
def test_spellings_of_one_text_are_the_same(one: str, other: str) -> None:
    assert clean(one) == clean(other)


def test_name_and_value_do_not_run_together() -> None:
    assert row_text("巡查次数1", "2次") != row_text("巡查次数", "12次")


def test_a_ladder_stands_for_a_value() -> None:
    assert record_text(Indicator("完好率", tiers=("≥95%", "≥90%"))) != record_text(Indicator("完好率"))


NEAR = [
    ("渠道清淤工程竣工验收合格率", "渠道清淤项目竣工验收合格率", "≥95%"),
    ("东岭村小型水库机电设备检修台数", "东岭村小型水库的机电设备检修台数", "12台"),
]
FAR = [
    (("入园率", "90%"), ("入学率", "90%")),  # too short: one character is the meaning
    (("甲率", "100%"), ("乙率", "100%")),
    (("渠道清淤工程竣工验收合格率", "≥95%"), ("渠道清淤工程竣工验收合格率", "≥96%")),
    (("渠道清淤工程竣工验收合格率", "≥95%"), ("渠道清淤工程竣工验收合格率", "≤95%")),
    (("食品安全抽检结果合格批次", "12次"), ("食品安全抽检结果不合格批次", "12次")),
    (("灌区用水户水费支出增加额度", "3万元"), ("灌区用水户水费支出减少额度", "3万元")),
    (("应急物资储备点数量合计", "12个、21个"), ("应急物资储备点数量合计", "21个、12个")),
    (("东岭泵站机电设备检修合格率", "100%"), ("东岭泵站机电设备检修及时率", "100%")),
    (("保护区内采砂船只清理结果", "全部退出"), ("保护区内采砂船只清理结果", "基本退出")),
    (("渠道清淤工程竣工验收合格率", "≥95%"), ("渠道清淤工程竣工验收合格率", "≥95%")),  # the same
    (("小型水库机电设备检修台数", "12台"), ("农村公路安全防护设施长度", "12台")),
]


@pytest.mark.parametrize(("one", "other", "value"), NEAR)
def test_near(one: str, other: str, value: str) -> None:
    first, second = row_text(one, value), row_text(other, value)
    assert comparable(first)
    assert comparable(second)
    assert verified([first], [second]).all()


@pytest.mark.parametrize(("one", "other"), FAR)
def test_not_near(one: tuple[str, str], other: tuple[str, str]) -> None:
    first, second = row_text(*one), row_text(*other)
    assert not (comparable(first) and comparable(second) and verified([first], [second]).all())


def test_no_pairs() -> None:
    assert not len(verified([], []))


@pytest.mark.parametrize(
    ("text", "figure"), [("≥3次", True), ("三个月内", True), ("统一管理", False), ("及时", False)]
)
def test_figures(text: str, figure: bool) -> None:
    assert has_figure(text) is figure


def test_digests_are_stable() -> None:
    # They are on users' disks: a change needs a new index.VERSION.
    assert digest("渠道") == 15323245800759865242
