"""V16: A range without a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....advice import bound
from ....findings import Finding
from ....registry import Check
from ....views import RecordView
from .form import CLEAR, one

_RANGE = re.compile(r"[0-9]+(?:-|~|至|到)[0-9]+(个(?!月)|人|次|场|户|期|份|件|项|家|台|套)")


def _range(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    for field, text in (("value", context.value), ("name", context.name)):
        if match := _RANGE.search(text):
            yield check.mark(
                record,
                field,
                match.span(),
                f"“{match[0]}”是一个范围，完成下限是否算完成没有说明。",
                f"请写明下限，如“{bound(context)}”。",
            )
            return


CHECK = Check(
    code="V16",
    title="目标值是一个范围",
    english="A range without a rule",
    severity="P3",
    profiles={"selfcheck": "P3", "disclosure": "P3"},
    opinion=2,
    why=CLEAR,
    run=_range,
    bad=(one("节水宣传", "3-5场"), one("举办2-4期水管员培训", "完成")),
    good=(one("节水宣传", "≥3场"), one("3至6岁儿童饮水检测", "≥2次")),
    needs=("ranged",),
)
