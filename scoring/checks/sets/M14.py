"""M14: the indicators of the whole term are those of the year, row for row, or less than those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....nlp.document import Passage
from ....nlp.normalize import fold
from ...findings import Finding
from ...registry import Check, Example
from ...views import RecordView, SetView
from ..consistency.goal.wording import ONE_YEAR, folded, has_figure
from ..owners import Owner, about, owners, quoted
from .classes import CLEAN, LENGTH, row

_FEWEST = 3


def _unfit(check: Check, view: SetView) -> Iterator[Finding]:
    yield from _same_rows(check, view)
    terms = {(r.owner_id, r.name): item for item in view if (r := item.record).horizon == "term"}
    for i, item in enumerate(view) if terms else ():
        record = item.record
        other = terms.get((record.owner_id, record.name)) if record.horizon == "annual" else None
        if other is not None and (said := _apart(item, other)):
            yield check.mark(
                record,
                "value",
                None,
                f"年度指标{quoted(record.name, 16)}填{quoted(record.value)}，中期（实施期）填{quoted(other.record.value)}，{said}",
                "请核对两处的数和单位：中期写整个实施期的累计数或期末水平，年度写本年度的任务。",
                "P1",
            ).at(i)


def _apart(year: RecordView, term: RecordView) -> str:
    """Why what a row says of the year can't stand beside what it says of the term; '' where it can."""
    one, two = year.context.target, term.context.target
    if one is None or two is None or one.number is None or two.number is None or not (one.unit and two.unit):
        return ""
    if one.number == two.number and one.unit != two.unit:
        return "数相同而单位不同，必有一处写错。"
    alike = one.unit == two.unit and one.kind == "count" and year.context.declared == {"quantity"}
    if alike and one.comparator in ("≥", "=", ">") and one.number > two.number:
        return "一年的任务超过了整个实施期的。"
    return ""


def _same_rows(check: Check, view: SetView) -> Iterator[Finding]:
    periods = {p.owner_id: fold(p.text) for p in view.of_kind("period")}
    for owner in view.once(owners):
        if ONE_YEAR.search(periods.get(owner.id, "")):
            continue
        term, annual = _rows(view, owner, "term"), _rows(view, owner, "annual")
        if len(term) < _FEWEST or sorted(term) != sorted(annual):
            continue
        apart = _goals_differ(owner)
        goals = "，两个目标却写得不同" if apart else "，目标也相同" if _goals_agree(owner) else ""
        yield about(
            check,
            view,
            owner,
            f"中期（实施期）的 {len(term)} 条指标与年度指标的名称和指标值完全相同{goals}，看不出本年度完成哪一部分。",
            "能累计的（件数、里程）中期写整个实施期的累计数、年度写本年度的任务，不能累计的（比率、面积）写期末要达到的水平；只实施一年的注明即可。",
            "P1" if apart else "",
        )


def _rows(view: SetView, owner: Owner, horizon: str) -> list[tuple[str, str]]:
    items = (view[i] for i in owner.rows if view[i].record.horizon == horizon)
    return [(context.name, context.value) for record, context in items if not record.narrative]


def _goals_agree(owner: Owner) -> bool:
    annual = folded(owner.text("goal"))
    return bool(annual) and annual == folded(owner.text("goal_long"))


def _goals_differ(owner: Owner) -> bool:
    """Whether the goal of the term has figures of its own, which its indicators then cannot show."""
    annual, term = owner.text("goal"), owner.text("goal_long")
    return bool(annual) and has_figure(term) and folded(annual) != folded(term)


_ROWS = (LENGTH, CLEAN, row("清淤完成时间", "11月底前", "时效指标"))
_TERM = tuple(replace(r, horizon="term") for r in _ROWS)
_ANNUAL = tuple(replace(r, horizon="annual") for r in _ROWS)

CHECK = Check(
    code="M14",
    title="中期指标与年度指标不相称",
    english="The indicators of the term do not fit those of the year",
    severity="P2",
    opinion=2,
    why="年度目标和指标是中长期目标在本年度的分解（财预〔2015〕88号：绩效目标分为中长期和年度目标）；两套指标一样，等于没有分解。",
    run=_unfit,
    scope="document",
    dimension="完整性",
    absence=True,
    instead_of=("C30",),
    bad=(
        Example(replace(_ANNUAL[0], value="45公里"), others=_TERM[:1]),
        Example(replace(_ANNUAL[0], value="12公里/年"), others=(replace(_TERM[0], value="12公里"),)),
        Example(_TERM[0], others=(*_TERM[1:], *_ANNUAL)),
        Example(
            _TERM[0],
            others=(*_TERM[1:], *_ANNUAL),
            passages=(
                Passage("goal", "清淤12公里。", "灌区清淤"),
                Passage("goal_long", "三年清淤36公里。", "灌区清淤"),
            ),
        ),
    ),
    good=(
        Example(replace(_ANNUAL[0], value="12公里"), others=(replace(_TERM[0], value="36公里"),)),
        Example(replace(_ANNUAL[1], value="≥95%"), others=(replace(_TERM[1], value="≥90%"),)),
        Example(
            _TERM[0],
            others=(*_TERM[1:], *_ANNUAL),
            passages=(Passage("period", "2025年1月-12月", "灌区清淤"),),
        ),
        Example(replace(_TERM[0], value="36公里"), others=(*_TERM[1:], *_ANNUAL)),
        Example(_TERM[0], others=(*_TERM[1:],)),
        Example(_TERM[0], others=(_TERM[1], *_ANNUAL)),
    ),
)
