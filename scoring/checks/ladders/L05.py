"""L05: A count ladder skips or repeats a number."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.record import Indicator
from ....nlp.targets import parse_target
from ...findings import Finding, tier_span
from ...registry import Check
from ...views import RecordView
from .tiers import GOOD, WHY, gaps_of, listed, tiers


def _skipped(check: Check, view: RecordView) -> Iterator[Finding]:
    """L05: whole numbers that no tier or two tiers count."""
    record, context = view
    analysed = gaps_of(context.tiers, context.name)
    if not analysed or not analysed[0].ladder.domain.whole:
        return
    ladder, twice = analysed[0].ladder, analysed[0].doubles
    missing = analysed[1].get("L05", [])
    if not missing and not twice:
        return
    parts = []
    if missing:
        parts.append(f"{listed(ladder, missing)} 不属于任何一档")
    if twice:
        parts.append(
            "、".join(dict.fromkeys(ladder.domain.show(d.interval) for d in twice)) + " 同时属于两档"
        )
    where = missing[0][1] if missing else twice[0].second
    yield check.finding(
        "tiers",
        tier_span(record, where),
        "，".join(parts) + "。",
        _COUNT if _few(record) else _MANY,
        "" if missing else "P2",
    )


def _few(record: Indicator) -> bool:
    """Whether the tiers count few enough to tell each number."""
    told = [t for tier in record.tiers or () if (t := parse_target(tier)) is not None]
    return all((t.number or 0) <= _FEW for t in told)


_COUNT = "请按整数逐档写全，使相邻两档恰好相接、不重复，如“0起”“1起”“2起”“3起及以上”。"
_MANY = "请把相邻两档写得恰好相接、不重复：上一档的下限只归上一档，下一档的上限比它小一个单位。"
_FEW = 20  # up to which tiers tell whole numbers one by one


CHECK = Check(
    code="L05",
    title="计数档次跳级或重复",
    english="A count ladder skips or repeats a number",
    severity="P1",
    opinion=4,
    why=WHY,
    run=_skipped,
    needs=("tiers",),
    bad=(
        tiers("未发生泄漏事件", "2起", "3起", "3起以上", name="加氯间安全管理"),
        tiers("0次", "1次", "3次", "4次以上", name="停水次数"),
    ),
    good=(*GOOD, tiers("未发生", "1起", "2起", "3起及以上", name="加氯间事故数")),
)
