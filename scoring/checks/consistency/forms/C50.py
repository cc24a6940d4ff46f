"""C50: a deadline before the project begins, or after it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.targets import parse_targets
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ...owners import quoted
from ..years import fiscal_year

_DONE = re.compile("完工|竣工|建成|完成|投用|投入使用|交付|开工|安装|播种|种植")
_SPRING = 300  # from March on
_DATED = 20_000_000  # a day that has its year


def _outside(check: Check, view: SetView) -> Iterator[Finding]:
    periods = {p.owner_id: (p.text, span) for p in view.of_kind("period") if (span := _span(p.text))}
    for i, (record, context) in enumerate(view):
        target = context.target
        if target is None or target.kind != "date" or "timeliness" not in context.declared:
            continue
        due = int(target.upper or target.number or 0)
        if record.owner_id not in periods:
            year = view.once(fiscal_year) if due > _DATED else None
            # Of plans C15 says it.
            if year and record.actual and due < year * 10_000 and record.horizon != "term":
                yield check.mark(
                    record,
                    "value",
                    None,
                    f"本表是 {year} 年度的，{quoted(record.name, 16)}却定在{quoted(record.value)}，像是沿用上年的文本。",
                    f"请改为 {year} 年内的日期。",
                ).at(i)
            elif year and _is_late(record, due, year):
                yield check.mark(
                    record,
                    "value",
                    None,
                    f"本表是 {year} 年度的目标，{quoted(record.name, 16)}却定在{quoted(record.value)}，年度内完不成。",
                    f"请改为 {year} 年内的日期；跨年实施的，写明本年度完成到哪一步。",
                    "P2",
                ).at(i)
            continue
        text, (first, last) = periods[record.owner_id]
        if due < _DATED or first <= due <= last:
            continue
        early = due < first
        yield check.mark(
            record,
            "value",
            None,
            f"项目实施期是{quoted(text, 30)}，{quoted(record.name, 16)}却定在{quoted(record.value)}，"
            f"{'项目还没有开始' if early else '项目已经结束'}。",
            f"请核对后改为实施期内的日期，或改正实施期（{short(text, 24)}）。",
        ).at(i)


def _is_late(record: Indicator, due: int, year: int) -> bool:
    """Whether a work of the year is to be done well after it; reports and accounts of a year follow it."""
    late = due > (year + 1) * 10_000 + _SPRING
    return late and record.horizon != "term" and bool(_DONE.search(record.name))


def _span(text: str) -> tuple[int, int] | None:
    """The first and the last day of a period that names both with their years."""
    found = [t for t in parse_targets(fold(text)) if t.kind == "date" and t.number and t.number > _DATED]
    if not found:
        return None
    first, last = found[0], found[-1]
    end = int(last.upper or (last.number if len(found) > 1 else 0) or 0)
    return (int(first.number or 0), end) if end > int(first.number or 0) else None


def _due(name: str, value: str) -> Indicator:
    return Indicator(name, value, level1="产出指标", level2="时效指标", project="灌区清淤")


def _told(text: str) -> tuple[Passage, ...]:
    return (Passage("period", text, "灌区清淤"),)


CHECK = Check(
    code="C50",
    title="时限不在项目实施期内",
    english="A deadline outside the project's period",
    severity="P1",
    opinion=4,
    why="时效指标应与项目实施计划一致（财预〔2015〕88号审核表“实现可能性”）；早于开工或晚于结束的时限无法执行。",
    run=_outside,
    scope="document",
    dimension="可行性",
    bad=(
        Example(
            _due("清淤完成时间", "2028年4月底前"), passages=(Passage("title", "2027年度项目支出绩效目标表"),)
        ),
        Example(
            replace(_due("清淤完成时间", "2026年12月底前"), actual="2027年12月"),
            passages=(Passage("title", "2027年度财政专项资金绩效自评表"),),
        ),
        Example(_due("清淤完成时间", "2027年3月15日前"), passages=_told("2027年5月至2027年12月")),
        Example(_due("清淤完成时间", "2028年3月底前"), passages=_told("2027-05-01至2027-12-31")),
    ),
    good=(
        Example(
            _due("决算报送完成时间", "2028年1月底前"),
            passages=(Passage("title", "2027年度项目支出绩效目标表"),),
        ),
        Example(
            _due("清淤完成时间", "2027年11月底前"), passages=(Passage("title", "2027年度项目支出绩效目标表"),)
        ),
        Example(_due("清淤完成时间", "2027年10月底前"), passages=_told("2027年5月至2027年12月")),
        Example(_due("清淤完成时间", "2027年12月31日前"), passages=_told("2027年5月至2027年12月")),
        Example(_due("清淤完成时间", "3月底前"), passages=_told("2027年5月至2027年12月")),
        Example(_due("清淤完成时间", "2028年3月底前"), passages=_told("1年")),
        Example(_due("清淤完成时间", "2027年10月底前"), passages=_told("2027年起")),
    ),
    weight=1.25,
)
