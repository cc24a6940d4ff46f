"""C01: under target but reported as finished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .....nlp.document import Passage, Project
from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.targets import canonical, parse_target
from ....findings import Finding, owner_span, short
from ....registry import Check, Context, Example
from ....views import RecordView, SetView
from ...owners import quoted
from .claims import claim, missed, told
from .completions import bare, explains, row, rows_of
from .points import account, is_full

_DONE = re.compile(
    r"(?:已|均|全部|全面|按时|按期|按计划|如期|圆满|超额|顺利)*完成(?:年度|全年|预期)?(?:目标|任务)?[。.]?"
)
# 重点工作按时完成率: of all that is to be done.
_ALL_WORK = re.compile(
    r"(?:年度|全年|各项|重点|主要|全部|部门|项目|目标|计划|整体)*(?:工作|任务|计划|目标)+(?:任务|计划)?(?:按时|按期|如期|及时)?完成(?:及时)?率"
)
_ON_TIME = re.compile(r"按时|按期|如期|及时")
_CASES = re.compile(r"响应|办结|受理|处[理置]|反馈|修复|送达|审批|到达|时限$")
# What is said of the spending of all the money, and of what is left of it; 资金到位 is another matter.
_USED = re.compile(
    r"[^及和与、]{0,8}(?:经费|资金|预算)(?:使用|支出|执行|支付|拨付)?(?:完成|使用|支出|执行|支付|拨付)(?:情况|进度|率|及时率|及时性)"
    r"|结转?结余(?:资金)?率|结余率"
)
_LEFT = re.compile("结余")
_MUCH = Decimal("0.9")
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_OUTPUTS = frozenset(("quantity", "quality", "timeliness"))


def _short_of(record: Indicator, context: Context) -> bool:
    """Whether a reported figure falls short of an output target."""
    target = context.target
    if target is None or target.number is None or target.upper is not None or target.approximate:
        return False
    if target.comparator not in ("≥", ">", "=") or target.kind not in ("percent", "count"):
        return False
    reached = parse_target(record.actual)
    if reached is None or reached.number is None or reached.kind != target.kind or reached.upper is not None:
        return False
    planned, real = canonical(target), canonical(reached)
    return planned.unit == real.unit and (real.number or 0.0) < (planned.number or 0.0) * (1 - 1e-9)


def _in_time(item: RecordView) -> bool:
    """Whether a row tells of the timely end of all work, not of how fast single cases are dealt with."""
    return item[1].declared == {"timeliness"} and not _CASES.search(item[1].name)


def _words(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _checked(check: Check, view: SetView) -> Iterator[Finding]:
    yield from _unspent(check, view)
    yield from _unfinished(check, view)
    yield from _overall(check, view)
    yield from _claimed(check, view)


def _unspent(check: Check, view: SetView) -> Iterator[Finding]:
    """Rows that report all of the money as used, where the form's own sums say that much of it was not."""
    rows = [i for i, (r, c) in enumerate(view) if r.actual and _USED.fullmatch(c.name)]
    for i in rows:
        record, context = view[i]
        told = account(view.of_kind("execution"), record.owner_id)
        rate = told.rate if told else None
        if told and rate is None and told.planned and told.spent is not None:
            rate = told.spent / told.planned
        if rate is None or rate >= _MUCH:
            continue
        left = _LEFT.search(context.name)
        actual = bare(record.actual)
        full = _is_full_rate(record.actual) or _DONE.fullmatch(actual) or actual in ("及时", "按时", "按期")
        if not (re.fullmatch(r"0(?:\.0+)?%?|无", actual) if left else full):
            continue
        yield check.finding(
            "actual",
            (0, len(record.actual)),
            f"预算执行率只有 {float(rate) * 100:.4g}%，“{short(record.name)}”却填“{short(record.actual)}”，自相矛盾。",
            "请按实际支出数填写，并说明未支出的原因和去向。",
        ).at(i)


