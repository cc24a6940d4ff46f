"""S06: fines as a target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView

_FINES = re.compile(r"罚没|罚款|罚金|没收(?:所得|财物)")
# How they are handled, and how few there are, may be a target.
_HANDLED = re.compile(
    r"上缴|缴库|入库|收缴|分离|票据|规范|及时|公示|合规|准确|投诉|复议|减少|下降|执行率|系统"
)
_MORE = re.compile("增长|增幅|增加")


def _fined(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    found = _FINES.search(record.name)
    target = context.target
    if found is None or target is None or not target.number or _HANDLED.search(context.name):
        return
    if (target.kind == "money" and target.comparator not in ("≤", "<")) or _MORE.search(context.name):
        yield check.mark(
            record,
            "name",
            found.span(),
            f"“{short(record.name)}”把罚没数额定为目标，罚款不得与执法单位的考核挂钩。",
            "请删去罚没数额，改为反映执法质量和效果的指标，如案件按期办结率、复议纠错率、整改到位率。",
        )


def _row(name: str, value: str) -> Example:
    return Example(
        Indicator(name, value, level1="效益指标", level2="经济效益指标", project="水政执法"),
        {"type": "economic", "type_set": ("economic",)},
    )


CHECK = Check(
    code="S06",
    title="罚没收入作了目标",
    english="Fines as a target",
    severity="P1",
    opinion=2,
    why="罚款、没收的违法所得和没收财物拍卖的款项，不得同作出行政处罚决定的行政机关及其工作人员的考核、考评直接或者变相挂钩（行政处罚法第七十四条）。",
    run=_fined,
    dimension="适当性",
    needs=("value",),
    bad=(_row("罚没收入", "≥600万元"), _row("非法采砂罚款额", "20万元"), _row("罚没收入增长率", "≥5%")),
    good=(
        _row("罚没收入上缴率", "100%"),
        _row("罚没物资入库及时率", "≥98%"),
        _row("罚没物资处置数量", "≥20件"),
        _row("行政处罚案件按期办结率", "≥95%"),
    ),
)
