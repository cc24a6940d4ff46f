"""C68: a form was filled in before the day that it reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.targets import parse_targets
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..completion.completions import row

_FILLED = re.compile(
    r"填(?:报|表|写|制)?(?:日期|时间)\s*[:：]?\s*(20\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})"
)
_AHEAD = re.compile("预计|计划|拟|将|力争")
_YEARS = 10_000  # dates with a year are YYYYMMDD
_MONTH = 100


def _later(check: Check, view: SetView) -> Iterator[Finding]:
    days: dict[str, set[int]] = {}
    for passage in view.passages:
        for year, month, day in _FILLED.findall(fold(passage.text)) if "填" in passage.text else ():
            days.setdefault(passage.owner_id, set()).add(int(year) * _YEARS + int(month) * _MONTH + int(day))
    every = set().union(*days.values())
    for i, (record, _) in enumerate(view) if every else ():
        if record.interim or _AHEAD.search(record.actual):
            continue  # what is expected is told as that
        filled = days.get(record.owner_id) or every
        reached = [t for t in parse_targets(record.actual) if t.kind == "date" and (t.number or 0) > _YEARS]
        if len(filled) != 1 or len(reached) != 1:
            continue
        (day,), (told,) = filled, reached
        if int(told.number or 0) // _MONTH > day // _MONTH or (
            "日" in record.actual and (told.number or 0) > day
        ):
            yield check.finding(
                "actual",
                (0, len(record.actual)),
                f"填表日期是 {day // _YEARS}年{day // _MONTH % _MONTH}月{day % _MONTH}日，完成值却填“{short(record.actual)}”，填表时还没有发生。",
                "请按填表时的实际进度填写，没有完成的写明预计完成时间和原因，并相应扣分；填表日期有误的，改正日期。",
            ).at(i)


_FOOT = (Passage("paragraph", "填表人：王×  填表日期：2021年12月28日"),)

CHECK = Check(
    code="C68",
    title="完成时间晚于填表日期",
    english="A day is reported that had not come when the form was filled in",
    severity="P1",
    opinion=4,
    why="绩效自评应真实、客观，完成值填报表时已经实现的结果（财预〔2020〕10号）；填表以后才到的日期不是完成情况。",
    run=_later,
    scope="document",
    dimension="适当性",
    bad=(
        Example(row("改造完工时间", "2021年12月底前", "2022年4月", "时效指标"), passages=_FOOT),
        Example(row("改造完工时间", "2021年12月底前", "2021年12月30日", "时效指标"), passages=_FOOT),
    ),
    good=(
        Example(row("改造完工时间", "2021年12月底前", "2021年12月20日", "时效指标"), passages=_FOOT),
        Example(row("改造完工时间", "2021年12月底前", "2021年12月", "时效指标"), passages=_FOOT),
        Example(row("改造完工时间", "2021年12月底前", "预计2022年4月", "时效指标"), passages=_FOOT),
        Example(
            row("改造完工时间", "2022年12月底前", "2022年11月底", "时效指标", interim=True), passages=_FOOT
        ),
        Example(
            row("改造完工时间", "2021年12月底前", "2022年4月", "时效指标"),
            passages=(*_FOOT, Passage("paragraph", "填表日期：2022年5月8日")),
        ),
    ),
)
