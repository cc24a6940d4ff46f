"""N08: enumerated items in one indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .sentences import LIST, one

_CONTENTS = re.compile(r"(?:含|包括|其中)[:：]?.*")


def _sublist(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = LIST.search(context.name)
    if match:
        rest = _CONTENTS.search(context.name, match.start())
        yield check.mark(
            record,
            "name",
            rest.span() if rest else match.span(),
            "一条指标列举了多项内容，其中一项没有完成时无法评定。",
            "请按项目拆成几条指标，分别写目标值。",
        )
        return
    if len(_FEES.findall(context.name)) >= _SEVERAL:
        yield check.mark(
            record,
            "name",
            None,
            "几项费用合写成一条指标，其中一项超支时看不出来。",
            "请按费用拆成几条成本指标，分别写金额或标准。",
        )
        return
    counts = _COUNTS.findall(context.name)
    if len(counts) >= _SEVERAL and len(_PARTS.findall(context.name)) >= _SEVERAL - 1:
        yield check.mark(
            record,
            "name",
            None,
            f"一条指标里写了 {len(counts)} 个数（“{'”、“'.join(counts[:3])}”等），其中一个没有完成时无法评定。",
            "请按对象拆成几条指标，名称写衡量什么，数量写在指标值里。",
        )


_COUNTS = re.compile(r"[0-9]+(?:\.[0-9]+)?[万千]?(?:人次|[人名户家个座处台套项件场次辆亩所])")
_FEES = re.compile(r"[\u4e00-\u9fff]{2,}(?:费用?|经费|补贴|补助)(?=[、,，;；]|$)")
_PARTS = re.compile(r"[;；、,，]")
_SEVERAL = 3

CHECK = Check(
    code="N08",
    title="一条指标列举多项内容",
    english="Enumerated items in one indicator",
    severity="P1",
    opinion=5,
    why="一条指标只衡量一件事（财预〔2015〕88号：细化量化）。",
    run=_sublist,
    needs=("long_name",),
    instead_of=("N01", "N02", "N03", "N09", "N22"),
    bad=(
        one("农户补助到位率。含：1、水费补助；2、管材补助；3、人工补助。", "≥90%"),
        one("泵站检修费、渠道清淤费、巡渠人员补贴、办公经费合计", "60万元"),
        one("慰问老护渠员50人；困难管水员50人；遗属6户", "100%"),
        one("抢修物资储备率，包括：1.水泵；2.编织袋；3.发电机组", "100%"),
    ),
    good=(one("农户补助到位率（含水费和管材）", "≥90%"), one("包括泵站在内的全部设施完好率", "≥90%")),
)
