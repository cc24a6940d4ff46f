"""C25: weights, the points of execution and the total of a self-evaluation form, added up exactly.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from .....nlp.layouts.execution import stated
from ....views import SetView
from ..completion.completions import is_blank
from ..completion.points import HUNDRED, ROUNDED, Account, account, amount, cells, is_execution, number, plain

ROWS = 3  # of a form, from which its weights are looked at together
USUAL = (Decimal(90), Decimal(80))  # indicators beside an execution of 10 or 20 that was not found
_HALF_CENT = Decimal("0.005")  # of each addend that is rounded to two decimals
_SLIP = Decimal("0.03")  # of full points, which rounding to one decimal does not take
_TINY = Decimal("0.000001")
_WORTH = re.compile(r"(\d+(?:\.\d+)?)分")
_GIVEN = re.compile(
    r"自评(?:总|综合)?得?分(?:数|值)?(?:为|是|[:：])?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分(?!以|及|（|\()"
)
_CLASSES = 4  # from which one without points stands out


def of_weights(view: SetView, members: Sequence[int], execution: Account) -> Iterator[tuple[str, str]]:
    """Weights of a form that states all of them add to 100, with that of execution where it stands apart."""
    rows = list(cells(view, members))
    weights = [number(w) for i in rows if (w := view[i].record.weight) is not None]
    if view.partial or len(weights) < len(rows) or len(rows) < ROWS:
        return
    own = sum(weights, Decimal(0)) + idle(view, members).weight
    apart = _apart(view, rows, own, execution)
    whole = own + (apart.weight or 0)
    slack = _TINY if all(w == int(w) for w in weights) else ROUNDED * len(rows)
    if abs(whole - HUNDRED) <= slack or (own < 2 and abs(own - 1) < ROUNDED):
        return
    total = account(view.of_kind("total"), view[rows[0]].record.owner_id, last=True)
    counted = total is not None and total.weight == HUNDRED
    if (
        apart.weight is None
        and own in USUAL
        and (counted or not any(is_execution(view[i].record) for i in rows))
    ):
        return
    said = f"{len(rows)} 项指标的分值合计 {plain(own)} 分"
    if apart.weight is not None:
        said += f"，加预算执行率 {plain(apart.weight)} 分为 {plain(whole)} 分"
    said += f"，不是 100 分（{'多' if whole > HUNDRED else '少'} {plain(abs(whole - HUNDRED))} 分）"
    if whole < HUNDRED and not view.of_kind("total"):
        yield f"{said}，表中也没有总分一行，请先核对指标是否填全。", "P2"
        return
    yield f"{said}。", ""


class Idle(NamedTuple):
    """What the rows of a form weigh and were given in which no indicator stands."""

    rows: int
    weight: Decimal
    points: Decimal


def idle(view: SetView, members: Sequence[int]) -> Idle:
    """The rows of a form that weigh something without an indicator: 无 | 无 | 5 | 5."""
    owner = view[members[0]].record.owner_id
    told = [stated(p.text) for p in view.of_kind("idle") if p.owner_id == owner]
    worth, given = (
        sum((amount(t.get(key, "")) or Decimal(0) for t in told), Decimal(0)) for key in ("分值", "得分")
    )
    return Idle(len(told), worth, given)


def of_idle(view: SetView, members: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Points where there is nothing to give them for."""
    spare = idle(view, members)
    if spare.rows:
        given = f"、得 {plain(spare.points)} 分" if spare.points else ""
        yield f"有 {spare.rows} 行填“无”，没有指标，却占 {plain(spare.weight)} 分{given}。", ""