def _claimed(check: Check, view: SetView) -> Iterator[Finding]:
    """The report of the goal says that everything was done, and rows of the form say otherwise."""
    claims: dict[tuple[str, str], str] = {}
    only = view.projects[0].id if len(view.projects) == 1 else ""
    for passage in (*view.of_kind("goal_actual"), *view.of_kind("paragraph")):
        owner = passage.owner_id or only
        if owner and passage.text and (said := claim(passage.text)):
            claims.setdefault((owner, passage.location.sheet), said)
    for members in view.once(rows_of) if claims else ():
        first = view[members[0]].record
        said = claims.get((first.owner_id, first.location.sheet), "")
        rows = sorted(missed(view, members), key=_admits) if said else []
        if not rows:
            continue
        yield check.finding(
            *owner_span(first),
            f"目标的完成情况写“{said}”，而{told(rows)}没有达到目标，前后矛盾。",
            "请按各项指标的实际完成情况改写年度目标完成情况，写明没有完成的部分、原因和改进措施。",
            "P2" if _admits(rows[0]) else "P1",
        ).at(members[0])


def _admits(record: Indicator) -> bool:
    """Whether a row gives a reason and takes no full points: it hides nothing."""
    return explains(record.reason) and not is_full(record)


def _overall(check: Check, view: SetView) -> Iterator[Finding]:
    """A rate of all work is reported as full, and quantities of the form were missed."""
    for form in view.forms if any(r.actual for r, _ in view) else ():
        whole = [i for i in form if _ALL_WORK.fullmatch(view[i][1].name) and _is_full_rate(view[i][0].actual)]
        missed = (
            [i for i in form if view[i][1].declared == {"quantity"} and _short_of(*view[i])] if whole else []
        )
        for i in whole if missed else ():
            short_of = view[missed[0]].record
            yield check.finding(
                "actual",
                (0, len(view[i].record.actual)),
                f"“{short(view[i].record.name)}”填“{short(view[i].record.actual)}”，而{quoted(short_of.name, 16)}目标"
                f"“{short(short_of.value)}”只完成“{short(short_of.actual)}”，前后矛盾。",
                "请按完成的任务数÷计划的任务数如实填写，并列明没有完成的任务。",
                "P1",
            ).at(i)


def _is_full_rate(actual: str) -> bool:
    reached = parse_target(actual)
    return reached is not None and reached.kind == "percent" and reached.number == 100


def _unfinished(check: Check, view: SetView) -> Iterator[Finding]:
    for form in view.forms if any(r.actual for r, _ in view) else ():
        outputs = [i for i in form if view[i][0].actual and view[i][1].declared <= _OUTPUTS]
        done = [i for i in outputs if _DONE.fullmatch(fold(view[i][0].actual))]
        if not done:
            continue
        missed = [i for i in outputs if _short_of(*view[i])]
        for i in (i for i in missed if not explains(view[i].record.reason)):
            record, context = view[i]
            if not context.declared:
                continue
            # Another output may well be finished; the timely end of all work and the same object may not.
            against = [
                k
                for k in done
                if (len(missed) == 1 and "quantity" in context.declared and _in_time(view[k]))
                or _words(context.name) & _words(view[k][1].name)
            ]
            if not against:
                continue
            figure = _FIGURE.search(record.actual)
            quoted = "、".join(dict.fromkeys(f"“{short(view[k][0].actual, 10)}”" for k in against))
            yield check.finding(
                "actual",
                figure.span() if figure else (0, len(record.actual)),
                f"目标是“{short(record.value)}”，只完成 {record.actual.lstrip('≥>＞')}，同一项目的其他产出却填{quoted}，前后矛盾。",
                "请按实际填报完成情况，说明没有完成的部分、原因和改进措施。",
                "" if any(_in_time(view[k]) for k in against) else "P1",
            ).at(i)
            for k in against:
                late = view[k][0]
                if _in_time(view[k]) and _ON_TIME.search(late.actual):
                    yield check.finding(
                        "actual",
                        (0, len(late.actual)),
                        f"填“{late.actual}”，但“{short(record.name)}”目标“{short(record.value)}”只完成 {record.actual.lstrip('≥>＞')}，任务并没有按时完成。",
                        "请写明按时完成的比例和其余部分的完成时间。",
                    ).at(k)


