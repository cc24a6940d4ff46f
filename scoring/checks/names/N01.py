"""N01: an activity instead of a measurand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....models.taxonomy import BENEFITS
from ....nlp.record import Indicator
from ...advice import bare
from ...context import Context
from ...findings import Finding, short
from ...lexicons import Lexicons
from ...registry import Check
from ...views import RecordView
from .sentences import NAME, measured, one

_NOMINAL = re.compile(r"^对.+的?(?:改善|提升|提高|影响|促进)$|考核|验收|^为.+的(?:改善|提升)$")
# A state of affairs: no figure beside it says how much of it there is.
_STATE = re.compile(r"(?:正常|顺利|有序|平稳|高效)(?:地?)(?:开展|运转|运行|运作|进行|实施)$")
# 建立管护制度 names a thing that is there or is not.
_PRODUCT = re.compile(
    r"^(?:建立|制作|印制|编制).+(?:制度|机制|办法|规划|台账|平台|系统|数据库|名录|手册|图册|网站)$"
)
_EFFECT = re.compile(r"^(?:促进|提高|提升|增强|改善|丰富|营造)")
_COUNTED = {
    "场": "场次",
    "场次": "场次",
    "次": "次数",
    "人": "人数",
    "名": "人数",
    "人次": "人次",
    "户": "户数",
    "份": "份数",
}
_MEASURE_IN_VALUE = re.compile(r"(?:率|程度|度|数|面|量|比例)(?:[≥≤><=达为不]|大于|小于)?[^,;。]{0,4}[0-9]")

_UNIT = re.compile(r"\([\u4e00-\u9fff㎡%‰]{1,4}\)$")
_LONGEST = 16  # characters of a name that may have a measure added


@lru_cache(maxsize=16)
def _verbs(words: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"(?:{words.pattern('activity_verbs').pattern})(?![性率度量])")


@lru_cache(maxsize=16)
def _activities(words: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"(?:{words.pattern('activity_nouns').pattern})(?:工作|活动)?$")


def _activity(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    name = context.name
    if context.clipped or len(name) < 5:
        return
    verb = _verbs(context.words).match(name)
    if not verb and not _activities(context.words).search(name):
        return
    if record.narrative or context.declared == {"satisfaction"}:
        return
    # 对…的改善 is a noun, and where a check or an acceptance is named, that is the measure.
    if _NOMINAL.search(name) or _PRODUCT.search(name):
        return
    if _MEASURE_IN_VALUE.search(context.value) or (not verb and not context.said):
        return
    # 维护防火瞭望塔(座): the unit says that they are counted.
    if _UNIT.search(name) and context.target is not None and context.target.number is not None:
        return
    whole = (0, len(name.rstrip("。")))
    if measured(context) and not _STATE.search(name):
        # A date or a count in the value makes up for it: what is measured can be told.
        if better := _better(record, context):
            said = f"“{short(record.name)}”只写了做什么，衡量的内容要从指标值里看。"
            yield check.mark(record, "name", whole, said, f"名称宜写成“{better}”。", "P3")
        return
    if _EFFECT.match(name):
        said = f"“{short(record.name)}”说的是想要的效果，没有说用什么衡量。"
    else:
        said = f"“{short(record.name)}”说的是做什么事，没有说衡量什么。"
    example = (
        "“××（服务或设施）中断次数”≤__次，或“××按时开放率”≥__%"
        if _STATE.search(name)
        else "减少的件数、增加的比例、调查得分"
        if context.declared and context.declared <= BENEFITS
        else "数量、次数、合格率"
    )
    advice = f"请把名称改为可衡量的内容，如{example}。"
    yield check.mark(record, "name", whole, said, advice, "P2" if _EFFECT.match(name) else "")


def _better(record: Indicator, context: Context) -> str:
    """The name with the measure that its own value has, '' where the value is no count and no date."""
    target, name = context.target, record.name.rstrip("。")
    if target is None or len(name) > _LONGEST or name[0] in "按对为":
        return ""
    thing = bare(name).removeprefix("完成")
    if target.kind in ("date", "duration"):
        return f"{thing}{'完成时间' if target.kind == 'date' else '时限'}"
    unit = target.unit.lstrip("万千百")
    return f"{thing}{_COUNTED.get(unit, '数量')}" if target.kind == "count" else ""


CHECK = Check(
    code="N01",
    title="名称是工作内容，不是衡量内容",
    english="An activity instead of a measurand",
    severity="P1",
    profiles={"selfcheck": "P3"},
    opinion=2,
    why=NAME
    + "只写“开展…活动”，评价时不知看次数、人数还是效果；指标值里有次数、日期的只作提示，写的是想要的效果（提高…）的从轻。",
    run=_activity,
    needs=("headless",),
    bad=(
        one("开展群众性节水宣传活动", tiers=("群众非常满意", "满意", "一般", "不满意")),
        one("水管员培训", "能力提高"),
        one("保障灌区各项工作正常开展", "≥90%"),
        one("保障管护站日常工作正常运转", "45人"),
        one("开展节水宣传", "≥6场"),
        one("提升农户节水技能", "得到提升"),
    ),
    good=(
        one("维护提灌站（座）", "14"),
        one("节水宣传活动场次", "≥6场"),
        one("建立渠道管护制度", "已建立"),
        one("提高农户节水意识水平", "知晓率80%"),
        one("节水宣传", "覆盖率达到90%"),
    ),
    fault="measurand",
    references=True,
    rewrite=True,
    weight=1.25,
)
