"""V03: A status word as a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import parse_targets
from ....advice import amount
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .counts import counts, one

_ALL_YEAR = re.compile(
    r"(?:全年|常年|整年|年内)(?:不间断|持续)?|1年|(?:20\d\d年)?(?:(?:春节|元旦|元宵|清明|端午|中秋|国庆|重阳|五一|七一|八一|十一)节?[、和及,]*)+(?:前|期间|前后)?"
)


def _status(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not (context.declared == {"quantity"} or counts(context)) or not context.value:
        return
    if _ALL_YEAR.fullmatch(context.value.strip("。.;")):
        said = f"数量指标填“{short(record.value)}”，写的是时间，没有说做多少。"
        yield check.mark(record, "value", None, said, f"请写明数量和计量单位，如“{amount(context.name)}”。")
        return
    if context.value.strip("。.;") not in context.words.words("status"):
        return
    if any(map(_counted, (context.name, record.description))):
        return  # 培训水管员300人 → 完成 says how many
    yield check.mark(
        record,
        "value",
        None,
        f"数量指标的值只写“{short(record.value)}”，没有说明完成多少。",
        f"请写明数量和计量单位，如“{amount(context.name)}”。",
    )


def _counted(text: str) -> bool:
    targets = parse_targets(text) if any(map(str.isdigit, text)) else ()
    return any(t.unit and t.kind in ("count", "money", "percent") for t in targets)


CHECK = Check(
    code="V03",
    title="数量指标只写完成状态",
    english="A status word as a quantity",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why="绩效目标应细化、量化（财预〔2015〕88号审核表）；“完成”“落实”不含数量，无法核实。",
    run=_status,
    needs=("value",),
    instead_of=("V29",),
    bad=(
        one("走访慰问", "春节、八一"),
        one("困难农户水费补贴", "落实"),
        one("机井封填个数", "已完成", "", ""),
        one("用水户计量管理", "全部"),
        one("局领导接待用水户来访", "全年"),
    ),
    good=(
        one("困难农户水费补贴", "320户"),
        one("水价改革方案", "完成", "产出指标", "时效指标"),
        one("新建泵站2座", "完成"),
        one("水管员培训", "完成", description="培训水管员300人"),
    ),
    fault="target",
)
