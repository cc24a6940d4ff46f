"""C59: the money is far behind in the course of the year, and no reason given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.normalize import fold
from ....findings import Finding, short
from ....money import yuan
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, about, owners, quoted
from ..completion.completions import explains, row

_MONTH = re.compile(r"1\s?月?[-~至到](\d{1,2})月|上半年()")
_USUAL, _HALF = 7, 6  # forms are filled in in summer
_BEHIND, _FAR, _LOST = 0.85, 0.7, 0.6  # of what even spending would have used up
_LATE = re.compile(
    "推迟|延[期迟后误]|汛期|雨季|天气|未开工|停工|招标|流标|采购|尚未|滞后|手续|征地|审批|协调|下半年|四季度|9月|10月"
)
# What a reason says of the money; others tell why the work is late.
_WHY = re.compile(r"支付|支出|拨付|结算|尾款|资金|款项|经费")


def _unspent(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if view.of_kind("executed") else ():
        rows = [view[i].record for i in owner.rows]
        told = [r.reason for r in rows if explains(r.reason)]
        if not rows or not all(r.interim for r in rows) or _is_told(told, len(rows)):
            continue
        planned, spent = (_sum(view, owner, kind) for kind in ("budget", "executed"))
        month = _month(view, owner)
        if not planned or spent is None or spent / planned >= _BEHIND * month / 12:
            continue
        share = f"{spent / planned * 100:.3g}%"
        late = next((r for r in rows if explains(r.reason) and _LATE.search(r.reason)), None)
        yield about(
            check,
            view,
            owner,
            f"到 {month} 月底预算执行率 {share}，{'钱一分没有花' if not spent else '落后于时间进度'}，"
            + (
                f"只有{quoted(late.name, 16)}写了“{short(late.reason, 24)}”，没有说到资金支付。"
                if late
                else "没有说明支出慢的原因。"
            ),
            "请说明支出慢的原因和下半年的支付安排；用不完的，按程序调整预算和目标。",
            "P2" if spent / planned >= (_LOST if late else _FAR) * month / 12 else "",
        )


def _is_told(reasons: list[str], rows: int) -> bool:
    """Whether reasons tell why the money is late: one that speaks of it, or why half of the work is."""
    return 2 * len(reasons) >= rows or any(_WHY.search(reason) for reason in reasons)


def _sum(view: SetView, owner: Owner, kind: str) -> float | None:
    """The first sum of a form of that kind in 元."""
    return yuan(next((p.text for p in view.of_kind(kind) if p.owner_id == owner.id), ""))


def _month(view: SetView, owner: Owner) -> int:
    """The last month that is reported on, as the heads of the money say, or else the form's title."""
    heads = (
        p.text
        for kind in ("funds", "title", "paragraph")
        for p in view.of_kind(kind)
        if p.owner_id == owner.id or (kind != "funds" and not p.owner_id)
    )
    months = [int(m[1] or _HALF) for head in heads if (m := _MONTH.search(fold(head).replace("—", "-")))]
    return months[0] if months and 1 <= months[0] <= 12 else _USUAL


def _form(spent: str, head: str = "年初预算数\t1-7月执行数\t1-7月执行率") -> tuple[Passage, ...]:
    sums = (("funds", head), ("budget", "120"), ("executed", spent))
    return tuple(Passage(kind, text, "灌区清淤") for kind, text in sums)


_ROW = row("清淤长度", "≥12公里", "", so_far="6公里", forecast="12公里", interim=True)
_TOLD = row("清淤长度", "≥12公里", "", so_far="0公里", interim=True, reason="汛期停工，9月开工")

CHECK = Check(
    code="C59",
    title="监控时支出明显落后，没有说明原因",
    english="The money far behind in the course of the year without a reason",
    severity="P1",
    opinion=11,
    why="绩效运行监控同时看目标实现程度和预算执行进度，发现偏离的要说明原因、及时纠偏（财预〔2019〕136号）。",
    run=_unspent,
    scope="document",
    dimension="可行性",
    absence=True,
    bad=(
        Example(_ROW, passages=_form("0")),
        Example(_ROW, passages=_form("36.5")),
        Example(_ROW, passages=_form("60", "年初预算数\t1—11月执行数")),
    ),
    good=(
        Example(_ROW, passages=_form("60")),
        Example(_ROW, passages=_form("36", "年初预算数\t1-4月执行数")),
        Example(_TOLD, passages=_form("0")),
        Example(row("清淤长度", "≥12公里", "6公里"), passages=_form("0")),
    ),
)
