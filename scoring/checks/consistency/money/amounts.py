"""C27, C28, C33: sums of money in a calculation, item by item.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .....nlp.normalize import fold
from .products import worked

_MONEY = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)[余多]?(亿元?|万元?|元|W(?![A-Za-z]))")
_FACTOR = {"亿": 1e8, "万": 1e4, "W": 1e4, "元": 1.0}
_CLAUSE = re.compile(r"[。；;\n，、！]|,(?!\d{3})|(?<=[元万])[及和与]")
_NUMBER = re.compile(
    r"^[\s\"“”]*(?:[（(]?[0-9一二三四五六七八九十]{1,2}[)）]|[0-9]{1,2}[、.．:：](?!\d)|[一二三四五六七八九十]{1,2}(?:[、.．]|是)|[①-⑳])?\s*"
)
_TOTAL = re.compile(
    r"合计|共计|总计|总共|总预算|总金额|总经费|共需|合共|共$|申报预算|年预算|经费预算|预算(?:金额|支出|分配|安排)"
)
_PARTS = re.compile(r"\s*(?:用于|其中|包括|分别)")
_STEM = re.compile(r"(?:费用|经费|资金|预算|支出|预计|约|为|需|所|安排|[:：(（])+$")
# Where one of these stands the figures are a way of counting, not a list: 每人 500 元, 12 个月, 招标价, 去年.
_COUNTED = re.compile(
    r"[×xX*＊÷/=]|每|单价|人均|标准|合同|招标|招投标|参照|参考|尾款|首付|分[一二两三四五]次|一年一签|上年|去年|往年|以往|历年|下浮|控制价|"
    r"报价|至少|以上|预留|另|不含|不足|结转|已支付|已付|剩余|季度|月[至到-]|\d年[至到-]|小计|配套|自筹"
)
# Clauses that say how, not what: 2024 年度申报预算包括 2 个支出事项, 经费标准参考市场标准.
_HOW = re.compile(
    r"^(?:[\d一二三四五六七八九十①-⑳()（）.\s]*|以|按|(?:按照|根据|依据)?.*(?:预算(?:包括|项目|安排)|支出(?:事项|项目|项)|经费安排|核算所需|标准|分.次付款|付款|报价)|.*招标工作)$"
)
_NEAR = 0.005


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a calculation: what for (all that stands before the sum), and how much in 元."""

    label: str
    amount: float


@dataclass(frozen=True, slots=True)
class Sums:
    """The lines of a calculation. `total` is that which it states itself. `plain`: nothing but lines and a total, so
    that they must add up."""

    items: tuple[Item, ...]
    total: float | None
    plain: bool

    @property
    def added(self) -> float:
        """What the lines add up to, in 元."""
        return round(sum(item.amount for item in self.items), 2)


@lru_cache(maxsize=512)
def sums_of(text: str) -> Sums:
    """The lines of a calculation.

    >>> [(item.label, item.amount) for item in sums_of("1.巡护车油费3.5万元；2.防火物资12万元。").items]
    [('巡护车油费', 35000.0), ('防火物资', 120000.0)]
    >>> sums_of("林木管护经费25万元，用于补植15万元及浇水10万元。").total
    250000.0
    """
    items: list[Item] = []
    totals: list[float] = []
    plain = not _COUNTED.search(folded := worked(fold(text)))
    told: list[str] = []
    parts = False
    for clause in _CLAUSE.split(folded):
        found = list(_MONEY.finditer(clause))
        if not found:
            told.append(_NUMBER.sub("", clause))
            continue
        plain = plain and len(found) == 1
        label = _NUMBER.sub("", clause[: found[0].start()])
        amount = round(float(found[0][1].replace(",", "")) * _FACTOR[found[0][2][0]], 2)
        if _TOTAL.search(label.rstrip(":").split(":")[-1]):
            totals.append(amount)
        else:
            if len(items) == 1 and _PARTS.match(label):
                parts = True
            told.append(label.rstrip(":").split(":")[-1])
            what = [part.strip() for part in told if not _HOW.match(part.strip())]
            items.append(Item(_STEM.sub("", "、".join(what)), amount))
        told = []
    if parts and len(items) > 2:
        totals.append(items.pop(0).amount)
    total = totals[0] if totals else None
    return Sums(tuple(items), total, plain and len(set(totals)) < 2)


def agree(one: float, other: float, lines: int = 1) -> bool:
    """Whether two sums of 元 differ by no more than rounding."""
    return abs(one - other) <= max(_NEAR * max(one, other), 100.0 * lines)
