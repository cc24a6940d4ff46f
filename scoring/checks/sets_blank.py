"""M06, M07, M08: fields and rows of a form that are left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...nlp.document import Passage
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Example, Item, nearest
from .sets_common import of_kind, owner_span

_FIELDS = {"code": "项目编码", "person": "填报人"}
_BARE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_MARK = re.compile(
    r"\s*(?:([一二三四五六七八九十]+、)|([（(][一二三四五六七八九十0-9]+[）)])|([0-9]+[、.．]))?"
)
_BARE_NEEDED = 2


def _unfilled(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    for kind, label in _FIELDS.items():
        asked = of_kind(passages, kind)
        blank = [p for p in asked if not p.text.strip()]
        if not blank:
            continue
        i = nearest(items, blank[0])
        some = "全部" if len(blank) == len(asked) else f"有 {len(blank)} 张"
        count = f"，{len(asked)} 张表{some}空着" if len(asked) > 1 else ""
        yield (
            i,
            check.finding(*owner_span(items[i][0]), f"“{label}”没有填写{count}。", f"请补填{label}。"),
        )


def _level(name: str) -> int:
    """How deep an activity's name is by its number: 1 for 一、, 2 for （一）, 3 for 1、, 4 without one."""
    found = _MARK.match(name)
    return (found.lastindex if found else None) or 4


def _no_indicator(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    order = list(dict.fromkeys(p.activity for p in passages if p.activity and not p.project))
    goals = {p.activity: p.text for p in of_kind(passages, "goal") if not p.project and p.text.strip()}
    bare = [p for p in of_kind(passages, "activity") if p.activity in goals]
    have = {record.activity for record, _ in items}
    found = []
    for passage in bare:
        at = order.index(passage.activity)
        following = order[at + 1] if at + 1 < len(order) else ""
        # A duty whose activities follow is a heading.
        if passage.activity in have or (following and _level(following) > _level(passage.activity)):
            continue
        found.append(passage)
    if not found:
        return
    i = nearest(items, found[0])
    names = "、".join(f"“{short(p.activity.strip(), 20)}”" for p in found[:5])
    goal = short(goals[found[0].activity], 30)
    yield (
        i,
        check.finding(
            *owner_span(items[i][0]),
            f"{names}{'等 ' if len(found) > 5 else ''}{f' {len(found)} 项活动' if len(found) > 1 else ''}写了绩效目标（如“{goal}”），却没有一条绩效指标。",
            "请为每项活动至少设置一条反映产出和一条反映效果的指标，并填写指标值。",
        ),
    )


def _no_unit(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    if of_kind(passages, "unit"):
        return
    sums = [p for p in of_kind(passages, "budget") if _BARE.fullmatch(p.text.strip())]
    if len(sums) < _BARE_NEEDED:
        return
    i = nearest(items, sums[0])
    quoted = "、".join(p.text.strip() for p in sums[:3])
    yield (
        i,
        check.finding(
            *owner_span(items[i][0]),
            f"{len(sums)} 处金额（{quoted} 等）只有数字，表头也没有注明单位是元还是万元。",
            "请在表头注明金额单位，如“单位：万元”。",
        ),
    )


def _row(name: str, activity: str) -> Indicator:
    return Indicator(name, tiers=("≥95%", "≥90%", "<90%"), activity=activity)


def _duty(name: str, goal: str, *, blank: bool = True) -> tuple[Passage, ...]:
    found = (Passage("goal", goal, activity=name), Passage("budget", "12.5", activity=name))
    return (*found, Passage("activity", name, activity=name)) if blank else found


_ROW = _row("渠道完好率", "一、渠道管护")
_FIRST = _duty("一、渠道管护", "渠道完好", blank=False)
_UNIT = Passage("unit", "万元")
_FORM = Indicator("清淤长度", "12公里", project="灌区清淤")

CHECKS = (
    Check(
        code="M06",
        title="表头必填项空着",
        english="Required fields of the form left empty",
        severity="P2",
        opinion=11,
        why="绩效目标表内容应填报完整（财预〔2015〕88号：规范完整性）；没有项目编码，指标无法与预算项目对应。",
        run_text=_unfilled,
        scope="document",
        dimension="完整性",
        absence=True,
        bad=(
            Example(_FORM, passages=(Passage("code", "", "灌区清淤"),)),
            Example(_FORM, passages=(Passage("person", ""), Passage("code", "1301", "灌区清淤"))),
        ),
        good=(Example(_FORM, passages=(Passage("code", "1301", "灌区清淤"),)), Example(_FORM)),
    ),
    Check(
        code="M07",
        title="有目标没有指标",
        english="Activity with a goal but no indicator",
        severity="P1",
        opinion=1,
        why="绩效目标要细化为绩效指标（财预〔2020〕10号：绩效指标明确性）；只有目标没有指标的活动，年终无从评价。",
        run_text=_no_indicator,
        scope="document",
        dimension="完整性",
        absence=True,
        bad=(
            Example(_ROW, passages=(*_FIRST, *_duty("二、水价改革", "理顺水价"))),
            Example(
                _ROW,
                passages=(*_FIRST, *_duty("二、水价改革", "理顺水价"), *_duty("三、用水协会", "管好用水")),
            ),
        ),
        good=(
            Example(_ROW, passages=_FIRST),
            Example(
                _row("水费收缴率", "1、水费收缴"),
                passages=(*_duty("一、水价改革", "理顺水价"), *_duty("1、水费收缴", "应收尽收", blank=False)),
            ),
            Example(_ROW, passages=(*_FIRST, Passage("activity", "二、水价改革", activity="二、水价改革"))),
        ),
    ),
    Check(
        code="M08",
        title="金额没有注明单位",
        english="Unit of money undeclared",
        severity="P2",
        opinion=11,
        why="预算数与绩效目标要能对照（财预〔2015〕88号：资金匹配性）；元与万元相差一万倍，单位必须写明。",
        run_text=_no_unit,
        scope="document",
        dimension="完整性",
        bad=(
            Example(_ROW, passages=(*_FIRST, *_duty("二、水价改革", "理顺水价"))),
            Example(
                _FORM, passages=(Passage("budget", "1,200", "灌区清淤"), Passage("budget", "300", "水价改革"))
            ),
        ),
        good=(
            Example(_ROW, passages=(_UNIT, *_FIRST, *_duty("二、水价改革", "理顺水价"))),
            Example(
                _FORM,
                passages=(Passage("budget", "12万元", "灌区清淤"), Passage("budget", "3万元", "水价改革")),
            ),
        ),
    ),
)
