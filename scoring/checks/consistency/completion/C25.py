"""C25: points do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....context import Context
from ....findings import Finding, owner_span, short
from ....registry import Check, Example
from ....views import SetView
from ..execution.sums import ROWS, USUAL, by_class, of_execution, of_idle, of_text, of_total, of_weights
from .completions import bare, explains, is_blank, row, rows_of
from .points import HUNDRED, Account, account, cells, is_execution, is_full, number, plain
from .reached import Outcome, outcome

_AHEAD = 0.05  # of its weight that a row may have beyond its share
_FEW = 0.1  # of its weight that a row may lose without a word before that is grave
_SMALL = 0.1  # points that rounding takes
_WHOLE = 1.0  # points; less than that is a slip
_SIGNED = frozenset("≤<≥>")
_ADVICE = "请按评分规则重新核算得分，并核对各项之和与总分。"


def _points(check: Check, view: SetView) -> Iterator[Finding]:
    for i, own in _declared(view):
        odd = own in (HUNDRED, *USUAL)
        said = f"各项指标的权重合计 {plain(own)} 分，" + (
            f"同一份文件里别的项目是 {plain(_rest(own))} 分。"
            if odd
            else "既不是 100 分，也不是留出预算执行率后的 90 分。"
        )
        yield check.finding(
            *owner_span(view[i].record), said, "请核对并改正各项权重。", "P2" if odd else ""
        ).at(i)
    for members in view.once(rows_of):
        for i in members:
            yield from _row(check, view, i)
        first = view[members[0]].record
        apart = account(view.of_kind("execution"), first.owner_id) or Account()
        for said, severity in by_class(view, members, apart):
            yield check.finding(*owner_span(first), said, _ADVICE, severity).at(members[0])
        weighed = any(view[i].record.weight for i in members)
        for said, severity in (
            *(of_idle(view, members) if weighed else ()),
            *(of_weights(view, members, apart) if weighed else ()),
            *of_execution(_weighed(view, members, apart)),
            *of_total(view, members, apart),
            *(of_text(view, members) if weighed else ()),
        ):
            yield check.finding(*owner_span(first), said, _ADVICE, severity).at(members[0])


def _weighed(view: SetView, members: Sequence[int], apart: Account) -> Account:
    """The points of execution out of what the other rows leave of 100, where the form does not say."""
    weights = [view[i].record.weight for i in cells(view, members)]
    own = sum((number(w) for w in weights if w is not None), Decimal(0))
    if apart.weight is not None or apart.points is None or None in weights or own not in USUAL:
        return apart
    return replace(apart, weight=HUNDRED - own)


def _declared(view: SetView) -> Iterator[tuple[int, Decimal]]:
    """Declarations whose weights make up neither the whole nor the whole less what execution has, and the one that
    leaves room for execution, or none, where all others do otherwise."""
    sums: dict[Decimal, list[int]] = {}
    for form in view.forms if not view.partial else ():
        if any(view[i].record.actual or view[i].record.points is not None for i in form):
            continue
        rows = [i for i in cells(view, form) if view[i].record.horizon != "term"]
        weights = [number(w) for i in rows if (w := view[i].record.weight) is not None]
        own = sum(weights, Decimal(0))
        if not len(weights) == len(rows) >= ROWS or own <= 2:
            continue
        if own in (HUNDRED, _rest(HUNDRED)):
            sums.setdefault(own, []).append(form[0])
        elif own not in USUAL:
            yield form[0], own
    for own, forms in sums.items():
        if len(forms) == 1 and len(sums.get(_rest(own), ())) > 1:
            yield forms[0], own


def _rest(own: Decimal) -> Decimal:
    """The other usual sum: 90 where execution has 10, else 100."""
    return HUNDRED if own != HUNDRED else HUNDRED - 10


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
        soft = context.target is None or context.target.kind == "text"
        if soft and weight - points > _SMALL and not (is_blank(record.actual) or explains(record.reason)):
            said = f"“{short(record.name)}”扣了 {weight - points:.10g} 分，没有说明扣分的原因。"
            yield check.finding("points", span, said, "请写明扣分的原因和改进措施。", "P2").at(i)
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
            "" if points - due >= _WHOLE else "P2",
            fault="completion",
        ).at(i)
    elif (
        not reached.missed
        and weight - points > _SMALL
        and (_is_told(reached, context) or bare(record.actual) == bare(record.value))
        and not is_execution(record)
        and not explains(record.reason)
    ):
        yield check.finding(
            "points",
            span,
            f"目标“{short(record.value)}”已完成（实际“{short(record.actual)}”），却扣了 {weight - points:.10g} 分，没有说明原因。",
            "请说明扣分的原因；没有原因的，改正得分。",
            "" if weight - points > _FEW * weight + 1e-6 else "P2",
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


def _scored(name: str, value: str, actual: str, weight: float, points: float, **more: str):  # type: ignore[no-untyped-def]
    return row(name, value, actual, weight=weight, points=points, **more)


def _money(text: str) -> Passage:
    return Passage("execution", text, "灌区清淤")


def _by_class(level1: str, level2: str, points: float | None = 20.0) -> Indicator:
    return row("渠道管护", "12公里", "12公里", level2, level1=level1, points=points)


def _said(points: str) -> tuple[Passage, ...]:
    """The account of a form, and what the text around it says of its points."""
    return (
        _money("执行率 98%；分值 10；得分 9.8"),
        Passage("total", "分值 100；得分 99.8", "灌区清淤"),
        Passage("paragraph", f"灌区清淤项目执行率98%，自评得分{points}分。"),
    )


_SPARE = (Passage("idle", "分值 5；得分 5", "灌区清淤"),)
_TWENTY = (_money("全年预算数 50；全年执行数 50；执行率 100%；分值 20；得分 20"),)
_REST = (
    _scored("水质达标率", "≥95%", "96%", 30, 30),
    _scored("用水户满意度", "≥90%", "93%", 10, 10),
)

# Three projects of one file, of which the first leaves room for execution.
_WEIGHED = tuple(
    row(f"清淤长度{i}", "≥12公里", "", weight=worth, project=name)
    for name, worth in (("灌区清淤", 30.0), ("渠道衬砌", 25.0), ("闸门检修", 25.0))
    for i in range(3 if worth == 30.0 else 4)
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
        Example(_scored("渠道面貌", "逐步改善", "改善", 50, 46), others=_REST),
        Example(_scored("清淤长度", "≥12公里", "10公里", 50, 50), others=_REST),
        Example(_scored("清淤长度", "≥12公里", "6公里", 50, 40, reason="雨季停工"), others=_REST),
        Example(_scored("清淤长度", "≥12公里", "13公里", 50, 52), others=_REST),
        Example(_WEIGHED[0], others=_WEIGHED[1:]),
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
        Example(_scored("清淤长度", "≥12公里", "13公里", 50, 50), others=_REST, passages=_said("97.8")),
        Example(_scored("清淤长度", "≥12公里", "13公里", 60, 60), others=_REST, passages=_SPARE),
        Example(_scored("节水增长率", "≥3%", "-1.6%", 50, 40, reason="来水偏少"), others=_REST),
        Example(_scored("管道漏损率", "≤9%", "7.6%", 50, 46), others=_REST),
        Example(_scored("抢修到场时间", "≤40分钟", "28分钟", 50, 48, reason="无偏差"), others=_REST),
        Example(_scored("清淤完工时间", "2024年6月底前", "2024年5月20日", 50, 47), others=_REST),
        Example(
            _by_class("产出指标（60分）", "数量指标"),
            others=(_by_class("效益指标（40分）", "社会效益指标"),),
            passages=_TWENTY,
        ),
        Example(
            _by_class("产出指标", "数量指标"),
            others=(
                _by_class("产出指标", "质量指标"),
                _by_class("产出指标", "时效指标"),
                _by_class("效益指标", "社会效益指标", None),
            ),
        ),
    ),
    good=(
        Example(
            _by_class("产出指标（50分）", "数量指标"),
            others=(_by_class("效益指标（30分）", "社会效益指标"),),
            passages=_TWENTY,
        ),
        Example(
            _by_class("产出指标", "数量指标", None),
            others=(
                _by_class("产出指标", "质量指标", None),
                _by_class("产出指标", "时效指标", None),
                _by_class("效益指标", "社会效益指标", None),
            ),
        ),
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
        Example(_scored("清淤长度", "≥12公里", "13公里", 50, 50), others=_REST, passages=_said("99.80")),
        Example(_scored("灌区面貌", "达成", "部分达成", 50, 35), others=_REST),
        Example(_scored("管道漏损率", "≤9%", "7.6%", 50, 46, reason="计量抽查样本不足"), others=_REST),
        Example(_scored("清淤费用", "30万元", "28万元", 50, 46.7, level2="成本指标"), others=_REST),
    ),
)
