"""N10: A formula as name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding
from ....registry import Check
from ....views import RecordView
from .broken import NAME, lost, one

_FORMULA = re.compile(
    r"[=]|[×xX*]100%|(?:数|量|额|人次|人数|面积)/[\u4e00-\u9fff]|[0-9元米里)]\*[\u4e00-\u9fff0-9(]"
)


def _formula(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = _FORMULA.search(context.name)
    if not match:
        return
    if context.clipped:
        yield lost(check, record, "的一部分")
        return
    yield check.mark(
        record,
        "name",
        match.span(),
        "名称里写了计算公式。",
        "请把公式移到指标解释，名称只写衡量的内容。",
    )


CHECK = Check(
    code="N10",
    title="名称是计算公式",
    english="A formula as name",
    severity="P1",
    opinion=1,
    why=NAME,
    run=_formula,
    instead_of=("N02",),
    needs=("marked",),
    dimension="完整性",
    bad=(
        one("巡查率=实际巡查次数/计划巡查次数"),
        one("合格件数/抽检件数×100%"),
        one("巡查率=实际巡", clipped=True),
    ),
    good=(one("渠道巡查率"), one("水费/水资源费收缴率")),
)
