"""V08: A cost stated in percent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....advice import object_of, with_head
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .counts import one

_STANDARD = re.compile(r"(?:补[助贴]|资助|助学|救助|发放|收费|支付|供养|慰问|奖励)(?:金|费|资金)?标准$")
# 封闭施工天数 among the social costs is no money.
_COUNTED = re.compile(r"(?:天数|时[间长]|次数|人[数次]|起数|件数|面积|里程|数量)$")
_OF = re.compile(r"(?:价格?|标准|成本|造价|费用|收入|工资)的[0-9]")  # of what it is the share
_RATIO_COST = re.compile(
    r"率|比|达标|执行|落实|幅|度$|节约|节省|控制|降低|下降|减少|偏差|浮动|占|增长|融资|利息|年化|综合成本费?率"
)


def _cost(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "percent" or not context.value:
        return
    standard = _STANDARD.search(context.name)
    is_cost = (
        bool(standard)
        or context.declared == {"cost"}
        or (not context.declared and context.name.endswith("成本"))
    )
    if (
        not is_cost
        or _OF.search(context.value)
        or _RATIO_COST.search(context.name)
        or _RATIO_COST.search(context.value.replace("百分比", "%"))
    ):
        return
    if _COUNTED.search(context.name):
        said = f"“{short(record.name)}”填“{short(record.value)}”：数量或时间不能用百分比，计量单位填错。"
        yield check.mark(record, "value", None, said, "请改正计量单位（如天、次、人），并核对数值。", "P1")
        return
    yield check.mark(
        record,
        "value",
        None,
        f"成本应以金额或标准表示，“{short(record.value)}”是百分比，看不出是什么的百分之几。",
        f"请改为“{with_head(object_of(record.name), '成本')}≤__万元”，或写明单位成本（元/人、元/次）；若考核控制程度，名称改为成本控制率。",
    )


CHECK = Check(
    code="V08",
    title="成本用百分比",
    english="A cost stated in percent",
    severity="P0",
    opinion=4,
    why="成本指标反映产出的成本或支出标准，应有金额（财预〔2015〕88号）；只有成本控制率、节约率才用百分比。",
    run=_cost,
    needs=("value", "percent"),
    bad=(
        one("泵站运维成本", "1百分比", level2="成本指标"),
        one("清淤费用", "100%", level2="成本指标"),
        one("水费补助标准", "100%", level2="质量指标"),
        one("停水施工天数", "≤30%", level2="成本指标"),
    ),
    good=(
        one("泵站运维成本", "≤26万元", level2="成本指标"),
        one("成本控制率", "≤100%", level2="成本指标"),
        one("单方水成本", "下降3%", level2="成本指标"),
        one("水表采购成本", "不高于市场价格的70%", level2="成本指标"),
        one("债券资金综合融资成本", "≤4%/年", level2="成本指标"),
    ),
    fault="unit",
)
