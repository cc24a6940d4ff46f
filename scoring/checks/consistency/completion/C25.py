"""C25: points do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from .....nlp.document import Passage
from ....context import Context
from ....findings import Finding, owner_span, short
from ....registry import Check, Example
from ....views import SetView
from .completions import explains, row, rows_of
from .points import HUNDRED, ROUNDED, Account, account, cells, is_execution, is_full, number, plain
from .reached import Outcome, outcome

_ROWS = 3  # of a form, from which its weights are looked at together
_AHEAD = 0.05  # of its weight that a row may have beyond its share
_SMALL = 0.1  # points that rounding takes
_HALF_CENT = Decimal("0.005")  # of each addend that is rounded to two decimals
_TINY = Decimal("0.000001")
_USUAL = (Decimal(90), Decimal(80))  # indicators beside an execution of 10 or 20 that was not found
_SIGNED = frozenset("≤<≥>")
_ADVICE = "请按评分规则重新核算得分，并核对各项之和与总分。"


def _points(check: Check, view: SetView) -> Iterator[Finding]:
    for i, own in _declared(view):
        said = f"各项指标的权重合计 {plain(own)} 分，既不是 100 分，也不是留出预算执行率后的 90 分。"
        yield check.finding(*owner_span(view[i].record), said, "请核对并改正各项权重。").at(i)
    for members in view.once(rows_of):
        for i in members:
            yield from _row(check, view, i)
        if not any(view[i].record.weight for i in members):
            continue
        first = view[members[0]].record
        execution = account(view.of_kind("execution"), first.owner_id) or Account()
        for said, severity in (
            *_weights(view, members, execution),
            *_execution(execution),
            *_total(view, members, execution),
        ):
            yield check.finding(*owner_span(first), said, _ADVICE, severity).at(members[0])


def _declared(view: SetView) -> Iterator[tuple[int, Decimal]]:
    """Declarations whose weights make up neither the whole nor the whole less what execution has."""
    for form in view.forms if not view.partial else ():
        if any(view[i].record.actual or view[i].record.points is not None for i in form):
            continue
        rows = [i for i in cells(view, form) if view[i].record.horizon != "term"]
        weights = [number(w) for i in rows if (w := view[i].record.weight) is not None]
        own = sum(weights, Decimal(0))
        if len(weights) == len(rows) >= _ROWS and own > 2 and own not in (HUNDRED, *_USUAL):
            yield form[0], own


def _row(check: Check, view: SetView, i: int) -> Iterator[Finding]:
    record, context = view[i]
    weight, points = record.weight, record.points
    if weight is None or points is None:
        return
    span = (0, len(f"{points:.10g}"))
    if points > weight + 1e-6:
        yield check.finding(
            "points",
            span,
            f"得分 {points:.10g} 分，超过该指标的分值 {weight:.10g} 分。",
            "请改正得分，最高为该指标的分值。",
        ).at(i)
        return
    reached = outcome(record, context) if weight > 0 else None
    if reached is None:
        return
    if reached.missed and is_full(record):
        yield check.finding(
            "points",
            span,
            f"目标是“{short(record.value)}”，实际“{short(record.actual)}”没有达到，却得了满分 {points:.10g} 分。",
            "请按完成比例或评分规则扣减得分，并说明偏差原因。",
            "P2" if reached.worded and "基本" in reached.said else "",
            fault="completion",
        ).at(i)
    elif reached.missed and (due := _due(weight, reached)) is not None and points > due + _AHEAD * weight:
        yield check.finding(
            "points",
            span,
            f"目标“{short(record.value)}”{_done(reached)}，按比例应得 {due:.4g} 分（分值 {weight:.10g}），填的是 {points:.10g} 分。",
            "请按完成比例核算得分；另有评分规则的，在说明中写明。",
            fault="completion",
        ).at(i)
    elif (
        not reached.missed
        and weight - points > _SMALL
        and _is_told(reached, context)
        and not is_execution(record)
        and not explains(record.reason)
    ):
        yield check.finding(
            "points",
            span,
            f"目标“{short(record.value)}”已完成（实际“{short(record.actual)}”），却扣了 {weight - points:.10g} 分，没有说明原因。",
            "请说明扣分的原因；没有原因的，改正得分。",
            "P2",
        ).at(i)


def _is_told(reached: Outcome, context: Context) -> bool:
    """Whether a figure or a date of the target surely was reached: grades in words leave room between their points, and a
    cost without a sign may be scored by how near it was."""
    target = context.target
    if target is None or target.number is None:
        return False
    return reached.share is not None or target.comparator in _SIGNED


def _done(reached: Outcome) -> str:
    share = reached.share or 0.0
    return f"只完成 {share * 100:.4g}%" if share >= 0 else "不升反降"


def _due(weight: float, reached: Outcome) -> float | None:
    """The points in proportion to what was reached, None where no share is known."""
    return None if reached.share is None or reached.share >= 1 else weight * max(reached.share, 0.0)


def _weights(view: SetView, members: Sequence[int], execution: Account) -> Iterator[tuple[str, str]]:
    """Weights of a form that states all of them add to 100, with that of execution where it stands apart."""
    rows = list(cells(view, members))
    weights = [number(w) for i in rows if (w := view[i].record.weight) is not None]
    if view.partial or len(weights) < len(rows) or len(rows) < _ROWS:
        return
    own = sum(weights, Decimal(0))
    apart = _apart(view, rows, own, execution)
    whole = own + (apart.weight or 0)
    slack = _TINY if all(w == int(w) for w in weights) else ROUNDED * len(rows)
    if abs(whole - HUNDRED) <= slack or (own < 2 and abs(own - 1) < ROUNDED):
        return
    if apart.weight is None and own in _USUAL and not any(is_execution(view[i].record) for i in rows):
        return
    said = f"{len(rows)} 项指标的分值合计 {plain(own)} 分"
    if apart.weight is not None:
        said += f"，加预算执行率 {plain(apart.weight)} 分为 {plain(whole)} 分"
    yield f"{said}，不是 100 分（{'多' if whole > HUNDRED else '少'} {plain(abs(whole - HUNDRED))} 分）。", ""


def _apart(view: SetView, rows: Sequence[int], own: Decimal, execution: Account) -> Account:
    """Execution where it has points beside those of the rows: it may be one of them, or count in no total."""
    total = account(view.of_kind("total"), view[rows[0]].record.owner_id, last=True)
    if any(is_execution(view[i].record) for i in rows) or (total and own == total.weight == HUNDRED):
        return Account()
    return execution


def _execution(e: Account) -> Iterator[tuple[str, str]]:
    """Execution: its rate is spent ÷ planned, its points rate × weight."""
    if e.rate is not None and e.spent is not None and e.planned:
        unit = Decimal(1).scaleb(-e.digits - 2)
        shares = [e.spent / base for base in (e.planned, e.first) if base]
        if abs(shares[0] - e.rate) > unit:
            yield (
                f"预算执行率填 {plain(e.rate * 100)}%，而 全年执行数 {plain(e.spent)} ÷ 全年预算数 {plain(e.planned)} ="
                f" {float(shares[0] * 100):.4g}%。",
                "",
            )
            return
    rate = (
        e.rate if e.rate is not None else e.spent / e.planned if e.spent is not None and e.planned else None
    )
    if e.weight is None or e.points is None or rate is None:
        return
    if e.points > e.weight + _TINY:
        yield f"预算执行率得分 {plain(e.points)} 分，超过分值 {plain(e.weight)} 分。", ""
        return
    due = e.weight * min(rate, Decimal(1))
    if abs(due - e.points) > ROUNDED + _TINY:
        yield (
            f"预算执行率 {float(rate * 100):.5g}%，按 分值 {plain(e.weight)} × 执行率 应得 {float(due):.4g} 分，填的是 {plain(e.points)} 分。",
            "P2" if e.points < due or e.points == round(due) else "",
        )


def _total(view: SetView, members: Sequence[int], execution: Account) -> Iterator[tuple[str, str]]:
    """The sum of points is the total that the form states."""
    total = account(view.of_kind("total"), view[members[0]].record.owner_id, last=True)
    rows = list(cells(view, members))
    points = [number(p) for i in rows if (p := view[i].record.points) is not None]
    if total is None or total.points is None or view.partial or len(points) < len(rows):
        return
    own = sum(points, Decimal(0))
    weights = sum((number(w) for i in rows if (w := view[i].record.weight) is not None), Decimal(0))
    apart = _apart(view, rows, weights, execution)
    whole = own + (apart.points or 0)
    if abs(whole - total.points) <= max(ROUNDED, _HALF_CENT * (len(rows) + 1), _half_unit(total.points)):
        return
    if apart.points is None and 0 <= total.points - own <= HUNDRED - weights:
        return  # the points of execution stand where we have not seen them
    said = f"各指标得分合计 {plain(own)} 分"
    if apart.points is not None:
        said += f"，加预算执行率得分 {plain(apart.points)} 分为 {plain(whole)} 分"
    yield f"{said}，与总分 {plain(total.points)} 分相差 {plain(abs(whole - total.points))} 分。", ""


def _half_unit(total: Decimal) -> Decimal:
    """What a total takes or gives by being rounded to the digits that it has: 99.5 may be 99.46."""
    return Decimal(5).scaleb(int(total.as_tuple().exponent) - 1)


def _scored(name: str, value: str, actual: str, weight: float, points: float, **more: str):  # type: ignore[no-untyped-def]
    return row(name, value, actual, weight=weight, points=points, **more)


def _money(text: str) -> Passage:
    return Passage("execution", text, "灌区清淤")


_REST = (
    _scored("水质达标率", "≥95%", "96%", 30, 30),
    _scored("用水户满意度", "≥90%", "93%", 10, 10),
)

CHECK = Check(
    code="C25",
    title="得分与完成情况或分值不符",
    english="Points do not fit",
    severity="P1",
    opinion=11,
    why="自评得分按完成情况和分值计算：预算执行率得分＝执行率×分值，各项得分之和为总分，分值合计100分（财预〔2020〕10号、财预〔2021〕101号）。",
    run=_points,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_scored("清淤长度", "≥12公里", "10公里", 50, 50), others=_REST),
        Example(_scored("清淤长度", "≥12公里", "6公里", 50, 40, reason="雨季停工"), others=_REST),
        Example(_scored("清淤长度", "≥12公里", "13公里", 50, 52), others=_REST),
        Example(
            _scored("清淤长度", "≥12公里", "13公里", 40, 40),
            others=_REST,
            passages=(_money("执行率 98%；分值 10；得分 9.8"),),
        ),
        Example(
            _scored("清淤长度", "≥12公里", "13公里", 50, 50),
            others=_REST,
            passages=(_money("执行率 80%；分值 10；得分 10"),),
        ),
        Example(
            _scored("清淤长度", "≥12公里", "13公里", 50, 50),
            others=_REST,
            passages=(
                _money("执行率 98%；分值 10；得分 9.8"),
                Passage("total", "分值 100；得分 98", "灌区清淤"),
            ),
        ),
        Example(
            _scored("清淤长度", "≥12公里", "13公里", 50, 50),
            others=_REST,
            passages=(_money("全年预算数 200；全年执行数 180；执行率 95%；分值 10；得分 9.5"),),
        ),
        Example(
            _scored("清淤长度", "≥12公里", "13公里", 50, 50),
            others=_REST,
            passages=(
                _money("年初预算数 240；全年预算数 200；全年执行数 180；执行率 75%；分值 10；得分 7.5"),
            ),
        ),
        Example(_scored("节水增长率", "≥3%", "-1.6%", 50, 40, reason="来水偏少"), others=_REST),
        Example(_scored("管道漏损率", "≤9%", "7.6%", 50, 46), others=_REST),
        Example(_scored("抢修到场时间", "≤40分钟", "28分钟", 50, 48, reason="无偏差"), others=_REST),
        Example(_scored("清淤完工时间", "2024年6月底前", "2024年5月20日", 50, 47), others=_REST),
    ),
    good=(
        Example(_scored("清淤长度", "≥12公里", "10公里", 50, 41.5, reason="雨季停工"), others=_REST),
        Example(_scored("清淤长度", "≥12公里", "13公里", 50, 50), others=_REST),
        Example(
            _scored("清淤长度", "≥12公里", "13公里", 50, 50),
            others=_REST,
            passages=(
                _money("全年预算数 1688.5；全年执行数 1641.22；执行率 97.2%；分值 10；得分 9.7"),
                Passage("total", "分值 100；得分 99.72", "灌区清淤"),
            ),
        ),
        Example(_scored("灌区面貌", "达成", "部分达成", 50, 35), others=_REST),
        Example(_scored("管道漏损率", "≤9%", "7.6%", 50, 46, reason="计量抽查样本不足"), others=_REST),
        Example(_scored("清淤费用", "30万元", "28万元", 50, 46.7, level2="成本指标"), others=_REST),
    ),
)
