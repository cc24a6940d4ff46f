"""V24: the whole fiscal year, or its last day, as a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import parse_targets
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..limits.form import one

_WHOLE_YEAR = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?度?)?(?:全年|[1一]年|[1一]个年度|全年度|年度内?|本年度内?|当年内?|12个月|年内)|(?:19|20)[0-9]{2}年度?内?"
    r"|(?:(?:19|20)[0-9]{2}[年./])?0?1(?:月|[./月]0?1日?)?(?:[-~—至到]+)(?:(?:19|20)[0-9]{2}[年./])?12(?:月|[./月]31日?|月底)?(?:期间|内)?"
)
_BOUND = re.compile(r"^[=≤<](?:12个?月)?")  # ≤12月 is no month
_PERIOD_NAMES = re.compile(r"每月|按月|每季|期限|租赁|合同|服务期|质保|保修|使用年限|寿命|周期|年份|服务年")
_SERVED = re.compile(
    r"(?:服务|运维|保洁|管护|[安保]保|养护|值守|物业|驻点)[\u4e00-\u9fff]{0,2}(?:期限?|周期|期间|时间)$"
)
_WORK_TERM = re.compile(r"(?:落实|使用|实施|完成|执行|工作|项目|补[贴助]|发放).{0,4}期限$")
_RUNS = re.compile(r"(?:服务|使用|保障|费用|经费|资金|实施|项目)的?(?:周期|期间|期限|时间段|起止时间)$")
_DAY = r"(?:(?:19|20)[0-9]{2}[年./-])?[0-9]{1,2}(?:[月./-][0-9]{0,2}日?|月份?)?[初底末]?"
_SPAN = re.compile(rf"(?:19|20)[0-9]{{2}}[年./-]{_DAY}[-~—至到]+{_DAY}")
# What is done and over, so that a date says when. A service that goes on has no such step.
_STEP = re.compile(
    r"完成|竣工|完工|开工|动工|验收|交付|交工|发放|拨付|拨款|支付|付款|兑付|兑现|下达|上线|投用|投入|启用|开通|报送|上报|提交|提供|编[制写印]|"
    r"出[版具]|印[发刷]|发布|公[布示开]|签[订约]|采购|购[置买]|招[标聘录]|中标|建[成设]|[新改扩]建|修[缮复订建]|维修|大修|改造|安装|调试|整改|整治|"
    r"清[理淤算]|治理|拆除|搬迁|结[题项算案]|评[审估选比]|审[计核批查]|到位|缴|[征回]收|决算|归档|整理|录入|入库|栽|播种|种植|收割|举[办行]|召开|开展|组织|"
    r"培训|演练|[检排普调]查|检测|鉴定|测绘|勘[察测]|设计|规划|制[定作]|申[报请]|认定|表彰|配[备置]|更[新换]|升级|搭建|划定|确权|登记|办[理结]|创建|"
    r"达标|脱贫|通[车水电]|贯通|封顶|达产|投产|慰问|体检|接种|募集|销号|关停|退出|实施|执行|落实|推进|处[置理]|化解|回访|续签|期限|合同|服务期|租期|"
    r"[进工]度|支出|结束|完毕|使用|分配|补助|补贴|工程|项目|施工|安置|交接|移交|拍摄|展[出览]|比赛|活动|工期"
)
# It runs all year round.
_ONGOING = re.compile(
    r"服务|保障|[管养守看]护|维护|运[维行营转]|保洁|巡[查护逻]|值[守班]|[安保]保|后勤|供[应给]|配送|送货|物业|管理"
)
_NOTHING = re.compile(r"(?:项目|工作|任务|年度)*(?:完成|实施)?(?:的)?(?:时间|时限|及时性|时效性?|及时率)")
# Work in general: 项目实施, 各项工作开展. That it is done says no more than the year does.
_WORK = "项目|工作|任务|业务|活动|计划|职责|事项"
_ALL = "本|各项|[全本]年|年度|日常|相关|重点|主要|所有|全部"
_DO = "实施|开展|执行|推进|落实|进行|完成"
_BLANK = re.compile(
    rf"(?:{_ALL})*+(?:{_WORK})++的?(?:{_DO})?(?:情况|进[展度])?|(?:{_DO})(?:{_ALL})*+(?:{_WORK})++"
)
# What a description says that is true of everything: 按年度完成.
_ANYHOW = re.compile(
    rf"(?:[按在于]|根据|依据)?(?:预算|合同|年[底内末]|要求|规定|时间|进度|序时|{_ALL}|{_WORK}|以?前|内)*+"
    rf"(?:全面|及时|[按如]期|按时|基本)*+(?:{_DO})"
)
_SPARE = re.compile(r"[0-9年月日号底前之以内末初\s./:-]|完成|在|于|到")


def _year(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    timely = context.declared == {"timeliness"} or (not context.declared and context.type == "timeliness")
    if context.clipped:
        return
    if _SPAN.fullmatch(context.value) and _RUNS.search(context.name):
        said = f"“{short(record.value)}”只是从何时到何时，没有说哪件事到时完成，是否及时看不出来。"
        yield check.mark(record, "value", None, said, "请改写响应时限、频次，或要完成的步骤和日期。", "P2")
        return
    if not timely:
        return
    term = _WORK_TERM.search(context.name) and _WHOLE_YEAR.fullmatch(context.value.strip("。"))
    if _SERVED.search(context.name) and _WHOLE_YEAR.fullmatch(context.value.strip("。").lstrip("=≤<≥")):
        said = f"“{short(record.value)}”就是整个预算年度，服务是否及时看不出来。"
        advice = "请改写服务的时效：响应时限、到岗时间或频次，如“接报后__小时内到场”“每月__次”。"
        yield check.mark(record, "value", None, said, advice, "P2")
        return
    if not term and _PERIOD_NAMES.search(context.name):
        return
    empty = _NOTHING.fullmatch(context.name.replace("的", ""))
    step = _STEP.search("" if _BLANK.fullmatch(context.name) else context.name) or _STEP.search(
        _ANYHOW.sub("", record.description)
    )
    value = context.value.strip("。")
    if _WHOLE_YEAR.fullmatch(value.lstrip("=≤<≥")) or _BOUND.sub("", value) in ("", "内"):
        yield check.mark(
            record,
            "value",
            None,
            f"“{short(record.value)}”就是整个预算年度，没有说明何时完成。",
            "请写明完成日期或时限，如“__月__日前”“__个工作日内”。",
            "P2"
            if step and not empty and not _ONGOING.search(context.name) and not _PUNCTUAL.match(context.name)
            else "",  # by the end of the year, at least, something named is done
        )
        return
    if not _year_end(record.target_text) or _SPARE.sub("", context.value):
        return
    if not empty and step:
        return
    what = "没有说明完成的是哪一步" if empty else f"“{short(record.name, 16)}”没有到这一天才完成的事"
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”只是年底，{what}，是否及时看不出来。",
        "请写明要完成的步骤和日期，如“__月__日前验收”；持续的服务改写响应时限或频次，如“__小时内到场”“每月__次”。",
        "" if _ONGOING.search(context.name) else "P2",
    )


_PUNCTUAL = re.compile(r"(?:按[时期]|及时|准时|如期)(?![率性])")


def _year_end(text: str) -> bool:
    targets = parse_targets(text)
    if len(targets) != 1 or targets[0].kind != "date" or targets[0].upper is not None:
        return False
    day = int(targets[0].number or 0) % 10_000
    return day >= 1228


CHECK = Check(
    code="V24",
    title="时效只写整个年度或年底",
    english="The whole fiscal year, or its end, as a deadline",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why="时效指标反映产出的及时程度（财预〔2015〕88号）；预算本就按年度执行，只写全年或年底、又不说哪件事到时完成，没有信息。",
    run=_year,
    bad=(
        one("护渠安保服务期限", "=1年", level2="时效指标"),
        one("清淤完成时限", "1年", "时效指标"),
        one("按时缴纳水费", "=1年", "时效指标"),
        one("时效保持", "≥1年", "时效指标"),
        one("补助资金使用期限", "2019年1月-2019年12月", "时效指标"),
        one("水费补贴期限", "2024年1月-2024年12月", "时效指标"),
        one("管护服务周期", "2023年7月至2024年1月", "时效指标"),
        one("按工作计划", "2024年全年", "时效指标"),
        one("项目的实施时间", "2024年1月-12月", "时效指标"),
        one("水库后勤服务", "2025年12月31日前", "时效指标"),
        one("完成时间", "2025年12月30日前", "时效指标"),
        one("项目实施时间", "＝2025年", "时效指标"),
        one("清淤完成时间", "≤12月", "时效指标"),
        one("墒情监测工作", "2025年12月31日前", "时效指标", description="按年度完成"),
        one("项目实施", "2025年12月31日前", "时效指标"),
        one("各项工作开展", "12月31日前", "时效指标"),
    ),
    good=(
        one("护渠安保服务期限", "≥3年", level2="时效指标"),
        one("清淤完成时限", "11月底前", "时效指标"),
        one("清淤施工时间", "10月-12月", "时效指标"),
        one("水费每月15日前缴清", "12个月", "时效指标"),
        one("泵房租赁期限", "1年", "时效指标"),
        one("巡查年限", "1年", "数量指标"),
        one("泵站竣工验收时间", "2025年12月31日前", "时效指标"),
        one("水库后勤服务", "12月31日前完成考核验收", "时效指标"),
        one("堤防保洁", "2025年11月30日前", "时效指标"),
        one("项目完成时间", "2025年10月20日前", "时效指标"),
        one("项目实施", "2025年10月31日前", "时效指标"),
        one("资金支付时间", "2025年12月31日前", "时效指标"),
        one("项目实施", "2025年12月31日前", "时效指标", description="按合同完成闸门安装并验收"),
        one("墒情监测工作", "2025年12月31日前", "时效指标", description="年底前提交监测报告"),
    ),
    needs=("value", "timeliness"),
    instead_of=("V29",),
    fault="target",
    weight=1.1,
)