def by_class(view: SetView, members: Sequence[int], apart: Account) -> Iterator[tuple[str, str]]:
    """What forms say that give points by class: 产出指标（60分）; and classes that have none."""
    classes = dict.fromkeys(view[i].record.level1 for i in members)
    worth = [Decimal(found[1]) for name in classes if (found := _WORTH.search(name))]
    whole = sum(worth, Decimal(0)) + (apart.weight or 0)
    if apart.weight and len(worth) == len(classes) > 1 and whole > HUNDRED:
        said = "、".join(f"{name}" for name in classes)
        yield (
            f"{said}，加预算执行率 {plain(apart.weight)} 分，合计 {plain(whole)} 分，不是 100 分（多 {plain(whole - HUNDRED)} 分）。",
            "",
        )
    scored: dict[str, bool] = {}
    for i in members:
        record = view[i].record
        if record.level2 and not is_blank(record.actual):
            scored[record.level2] = scored.get(record.level2, False) or record.points is not None
    bare = [name for name, has in scored.items() if not has]
    if len(scored) >= _CLASSES and len(bare) == 1 and not view.partial:
        yield f"其他各类都有得分，“{bare[0]}”填了完成值却没有得分。", "P2"


def _apart(view: SetView, rows: Sequence[int], own: Decimal, execution: Account) -> Account:
    """Execution where it has points beside those of the rows: it may be one of them, or count in no total."""
    total = account(view.of_kind("total"), view[rows[0]].record.owner_id, last=True)
    if execution.weight is not None and own + execution.weight == HUNDRED:
        return execution  # beside a row that is called 预算执行, too
    if any(is_execution(view[i].record) for i in rows) or (total and own == total.weight == HUNDRED):
        return Account()
    return execution


def of_execution(e: Account) -> Iterator[tuple[str, str]]:
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
    full = e.points == e.weight and due < e.weight - _SLIP
    if full or abs(due - e.points) > ROUNDED + _TINY:
        yield (
            f"预算执行率 {float(rate * 100):.5g}%，按 分值 {plain(e.weight)} × 执行率 应得 {float(due):.4g} 分，填的是 {plain(e.points)} 分。",
            "P2" if e.points < due or e.points == round(due) else "",
        )


def of_total(view: SetView, members: Sequence[int], execution: Account) -> Iterator[tuple[str, str]]:
    """The sum of points is the total that the form states."""
    total = account(view.of_kind("total"), view[members[0]].record.owner_id, last=True)
    rows = list(cells(view, members))
    points = [number(p) for i in rows if (p := view[i].record.points) is not None]
    if total is None or total.points is None or view.partial or len(points) < len(rows):
        return
    spare = idle(view, members)
    own = sum(points, Decimal(0)) + spare.points
    weights = spare.weight + sum(
        (number(w) for i in rows if (w := view[i].record.weight) is not None), Decimal(0)
    )
    # A total of the indicators alone says so by its weight.
    apart = Account() if total.weight == weights else _apart(view, rows, weights, execution)
    whole = own + (apart.points or 0)
    if abs(whole - total.points) <= max(ROUNDED, _HALF_CENT * (len(rows) + 1), _half_unit(total.points)):
        return
    # The weights are too many by as much: one fault, told again with the points.
    same = whole - total.points == weights + (apart.weight or 0) - HUNDRED > 0
    if apart.points is None and 0 <= total.points - own <= HUNDRED - weights:
        return  # the points of execution stand where we have not seen them
    said = f"各指标得分合计 {plain(own)} 分"
    if apart.points is not None:
        said += f"，加预算执行率得分 {plain(apart.points)} 分为 {plain(whole)} 分"
    yield (
        f"{said}，与总分 {plain(total.points)} 分相差 {plain(abs(whole - total.points))} 分。",
        "P3" if same else "",
    )


def of_text(view: SetView, members: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The points that the text around the form says it gave itself are the total of the form."""
    record = view[members[0]].record
    total = account(view.of_kind("total"), record.owner_id, last=True)
    if total is None or total.points is None or not record.project:
        return
    names = {r.project for r, _ in view if r.project}
    for passage in view.of_kind("paragraph"):
        for said in _GIVEN.finditer(passage.text):
            before = {name: passage.text.rfind(name, 0, said.start()) for name in names}
            nearest = max(before, key=lambda name: before[name])
            points = Decimal(said[1])
            if nearest == record.project and before[nearest] >= 0 and points != total.points:
                yield f"正文说自评得分 {plain(points)} 分，自评表的总分是 {plain(total.points)} 分。", ""
                return


def _half_unit(total: Decimal) -> Decimal:
    """What a total takes or gives by being rounded to the digits that it has: 99.5 may be 99.46."""
    return Decimal(5).scaleb(int(total.as_tuple().exponent) - 1)
