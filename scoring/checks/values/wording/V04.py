"""V04: placeholder as a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.vocabulary import classes
from ....findings import Finding, short
from ....registry import Check, Context
from ....views import RecordView
from .empty import one

_EFFECT = re.compile(r"对.+影响$")
# Any number: 若干场, 举办数次.
_SOME = re.compile(r"(?:[\u4e00-\u9fff]{0,4})(?:若干|数|多)[场次个项批人户件名份期处座]?")
# What a spreadsheet shows for a formula that it can't work out: =350元/人 typed into a cell.
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!)|#{3,}", re.IGNORECASE)


def _placeholder(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    value = context.value.strip("。. ")
    if _ERROR.fullmatch(value):
        said = f"“{short(record.value)}”是表格软件的错误值，原来填写的目标已经看不到。"
        advice = "请把单元格改为文本格式后重新填写；以“=”开头的，在前面加一个英文单引号。"
        yield check.mark(record, "value", None, said, advice)
        return
    if (
        value not in context.words.words("placeholder")
        and not (value == "无" and not harmful(context))
        and not (
            _SOME.fullmatch(value) and value[-1] != "数" and not value.endswith(("大多", "更多", "较多"))
        )
    ):
        return
    # A row of the form that a project has nothing for: 经济效益 | 无.
    left_out = value in ("无", "/", "-", "—", "——") and bool(classes(record.name))
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有说出要达到什么，无法评价。",
        "不涉及的，请删去这一行；涉及的，填写具体的目标值。" if left_out else "请填写具体的目标值。",
        "P2" if left_out else "",
    )


def harmful(context: Context) -> bool:
    """Whether the name is of something that should not be: none of it is a target."""
    return bool(context.words.pattern("harms").search(context.name) or _EFFECT.search(context.name))


CHECK = Check(
    code="V04",
    title="指标值是占位词",
    english="Placeholder as a value",
    severity="P0",
    opinion=2,
    why="绩效目标应细化、量化（财预〔2015〕88号）；“实际”“据实”“XX”等没有目标。把下拉选项整串填入也属此类。",
    run=_placeholder,
    profiles={"selfcheck": "P1"},
    dimension="完整性",
    needs=("value",),
    instead_of=("V29", "V30", "B16", "V03"),
    bad=(
        one("供水人口", "实际"),
        one("闸门改造座数", "XX"),
        one("管护效果", "优良中低差"),
        one("护渠补贴标准", "#NAME?"),
        one("节水宣传", "举办若干场"),
    ),
    good=(
        one("供水人口", "1.2万人"),
        one("断水投诉", "无"),
        one("施工负面影响", "无"),
        one("对下游用水的影响", "无"),
        one("闸门改造座数", "不适用"),
    ),
    fault="target",
    rewrite=True,
    weight=1.35,
    keeps_cost=True,
)
