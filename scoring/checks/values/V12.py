"""V12: missing unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.targets.numerals import plain
from ...advice import unit_of
from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .counts import one

_BARE = re.compile(
    r"(?:大于或?等于|小于或?等于|不少于|不低于|不超过|不多于|不高于|至少|大于|小于|超过|达到|约|[≥≤><=≧≦])?[0-9][0-9,]*(?:\.[0-9]+)?(?:以上|以下|左右)?"
)
_UNIT_GIVEN = re.compile(
    r"单位|\([^()]*(?:[个人次户场份件项台套处间座辆吨米元天亩公里小时%‰]|㎡)[^()]*\)|\([\u4e00-\u9fff]{1,3}\)$"
)


def _unitless(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.unit or target.kind not in ("count", "ratio") or not target.number:
        return
    if target.kind == "ratio" and not (target.number > 1):
        return
    if not _BARE.fullmatch(context.value.rstrip("。")):
        return
    if context.name.endswith(context.words.endings("uncounted_heads")) or _UNIT_GIVEN.search(context.name):
        return
    if "单位" in record.description or _UNIT_GIVEN.search(record.description):
        return
    figure = rf"(?<![0-9.]){re.escape(plain(target.number))}[人个户次场份件项台套处间座辆吨米元天亩万]"
    told = re.search(figure, record.description.replace(",", ""))
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有计量单位。",
        f"请在数值后写明计量单位，如{unit_of(context.name) or '人、户、次、份、万元'}。",
        "P2" if told else "",
    )


CHECK = Check(
    code="V12",
    title="缺计量单位",
    english="Missing unit",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=4,
    why="指标值应有计量单位（财预〔2021〕101号：计算符号+数值+计量单位）；评审中常见的退回意见。",
    run=_unitless,
    dimension="完整性",
    needs=("value", "unitless"),
    bad=(one("用水户签约数", "6200"), one("巡渠队员人数", "≥45")),
    good=(
        one("用水户签约数", "6200户"),
        one("水质综合指数", "≥85"),
        one("新装水表数（只）", "900"),
        one("渠道衬砌长度", "12", description="单位：公里"),
    ),
    fault="unit",
)
