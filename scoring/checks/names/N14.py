"""N14: A bare head noun."""

from __future__ import annotations

from collections.abc import Iterator

from ...advice import kind_of
from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .bare import NAME, one


def _headless(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.name.strip("。") not in context.words.words("bare_names") or context.clipped:
        return
    head = context.name.removeprefix("项目的")
    yield check.mark(
        record,
        "name",
        None,
        f"“{record.name}”没有对象，换到任何项目都成立，看不出衡量的是什么。",
        "请在名称中写明对象或工作内容"
        + (f"，如“××（对象）{head}”。" if kind_of(head) else "和衡量的内容，如数量、次数、合格率。"),
    )


CHECK = Check(
    code="N14",
    title="名称没有对象",
    english="A bare head noun",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why=NAME,
    run=_headless,
    instead_of=("B16", "N01", "N20"),
    bad=(one("完成率", "100%"), one("服务人数", "500人"), one("提供优质服务", "优质")),
    good=(one("渠道清淤完成率", "100%"), one("总成本", "≤30万元"), one("泵站服务人数", "500人")),
    fault="measurand",
    references="own",
)
