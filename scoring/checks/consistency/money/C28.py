"""C28: the calculation does not add up to the budget."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....findings import Finding
from ....money import wan, yuan
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, about, owners
from .amounts import Sums, agree, sums_of

_FAR = 3.0  # what differs more counts something else: several years, one contract of many


def _adrift(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        if not (text := owner.text("calculation")):
            continue
        sums = sums_of(text)
        said = _against_total(sums) or (_against_budget(sums, owner) if owner.budget else "")
        if said:
            advice = (
                "请核对各项测算和合计，使其与申报的预算数一致；另有资金来源的，写明各项由哪一笔资金安排。"
            )
            yield about(check, view, owner, said, advice)


def _against_total(sums: Sums) -> str:
    """The lines against the total that stands among them."""
    if not sums.plain or sums.total is None or len(sums.items) < 2 or not _near(sums.added, sums.total):
        return ""
    if agree(sums.added, sums.total, len(sums.items)):
        return ""
    gap = abs(sums.added - sums.total)
    return f"测算依据各项相加是 {wan(sums.added)}（{_lines(sums)}），而其中写的总数是 {wan(sums.total)}，相差 {wan(gap)}。"


def _against_budget(sums: Sums, owner: Owner) -> str:
    """Total, or else the lines, against the budget of the year."""
    budget = owner.budget or 0.0
    if not sums.plain or (sums.total is None and len(sums.items) < 2):
        return ""
    stated = sums.added if sums.total is None else sums.total
    whole = [amount for text in owner.texts.get("budget", ()) if (amount := yuan(text))]
    # What fits the sum of several years, or this year's a whole number of times, is not this year's alone.
    years = stated / budget if budget else 0.0
    if agree(stated, budget, len(sums.items)) or any(agree(stated, w) for w in whole):
        return ""
    if not _near(stated, budget) or (years > 1.5 and abs(years - round(years)) < 0.01):
        return ""
    lines = f"各项相加是 {wan(stated)}（{_lines(sums)}）" if sums.total is None else f"写明共 {wan(stated)}"
    return f"测算依据{lines}，而本年度预算是 {wan(budget)}，相差 {wan(abs(stated - budget))}。"


def _near(one: float, other: float) -> bool:
    return 0 < max(one, other) <= _FAR * min(one, other)


def _lines(sums: Sums) -> str:
    return "＋".join(f"{item.amount / 10_000:.10g}" for item in sums.items)


_OWN = "护林防火"
_ROW = Indicator("巡护里程", "1200公里", project=_OWN, budget="46.5万元")


def _told(text: str, kind: str = "calculation") -> Passage:
    return Passage(kind, text, _OWN)


CHECK = Check(
    code="C28",
    title="测算依据与预算数不符",
    english="The calculation does not add up to the budget",
    severity="P1",
    opinion=11,
    why="绩效目标应经过测算、与资金规模相匹配（财预〔2015〕88号：资金匹配性、实现可能性）；测算各项加不出预算数，预算缺少依据。",
    run=_adrift,
    scope="document",
    dimension="可行性",
    absence=True,
    bad=(
        Example(_ROW, passages=(_told("1.巡护车油费13.5万元；2.防火物资22万元；3.宣传牌6万元。"),)),
        Example(_ROW, passages=(_told("巡护车油费30万元，防火物资10.5万元，共计46.5万元。"),)),
        Example(_ROW, passages=(_told("2024年经费预算支出64.5万元"),)),
        Example(_ROW, passages=(_told("巡护员12人×2400元×12月=34.56万元，防火服80套×260元/套=2.08万元。"),)),
    ),
    good=(
        Example(_ROW, passages=(_told("1.巡护车油费18.5万元；2.防火物资22万元；3.宣传牌6万元。"),)),
        Example(_ROW, passages=(_told("护林防火经费46.5万元，用于油费30万元及物资16.5万元。"),)),
        Example(_ROW, passages=(_told("按合同价每年20万元支付巡护费，物资10万元。"),)),
        Example(_ROW, passages=(_told("三年经费预算139.5万元"),)),
        Example(
            _ROW, passages=(_told("巡护员12人×2400元×12月=34.56万元，防火服459套×260元/套=11.934万元。"),)
        ),
        Example(_ROW, passages=(_told("防火物资22万元"),)),
        Example(_ROW, passages=(_told("项目总预算93万元"), _told("93万元", "budget"))),
    ),
)
