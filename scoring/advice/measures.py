"""Kinds of measure, by the word that a name ends in, and the form that a target of each takes."""

from __future__ import annotations

import re
from functools import lru_cache

from .units import OPEN, names_people, unit_of

# Shares, with what is divided by what: the first that the name ends in.
FRACTIONS = (
    ("一次合格率 抽检合格率 抽查合格率", "合格数÷抽查数"),
    ("验收合格率 验收通过率", "验收合格数÷验收总数"),
    ("考核合格率 考试合格率 培训合格率 结业合格率 结业率", "合格人数÷参加人数"),
    ("合格率", "合格数÷检查总数"),
    ("达标率", "达标数÷检测总数"),
    ("按时完成率 及时完成率 及时办结率 及时率 按期率 准时率 按时率", "按时完成数÷应完成数"),
    ("知晓率 知晓度 知晓比例", "知晓人数÷有效问卷数"),
    ("满意率 满意度 认可度 好评率", "满意份数÷有效问卷份数"),
    ("预算执行率 支出率 支付率 执行率", "实际支出数÷预算数"),
    ("完成率 任务完成率", "实际完成数÷计划数"),
    ("森林覆盖率 绿化覆盖率 植被覆盖率 绿地率", "绿化面积÷总面积"),
    ("覆盖率 覆盖面", "已覆盖数÷应覆盖数"),
    ("准确率 正确率", "准确数÷抽查数"),
    ("差错率 错误率", "差错数÷抽查数"),
    ("规范率 合规率", "规范数÷抽查数"),
    ("完整率", "完整数÷抽查数"),
    ("发放率 到位率 拨付率", "已到位数÷应到位数"),
    ("参与率 参加率 到会率 出勤率", "实际参加人数÷应参加人数"),
    ("完好率", "完好数÷总数"),
    ("使用率 利用率", "实际使用数÷总数"),
    ("整改率", "已整改数÷应整改数"),
    ("办结率 结案率", "办结件数÷受理件数"),
    ("成活率 存活率", "成活株数÷栽植株数"),
    ("处置率 处理率 解决率 化解率 调处率", "已处理数÷应处理数"),
    ("故障率", "故障时长÷总时长"),
    ("就业率", "就业人数÷应就业人数"),
    ("持证率 上岗率", "持证人数÷总人数"),
    ("签约率", "签约数÷应签约数"),
    ("建档率", "建档数÷应建档数"),
    ("增长率", "增长额÷上年数"),
    ("下降率 降低率", "下降额÷上年数"),
    ("节约率", "节约额÷预算数"),
    ("成本控制率", "实际成本÷预算成本"),
)
_FRACTION_OF = {head: text for heads, text in FRACTIONS for head in heads.split()}
_LONGEST = max(map(len, _FRACTION_OF))

