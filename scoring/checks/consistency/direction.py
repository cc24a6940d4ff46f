"""Whether more or less than a target is good: its sign, or, of a bare figure, the kind of measure.

Shared by C23–C25, C35.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ....nlp.targets import Target
from ...context import Context

_OF_SIGN = {"≥": "≥", ">": "≥", "≤": "≤", "<": "≤", "between": "between"}
# What there should be less of, and what is done about it, of which there should be more.
_HARM = re.compile(
    r"事故|死亡|伤亡|投诉|信访|上访|舆情|故障|差错|失误|错误|违规|违纪|违法|隐患|漏报|迟报|逾期|超期|超支|返修|返工|损耗|损失|流失|失业|辍学"
    r"|空置|闲置|退货|能耗|耗水|耗电|感染率|发病|患病|缺陷|不合格|不良|偏差|误差|变动率|负债|债务|拖欠|结余|结转|变更率|调整率|拥堵|负面|漏损|亏损|漏水"
)
_HARM_RATE = re.compile(
    r"(?:失业|死亡|发病|患病|感染|故障|投诉|差错|错误|事故(?:发生)?|违规|违约|漏损|损耗|流失|辍学|空置|闲置|返修|缺陷|上访|信访|亏损|负债|逾期|不良|超支|结余|结转)率"
    r"(?:\(.*\))?$"
)
_AGAINST = re.compile(
    r"下降|降低|减少|减排|压减|处理|办结|化解|整改|排除|治理|修复|查处|处置|调解|响应|回复|回应|达标|审核|审查|排查|检测|检查|监测|筛查|消除"
    r"|防治|防控|追回|挽回|清偿|报告率|登记|救治|管理|控制率|知晓|抚恤|鉴定|分析|调查|救援|演练|培训|宣传"
)
_CAPPED = re.compile(
    r"(?:人员|人数|编制|成本|费用|支出|经费|造价|投资|预算|总额|概算|工期).{0,6}(?:控制|变动|调整|超)|超支|超概|变动率"
)
_SAVED = re.compile(r"节约|节省|压减|降低|下降|减少|减负|执行率|支付|拨付|支出进度|到位")
_COST = re.compile(r"成本|费用|造价|单价|经费|支出|投入|工资|价格|开支|费$|控制数|控制额")
_EARNED = re.compile(
    r"增收|收入|产值|带动|节约|销售|收益|税|利润|创收|增加值|投资额|减负|降低|减少|贷款|引资|融资|交易额"
)
_STANDARD = re.compile(
    r"标准|补助|补贴|津贴|慰问|抚恤|救助金|奖励|(?:每人|人均)(?!.{0,6}(?:经费|费用|成本|支出))"
)
_PAID = re.compile(
    r"(?:补[助贴]|救助|供养|低保|抚恤|慰问|奖励|资助)[\u4e00-\u9fff]{0,3}标准"
)  # to pay less is to keep something back
_SUMS = ("万元", "亿元")
_LASTING = re.compile(
    r"运行|服务|使用|持续|保障|开放|值守|在线|培训|存续|维护|运维|播出|直播|工作时|质保|保质|有效期|巡查|影响|年限|寿命"
)
_LIMITED = re.compile(
    r"响应|办结|办理|处理|修复|审批|送达|时限|等待|工期|完成|到达|反馈|受理|报送|上报|整改|周期|及时"
)


def direction(target: Target, context: Context) -> str:
    """≥: at least; ≤: at most; between; '' where it can't be told."""
    if sign := _OF_SIGN.get(target.comparator):
        cost = target.kind == "money" and context.declared == {"cost"}
        turned = sign == "≥" and (target.kind == "duration" or cost or _HARM_RATE.search(context.name))
        turned = turned and usual(target, context) == "≤"
        return "" if turned else sign  # V35, V38 say that the sign is wrong: nothing was missed by it
    if target.kind == "state":
        return "≤"
    if target.kind == "relative":
        return "≥" if (target.number or 0.0) > 0 else "≤" if (target.number or 0.0) < 0 else ""
    return usual(target, context)


def usual(target: Target, context: Context) -> str:
    """≥ where more of the measure is good, ≤ where less is, '' where it can't be told."""
    whole = target.kind == "money" and target.unit in _SUMS  # of all, and none of one of them
    return _of_measure("sum" if whole else target.kind, context.name, "/".join(sorted(context.declared)))


@lru_cache(maxsize=4096)
def _of_measure(kind: str, name: str, declared: str) -> str:
    cost = declared == "cost"
    if kind in ("money", "sum"):
        if _STANDARD.search(name) and not (cost and kind == "sum"):
            return "≥" if _PAID.search(name) else ""
        if not cost and (_EARNED.search(name) or declared in ("quantity", "economic")):
            return "≥"
        return "≤" if cost or _COST.search(name) else ""
    if kind == "duration":
        if _LASTING.search(name):
            return "≥" if declared in ("quantity", "sustainable") else ""
        return (
            "≤"
            if declared == "timeliness" or _LIMITED.search(name)
            else "≥"
            if declared == "quantity"
            else ""
        )
    if _CAPPED.search(name) and not _SAVED.search(name):
        return "≤"
    if cost:
        return "≥" if _SAVED.search(name) else "≤"
    if _HARM_RATE.search(name) or (_HARM.search(name) and not _AGAINST.search(name)):
        return "≤"
    return "" if kind == "permille" else "≥"
