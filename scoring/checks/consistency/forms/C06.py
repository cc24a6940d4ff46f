"""C06: money said to be short, yet not spent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..sums import DONE, OWN, ROAD, told
from ..text import money, placed

_LACK = re.compile(
    r"(?:经费|资金|预算|投入)[^，。；：,;:]{0,6}(?:不足|较?少|紧张|短缺|有限)|缺口(?:较大|很大|大)"
)
_BEFORE = re.compile(r"[^，。；：,;:]{0,10}$")
_LEFT = 0.95  # below this share the money was plainly not used up


def _complaints(check: Check, view: SetView) -> Iterator[Finding]:
    planned = {p.owner_id: p.text for p in view.of_kind("budget") if p.project}
    spent = {p.owner_id: p.text for p in view.of_kind("executed") if p.project}
    for passage in view.of_kind("paragraph"):
        if not (passage.owner_id in planned or "完成" in passage.text):
            continue
        said = DONE.search(passage.text)
        plan, used = money(planned.get(passage.owner_id, "")), money(spent.get(passage.owner_id, ""))
        share = float(said[1]) / 100 if said else used / plan if plan and used is not None else None
        lack = _LACK.search(passage.text) if share is not None and share < _LEFT else None
        if share is None or lack is None:
            continue
        before = _BEFORE.search(passage.text[: lack.start()])
        quoted = (before[0] if before else "") + lack[0]
        yield placed(
            check,
            view,
            passage,
            f"文中称“{short(quoted.strip(), 30)}”，而预算只执行了 {share * 100:.4g}%，前后矛盾。",
            "请核实资金未用完的原因：确有缺口的说明已下达资金为何未支出，否则删去缺口的说法。",
        )


CHECK = Check(
    code="C06",
    title="一面说经费不足，一面没有用完",
    english="Money said to be short, yet not spent",
    severity="P1",
    opinion=11,
    why="资金执行与存在问题应相互印证；执行率低而称资金缺口大，原因分析不成立（财预〔2020〕10号）。",
    run=_complaints,
    scope="document",
    dimension="适当性",
    bad=(
        Example(ROAD, passages=(told("完成预算的71.5%。存在问题：养护经费缺口较大。"),)),
        Example(
            ROAD,
            passages=(
                Passage("budget", "80万元", **OWN),
                Passage("executed", "52万元", **OWN),
                told("主要问题是养护资金不足，影响进度。"),
            ),
        ),
    ),
    good=(
        Example(ROAD, passages=(told("完成预算的99.8%。存在问题：养护经费缺口较大。"),)),
        Example(ROAD, passages=(told("完成预算的71.5%，主要原因是雨季推迟施工，资金结转下年。"),)),
    ),
)
