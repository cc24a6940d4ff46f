"""V12: missing unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.targets.numerals import plain
from ....nlp.targets.serials import SERIAL
from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .counts import BARE, one
from .dimensions import blank

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
    if not BARE.fullmatch(context.value.rstrip("。")):
        return
    if context.name.endswith(context.words.endings("uncounted_heads")) or _UNIT_GIVEN.search(context.name):
        return
    if "单位" in record.description or _UNIT_GIVEN.search(record.description):
        return
    if context.type == "timeliness" and SERIAL.fullmatch(context.value):
        return  # a date as a sheet stores it
    figure = rf"(?<![0-9.]){re.escape(plain(target.number))}(万?(?:平方米|公里|人次|[人个户次场份件项台套处间座辆吨米元天亩]))"
    told = re.search(figure, f"{record.description} {record.name}".replace(",", ""))
    advice = (
        f"请写作“{record.value.strip('。')}{told[1]}”。"
        if told
        else f"请在数值后写明计量单位，如“{blank(context.name)}”。"
    )
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有计量单位。",
        advice,
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
        one("泵站完工时间", "44561", level2="时效指标"),
    ),
    fault="unit",
)
