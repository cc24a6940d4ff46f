"""V34: value and description give different figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .....nlp.targets import Target
from ....context import plain
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..units.dimensions import scale_slip
from .described import figures, narrower, number_of, same_measure, scored, unit_of
from .parts import worked_out
from .soft import one

# What is paid already for one of it: a cap below cannot be kept.
_PAID = re.compile(
    r"(?:中标|成交|集采|集中采购|采购|合同|协议|供货|现行|结算|购置)[\u4e00-\u9fff]{0,4}价格?[为是:]?已?$"
)
_PAST = re.compile(r"上年|去年|往年|历史|以往|20\d\d年|原|市场|限|参考|零售|挂牌|预计|同类|周边|报价")
_PERCENT = re.compile(r"(?<![0-9.×*/])([0-9]+(?:\.[0-9]+)?)%$")
_NONE = re.compile(
    r"(?:全年)?(?:未(?:发生|出现)|无|不发生|杜绝|零)[\u4e00-\u9fff]{2,10}(?:事件|事故|上访|投诉|案件|纠纷|伤亡)$"
)
_DEFINES = re.compile(r"(?:[为计作算合=]|折合?)1(?:单位|人份|标准[\u4e00-\u9fff]|当量|个标)")
_ALL, _LISTED, _TWO = re.compile("(?:全部|均|都|全)"), re.compile("[、和及][\u4e00-\u9fff]{0,8}"), 2
_ADVICE = "请核对后改成同一个数；两个数各有含义的，在指标解释中分别说明。"


def _differ(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    telling = context.name.endswith("%") or _NONE.search(context.name)
    if not record.description and not telling:
        return
    ours = figures(record.value)
    if telling and len(ours) == 1 and (said := _named(context.name, ours[0])):
        message = f"指标值写“{short(record.value)}”，名称里却是“{said}”，两处数字不一致。"
        yield check.mark(record, "value", None, message, _ADVICE)
        return
    description = plain(record.description)
    if _DEFINES.search(description):
        return  # 200毫升为1单位 says what is counted
    if len(ours) != 1 or scored(description):
        return
    (target,) = ours
    others = figures(record.description)
    told = others if target.kind == "date" else [t for t in others if t.kind != "date"]
    if not told:
        return
    said, severity = _said(view, target, description, told)
    if said:
        message = f"指标值写“{short(record.value)}”，{said}"
        yield check.mark(record, "value", None, message, _ADVICE, severity)


def _named(name: str, target: Target) -> str:
    """What a name ends in that the value contradicts: a percentage (合格率100% / ≥98%), that nothing happens (未发生事故 /
    ≤5起). '' for none."""
    if (
        (none := _NONE.search(name))
        and target.number
        and target.comparator in ("≤", "<")
        and target.kind == "count"
    ):
        return none[0]
    found = _PERCENT.search(name)
    return found[0] if found and target.kind == "percent" and float(found[1]) != target.number else ""


def _said(view: RecordView, target: Target, description: str, others: list[Target]) -> tuple[str, str]:
    """What a description says against a value, and how grave that is; '' for nothing."""
    record, context = view
    if (other := _dearer(target, description, others)) is not None:
        price = record.description[other.start : other.end]
        return f"指标解释写现在的价格是“{short(price)}”，高出上限，目标无法实现。", ""
    alike = [t for t in others if unit_of(t) == unit_of(target)]
    if whole := _left_out(target, description, alike):
        return f"指标解释“{short(record.description, 30)}”合计是 {whole:.10g}，指标值只算了一部分。", ""
    if any(_agree(target, t) for t in alike) or _add_up(target, alike):
        return "", ""
    if worked := worked_out(target, description):
        severity = "" if worked.sure else "P2"
        return f"指标解释“{short(record.description, 30)}”{worked.said}，两处数字不一致。", severity
    if len({number_of(t) for t in alike}) != 1:
        return "", ""
    other = alike[0]
    if not same_measure(context.name, context.value, description, other):
        return "", ""
    slip = scale_slip(number_of(target), number_of(other))
    tail = f"数字相同而相差 {slip}倍，疑为单位写错。" if slip else "两处数字不一致。"
    return (
        f"指标解释写“{short(record.description[other.start : other.end])}”，{tail}",
        "P2" if not slip and narrower(context.name, description, other) else "",
    )


def _add_up(target: Target, parts: list[Target]) -> bool:
    """Whether figures are parts of the target: 水罐车1辆、举高车1辆 of 2辆."""
    whole = number_of(target)
    return len(parts) > 1 and abs(sum(map(number_of, parts)) - whole) <= 1e-6 * max(abs(whole), 1.0)


def _left_out(target: Target, description: str, parts: list[Target]) -> float:
    """What a list comes to that is all meant (41所、15所全部配备) and of which the target is one part; 0 for others."""
    if len(parts) < _TWO or number_of(target) not in map(number_of, parts):
        return 0.0
    between = [description[a.end : b.start] for a, b in pairwise(parts)]
    meant = _ALL.match(description[parts[-1].end :])
    return sum(map(number_of, parts)) if meant and all(map(_LISTED.fullmatch, between)) else 0.0


def _dearer(target: Target, description: str, others: list[Target]) -> Target | None:
    """The price that one of the thing has already, where it is above the cap."""
    if target.kind != "money" or target.comparator not in ("≤", "<", "=") or "价" not in description:
        return None
    unit = unit_of(target)[1]
    for other in others:
        lead = re.split("[,;。、]", description[: other.start])[-1]
        same = other.kind == "money" and unit_of(other)[1] in (unit, unit.partition("/")[0])
        if same and number_of(other) > number_of(target) and _PAID.search(lead) and not _PAST.search(lead):
            return other
    return None


def _agree(target: Target, other: Target) -> bool:
    """Whether the other figure is the same, or a plain figure that meets the target (≥12场, 计划13场)."""
    ours, theirs = number_of(target), number_of(other)
    if abs(ours - theirs) <= 1e-6 * max(abs(ours), abs(theirs), 1.0):
        return True
    if scale_slip(ours, theirs) not in ("", "100"):
        return False  # 2.4万 meets ≥2.4, and is not meant
    if other.comparator != "=":
        return target.comparator in ("≥", ">", "≤", "<") and {target.comparator, other.comparator} in (
            {"≥", "≤"},
            {">", "<"},
        )
    if target.comparator in ("≥", ">"):
        return theirs >= ours
    return target.comparator in ("≤", "<") and theirs <= ours and target.kind != "money"


CHECK = Check(
    code="V34",
    title="指标值与解释的数字不一致",
    english="Value and description give different figures",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=4,
    why="绩效指标应以清晰的指标值体现（财预〔2020〕10号“绩效指标明确性”）；指标值和指标解释写两个数，不知道以哪个为准。",
    run=_differ,
    needs=("value", "figures"),
    bad=(
        one("渠系水质达标率", "≥95%", "质量指标", "渠系水质达标率≥98%"),
        one("水管员培训人数", "520人", "数量指标", "水管员培训人数513人"),
        one("泵站维修成本", "≤30万元", "成本指标", "泵站维修成本不超过23.17万元"),
        one("泵站维修费", "≤9.6万元", "成本指标", "泵站维修费≤9.6元"),
        one("灌溉用水户数", "≥2.4户", "数量指标", "灌溉用水户数2.4万户"),
        one("公交线路准点率", "≥92%", "时效指标", "准点率不低于88%"),
        one("渠道管护补贴标准", "≤280元/公里", "成本指标", "渠道管护按250元/公里据实结算"),
        one("检疫证号抽样差错率", "≤1%", "质量指标", "随机抽检检疫证差错控制在3%以内"),
        one("退役金申领办结时限", "≤5个工作日", "时效指标", "受理后10个工作日内办结"),
        one("帐篷调拨到位时间", "≤12小时", "时效指标", "接到调拨指令后24小时内运抵受灾乡镇"),
        one("健身广场完工时间", "2025年9月底前", "时效指标", "2025年11月30日前全部完工"),
        # Parts, and what they are worked out of.
        one("更换路灯数量", "120盏", "数量指标", "解放路50盏、人民路40盏、建设路45盏，含灯杆"),
        one("图书馆课桌采购", "300张", "数量指标", "阅览室180张，自习室90张"),
        one("家政人员培训人次", "≥300人次", "数量指标", "共5期，每期50人次"),
        one("执法车辆租赁费", "≤12万元", "成本指标", "3辆×5万元/辆"),
        one("水管员满意度", "≥90%", "满意度指标", "全县水管员对培训安排的满意度达到85%以上"),
        one("移栽苗木株数", "=8.6万株", "数量指标", "移栽乡土苗木6.8万株至新圃"),
        one("配备水管员村数", "41个", "数量指标", "山区村41个、平原村15个全部配备水管员"),
        one("水管员月补助标准", "=2200元/人·月", "成本指标", "含交通补助，按2500元/人·月测算"),
        one("购置闸控装置数量", "35台（套）", "数量指标", "控制柜20台、传感器12台、无人机2套"),
        # The price is above the cap already.
        one("树苗采购单价", "≤35元/株", "成本指标", "按年初集中采购中标价42元/株"),
    ),
    good=(
        one("渠系水质达标率", "≥95%", "质量指标", "上年渠系水质达标率为92%"),
        one("水管员培训人数", "520人", "数量指标", "全年4期，每期130人"),
        one("灌区农产品年销售额", "≥320万元", "经济效益指标", "6个合作社合计，2023年286万元"),
        one("渠道巡查", "≥12次", "数量指标", "每月1次，计划巡查13次"),
        one("泥浆抽排量", "≥4200单位", "数量指标", "折合200升为1单位，以台账为准"),
        one("水管员培训合格率", "≥95%", "质量指标", "培训完成率100%后考试"),
        one("泵站维修成本", "≤30万元", "成本指标", "一年维修成本不超过10万元，三年合计30万元"),
        # Rules of scoring, formulas, what the law asks, halves of the year, another rate, a part.
        one("村道养护合格率", "≥95%", "质量指标", "合格率90%以上得满分，每低1%扣0.5分"),
        one("村道养护完成率", "≥95%", "数量指标", "完成里程/计划里程×100%"),
        one("退役金申领办结时限", "≤5天", "时效指标", "国家规定办结时限不超过7天"),
        one("资金拨付率", "100%", "时效指标", "上半年拨付率达到50%"),
        one("食品抽检合格率", "≥98%", "质量指标", "抽检不合格率不超过3%"),
        one("参保率", "≥95%", "数量指标", "困难群众参保率达到100%"),
        one("维修响应时间", "≤30分钟", "时效指标", "2小时内修复"),
        # Parts that make it up, are not all of it, or overlap.
        one("清淤长度", "≥60公里", "数量指标", "干流20公里、支流42公里"),
        one("配备水管员村数", "41个", "数量指标", "山区村41个，平原村15个由乡镇自配"),
        one("更换路灯数量", "120盏", "数量指标", "主要为解放路50盏、人民路40盏"),
        one("改造厕所", "45座", "数量指标", "户厕30座、公厕15座、无障碍厕所5座"),
        one("受益老人人数", "350人", "社会效益指标", "独居老人300人、残疾老人80人，低保老人50人"),
        one("购置采样车", "2辆", "数量指标", "越野采样车1辆、厢式采样车1辆"),
        one("新修步道长度", "12公里", "数量指标", "东段5.1公里、西段6.93公里"),
        one("家政人员培训人次", "≥300人次", "数量指标", "2期，每期3天，每期150人次"),
        one("工程款", "≤100万元", "成本指标", "设备60万元、安装30万元"),
        one("树苗采购单价", "≤35元/株", "成本指标", "上年中标价42元/株"),
    ),
)
