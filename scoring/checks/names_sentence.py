"""N01–N04, N08, N09: names that are sentences, slogans or lists instead of a measurand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...nlp.record import Indicator
from ..advice import object_of, rewrite
from ..findings import Finding, short
from ..lexicons import Lexicons
from ..registry import Check, Context, Example

_MEASURED = frozenset(("count", "money", "date", "duration", "permille", "ratio"))
_LIST = re.compile(r"(?:含|包括|其中)[:：]?.{0,4}?(?:1[、.)]|[①(]一?).{2,60}?(?:2[、.)]|[②(]二?)")
_CONTENTS = re.compile(r"(?:含|包括|其中)[:：]?.*")
_TREATMENT = re.compile(r"(?:享受|享有|达到|符合|满足)[^,;。]{1,16}(?:待遇|要求|标准|规定|规范)。?$")
_VALUE_IN_NAME = re.compile(
    r"(?:(?:达到?|不低于|不少于|不超过|大于等于|小于等于|高于|低于|增加|新增|提高|降低|减少|控制在|≥|≤|>|<)[0-9][0-9.,]*"
    r"(?:%|‰|[万亿]?元|万?人份|万?人次|万?人|个|次|场|份|户|家|件|项|亩|公里|座|台))"
    r"|(?:大于等于|不低于|高于|达到)(?:全国|全省|全市|省|市)(?:平均)?水平"
)
_NOMINAL = re.compile(r"^对.+的?(?:改善|提升|提高|影响|促进)$|考核|验收|^为.+的(?:改善|提升)$")
_MEASURE_IN_VALUE = re.compile(r"(?:率|程度|度|数|面|量|比例)(?:[≥≤><=达为不]|大于|小于)?[^,;。]{0,4}[0-9]")
_PUNCTUATION = re.compile(r"[,;。](?=.)|。$")
_LONG, _SENTENCE, _TOO_LONG = 30, 25, 40


@lru_cache(maxsize=16)
def _verbs(words: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"(?:{words.pattern('activity_verbs').pattern})(?![性率度量])")


@lru_cache(maxsize=16)
def _activities(words: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"(?:{words.pattern('activity_nouns').pattern})(?:工作|活动)?$")


def measured(context: Context) -> bool:
    """Whether the target itself says what is counted or when: 26场, 11月底前, 未发生事故."""
    target = context.target
    if target is None:
        return False
    if target.kind == "state":
        return target.number is not None or bool(target.basis)
    return target.kind in _MEASURED and bool(target.unit or target.kind == "date")


def _is_list(context: Context) -> bool:
    return bool(_LIST.search(context.name))


def _is_policy(context: Context) -> bool:
    name = context.name
    return (
        len(name) > _SENTENCE
        and bool(_PUNCTUATION.search(name))
        and (len(name) > _LONG or name.endswith("。"))
        and not _VALUE_IN_NAME.search(name)
    )


def _activity(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    name = context.name
    if context.clipped or len(name) < 5:
        return
    verb = _verbs(context.words).match(name)
    if not verb and not _activities(context.words).search(name):
        return
    if record.narrative or context.declared == {"satisfaction"}:
        return
    # 对…的改善 is a noun, and where a check or an acceptance is named, that is the measure.
    if _NOMINAL.search(name):
        return
    # A date or a count in the value makes up for it: what is measured can be told.
    if measured(context) or _MEASURE_IN_VALUE.search(context.value) or (not verb and not context.said):
        return
    yield check.mark(
        record,
        "name",
        (0, len(name.rstrip("。"))),
        f"“{short(record.name)}”说的是做什么事，没有说衡量什么。",
        f"请把名称改为可衡量的内容，如：{rewrite(record, context)}。",
    )


def _policy(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if _is_policy(context) and not context.clipped and not _is_list(context):
        yield check.mark(
            record,
            "name",
            None,
            f"名称是 {len(record.name)} 个字的政策或工作表述，没有说衡量什么。",
            "请只留衡量的对象和内容（一般不超过 15 字），政策依据写入指标解释。",
        )


def _requirement(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _TREATMENT.search(context.name)
    if match and not context.clipped and match.start() > 0 and not record.narrative:
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{short(match[0])}”是工作要求，不是衡量的内容。",
            f"请改为可衡量的内容，如“{object_of(record.name[: match.start()] or record.name)}达标率”≥__%。",
        )


def _target(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _VALUE_IN_NAME.search(context.name)
    if match:
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”是目标值，不应写在指标名称里。",
            "请把目标值移到指标值一栏，名称只写衡量的内容。",
        )


def _sublist(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _LIST.search(context.name)
    if match:
        rest = _CONTENTS.search(context.name, match.start())
        yield check.mark(
            record,
            "name",
            rest.span() if rest else match.span(),
            "一条指标列举了多项内容，其中一项没有完成时无法评定。",
            "请按项目拆成几条指标，分别写目标值。",
        )


def _overlong(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if len(record.name) > _TOO_LONG and not context.clipped:
        yield check.mark(
            record,
            "name",
            (_TOO_LONG, len(context.name)) if len(context.name) > _TOO_LONG else None,
            f"名称长达 {len(record.name)} 个字（预算系统一般限 {_TOO_LONG} 字）。",
            "请压缩为“对象＋衡量内容”的短语，其余写入指标解释。",
        )


def _one(name: str, value: str = "", tiers: tuple[str, ...] | None = None) -> Example:
    return Example(Indicator(name, value=value, tiers=tiers))


_NAME = "指标名称应是简短的名词短语，说明衡量什么；计算方法写入解释（财预〔2021〕101号）。"
_LONG_NAME = "在高标准农田建设中对沿渠困难农户和留守老人参加水费互助，以及小农水改造给予补助"

CHECKS = (
    Check(
        code="N01",
        title="名称是工作内容，不是衡量内容",
        english="An activity instead of a measurand",
        severity="P1",
        opinion=2,
        why=_NAME + "只写“开展…活动”，评价时不知看次数、人数还是效果。",
        run=_activity,
        needs=("headless",),
        bad=(
            _one("开展群众性节水宣传活动", tiers=("群众非常满意", "满意", "一般", "不满意")),
            _one("水管员培训", "能力提高"),
            _one("保障灌区各项工作正常开展", "≥90%"),
        ),
        good=(
            _one("节水宣传活动场次", "≥6场"),
            _one("开展节水宣传", "≥6场"),
            _one("提高农户节水意识水平", "知晓率80%"),
        ),
    ),
    Check(
        code="N02",
        title="整句政策作名称",
        english="A policy sentence as indicator",
        severity="P1",
        opinion=2,
        why=_NAME,
        run=_policy,
        needs=("long_name", "headless"),
        instead_of=("N01", "N03", "N09"),
        bad=(
            _one(_LONG_NAME + "。", "≥90%"),
            _one("深入贯彻节水优先方针，全面落实水资源刚性约束，推动灌区高质量发展迈上台阶", "明显"),
        ),
        good=(
            _one("合同规范、资料齐全、手续完备的水利工程项目占全部在建工程项目的比例", "≥95%"),
            _one("沿渠困难农户补助", "210户"),
        ),
    ),
    Check(
        code="N03",
        title="工作要求作名称",
        english="A requirement as indicator",
        severity="P1",
        opinion=2,
        why=_NAME,
        run=_requirement,
        needs=("relative",),
        instead_of=("N01",),
        bad=(_one("用水户享受同等供水待遇。", "非常满意"), _one("乡镇泵站设备达到规范要求", "≥90%")),
        good=(_one("泵站设备达标率", "≥90%"), _one("饮用水标准", "达到国家标准")),
    ),
    Check(
        code="N04",
        title="名称里写了目标值",
        english="The target inside the name",
        severity="P2",
        opinion=5,
        why=_NAME,
        run=_target,
        needs=("figured_name",),
        bad=(
            _one("水质抽检率达到100%", "100%"),
            _one("增加20人巡渠队伍", "完成"),
            _one("抽检合格率大于等于全市水平", "100%"),
        ),
        good=(_one("水质抽检率", "100%"), _one("60岁以上农户水费减免", "320户")),
    ),
    Check(
        code="N08",
        title="一条指标列举多项内容",
        english="Enumerated items in one indicator",
        severity="P1",
        opinion=5,
        why="一条指标只衡量一件事（财预〔2015〕88号：细化量化）。",
        run=_sublist,
        needs=("long_name",),
        instead_of=("N01", "N02", "N03", "N09"),
        bad=(
            _one("农户补助到位率。含：1、水费补助；2、管材补助；3、人工补助。", "≥90%"),
            _one("抢修物资储备率，包括：1.水泵；2.编织袋；3.发电机组", "100%"),
        ),
        good=(_one("农户补助到位率（含水费和管材）", "≥90%"), _one("包括泵站在内的全部设施完好率", "≥90%")),
    ),
    Check(
        code="N09",
        title="名称过长",
        english="Over-long name",
        severity="P2",
        opinion=11,
        why=_NAME + "预算管理一体化系统对名称长度有限制，评审机构一般以 15 字为宜。",
        run=_overlong,
        dimension="完整性",
        needs=("long_name",),
        bad=(
            _one(
                "区直机关、镇街、社会团体、灌区管理单位以及与原水利系统所属企事业单位解除劳动合同的退养职工一次性补助落实率",
                "≥90%",
            ),
            _one(_LONG_NAME + _LONG_NAME, "≥90%"),
        ),
        good=(
            _one("退养职工一次性补助落实率", "≥90%"),
            _one("合同规范、资料齐全、手续完备的水利工程占比", "≥95%"),
        ),
    ),
)
