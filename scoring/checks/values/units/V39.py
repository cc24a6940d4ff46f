"""V39: one batch, of nobody knows how many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .counts import one

_BOUGHT = re.compile(r"购[置买]|采购|配[备置发]")


def _batch(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "count" or not target.number or target.unit not in ("批", "批次"):
        return
    if target.number != 1 and not _BOUGHT.search(context.name):
        return  # 抽检批次 counts what it says
    if any(map(str.isdigit, record.description)):
        return  # it says what the batch holds
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有说明一批是多少，多买少买都算完成。",
        "请写明件数、台套数或清单名称，如“≥__件（套）”。"
        if _BOUGHT.search(context.name)
        else "请写明数量和计量单位，每批有多少。",
    )


CHECK = Check(
    code="V39",
    title="以“批”计数",
    english="One batch, of nobody knows how many",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=2,
    why="数量指标应细化、量化（财预〔2015〕88号审核表）；一批可多可少，无法核实完成了多少。",
    run=_batch,
    needs=("value", "figures"),
    bad=(one("防汛物资购置数量", "1批"), one("水表备件采购", "一批"), one("购置量水器材批次", "2批")),
    good=(
        one("防汛物资购置数量", "600件"),
        one("水样抽检批次", "12批次"),
        one("水表备件采购", "1批", description="含水表300只、阀门40个"),
    ),
    weight=1.4,
)
