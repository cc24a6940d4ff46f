"""C16, C17, C18: grades ticked where there is nothing to grade."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...nlp.document import Passage
from ...nlp.location import Location
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Example, Item
from .consistency_text import placed
from .sets_common import of_kind

_TOP = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_MIN_TICKS = 5


def _ticks(passages: Sequence[Passage]) -> Iterator[tuple[int, bool]]:
    """The places of the ticks without an indicator, and whether their row names an activity."""
    for k, passage in enumerate(passages) if of_kind(passages, "tick") else ():
        if passage.kind == "tick":
            before = passages[k - 1] if k else None
            named = before is not None and before.kind == "activity" and before.owner_id == passage.owner_id
            yield k, named


def _heads_others(passages: Sequence[Passage], k: int) -> bool:
    """True for 一、… followed by activities of its own, which have the indicators."""
    own = passages[k].activity
    after = next((p.activity for p in passages[k + 1 :] if p.activity not in ("", own)), "")
    return bool(_TOP.match(own)) and bool(after) and not _TOP.match(after)


def _graded(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    for k, named in _ticks(passages):
        if named and not _heads_others(passages, k):
            tick = passages[k]
            yield placed(
                check,
                items,
                tick,
                f"职责活动“{short(tick.activity)}”没有绩效指标，却评为“{tick.text}”，评价没有依据。",
                f"请为“{short(tick.activity)}”补充绩效指标和指标值后再评价。",
            )


def _orphans(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    loose = [passages[k] for k, named in _ticks(passages) if not named]
    counts = Counter(p.activity for p in loose)
    for activity, count in counts.items():
        tick = next(p for p in loose if p.activity == activity)
        where = f"“{short(activity)}”下面" if activity else "表中"
        yield placed(
            check,
            items,
            tick,
            f"{where}有 {count} 行只打了“√”（{tick.text}），没有活动内容，也没有指标。",
            "请补齐这些行的指标，或删去多余的勾选。",
        )


def _all_best(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    graded = [i for i, (record, _) in enumerate(items) if record.grade]
    rows = {items[i][0].location.whole or Location(line=i): items[i][0].grade for i in graded}
    grades = [*rows.values(), *(p.text for p in of_kind(passages, "tick"))]
    if not graded or len(grades) < _MIN_TICKS or set(grades) != {"优"}:
        return
    if any(items[i][0].value or items[i][0].tiers or items[i][0].actual for i in graded):
        return
    record = items[graded[0]][0]
    yield (
        graded[0],
        check.finding(
            "value",
            (0, 0),
            f"{len(grades)} 处评价全部是“优”，而 {len(graded)} 个指标都没有指标值和完成值，评价无从核实。",
            f"请先为“{short(record.name)}”等指标填写指标值和实际完成值，再据此评定等级。",
        ),
    )


_WHY = "评价结论应以指标的目标值和实际完成值为依据（财预〔2020〕10号）。"
_BRIDGE = Indicator("危桥改造完成率", activity="一、桥梁养护", grade="优")
_OTHERS = tuple(Indicator(f"第{n}标段养护率", activity="一、桥梁养护", grade="优") for n in "一二三四")


def _row(activity: str, grade: str) -> tuple[Passage, Passage]:
    return Passage("activity", activity, "", activity), Passage("tick", grade, "", activity)


CHECKS = (
    Check(
        code="C16",
        title="没有指标却评了等级",
        english="Graded without an indicator",
        severity="P0",
        opinion=1,
        why=_WHY + "没有指标的活动无从评价。",
        run_text=_graded,
        scope="document",
        dimension="完整性",
        bad=(
            Example(_BRIDGE, passages=_row("二、渡口管理", "优")),
            Example(_BRIDGE, passages=(*_row("二、渡口管理", "良"), *_row("三、航标维护", "优"))),
        ),
        good=(
            Example(_BRIDGE, passages=(Passage("activity", "二、渡口管理", "", "二、渡口管理"),)),
            Example(
                Indicator("渡工培训率", activity="渡工培训", grade="优"),
                passages=(*_row("二、渡口管理", "优"), Passage("content", "培训", "", "渡工培训")),
            ),
        ),
    ),
    Check(
        code="C17",
        title="全部评优而没有任何指标值",
        english="All graded best without a single value",
        severity="P0",
        opinion=11,
        why=_WHY + "全部评优又没有数值，评价结果不可信。",
        run_text=_all_best,
        scope="document",
        dimension="可行性",
        bad=(
            Example(_BRIDGE, others=_OTHERS),
            Example(_BRIDGE, others=_OTHERS[:2], passages=(*_row("二、渡口", "优"), *_row("三、航标", "优"))),
        ),
        good=(
            Example(_BRIDGE, others=(*_OTHERS, Indicator("巡查次数", activity="一、桥梁养护", grade="良"))),
            Example(_BRIDGE, others=(*_OTHERS, Indicator("巡查次数", value="12次", grade="优"))),
        ),
    ),
    Check(
        code="C18",
        title="只有勾选没有内容的行",
        english="Ticked rows without content",
        severity="P1",
        opinion=1,
        why=_WHY + "没有活动也没有指标的勾选不知评的是什么。",
        run_text=_orphans,
        scope="document",
        dimension="完整性",
        bad=(
            Example(_BRIDGE, passages=(Passage("tick", "优", "", "一、桥梁养护"),)),
            Example(_BRIDGE, passages=(*_row("二、渡口", "优"), Passage("tick", "优", "", "二、渡口"))),
        ),
        good=(
            Example(_BRIDGE, passages=_row("二、渡口", "优")),
            Example(_BRIDGE, passages=(Passage("activity", "二、渡口", "", "二、渡口"),)),
        ),
    ),
)
