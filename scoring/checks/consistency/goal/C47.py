"""C47: the same number of the same thing, in another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....advice import terms
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import owners, quoted
from ..goals import Promise, promises
from .promised import measured

# Units that count differently: a set is of several pieces, a visit is no person. What may stand for each other
# (个, 处, 座, 家) is left alone.
_SHARES = ("%", "‰")
_APART = tuple(
    frozenset(pair) for pair in (("套", "件"), ("人", "人次"), ("户", "人"), ("批", "件"), _SHARES)
)
_MOST = 0.6
_RATE = re.compile(r"[率度]$|比例|占比|比重|覆盖|完成")
_WHERE = {"goal": "年度目标", "calculation": "测算依据", "content": "项目内容"}


def _unlike(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        rows = {
            i: base for i in owner.rows if (base := measured(view[i].context.target)) and _is_of_year(view, i)
        }
        if not rows:
            continue
        said = [(kind, _as_written(p)) for kind in _WHERE for p in promises(owner.text(kind))]
        told = {(p.unit, p.number) for _, p in said}
        for i, base in rows.items():
            if (base.unit, base.number) in told:
                continue
            record = view[i].record
            wanted = terms(record.name)
            for kind, promise in said:
                counted = (
                    base.unit == "%"
                    and not _RATE.search(record.name)
                    and promise.unit not in (*_SHARES, "元", "")
                )
                apart = counted or frozenset((promise.unit, base.unit)) in _APART
                if promise.number != base.number or not apart:
                    continue
                if not wanted or sum(term in promise.near for term in wanted) < _MOST * len(wanted):
                    continue
                yield check.mark(
                    record,
                    "value",
                    None,
                    f"{_WHERE[kind]}写{quoted(promise.near, 24)}，指标{quoted(record.name, 16)}的值却是{quoted(record.value)}，"
                    f"“{promise.unit}”和“{base.unit}”不是一种数法。",
                    "请统一计量单位；确属不同口径的，在指标解释中写明。",
                    "P1" if base.unit in _SHARES else "",
                ).at(i)
                break


def _as_written(promise: Promise) -> Promise:
    """A figure in ‰ with the number and the unit that are written; others as they are."""
    if not promise.text.endswith("‰"):
        return promise
    return replace(promise, number=float(promise.text.rstrip("‰").replace(",", "")), unit="‰")


def _is_of_year(view: SetView, i: int) -> bool:
    record, _ = view[i]
    return not record.narrative and record.horizon != "term"


def _row(name: str, value: str) -> Indicator:
    return Indicator(name, value, level1="产出指标", level2="数量指标", project="灌区清淤")


def _told(text: str) -> tuple[Passage, ...]:
    return (Passage("goal", text, "灌区清淤"),)


CHECK = Check(
    code="C47",
    title="计量单位与目标或测算不一致",
    english="The same number in another unit",
    severity="P2",
    opinion=4,
    why="绩效目标、测算和指标应相互对应（财预〔2015〕88号：相应匹配）；单位不一，年终无法核对完成了多少。",
    run=_unlike,
    scope="document",
    dimension="相关性",
    bad=(
        Example(_row("检修闸门", "≥8%"), passages=_told("检修闸门8座，清淤12公里。")),
        Example(_row("开发护渠课程", "≥8%"), passages=_told("开发护渠课程8门。")),
        Example(_row("防汛救生衣", "200件"), passages=_told("购置防汛救生衣200套，分发到村。")),
        Example(_row("节水培训人数", "300人"), passages=_told("开展节水培训300人次。")),
        Example(_row("渠系渗漏率", "≤0.9%"), passages=_told("渠系渗漏率控制在0.9‰以内。")),
    ),
    good=(
        Example(_row("闸门检修合格率", "≥98%"), passages=_told("检修闸门98座，清淤12公里。")),
        Example(_row("防汛救生衣", "200套"), passages=_told("购置防汛救生衣200套，分发到村。")),
        Example(_row("泵站检修", "20处"), passages=_told("检修泵站20座。")),
        Example(_row("节水培训人数", "300人"), passages=_told("组织节水宣传300人次。")),
        Example(
            _row("节水培训人数", "300人"), passages=_told("节水培训300人，每人两次，节水培训300人次以上。")
        ),
    ),
)
