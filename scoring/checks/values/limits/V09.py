"""V09: A share beyond its ceiling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import parse_target
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ...ladders.analysis import UNBOUNDED
from .bounds import OVER, SHARE, one

_ABSURD = 500
_SATISFACTION = re.compile(r"满意[度率]?")


def _ceiling(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    satisfied = bool(_SATISFACTION.search(context.name)) or context.declared == {"satisfaction"}
    for field, text in (("value", record.value), ("actual", record.actual)):
        target = parse_target(text) if "%" in text or "％" in text or "百分之" in text else None
        if target is None or target.kind != "percent" or target.number is None:
            continue
        number = target.upper or target.number
        if not satisfied and UNBOUNDED.search(context.name):
            continue
        beyond = (satisfied or SHARE.search(context.name)) and number > OVER
        above = satisfied and number == OVER and target.comparator in ("≥", ">") and field == "actual"
        if beyond or above:
            yield check.mark(
                record,
                field,
                None,
                f"“{short(text)}”不可能：这是占全体的比例，最高 100%。",
                "请核对调查或统计结果，填写不超过 100% 的数值。"
                if field == "actual"
                else "请改为不超过 100% 的数值，如“≥__%”。",
            )
        elif field == "value" and number >= _ABSURD:  # 宣传单 ≥5000%: a number of things
            said = f"“{short(record.name)}”填“{short(text)}”，不可能是比例，应是计量单位填错。"
            yield check.mark(record, field, None, said, "请改正计量单位（如份、人、件），并核对数值。", "P1")


CHECK = Check(
    code="V09",
    title="比例超过上限",
    english="A share beyond its ceiling",
    severity="P0",
    opinion=4,
    why="满意度等占全体的比例以 100% 为上限，目标值应合理可行（财预〔2015〕88号）；超过上限说明没有实际调查或统计。",
    run=_ceiling,
    dimension="可行性",
    needs=("percent",),
    instead_of=("V11", "V10"),
    bad=(
        one("用水户满意度", "≥90%", actual="≥100%"),
        one("水质合格率", "105%"),
        one("用水户满意度", "≥120%"),
        one("发放节水宣传单", "≥5000%"),
    ),
    good=(
        one("用水户满意度", "≥90%", actual="100%"),
        one("投资完成率", "105%"),
        one("灌溉面积增长率", "120%"),
    ),
    weight=1.25,
)
