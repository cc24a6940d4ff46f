"""V35: a cost with a floor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .bounds import one

_COST = re.compile(r"成本|造价|单价|费用?$|支出$|经费$|开支$|价格$")
# Money that is to reach somebody, be raised or be saved: more is better.
_BETTER = re.compile(
    r"标准|补[助贴偿]|津贴|待遇|工资|薪|奖|慰问|救助|供养|低保|抚恤|资助|扶持|帮扶|扶助|特扶|奖扶|保险|保额|贷款|节约|节省|降低|减少|下降|"
    r"收入|收益|增收|产值|投资|引资|筹|募|捐|配套|到位|支付|拨付|发放|执行|投入|征收|收缴|收缴|回收|清欠|减免|减负|赔付|理赔|消费|带动|销售|交易"
)
_FLOOR = re.compile(r"[≥>]|不[少低]于|不得[少低]于|大于|高于|至少|以上|超过(?<!不超过)(?<!未超过)")


def _floor(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "money" or target.comparator not in ("≥", ">") or not context.value:
        return
    about = context.name + context.value
    if not (context.declared == {"cost"} or _COST.search(context.name)) or _BETTER.search(about):
        return
    if not (_COST.search(about) or context.declared == {"cost"}) or not _FLOOR.search(context.value):
        return
    capped = short(context.value).replace("≥", "≤").replace(">", "≤")
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”给成本定了下限：花得越多越算完成，方向反了。",
        f"请改为上限，如“{capped if '≤' in capped else '≤__万元'}”。",
    )


CHECK = Check(
    code="V35",
    title="成本定了下限",
    english="A cost with a floor",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=4,
    why="成本指标反映产出所需成本的控制要求，预算支出标准不得超出（财预〔2021〕101号）；写成“≥”等于鼓励多花钱。",
    run=_floor,
    dimension="可行性",
    needs=("value", "figures", "cost"),
    bad=(one("泵站改造总成本", "≥100万元", "成本指标"), one("每座闸门造价", "不少于1050元", "成本指标")),
    good=(
        one("泵站改造总成本", "≤100万元", "成本指标"),
        one("抗旱补助发放标准", "≥300元/户", "成本指标"),
        one("管护员工资", "不低于1800元/月", "成本指标"),
        one("节约灌溉成本", "≥20万元", "经济效益指标"),
        one("带动社会投资", "≥500万元", "经济效益指标"),
    ),
    weight=1.25,
)
