"""C15: outdated year in a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....findings import Finding, owner_span, short
from ....registry import Check, Context, Example
from ....views import SetView
from ..years import fiscal_year, row

# A result that is due in a year. 2021年的档案 and 2021年标准 are objects and grounds, not dates.
_DUE = re.compile(
    r"(20[0-9]{2})\s*年(?:底|末|[0-9]{1,2}月(?:底|末)?)?(?:前|之前)?[,，]?(?:实现|力争|达到|完成|建成)?"
    r"[^0-9。;；]{0,24}?(?:达到?|实现|完成|建成|不低于|提[高升]到|降[低到至]+)[^0-9。;；]{0,14}[0-9]"
)
# A goal that says itself for which year it is: 2022年全年演出60场.
_OF_YEAR = re.compile(r"(20[0-9]{2})\s*年(?:全年|度|内)?[^,，。;；]{2,24}[0-9]")
_UNTIL = re.compile(r"(?:截[至止]|到|至)?(20[0-9]{2})年(?:底|末|[0-9]{1,2}月)")
_STAGED = re.compile(r"逐年[^。;；]{0,20}[0-9]")
_CLAUSE = re.compile(r"[,，;；。]")
_ANY_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_LONG = re.compile(r"[二三四五两]年|跨年|次年|分期|续建|五年")


def _over(text: str, year: int | None) -> tuple[str, tuple[int, int]] | None:
    """The year in a folded text that is over, or from which the target is staged, with its span."""
    due = _DUE.search(text)
    if due is None:
        return None
    years = [int(y) for y in _ANY_YEAR.findall(text)]
    if _STAGED.search(text) or (year is not None and max(years) < year):
        return due[1], due.span(1)
    return None


def _until(name: str, year: int | None) -> tuple[str, tuple[int, int]] | None:
    """The year that is over, until which a name counts: 截至2023年6月底,投资完成比例."""
    by = _UNTIL.match(name)
    return (by[1], by.span(1)) if by and year is not None and int(by[1]) < year else None


def _outdated(check: Check, view: SetView) -> Iterator[Finding]:
    # A term begins before its year, and is told beside it.
    rows = (i for i, (record, _) in enumerate(view) if record.horizon != "term")
    dated = [i for i in rows if "20" in view[i].context.name or "20" in view[i].context.value]
    goals = [form[0] for form in view.forms if "20" in view[form[0]][0].goal]
    year = fiscal_year(view) if dated or goals else None
    for i in dated:
        record, context = view[i]
        for field, text in (("name", context.name), ("value", context.value)):
            of_plan = field == "value" and not record.actual  # a self-evaluation speaks of the year before
            found = _over(text, year) or (_other_date(context, year) if of_plan else None)
            if found is None and field == "name" and not record.actual:
                found = _until(text, year)
            if found is None and of_plan and year is not None and _is_late(record, context, year):
                found = str(year + 1), (0, len(context.value))
            if found:
                said, span = found
                yield check.mark(record, field, span, _message(said, text, year), _ADVICE).at(i)
                break
    for i in goals if year is not None else ():
        record, _ = view[i]
        past = _OF_YEAR.match(record.goal)
        years = [int(y) for y in _ANY_YEAR.findall(record.goal)]
        if past and year is not None and not record.actual and max(years) < year:
            said = f"年度目标写的是“{short(past[0], 24)}”，本表是 {year} 年度的，像是照搬上年。"
            yield check.finding(*owner_span(record), said, "请改写本年度的目标和数值。").at(i)
            continue
        due = _DUE.search(record.goal)
        if due and year is not None and int(due[1]) < year and not _STAGED.search(record.goal):
            clause = _CLAUSE.split(record.goal[due.start() :])[0]
            said = f"年度目标里{_message(due[1], clause, year)}"
            yield check.finding(*owner_span(record), said, _ADVICE).at(i)


_ADVICE = "请改为本预算年度要达到的数值；跨年度的，把各年目标分开写，本年只写本年的。"


def _other_date(context: Context, year: int | None) -> tuple[str, tuple[int, int]] | None:
    target = context.target
    if (
        year is None
        or target is None
        or target.kind != "date"
        or not target.number
        or target.number < 20_000_000
    ):
        return None
    last = int(target.upper or target.number) // 10_000
    years = [int(y) for y in _ANY_YEAR.findall(context.value)]
    if last >= year or (years and max(years) >= year):
        return None
    return str(last), (0, len(context.value))


def _is_late(record: Indicator, context: Context, year: int) -> bool:
    """Whether a deadline of the year's work lies after the year, and the form plans nothing beyond it."""
    target = context.target
    if target is None or target.kind != "date" or not target.number or target.number < 20_000_000:
        return False
    if record.horizon == "term" or context.declared != {"timeliness"}:
        return False
    planned = f"{record.project}{record.activity}{record.goal}"
    last = int(target.upper or target.number) // 10_000
    return last > year and str(last) not in planned and not _LONG.search(planned)


def _message(said: str, text: str, year: int | None) -> str:
    if year is not None and said.isdigit() and int(said) > year:
        return f"“{short(text, 40)}”在预算年度（{year} 年）之后，本年度无法考核。"
    if _STAGED.search(text):
        return f"“{short(text, 40)}”从 {said} 年起逐年变化，没有写本年度应达到多少。"
    return f"“{short(text, 40)}”写的是 {said} 年的目标，而本表的年度是 {year} 年。"


_TITLE = (Passage("title", "东渠县水利局2023年度项目支出绩效目标表"),)


def _due(value: str, project: str = "东干渠改造") -> Indicator:
    return Indicator("渠道完工时间", value, level1="产出指标", level2="时效指标", project=project)


CHECK = Check(
    code="C15",
    title="目标写的不是本年度",
    english="A target of another year",
    severity="P1",
    opinion=2,
    why="年度绩效目标应是预算年度内的预期产出和效果（财预〔2015〕88号）；写往年、写到年度之后或多年混在一起，无法按年考核。",
    run=_outdated,
    scope="document",
    dimension="相关性",
    instead_of=("C50",),
    bad=(
        Example(row("2018年底前节水灌溉率达到40%，逐年提高到60%", "")),
        Example(row("渠道改造", "2021年11月底前"), passages=_TITLE),
        Example(row("节水灌溉率", "2022年达到40%"), passages=_TITLE),
        Example(row("截至2022年6月底，投资完成比例", "100%"), passages=_TITLE),
        Example(_due("2024年1月底前"), passages=_TITLE),
        Example(replace(row("渠道改造", "12公里"), goal="2022年全年改造渠道12公里以上。"), passages=_TITLE),
    ),
    good=(
        Example(row("渠道改造", "2023年11月底前"), passages=_TITLE),
        Example(row("2021年及2022年用水档案归档率", "100%"), passages=_TITLE),
        Example(row("渠道改造", "2021年11月底前")),
        Example(replace(row("渠道改造", "2021年11月底前"), horizon="term"), passages=_TITLE),
        Example(row("节水灌溉率", "2025年达到60%"), passages=_TITLE),
        Example(_due("2023年12月底前"), passages=_TITLE),
        Example(
            replace(row("渠道改造", "12公里"), goal="2022年改造9公里，2023年改造12公里。"), passages=_TITLE
        ),
        Example(_due("2024年1月底前", "东干渠改造（2023-2024年）"), passages=_TITLE),
    ),
)
