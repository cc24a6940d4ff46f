"""V35: a cost with a floor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from .....nlp.targets import Target
from ....context import plain
from ....findings import Finding, short
from ....registry import Check, Example
from ....traits import bits
from ....views import RecordView
from .bounds import one

_COST = re.compile(r"成本|造价|单价|费用?$|支出$|经费$|开支$|价格$")
# Money that is to reach somebody, be raised or be saved: more is better.
_BETTER = re.compile(
    r"(?<!费)(?<!费用)标准|补[助贴偿]|津贴|待遇|工资|薪|奖|慰问|救助|供养|低保|抚恤|资助|扶持|帮扶|扶助|特扶|奖扶|保险|保额|贷款|节约|节省|降低|减少|下降|"
    r"收入|收益|增收|产值|投资|引资|筹|募|捐|配套|到位|支付|拨付|发放|执行|投入|征收|收缴|收缴|回收|清欠|减免|减负|赔付|理赔|消费|带动|销售|交易"
)
# By how much what an office costs may change, or how much of its budget it may use.
_CHANGE = re.compile(
    r"(?:三公|接待费?|公务用车|公车|出国|公用经费|[运办]公经费|运行(?:经费|成本|费用?)|行政(?:成本|经费|支出)|会议费|差旅费|办公费|培训费|管理费|人员经费|一般性支出|"
    r"能耗|用[水电能]|成本|费用|造价)[^,;。]{0,8}(?:变动|变化|增长|上升|增加|超支|超出)(?:比?率|幅度|比例)$|(?:三公|公用|接待|一般性支出)[^,;。]{0,6}增[幅速]$"
)
_CONTROLLED = re.compile(
    r'(?:(?:三公"?|公用|会议|接待)(?:经费|费)?(?:支出|预算)?|预算|经费|支出|成本|费用)控制率$'
)
# Falls, and money of which more is wanted.
_FALL = re.compile(r"研发|科研|科技|教育|民生|社会保障|投入|下降|降低|减少|压减|压缩|节约|节省|负增长")
_ALL = 100.0
_IS_COST = bits(["cost"])
_FLOOR = re.compile(r"[≥>]|不[少低]于|不得[少低]于|大于|高于|至少|以上|超过(?<!不超过)(?<!未超过)")
_IN_NAME = re.compile(r"[≥>][\s*＊×xX_]{0,6}(?:[万亿]?元)?\)?$")  # left from the template: 总投入(≥**万元)
_NOUGHT = re.compile(
    r"超|新增|额外|自付|收费|免费|负债|债务|赔|损失|罚|变动|增加|追加|浪费|偏差|社会|生态|环境"
)
_COST_NAMED = re.compile(r"成本|造价|投入|费用|投资|支出")


def _floor(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or not context.value:
        return
    if (
        target.kind == "money"
        and target.number == 0
        and target.upper is None
        and context.declared == {"cost"}
    ):
        if not _NOUGHT.search(context.name):
            said = f"成本“{short(record.name)}”填“{short(record.value)}”，等于不花钱，没有意义。"
            yield check.mark(
                record,
                "value",
                None,
                said,
                "请换算单位（如改用元）填写实际的标准或上限；没有这项支出的，删去这一条。",
            )
        return
    if target.comparator == "=" and target.number and _IN_NAME.search(context.name):
        if (
            context.declared == {"cost"}
            and _COST_NAMED.search(context.name)
            and not _BETTER.search(context.value)
        ):
            said = f"名称里的“≥”给成本“{short(record.value)}”定了下限：花得越多越算完成，方向反了。"
            yield check.mark(record, "value", None, said, "请改为上限“≤__万元”，并删去名称里模板的符号。")
        return
    if target.comparator not in ("≥", ">"):
        return
    if target.kind in ("percent", "relative"):
        yield from _rate(check, view, target)
        return
    if target.kind != "money" or not context.traits & _IS_COST:
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


def _rate(check: Check, view: RecordView, target: Target) -> Iterator[Finding]:
    """A floor under the growth of what an office costs, or under the share of its budget that it uses."""
    record, context = view
    grows = _CHANGE.search(context.name) and (target.number or 0.0) > 0
    used = target.kind == "percent" and (target.number or 0.0) >= _ALL and _CONTROLLED.search(context.name)
    if not (grows or used) or _FALL.search(context.name + context.value + plain(record.description)):
        return
    capped = "≤0%（不增长）" if grows else "≤100%"
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.name)}”应当从严控制，“{short(record.value)}”却定了下限：越多越算完成，方向反了。",
        f"请改为上限，如“{capped}”。",
        "" if grows else "P2",
    )


CHECK = Check(
    code="V35",
    title="成本定了下限",
    english="A cost with a floor",
    severity="P1",
    opinion=4,
    why="成本指标反映产出所需成本的控制要求，预算支出标准不得超出（财预〔2021〕101号）；写成“≥”等于鼓励多花钱。",
    run=_floor,
    dimension="可行性",
    needs=("value", "figures"),
    bad=(
        one("巡渠出差单位成本", "=0万元/人", "成本指标"),
        one("泵站改造总成本", "≥100万元", "成本指标"),
        one("每座闸门造价", "不少于1050元", "成本指标"),
        one("“三公”经费支出变动率", "≥5%", "成本指标"),
        one("单位用水成本增长率", "不低于3%", "成本指标"),
        one("公用经费控制率", "≥100%", "成本指标"),
        one("护渠员培训费标准", "≥400元/人·天", "成本指标"),
        one("灌区预算控制率", "≥100%", "成本指标"),
        one("公务接待费增长率", "≥2%", "质量指标"),
    ),
    good=(
        one("农户自付费用", "0元", "成本指标"),
        one("泵站改造总成本", "≤100万元", "成本指标"),
        one("抗旱补助发放标准", "≥300元/户", "成本指标"),
        one("管护员工资", "不低于1800元/月", "成本指标"),
        one("节约灌溉成本", "≥20万元", "经济效益指标"),
        one("带动社会投资", "≥500万元", "经济效益指标"),
        one("“三公”经费支出变动率", "≤0%", "成本指标"),
        one("“三公”经费下降率", "≥5%", "成本指标"),
        Example(Indicator("公务接待费变动率", "≥3%", "较上年压减的比例", level2="成本指标")),
        one("研发经费投入增长率", "≥10%", "经济效益指标"),
        one("企业研发费用增长率", "≥10%", "经济效益指标"),
        one("泵站改造成本控制率", "≥95%", "成本指标"),
    ),
    weight=1.6,
)
