"""N01–N04, N08, N09: names that are sentences, slogans or lists instead of a measurand.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from ....nlp.record import Indicator
from ...registry import Context, Example

MEASURED = frozenset(("count", "money", "date", "duration", "permille", "ratio"))
LIST = re.compile(r"(?:含|包括|其中)[:：]?.{0,4}?(?:1[、.)]|[①(]一?).{2,60}?(?:2[、.)]|[②(]二?)")
VALUE_IN_NAME = re.compile(
    r"(?:(?:达到?|不低于|不少于|不超过|大于等于|小于等于|高于|低于|增加|新增|提高|降低|减少|控制在|≥|≤|>|<)[0-9][0-9.,]*"
    r"(?:%|‰|[万亿]?元|万?人份|万?人次|万?人|个|次|场|份|户|家|件|项|亩|公里|座|台))"
    r"|(?:大于等于|不低于|高于|达到)(?:全国|全省|全市|省|市)(?:平均)?水平"
)
LONG, SENTENCE, TOO_LONG = 30, 25, 40


def measured(context: Context) -> bool:
    """Whether the target itself says what is counted or when: 26场, 11月底前, 未发生事故."""
    target = context.target
    if target is None:
        return False
    if target.kind == "state":
        return target.number is not None or bool(target.basis)
    return target.kind in MEASURED and bool(target.unit or target.kind == "date")


def one(name: str, value: str = "", tiers: tuple[str, ...] | None = None) -> Example:
    """For the examples."""
    return Example(Indicator(name, value=value, tiers=tiers))


NAME = "指标名称应是简短的名词短语，说明衡量什么；计算方法写入解释（财预〔2021〕101号）。"
LONG_NAME = "在高标准农田建设中对沿渠困难农户和留守老人参加水费互助，以及小农水改造给予补助"
