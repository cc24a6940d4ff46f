"""V38: a harm with a floor, or what is good with a cap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check, Context
from ....views import RecordView
from .bounds import one

# What should be rare. 处理率, 整改率 and the like measure what is done about it: more is better.
_RARE = "故障|死亡|伤亡|发病|患病|感染|流失|差错|错误|失误|事故|投诉|违约|违规|拖欠|逾期|退货|破损|损坏|漏报|空置|闲置|超标|污染|信访|返工|投诉举报"
_RARE_SHARE = (
    "误差|偏差|漏损|漏失|损耗|耗损|资产负债|负债|债务|不良(?:贷款)?|亏损|辍学|返修|返贫|缺陷|超支|超概|超期|超时|误报|误诊|上访|离职|受害|成灾|失业|拥堵|延误|"
    "差评|逾期[^率]{0,4}|犯罪|发案|火灾|复发|再犯|不合格|不达标|不满意|空缺|宕机|丢包|产销差|残损|药占比|药占"
)
_HARM = re.compile(rf"(?:{_RARE})(?:发生)?(?:率|起数|件数|次数|数|人数)$|(?:{_RARE_SHARE})(?:发生)?[率比]$")
# How many were dealt with; pests that are to die.
_DEALT = re.compile(
    r"处理|受理|办理|查处|处置|化解|调解|接待|登记|检查|整改|修复|救治|救助|治疗|筛查|挽回|办结|审理|[螺虫蚊蝇鼠蚁蟑草菌].{0,3}死亡|灭"
)
_GOOD = re.compile(r"(?:合格|达标|完好|及时|知晓|满意|办结)(?:率|度)$")
# By how much what should be less became less.
_FALLS = re.compile(
    rf"(?:用量|使用量|[能电水损煤油]耗|排放量?|浓度|漏损|成本|费用|火灾|病虫害|发案|失业|{_RARE})[^，。；]{{0,6}}(?:下降|降低|减少|压减|削减|节约)(?:率|幅度|比例)$"
)
_BAD = re.compile(r"重复|偏差|不合格|不达标|不满意|不及时|未|超")
# Times that people wait for something, or that it is out of order.
_WAIT = re.compile(
    r"(?:响应|修复|恢复|处置|处理|到[场达位]|抢修|维修|办理|办结|审批|等[候待]|排队|候诊|回复|反馈|答复|中断|停机|停[电水气]|滞留|延误|故障|通行|出警)[^,;。]{0,4}(?:时间|时长|时限|用时|耗时)$"
)
_WAIT_NOT = re.compile(r"无故障|间隔|提前|保留|缩短|减少|压减|压缩|节约")
_DONE = re.compile(
    r"(?:建设|新建|改造|修建|采购|购置|培训|举办|开展|发放|慰问|资助|制作|服务|受益|惠及|在校|参训|救助|检查|维修|种植|完成).{0,12}(?:数量?|人[数次]|户数|场次|次数|面积|里程|个数)(?:\([\u4e00-\u9fff]{1,3}\))?$"
)
_PEOPLE = re.compile(
    r"(?:学生|学员|幼儿|老人|农户|村民|居民|群众|对象|就读|入学|参加|参保|覆盖)(?:人数|户数|数)$"
)
_FEWER = re.compile(
    f"{_RARE}|控制|编制|人员经费|三公|接待|出国|会议|公务|占用|能耗|用[水电]|临聘|上限|限额|不合格|在编|超|压减|减少|隐患"
)
_ALL = 80  # percent: a cap as high as this caps no harm
_LESS = re.compile(r"下降|降低|减少|降幅|压减|控制|治愈|无|零")


def _floor(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is not None and target.comparator in ("≤", "<") and target.kind == "percent":
        yield from _cap(check, view)
        return
    if target is not None and _capped_output(context):
        said = f"数量指标“{short(record.name)}”填“{short(record.value)}”：做得越少越算完成，方向反了。"
        yield check.mark(
            record, "value", None, said, f"请改为“≥{short(context.value).lstrip('≤<')}”；数量固定的写“=”。"
        )
        return
    if target is None or target.comparator not in ("≥", ">") or not target.number or not context.value:
        return
    about = context.name + context.value
    slow = target.kind == "duration" and _WAIT.search(context.name) and not _WAIT_NOT.search(about)
    if (not slow and not _HARM.search(context.name)) or _LESS.search(about):
        return
    if not slow and _DEALT.search(context.name):
        return
    share = target.kind == "percent"
    capped = "≤__%" if share and target.number >= _ALL else "≤" + short(context.value.lstrip("≥>="))
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.name)}”越{'短' if slow else '低'}越好，“{short(record.value)}”却定了下限，方向反了。",
        f"请改为上限，如“{capped if context.value[0] in '≥>' else '≤__小时' if slow else '≤__%'}”。",
    )


def _capped_output(context: Context) -> bool:
    """Whether what shall be done is given a most: 建设数量 ≤4个."""
    target = context.target
    if context.declared != {"quantity"} or target is None or target.kind != "count" or not target.number:
        return False
    if target.comparator not in ("≤", "<") or not context.value.startswith(("≤", "<")) or "/" in target.unit:
        return False
    done = _DONE.search(context.name) or _PEOPLE.search(context.name)
    return bool(done) and not _FEWER.search(context.name)


def _cap(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    good = _GOOD.search(context.name) and not _BAD.search(context.name)
    if not (good or _FALLS.search(context.name)) or not context.value:
        return
    floor = short(context.value).replace("≤", "≥").replace("<", "≥")
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.name)}”越高越好，“{short(record.value)}”却定了上限，方向反了。",
        f"请改为下限，如“{floor if '≥' in floor else '≥__%'}”。",
    )


CHECK = Check(
    code="V38",
    title="方向与指标相反",
    english="A harm with a floor, or what is good with a cap",
    severity="P1",
    opinion=4,
    why="计算符号要与指标的方向一致（财预〔2021〕101号：指标值由计算符号、数值和计量单位组成）；故障、死亡、投诉这类逆向指标写成“≥”，出得越多越算完成。",
    run=_floor,
    dimension="可行性",
    needs=("value", "figures"),
    fault="unit",
    bad=(
        one("爆管抢修时长", "≥8小时", "时效指标"),
        one("窗口平均等候时间", "≥15分钟", "社会效益指标"),
        one("泵站设备故障率", "≥5%", "质量指标"),
        one("示范渠段建设数量", "≤4处", "数量指标"),
        one("灌区技校学生人数", "≤620人", "数量指标"),
        one("溺水死亡人数", "大于等于2人", "社会效益指标"),
        one("闸门检测合格率", "≤98%", "质量指标"),
        one("义务教育阶段辍学率", "≥0.5%", "社会效益指标"),
        one("水质检测误差率", "不低于2%", "质量指标"),
        one("农药用量下降率", "≤5%", "生态效益指标"),
        one("国有企业资产负债率", "≥70%", "经济效益指标"),
    ),
    good=(
        one("泵站无故障运行时间", "≥2000小时", "质量指标"),
        one("供水抢修时间缩短", "≥2小时", "社会效益指标"),
        one("泵站设备故障率", "≤5%", "质量指标"),
        one("节水会议举办次数", "≤4次", "数量指标"),
        one("水样不合格率", "≤2%", "质量指标"),
        one("投诉处理率", "≥95%", "质量指标"),
        one("溺水死亡率下降", "≥5%", "社会效益指标"),
        one("隐患排查数", "≥20处", "数量指标"),
        one("受理消费投诉件数", "≥300件", "数量指标"),
        one("药后钉螺死亡率", "≥80%", "质量指标"),
        one("粮食产量下降率", "≤5%", "经济效益指标"),
        one("失业人员再就业率", "≥60%", "社会效益指标"),
    ),
    weight=1.25,
)
