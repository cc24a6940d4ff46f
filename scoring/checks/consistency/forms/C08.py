"""C08: A total of 100 % over lines below 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..sums import DONE, ROAD, told
from ..text import placed

_OVER = re.compile(r"其中[:：,，]?$")
_LINES = 60


def _totals(check: Check, view: SetView) -> Iterator[Finding]:
    for k, passage in enumerate(view.passages):
        if passage.kind != "paragraph" or "完成" not in passage.text or not _OVER.search(passage.text):
            continue
        said = DONE.search(passage.text)
        if said is None or float(said[1]) != 100:
            continue
        shares: list[tuple[float, str]] = []
        for line in view.passages[k + 1 : k + 1 + _LINES]:
            found = DONE.search(line.text) if line.kind == "paragraph" else None
            if line.kind != "paragraph" or _OVER.search(line.text):
                break
            if found:
                shares.append((float(found[1]), line.text))
        below = [(share, quoted) for share, quoted in shares if share < 100]
        if below and all(share <= 100 for share, _ in shares):
            share, quoted = below[0]
            yield placed(
                check,
                view,
                passage,
                f"总数称“{said[0]}”，分项“{short(quoted, 30)}”只完成 {share:.4g}%，总数不可能是 100%。",
                "请按各项实际执行数重新计算总的完成比例。",
            )


CHECK = Check(
    code="C08",
    title="总数完成100%，分项却没有",
    english="A total of 100 % over lines below 100 %",
    severity="P2",
    opinion=11,
    why="总数与分项应当一致；分项都不超过100%而有低于100%的，总数不可能是100%。",
    run=_totals,
    scope="document",
    dimension="可行性",
    bad=(
        Example(
            ROAD,
            passages=(
                told("支出决算90万元，完成预算100%。其中："),
                told("行政运行：60万元，完成预算92%。"),
            ),
        ),
        Example(
            ROAD,
            passages=(
                told("决算数为30.5万元，完成预算的100%，其中："),
                told("1.办公费：完成预算100%。"),
                told("2.差旅费：完成预算88.6%。"),
            ),
        ),
    ),
    good=(
        Example(
            ROAD,
            passages=(told("支出决算90万元，完成预算96%。其中："), told("行政运行：完成预算92%。")),
        ),
        Example(
            ROAD,
            passages=(
                told("支出决算90万元，完成预算100%。其中："),
                told("行政运行：完成预算92%。"),
                told("公用经费：完成预算115%。"),
            ),
        ),
    ),
)