_SHARE = re.compile(r"率$|比例$|比重$|占比$|百分比$")
_NO_SHARE = re.compile(r"(?:效|功|频|税|利|汇|概|费|速|斜|分辨|生产|倍)率$|性别比例$")
# Shares of what should not happen.
_HARM = re.compile(
    r"(?:事故|故障|差错|错误|死亡|发病|患病|发生|流失|失业|犯罪|投诉|退货|空置|闲置|辍学|违规|违法|缺陷|复吸|漏损|损耗|破损|重复|信访|返工|失访|逾期|"
    r"成灾|贫困|感染|退费|事件|发案|不合格|漏检|误报|离职|(?:成本|费用|经费|造价)控制|偏差|结余|结转|缺岗|报废|不良)率$|(?:死亡|发病|患病|不合格).{0,6}比例$"
)
_HARMS = re.compile("事故|投诉|故障|死亡|伤亡|发案|差错|违规|违法行为|逾期|案件发生|警情|信访|控制数")
_FEELING = re.compile(r"满意|幸福感|获得感|安全感|认可度|认同感|归属感|好评")
_TIME = re.compile(
    r"及时性?$|时效性?$|(?<!持续)(?<!服务)时间$|时限$|期限$|日期$|用时$|时长$|准时性?$|周期$|按时$|按期$|进度$"
)
_MONEY = re.compile(
    r"成本$|费用$|单价$|造价$|(?:[补资救帮]助|补贴|发放|收费|支出|[费金]|工资|奖励|慰问|成本)标准$|经费$|租金$|均价$|支出$|总额$|金额$|(?<!消)费$|(?<![评])价$|补贴$|补助$|资金$"
)
_COUNT = re.compile(
    r"(?<![指系分基参倍函级读负天])数$|数量$|个数$|[场批人班期频]次$|面积$|里程$|规模$|长度$|吨位$|[总产重容]量$"
)
_YEARS = re.compile(r"年限$|寿命$|使用期$")


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str:
    """The kind of measure that a name ends in: feeling, share, time, money, count, years, or ''.

    >>> [kind_of(n) for n in ("渠道完好率", "农户是否满意", "泵站维护及时性", "清淤成本", "巡查次数", "渠道")]
    ['share', 'feeling', 'time', 'money', 'count', '']
    """
    if _FEELING.search(name) and not _SHARE.search(name):
        return "feeling"
    if _TIME.search(name):
        return "time"
    if _SHARE.search(name):
        return "" if _NO_SHARE.search(name) else "share"
    return next(
        (kind for kind, p in (("years", _YEARS), ("money", _MONEY), ("count", _COUNT)) if p.search(name)), ""
    )


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    words = "|".join(sorted(_FRACTION_OF, key=len, reverse=True))
    return re.compile(
        f"(?:{words}|满意.*|完成时间|响应时间|到场时间|安全事故起数|事故起数|安全事件数|[起件]数|时间|时限|期限|[人场批]次|人数|户数|次数|数量?|发放标准|标准|总成本|成本|长度|面积|里程|规模|金额|比例|年限|率)$"
    )


def without_measure(name: str) -> str:
    """A name without the measure that it ends in."""
    return _heads().sub("", name)


def is_harm(name: str) -> bool:
    """Whether there should be little of what a name measures."""
    return bool(_HARM.search(name) or _HARMS.search(name))


def fraction(name: str) -> str:
    """What is divided by what in a share, '' where the name does not tell.

    >>> fraction("机井完好率"), fraction("渠系水比例")
    ('完好数÷总数', '')
    """
    for length in range(min(_LONGEST, len(name)), 1, -1):
        if text := _FRACTION_OF.get(name[-length:]):
            return text
    return ""


def share(name: str, falls: bool = False) -> str:
    """The target of a share, with its direction and its formula left for the unit where unknown."""
    sign = "≤" if falls or _HARM.search(name) else "≥"
    return f"{sign}__%（{fraction(name) or '写明分子、分母'}）"


def count(name: str, falls: bool = False) -> str:
    """The target of a count in the unit of what is counted."""
    unit = unit_of(name)
    sign = "≤" if falls or _HARMS.search(name) else "≥"
    return f"{sign}__{unit}" if unit and unit != "元" else f"{sign}__{OPEN}"


def feeling(respondent: str) -> str:
    """The target of a survey: whom it asks is to be written where the name does not tell."""
    return "≥__%（写明样本量）" if names_people(respondent) else "≥__%（写明调查对象和样本量）"


_SINGLE = re.compile(r"标准$|单价$|均价$|[人户亩]均|每[亩户人次月]|人月|单位造价$|单位成本$")


def money(name: str, leaf: str) -> str:
    """The target of money: what may be spent at most, what is gained at least, or what one is paid."""
    sign = {"cost": "≤", "economic": "≥"}.get(leaf, "为")
    if _SINGLE.search(name):
        return "为__元／__（写明按人、次、台等计）" if "标准" in name else f"{sign}__元（写明计量单位）"
    return f"{sign}__万元"
