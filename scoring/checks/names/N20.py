"""N20: A bare object noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...context import Context
from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .bare import NAME, one
from .sentences import measured

_VERB = re.compile(
    r"^(?:购[置买]|采购|更新|维修|改造|建设|整理|[新修]建|养护|清[理洗]|租赁|聘请)|(?:保障|提[高升]|开展|完成|落实|发放|补助|慰问|服务|管理|培训|救助|帮扶|奖励|保护|维护|签约|监测|入户|宣传|救治)(?!金|款|对象)"
)


def _object(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    name = context.name
    if context.clipped or record.narrative or not 2 <= len(name) <= 16:
        return
    if not name.endswith(context.words.endings("object_nouns")):
        return
    if (verb := _VERB.search(name)) and (len(name) > 5 or verb.start() == 0):
        return
    severity = _severity(context)
    yield check.mark(
        record,
        "name",
        None,
        f"“{record.name}”只是一个对象，{'衡量它的什么要从指标值里看' if severity == 'P3' else '没有说衡量它的什么'}。",
        "请补上衡量内容。",
        severity,
    )


def _severity(context: Context) -> str:
    """A count or a date of its own, or a share of content people, tells what is measured; a sum nearly does."""
    target = context.target
    if target is None or target.number is None:
        return ""
    if context.declared == {"satisfaction"}:
        return "P3"
    return ("P2" if target.kind == "money" else "P3") if measured(context) else ""


CHECK = Check(
    code="N20",
    title="名称只是对象",
    english="A bare object noun",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why=NAME,
    run=_object,
    needs=("headless",),
    instead_of=("B16",),
    bad=(
        one("困难户补助金", "31万元"),
        one("受惠村民小组社区", "3个"),
        one("帮扶对象", "≥95%"),
        one("临时巡渠人员", "≥90%"),
    ),
    good=(
        one("困难户补助标准", "300元/户"),
        one("困难户救助人数", "40人"),
        one("帮扶低收入家庭", "12户"),
        one("聘请人员", "2人"),
    ),
    fault="measurand",
    references=True,
    rewrite=True,
)
