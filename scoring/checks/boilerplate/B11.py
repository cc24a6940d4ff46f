"""B11: stock pair of a superior's template."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView
from .stock import is_stock


def _stock(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not is_stock(context):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(context.name)}”及其指标值来自上级统一的标准表，照填即可，不单独评价。",
        "可以保留；项目另有业务产出的，请再加能反映产出和效果的指标。",
    )


def _pay(name: str, value: str) -> Indicator:
    return Indicator(name, value, project="在职人员经费")


CHECK = Check(
    code="B11",
    title="上级统一的标准指标",
    english="Stock pair of a superior's template",
    severity="P3",
    opinion=11,
    why="人员类、公用经费类项目由财政部门统一下发指标和指标值，单位照填不是缺陷；软性的上级模板值由 V17 提示。",
    run=_stock,
    needs=("value",),
    instead_of=("B16", "N10", "N22"),
    bad=(
        Example(_pay("结余率=（预算数-执行数）/预算数", "≤5%")),
        Example(_pay("足额保障率", "＝100%")),
        Example(_pay("科目调整次数", "≤10次")),
    ),
    good=(Example(_pay("足额保障率", "≥98%")), Example(_pay("渠道完好率", "=100%"))),
)
