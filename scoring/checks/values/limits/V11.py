"""V11: an inequality, or about so many, as the result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import parse_target
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .bounds import one

_BEFORE = re.compile(r"[日月底末年]之?以?前(?:完成)?[。.]?$")
_MOST = re.compile("最[长大高多短快]")
_EACH = re.compile("每[月季周旬]|按[月季]|当月|次月")  # no one day
_REACHED = re.compile(r"(?:达到?|为)(?:了)?[0-9.]+%?$")  # 覆盖达100%: a figure that was reached


def _inequality(check: Check, view: RecordView) -> Iterator[Finding]:
    record = view.record
    target = parse_target(record.actual)
    if (
        target is not None
        and target.kind == "date"
        and target.comparator == "≤"
        and _BEFORE.search(record.actual)
        and not _EACH.search(record.actual)
    ):
        yield check.mark(
            record,
            "actual",
            None,
            f"实际完成值“{short(record.actual)}”只是一个期限，没有写哪一天完成。",
            "请填写实际完成的日期。",
            "P2",
        )
        return
    if target is None or target.number is None or target.kind in ("date", "relative", "state", "text"):
        return
    if target.approximate:
        planned = view.context.target
        same = planned is not None and planned.number == target.number and not planned.approximate
        yield check.mark(
            record,
            "actual",
            None,
            f"实际完成值“{short(record.actual)}”是约数{'，又恰好等于目标值' if same else ''}，无法核实。",
            "请填写实际统计到的数值，并注明取数来源。",
            "P2",
        )
        return
    if target.comparator not in ("≥", ">", "≤", "<") or _REACHED.search(record.actual):
        return
    if _MOST.search(record.actual[: target.end]):
        return  # 最长9.5小时: the greatest that was measured
    within = target.kind == "duration"  # done within two days is how deadlines are reported
    lasting = within and target.comparator in ("≥", ">")
    yield check.mark(
        record,
        "actual",
        None,
        f"实际完成值“{short(record.actual)}”带有比较符号：完成值应是一个确定的数。",
        "请填写当年能核实的年数或依据（合同、备份、管护制度）。"
        if lasting
        else "请填写实际用时，或按时完成的比例。"
        if within
        else "请填写实际统计到的数值。",
        "P2" if within else "",
    )


CHECK = Check(
    code="V11",
    title="完成值不是确定的数",
    english="An inequality, a deadline, or about so many, as the result",
    severity="P1",
    opinion=4,
    why="自评应如实反映完成情况（财预〔2020〕10号）；完成值是统计结果，不应是范围或约数。",
    run=_inequality,
    dimension="可行性",
    needs=("actual",),
    bad=(
        one("渠道衬砌率", "≥95%", actual="≥93.5%"),
        one("培训人次", "≥200人次", actual="不少于200人次"),
        one("灌区增收额", "≥50万元", actual="约50万元"),
        one("渠道清淤时间", "4月底前", actual="4月底前完成"),
        one("抢修到场时限", "2小时内", actual="2小时内"),
    ),
    good=(
        one("渠道衬砌率", "≥95%", actual="93.5%"),
        one("渠道衬砌", "完成", actual="完成"),
        one("抢修到场时限", "≤12小时", actual="最长9.5小时"),
        one("护渠员补贴发放时间", "每月25日前", actual="每月25日前"),
    ),
    weight=1.2,
)
