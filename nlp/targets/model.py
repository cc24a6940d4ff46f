"""The parsed target: what an indicator has to reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Target:
    """One measure of a target value.

    `comparator` is one of ≥ > = < ≤ between qualitative. `number` is the figure as written, in `unit`
    (36万元 is 36 and 万元); of a range it is the lower end and `upper` the higher one. `kind` is one of

    - percent: units %, 成, 百分比; ±5% is the range -5…5
    - permille: units ‰, /万, /10万
    - count: any measure word, '' where none is written; 万 stays in the unit (万人次), so do rates (次/月)
    - money: 元, 万元, 亿元, 美元… with what it is paid for (元/户/年)
    - date: YYYYMMDD; MMDD where no year is named, DD for a day of every month; unit ''
    - duration: 天, 工作日, 小时, 个月, 年… (per case: 工作日/宗)
    - ratio: unit '' for shares between 0 and 1 (0.6, 2/3), ':' for a:b as a÷b, 倍
    - relative: a change or distance from `basis`, signed: +10 above, -5 below; the comparator speaks of the
      signed figure (下降3%以上 is ≤ -3). 高于省要求 is > 0 with unit ''
    - state: something to be seen to hold. Zero of something (零事故, 未出现安全事件) is = 0 of unit '';
      of a named standard or grade (国家标准, C级) `basis` has the name
    - text: everything else

    `approximate`: hedged by 约, 近, 余, 左右. `start` and `end` are the half-open span of the original text
    that carried the target; they do not take part in comparison.
    """

    comparator: str
    number: float | None = None
    upper: float | None = None
    unit: str = ""
    kind: str = "text"
    approximate: bool = False
    basis: str = ""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def as_dict(self) -> dict[str, str | float | bool | None]:
        """The record field `target` of the contract, with `approximate` and `basis` added."""
        return {
            "comparator": self.comparator,
            "number": self.number,
            "upper": self.upper,
            "unit": self.unit,
            "kind": self.kind,
            "approximate": self.approximate,
            "basis": self.basis,
        }


class Canonical(NamedTuple):
    """Figures in a base unit: those of one `unit` can be put on one scale."""

    number: float | None
    upper: float | None
    unit: str


@dataclass(slots=True)
class Candidate:
    """A measure under construction; positions are those of the normalised text."""

    kind: str
    number: float | None
    start: int
    end: int
    upper: float | None = None
    comparator: str = "="
    unit: str = ""
    approximate: bool = False
    basis: str = ""
    # Says how large the thing is that the target is about (13个社区, 近3年), not what to reach.
    scope: bool = False
    # Written in Chinese numerals: easily part of a phrase (一次验收合格率).
    han: bool = False
    # Preceded by 每, or 一 with a time: the period of what follows (每3个月1次, 一年两次).
    every: bool = False
    # A stretch of time rather than a deadline: 全年, 2019年, 第四季度.
    period: bool = False
