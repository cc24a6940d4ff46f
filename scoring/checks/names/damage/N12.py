"""N12: the end of the name is lost."""

from __future__ import annotations

from collections.abc import Iterator

from ....clip import right_clipped
from ....findings import Finding, short
from ....registry import Check
from ....traits import has_head
from ....views import RecordView
from .broken import NAME, lost, one

_WHOLE = (
    "目标",
    "指标",
    "标",
    "达标",
    "招标",
    "投标",
    "慰",
    "普及",
    "惠及",
    "遍及",
    "涉及",
    "直达",
    "传达",
    "签到",
    "报到",
    "行为",
)


def _right(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    name = context.name
    if context.clipped:
        if not has_head(name, context.words) and not name.endswith(("签约", "访视", "管理")):
            yield lost(check, record, "结尾")
        return
    if right_clipped(name) and not name.endswith(_WHOLE):
        yield check.mark(record, "name", None, f"“{short(record.name)}”好像没有写完。", "请补全名称。")


CHECK = Check(
    code="N12",
    title="名称没有写完",
    english="The end of the name is lost",
    severity="P2",
    opinion=1,
    why=NAME + "转换文本时截断的只作提示。",
    run=_right,
    needs=("headless",),
    dimension="完整性",
    bad=(one("渠道巡查和水费收缴的"), one("春灌困难农户水费补贴发放标", clipped=True)),
    good=(
        one("渠道巡查率"),
        one("年度收缴目标"),
        one("节水知识普及"),
        one("违法取水行为"),
        one("农户水费补贴发放标准", clipped=True),
    ),
)
