"""T06: an effect filed under quality."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .cells import FIGURE, MIXED, WHY, one

_EFFECT = re.compile(r"(?:保障|维护|促进|改善|提升|提高|增强|推动|推进|丰富)")
_NORM = re.compile(r"质量|合格|达标|准确|规范|标准|完好|验收|[率度]$|故障")


def _effect(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.declared != {"quality"} or not _EFFECT.match(context.name) or _NORM.search(context.name):
        return
    if FIGURE.search(context.value):
        return
    yield check.mark(
        record,
        "level2",
        None,
        f"“{short(record.name)}”说的是效果，应属社会效益等效益指标，却填在“{record.level2 or record.level1}”下。",
        "质量指标请写产出达到的标准（如合格率、达标率≥__%）；这一条移到效益指标。",
    )


CHECK = Check(
    code="T06",
    title="效果填在质量指标下",
    english="An effect filed under quality",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=7,
    why=WHY + MIXED,
    run=_effect,
    needs=(
        "level2",
        "quality",
    ),
    instead_of=("T01",),
    bad=(one("保障农户春灌用水", "保障农户春灌用水"), one("提高农户节水意识", "得到提高")),
    good=(
        one("保障供水水质达标率", "≥98%"),
        one("提高农户节水意识", "得到提高", "效益指标", "社会效益指标"),
        one("闸门验收", "合格"),
    ),
    fault="class",
    references="misfiled",
)