_ON_PLAN = row("清淤进度", "11月底前", "按时完成", "时效指标")
_FEWER = row("清淤长度", "≥12公里", "10.5公里")


_HALF = (Passage("execution", "全年预算数 200；全年执行数 90；执行率 45%", "灌区清淤"),)


_TWO = (Project("灌区清淤", "灌区清淤"), Project("闸站改造", "闸站改造"))
_ALONE = _TWO[:1]


def _report(text: str) -> tuple[Passage, ...]:
    return (Passage("goal_actual", text, "灌区清淤"),)


CHECK = Check(
    code="C01",
    title="没有完成却填“完成”",
    english="Under target but reported as finished",
    severity="P0",
    opinion=4,
    why="绩效自评应如实反映绩效目标的实现程度（财预〔2020〕10号）；数量没有达到目标而时效、质量填“完成”，自评结论不可信。",
    run=_checked,
    instead_of=("C04",),
    scope="document",
    dimension="适当性",
    bad=(
        Example(_FEWER, others=(_ON_PLAN,)),
        Example(_ON_PLAN, others=(_FEWER,)),
        Example(
            row("清淤完成率", "100%", "96.2%"),
            others=(row("清淤质量", "清淤彻底", "完成", "质量指标"),),
        ),
        Example(row("重点工作按时完成率", "100%", "100%", "时效指标"), others=(_FEWER,)),
        Example(row("清淤经费使用情况", "完成", "完成", "质量指标"), passages=_HALF),
        Example(row("结转结余率", "≤2%", "0%", "质量指标"), passages=_HALF),
        Example(_FEWER, passages=_report("用水条件明显改善，年度目标全部完成。")),
        Example(_FEWER, passages=_report("部分渠段没有清淤。圆满完成年度目标任务。")),
        Example(_FEWER, passages=_report("完成清淤任务，达到预期目标。")),
        Example(_FEWER, passages=(Passage("paragraph", "及时消除隐患，各项绩效目标全面完成。", "灌区清淤"),)),
        Example(_FEWER, passages=_report("用水条件明显改善，全年工作已按计划完成。")),
        Example(_FEWER, passages=(Passage("paragraph", "全年各项绩效指标均已完成。"),), projects=_ALONE),
    ),
    good=(
        Example(row("清淤长度", "≥12公里", "12.5公里"), others=(_ON_PLAN,)),
        Example(_FEWER, others=(row("清淤进度", "11月底前", "11月底完成10.5公里", "时效指标"),)),
        Example(_FEWER, others=(row("水闸检修数", "3座", "完成"),)),
        Example(row("重点工作按时完成率", "100%", "88%", "时效指标"), others=(_FEWER,)),
        Example(row("清淤长度", "≥12公里", "12.5公里"), passages=_report("年度目标全部完成。")),
        Example(_FEWER, passages=_report("基本完成年度目标。")),
        Example(_FEWER, passages=(Passage("paragraph", "全年各项绩效指标均已完成。"),), projects=_TWO),
        Example(_FEWER, passages=_report("清淤10.5公里，除南干渠外，其余任务全部完成。")),
        Example(_FEWER, passages=_report("水闸检修任务全部完成。")),
        Example(_FEWER, passages=_report("完成年度目标任务的88%。")),
        Example(row("清淤经费使用情况", "完成", "支出45%", "质量指标"), passages=_HALF),
        Example(row("清淤资金到位率", "100%", "100%", "质量指标"), passages=_HALF),
        Example(row("清淤费用", "≤90万元", "95万元", "成本指标"), passages=_report("全面完成年度任务。")),
    ),
)
