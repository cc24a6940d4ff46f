"""C35: the completion contradicts its reason, or another row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .....nlp.normalize import fold
from .....nlp.targets import Target, canonical, parse_target, parse_targets
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView, SetView
from ...values.units.dimensions import of_target
from ..years import fiscal_year
from .completions import explains, row, rows_of
from .reached import outcome

_CLAUSE = re.compile(r"[，。；;、\n]|,(?!\d)")
# A thing that was not done, as the reason of a shortfall tells it.
_MISSING = re.compile(
    r"(?<!并)(?<!无)(?:未能?|没有|没能?|尚未)(?:按[时期]|如期|全部|实际)?(?:完成|举办|办理?|开办|开展|实施|建设?|建成|采购|验收|发放|组织|执行|达到|达成|达标|开工|完工)|取消|停办"
)
_GOAL = re.compile(
    r"(?:未能?|没有|没能|尚未)(?:按[时期]|如期|全部|全面)?(?:完成|达到|达成|实现)(?:年度|预期|全年|绩效)*(?:目标|任务|指标)"
)
_NEXT_YEAR = re.compile(r"[明次下翌]年|结转")
_YEAR = re.compile(r"20\d\d(?=年)")
# The name of all that is to be done: 各项工作完成时间, 项目完成时间.
_ALL_DONE = re.compile(
    r"(?:各项|全部|年度|本?项目|重点|主要|工程|计划|工作|任务|目标|训练|全年)+(?:按时|按期|如期|及时)?(?:完成|完工|实施|竣工)?(?:的?(?:时间|时限|及时性|及时率|日期)|率)?"
)
_SAID_DONE = ("date", "state", "text")
# 检查覆盖率, 培训完成率: the share of what another row counts.
_SHARE = re.compile(
    "(.{2,6}?)(?:任务|工作|计划)?(?:全?覆盖|完成)(?:率|比例)|(养护|维修|检修|清淤|改造|安装|更换|整治|修复)率"
)
_IN_TIME = re.compile(r"(?:按[时期]|如期|及时)(?:完成|完工|竣工|建成)的?率$|(?:完成|完工|竣工|建成)及时率$")
_ACCEPTED = re.compile(r"验收(?:合格|通过)率$")
_SERVED = re.compile(r"(?:惠及|受益|覆盖)[\u4e00-\u9fff]{0,6}(?:户数|人数|人口|家庭数)$")
_ENDS = re.compile(r"(?:完工|竣工|建成|完成)(?:时间|日期|时限)$")
_WORK = re.compile(
    r"新建|改建|扩建|改造|建设|修建|维修|安装|加装|更换|整治|加固|清淤|硬化|铺设|修复|购置|建成|完工|里程|面积"
)
_SESSIONS = ("场", "场次", "次", "期", "班次")  # fewer of them may reach as many
_SHORT = 0.97  # of a count, below which not all of it was done


def _contradicted(check: Check, view: SetView) -> Iterator[Finding]:
    for members in view.once(rows_of):
        yield from (f.at(i) for i in members for f in _by_reason(check, view[i]))
        yield from _by_others(check, view, members)
        yield from _by_counts(check, view, members)
        yield from _by_works(check, view, members)


def _by_reason(check: Check, item: RecordView) -> Iterator[Finding]:
    record, context = item
    if not explains(record.reason):
        return
    reached = outcome(record, context)
    if reached is None or reached.missed or reached.worded:
        return
    lacking = _lacking(fold(record.reason), _unit(record.actual))
    goal = _GOAL.search(fold(record.reason))
    if not lacking and not goal:
        return
    quoted = lacking or (goal[0] if goal else "")
    yield check.finding(
        "reason",
        (0, len(record.reason)),
        f"完成值“{short(record.actual)}”已达到目标“{short(record.value)}”，偏差原因却说“{short(quoted)}”，前后矛盾。",
        "请核对实际完成情况，改正完成值或偏差原因，并按核对结果重新评分。",
        "" if lacking else "P2",
    )


def _by_others(check: Check, view: SetView, members: list[int]) -> Iterator[Finding]:
    """All work is said to be done in time, while a row that was missed says that its rest is due next year."""
    year = fiscal_year(view)

    def is_late(said: str) -> bool:
        return bool(_NEXT_YEAR.search(said)) or any(year and int(y) > year for y in _YEAR.findall(said))

    late = (i for i in members if is_late(view[i].record.reason + view[i].record.actual))
    work = (i for i in late if view[i].context.declared != {"cost"})  # dearer than planned is not later
    open_row = next((i for i in work if (o := outcome(*view[i])) is not None and o.missed), -1)
    if open_row < 0:
        return
    for i in members:
        record, context = view[i]
        if i == open_row or context.declared != {"timeliness"} or not _ALL_DONE.fullmatch(context.name):
            continue
        reached = parse_target(record.actual)
        if record.actual and reached is not None and (reached.kind in _SAID_DONE or _is_all(reached)):
            other = view[open_row].record
            yield check.finding(
                "actual",
                (0, len(record.actual)),
                f"“{short(record.name)}”填“{short(record.actual)}”，“{short(other.name)}”却没有完成，还要到下年"
                f"（“{short(other.reason or other.actual, 30)}”），前后矛盾。",
                "请按最后完成的一项如实填写完成时间，并相应扣分、说明原因。",
            ).at(i)


def _is_all(reached: Target) -> bool:
    return reached.kind == "percent" and reached.number == 100


def _by_counts(check: Check, view: SetView, members: list[int]) -> Iterator[Finding]:
    """All of a thing is said to be covered or done, while the row that counts it fell short."""
    for i in members:
        record, context = view[i]
        named, reached = _SHARE.fullmatch(context.name), parse_target(record.actual)
        if named is None or reached is None or not _is_all(reached):
            continue
        for k in members:
            other, counted = view[k]
            told = outcome(other, counted) if k != i and (named[1] or named[2]) in counted.name else None
            unit = (
                counted.target.unit if counted.target is not None and counted.target.kind == "count" else ""
            )
            if told is None or not unit or ("覆盖" in context.name and unit in _SESSIONS):
                continue
            if told.missed and told.share is not None and told.share < _SHORT:
                yield _against(
                    check, view, i, k, "请核对两条的统计口径和数据，按实际完成情况改正比率，并重新评分。"
                )
                break


def _by_works(check: Check, view: SetView, members: list[int]) -> Iterator[Finding]:
    """Work was not finished, while another row says that all was done in time, is accepted, or serves all it should."""
    short_of = next((i for i in members if _is_short(view[i])), -1)
    open_ = next((i for i in members if _ENDS.search(view[i].context.name) and _is_open(view[i])), -1)
    for i in members:
        record, context = view[i]
        reached = parse_target(record.actual)
        if reached is None:
            continue
        if _IN_TIME.search(context.name) and _is_all(reached):
            other, severity = short_of if short_of >= 0 else open_, ""
        elif _ACCEPTED.search(context.name) and _is_all(reached):
            other, severity = open_, ""
        elif _SERVED.match(context.name) and context.target and reached.number == context.target.number:
            other, severity = short_of, "P2"
        else:
            continue
        if other >= 0 and other != i:
            advice = "请按已完工、已验收的部分如实填写，相应扣分；没有完成的写明何时完成。"
            yield _against(check, view, i, other, advice, severity)


def _against(check: Check, view: SetView, i: int, other: int, advice: str, severity: str = "") -> Finding:
    """Row `i` reports what row `other`, which was missed, leaves no room for."""
    record, missed = view[i].record, view[other].record
    how = "填" if _is_open(view[other]) else "只完成"
    return check.finding(
        "actual",
        (0, len(record.actual)),
        f"“{short(record.name)}”填“{short(record.actual)}”，“{short(missed.name)}”却{how}“{short(missed.actual)}”"
        f"（目标“{short(missed.value)}”），前后矛盾。",
        advice,
        severity,
    ).at(i)


def _is_short(item: RecordView) -> bool:
    """Whether fewer things were made than planned; fewer people or sessions are no work left open."""
    record, context = item
    target = context.target
    if (
        target is None
        or target.kind != "count"
        or context.declared != {"quantity"}
        or not _WORK.search(context.name)
    ):
        return False
    told = outcome(record, context) if of_target(target) in ("", "length", "area", "things") else None
    return told is not None and told.missed and told.share is not None and told.share < _SHORT


def _is_open(item: RecordView) -> bool:
    """Whether a row was missed and says so in words: 正在实施."""
    told = outcome(*item)
    return told is not None and told.missed and told.worded


@lru_cache(maxsize=4096)
def _lacking(reason: str, unit: str) -> str:
    """The clause of a reason that says how many of `unit` were not done."""
    for clause in _CLAUSE.split(reason) if unit else ():
        if _MISSING.search(clause) and any(
            t.kind == "count" and canonical(t).unit == unit for t in parse_targets(clause)
        ):
            return clause.strip()
    return ""


def _unit(text: str) -> str:
    """The measure word of a completion that is one count, else ''."""
    target = parse_target(text)
    return canonical(target).unit if target is not None and target.kind == "count" else ""


CHECK = Check(
    code="C35",
    title="完成值与偏差原因或其他行矛盾",
    english="Completion contradicts its reason or another row",
    severity="P1",
    opinion=4,
    why="绩效自评应真实、客观，各栏相互印证（财预〔2020〕10号）；原因说没有办、完成值却已达标，自评结论不可信。",
    run=_contradicted,
    scope="document",
    dimension="适当性",
    bad=(
        Example(row("节水培训期数", "4期", "4期", reason="受汛情影响，2期未办")),
        Example(row("清淤长度", "≥12公里", "12公里", reason="因资金未到位，没有完成年度目标")),
        Example(
            row("项目完成时间", "12月底前", "12月20日", "时效指标"),
            others=(row("闸门更换数量", "8座", "5座", reason="供货延期，其余3座明年4月更换"),),
        ),
        Example(
            row("项目按期完成率", "100%", "100%", "时效指标"),
            others=(row("闸门更换数量", "8座", "5座", reason="供货延期，其余3座明年4月更换"),),
        ),
        Example(
            row("泵站检查覆盖率", "100%", "100%", "质量指标"),
            others=(row("泵站检查座次", "≥300座次", "214座次"),),
        ),
        Example(
            row("工程按期完工率", "100%", "100%", "时效指标"), others=(row("改造闸站座数", "5座", "4座"),)
        ),
        Example(
            row("工程验收合格率", "100%", "100%", "质量指标"),
            others=(row("闸站完工时间", "12月底前", "正在实施", "时效指标"),),
        ),
        Example(row("惠及农户户数", "≥4128户", "4128户"), others=(row("改造闸站座数", "36座", "31座"),)),
        Example(row("清淤率", "100%", "100%", "质量指标"), others=(row("支渠清淤长度", "58公里", "53公里"),)),
    ),
    good=(
        Example(
            row("工程按期完工率", "100%", "100%", "时效指标"), others=(row("节水培训人数", "50人", "40人"),)
        ),
        Example(
            row("工程验收合格率", "100%", "100%", "质量指标"), others=(row("改造闸站座数", "5座", "4座"),)
        ),
        Example(row("惠及农户户数", "≥4000户", "4128户"), others=(row("改造闸站座数", "36座", "31座"),)),
        Example(
            row("泵站检查覆盖率", "100%", "100%", "质量指标"),
            others=(row("泵站检修座数", "≥30座", "21座"), row("泵站检查座次", "≥300座次", "298座次")),
        ),
        Example(row("节水宣传覆盖率", "100%", "100%"), others=(row("节水宣传场次", "12场", "9场"),)),
        Example(
            row("项目完成时间", "12月底前", "12月20日", "时效指标"),
            others=(row("每座闸门费用", "≤8万元", "9万元", "成本指标", reason="下年度按新价测算"),),
        ),
        Example(row("节水培训期数", "6期", "4期", reason="受汛情影响，2期未办")),
        Example(row("节水培训期数", "4期", "4期", reason="无")),
        Example(
            row("闸门订货时间", "6月底前", "6月20日", "时效指标"),
            others=(row("闸门更换数量", "8座", "5座", reason="供货延期，其余3座明年4月更换"),),
        ),
        Example(row("节水培训期数", "4期", "5期", reason="应乡镇要求增办1期")),
    ),
)
