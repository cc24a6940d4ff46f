"""V37: a placeholder with a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from .....nlp.targets.lexicon import UNITS
from ....context import plain
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from ..units.dimensions import blank
from .empty import one

_UNIT = "|".join(sorted({*UNITS, "%", "‰", "月", "日"}, key=lambda u: (-len(u), u)))
_SIGN = r"(?:[≥≤<>=]|不少于|不低于|不超过|不高于|大于|小于|达到|至少|约)"
_HOLE = re.compile(
    rf"(?<![0-9A-Za-z*×_□○])(?:(?<![元人户亩次天日月年件台套])\*+|[Xx]{{2,}}|X|×+|_{{2,}}|□+|○{{2,}}|\(\s*\))\s*[万亿]?(?:{_UNIT})(?![A-Za-z光射])"
)
_MARK = re.compile(r"[*Xx×_□○(]")
_DIGIT = re.compile(r"[0-9]")
_ALONE = re.compile(rf"[万亿](?:{_UNIT})|[%‰]|(?:平方|立方)?[公千]?米|公顷|[万亿]?元")
_BARE = re.compile(rf"{_SIGN}\s*[万亿]?(?:{_UNIT})(?:以上|以下|以内)?")


def _hole(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    value = context.value
    match = _HOLE.search(value) if _MARK.search(value) else None
    if match is None and not _DIGIT.search(value):
        match = _BARE.fullmatch(value.strip("。 ")) or _ALONE.fullmatch(value.strip("。 "))
    if match is None:
        if record.cell and (rest := _HOLE.search(plain(record.cell))) and record.location.part < 2:
            yield check.mark(
                record,
                "name",
                None,
                f"名称里还留着模板的“{rest[0]}”。",
                "请删去模板的提示，名称只写衡量的内容。",
                "P2",
            )
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”的数值还空着，是模板没有填完。",
        f"请填写数值，如“{blank(context.name)}”。",
    )


CHECK = Check(
    code="V37",
    title="模板数值未填",
    english="A placeholder with a unit",
    severity="P0",
    opinion=2,
    why="绩效目标应细化、量化（财预〔2015〕88号）；“**人”“≥__个”是模板留的空，没有填写目标。",
    run=_hole,
    dimension="完整性",
    needs=("value",),
    instead_of=("V04", "V12", "V29", "V30", "V03", "V25", "B16"),
    bad=(
        one("供水人口", "≥**人"),
        one("闸门改造座数", "XX座"),
        one("水管员培训", "≥__个"),
        one("水质达标率", "≥%"),
        one("改造完成时间", "XX年XX月底前"),
        one("供水人口", "万人"),
        Example(Indicator("苗木成活率", "≥85%", cell="苗木成活率（≥**%）")),
    ),
    good=(
        one("管水员补助标准", ">=530元/人*月"),
        one("供水人口", "≥1.2万人"),
        one("泵房占地", "3×4米"),
        one("值守时间", "7*24小时"),
        one("探伤", "X光检测合格"),
        one("水质达标率", "≥95%"),
    ),
    fault="target",
    weight=1.25,
)
