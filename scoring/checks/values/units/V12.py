"""V12: missing unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets.numerals import plain
from .....nlp.targets.serials import SERIAL
from ....findings import Finding, short
from ....registry import Check, Context
from ....views import RecordView
from .counts import BARE, one
from .dimensions import blank

# They end like a measure without a unit (度, 率, 差) and have one.
_LENGTH = re.compile(r"[长宽高厚深]度$")
_CHANGE = re.compile(r"(?:幅度|[增降]幅|变化率?|[率度]之?差)$")
_SATISFIED = re.compile(
    r"满意[度率]$|(?:合格|达标|完成|及时|到位|覆盖|知晓|完好|通过|优良|办结|参与|落实|发放)率$"
)
_WHEN = re.compile(r"(?:时间|时限|时长|期限|工期)$")  # 1: a day, a month or a year?
_LATIN = re.compile(r"\(?[A-Za-z]{2,6}[0-9.]{0,3}\)?$")  # 路面状况指数PCI
_PER = re.compile(r"[≤≥<>=]{0,2}[0-9.,]+/[\u4e00-\u9fff]{1,3}|每[\u4e00-\u9fff]{1,3}[0-9.,]+")
_SCORED = re.compile(r"分|%|百分|比例|占比")
_UNIT_GIVEN = re.compile(
    r"单位[:：为是]|[计度]量单位|\([^()]*(?:[个人次户场份件项台套处间座辆吨米元天亩公里小时%‰]|㎡)[^()]*\)|\((?!含|其中|包括|目标|年度|选填|必填)[\u4e00-\u9fff]{1,3}\)$"
)


def _unitless(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is not None and _uncurrent(context):
        said = f"“{short(record.value)}”没有写明是元还是万元。"
        yield check.mark(record, "value", None, said, "请写全金额单位，如“≤__元/亩”。")
        return
    if target is None or target.unit or target.kind not in ("count", "ratio") or not target.number:
        return
    if target.kind == "ratio" and not (target.number > 1):
        return
    if not BARE.fullmatch(context.value.rstrip("。")):
        return
    name = _LATIN.sub("", context.name.rstrip('。”’"'))
    change, satisfied = _CHANGE.search(name), _SATISFIED.search(name)
    own = change or _LENGTH.search(name) or (satisfied and not _SCORED.search(record.description))
    if (not own and name.endswith(context.words.endings("uncounted_heads"))) or _UNIT_GIVEN.search(name):
        return
    if _UNIT_GIVEN.search(record.description):
        return
    if context.type == "timeliness" and SERIAL.fullmatch(context.value):
        return  # a date as a sheet stores it
    if change or satisfied:
        yield check.mark(record, "value", None, *_share(record.value, bool(change)))
        return
    figure = rf"(?<![0-9.]){re.escape(plain(target.number))}(万?(?:平方米|公里|人次|[人个户次场份件项台套处间座辆吨米元天亩]))"
    told = re.search(figure, f"{record.description} {record.name}".replace(",", ""))
    advice = (
        f"请写作“{record.value.strip('。')}{told[1]}”。"
        if told
        else f"请在数值后写明计量单位，如“{record.value.strip('。')}{unit}”。"
        if (unit := _unit_of(context.name))
        else "请写全金额单位（元或万元）；按人、按件计算的写“元/人”“元/件”。"
        if context.declared == {"cost"}
        else f"请在数值后写明计量单位，如“{blank(context.name)}”。"
    )
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有计量单位。",
        advice,
        "P1" if _WHEN.search(context.name) and not told else "",
    )


# What such things are counted in, the last that a name speaks of (医院设备: 设备); what is open (项目, 工作, 维修) is not here.
_COUNTED_IN = (
    (re.compile(r"会议|全会|演练|巡查|检查|督查|走访|慰问|巡检|抽检"), "次"),
    (re.compile(r"培训班|培训期"), "期"),
    (re.compile(r"讲座|宣讲|演出|比赛|展览|宣传活动|招聘会"), "场"),
    (re.compile("人次$"), "人次"),
    (re.compile(r"人[数员]|学生|教师|医生|村医|干部|职工|队员|志愿者|儿童|老人|党员|辅警"), "人"),
    (re.compile(r"家庭|农户|贫困户|[村居]户"), "户"),
    (re.compile(r"企业|机构|单位|合作社|幼儿园|医院|学校"), "家"),
    (re.compile(r"车辆?数|车辆|公交车|救护车"), "辆"),
    (re.compile(r"设备|电脑|仪器|空调|打印机|水泵"), "台（套）"),
    (re.compile(r"系统|软件|平台|桌椅"), "套"),
    (re.compile(r"图书|手册|画册|书籍"), "册"),
    (re.compile(r"报告|档案|资料|文件|合同|问卷"), "份"),
    (re.compile(r"案件|信访|投诉|专利"), "件"),
)


def _unit_of(name: str) -> str:
    """The measure word of what a folded name counts, '' where it is open."""
    found = ((match.end(), unit) for pattern, unit in _COUNTED_IN for match in pattern.finditer(name))
    return max(found, default=(0, ""))[1]


def _uncurrent(context: Context) -> bool:
    """Whether a price says for one of what, and not in which money: 每亩300, ≤28.4/株."""
    target = context.target
    if (
        context.declared != {"cost"}
        or target is None
        or not target.number
        or target.kind not in ("count", "ratio")
    ):
        return False
    return bool(_PER.fullmatch(context.value)) and not _UNIT_GIVEN.search(context.name)


def _share(value: str, change: bool) -> tuple[str, str]:
    """Message and advice for a change or a satisfaction rate without its sign."""
    written = value.strip("。")
    if change:
        said = f"“{short(value)}”没有计量单位，不知是百分之几还是几个百分点。"
        return said, f"请写明“{written}%”或“{written}个百分点”，并写明与哪一年、什么基数相比。"
    if written == "1":  # how a workbook stores 100%
        return f"“{short(value)}”没有写百分号。", "请写作“100%”。"
    return f"“{short(value)}”没有写百分号。", f"请写作“{written}%”；按分数考核的，写作“{written}分”。"


CHECK = Check(
    code="V12",
    title="缺计量单位",
    english="Missing unit",
    severity="P2",
    opinion=4,
    why="指标值应有计量单位（财预〔2021〕101号：计算符号+数值+计量单位）；评审中常见的退回意见。",
    run=_unitless,
    dimension="完整性",
    needs=("value", "figures"),
    bad=(
        one("用水单位满意度", "≥90", level2="服务对象满意度指标"),
        one("用水户签约数", "6200"),
        one("巡渠队员人数", "≥45"),
        one("新增机井", "≥45"),
        one("护岸林补贴", "每亩300", level2="成本指标"),
        one("护岸林苗木单价", "≤28.40/株", level2="成本指标"),
        one("清淤完成时限", "1", level2="时效指标"),
        one("新建渠道长度", "≥860"),
        one("渠系漏损率下降幅度", "≥4", level2="社会效益指标"),
        one("农户满意度", "≥90", level2="服务对象满意度指标"),
        one("泵站验收合格率", "100", level2="质量指标"),
    ),
    good=(
        one("用水户签约数", "6200户"),
        one("水质综合指数", "≥85"),
        one("渠道技术状况指数MQI", "≥85"),
        one("新装水表数（只）", "900"),
        one("渠道衬砌长度", "12", description="单位：公里"),
        one("泵站完工时间", "44561", level2="时效指标"),
        one("渠系漏损率下降幅度", "≥4个百分点", level2="社会效益指标"),
        one("水体透明度", "≥2", level2="生态效益指标"),
        one("农户满意度", "≥90", level2="服务对象满意度指标", description="问卷平均得分"),
        one("农户满意度", "≥90分", level2="服务对象满意度指标"),
    ),
    fault="unit",
    weight=1.2,
)
