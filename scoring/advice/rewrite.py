"""Rewritten indicators: a checkable form of a record with the figures left open, or none.

What is measured decides: the word that the name ends in, then its class, then well known stand-ins. A proposal that
would be senseless is worse than none, so a name that is no plain noun phrase gets none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...nlp.record import Indicator
from ..context import Context
from .measures import count, feeling, kind_of, money, share, without_measure
from .objects import bare, project_thing, terms
from .stand_ins import checked, stand_in
from .times import is_work, timed
from .units import people, unit_of
from .wording import served

LONGEST = 20  # characters of a measure that is proposed


class Proposal(NamedTuple):
    """A measure and the form of its target; `target` is empty where the record's own target stays."""

    name: str
    target: str

    def __str__(self) -> str:
        return f"“{self.name}”{self.target}" if self.name else ""


NONE = Proposal("", "")
# Signs, clauses, and words that tell of a deed: no noun phrase.
_SIGNS = re.compile(
    r"[，,。；;：:！!？?“”\"…/\\+＝=×<>≥≤%‰*#__{}()（）\ufffd]|(?<!\d)\.|\.(?!\d)|(?<![A-Za-z.\d])\d"
)
_DEED = re.compile(
    "进一步|得到|受到|有助于|从而|以便|正常|保障(?!房|金|人数|站|服务|中心|性住房)|保证(?!金)|确保|提[高升供](?!率|程度)|促进|加强|加大|增强|改善|"
    "完善(?!率)|推进|推动|落实(?!率)|实现(?!率)|减少|降低|做好|配合|协助|营造|按照|根据|通过(?!率)|以及|不断|积极(?!性)|融洽|贯彻|把握|秉承|符合|"
    "使其|让|是否合|我[区市县镇街]|一[次人][^一]{0,4}一"
)
_START = re.compile(
    r"^(?:[的和与及按以由将把从至在]|是否|为(?!民)|对(?!口|外|象)|无(?!人机|偿|障|害|线|公害)|及时|完成)"
)
_TREND = re.compile(
    "的?(?:得到|有所|有效|明显|显著|持续|稳步|进一步)*(?:提升|改善|提高|增强|影响|促进|优化|改进|推动|作用)(?:作用|程度|情况|效果|水平|幅度)?$"
)
_LISTED = re.compile(r"、|以及|(?<=率)[及和与]|[^参]与(?!会|者|人)")
_ASKED = re.compile(
    "的?(?:是否|较为|基本|非常|比较|普遍|一致|[都均])?(?:满意|好评|认可|评价)[度率]?(?:情况|程度|水平|调查)?(?:高|达标|提升)?$"
)
_ASKED_TWICE = re.compile("满意|好评|认可|不$")
_NOBODY = re.compile(
    "(?:服务|受益|相关|调查|项目)?(?:对象|人群|群体)?|群众|公众|社会公众|社会|人民|总体|综合|工作|受众"
)
_FEELING = re.compile("幸福感|获得感|安全感|认同感|归属感")
_DOUBLED = re.compile(r"(.{1,4})\1(?:[率数]|$)")
_CLAUSES = re.compile("[，,。；;：:]")
_WHO = re.compile("群众|居民|市民|公众|人员|辖区")
_GENERIC = re.compile(
    "(?:本|该|各项|各类|相关)?(?:项目|工作|任务|服务|资金|经费|问题|活动|部门|各项工作|成本|费用|质量|数量|效益|业务|产出|人员|对象|良好|及时|作业|事项|开展|完成)*的?"
)
_BARE_TIME = re.compile("(?:项目|工作|任务)?(?:按时|按期)?(?:完成)?(?:时间|时限|及时性?|时效性?|的时间)")
_TIME_HEAD = re.compile("(?:完成|响应)?(?:时间|时限|及时率)$")
_BARE_COST = re.compile("(?:项目|工作)?(?:总?成本|总?费用|总支出|资金成本|总金额)")
_MONEY_NOUN = re.compile("(?:[金款费]|补[助贴]|津贴|工资)$")
_MANAGED = re.compile("预算|资金|经费|财务|账务|制度")  # how money is handled is not told piece by piece
_NO_COST = re.compile("[成本费价金性度率]|水平$|情况$|控制|节约|合理|标准|预算|支出|薪")
# What something does to something else has no measure of its own.
_EFFECT = re.compile("对.+(?:影响|作用)|有助于|有利于")
_FALL = re.compile("减少|下降|降低|缩短|减轻|回落")
_UNIT = re.compile(r"[(（][^()（）]{1,6}[)）]$")
_VERB = re.compile("^(?:提供给[^的]{2,6}的|增加|拉动|带动|构建|健全|形成|延长|储备)(?=.{4})")
_NORM = re.compile("(规范|准确|完整|合规|完好|合格|达标)(?:性|化程度|化水平|化|程度|度|情况)?$")
_VALUED = re.compile(
    "(?:较|基本|全部)?(?:(规范|准确|完整|合规|完好|合格|达标)|良好|优良|优质|较好|好|优秀|合格)"
)
_THING = re.compile("[\u4e00-\u9fff]{4,14}(?<![性度力平情况质量果境])")
_SPARED = re.compile("减|降低|挽回|避免")  # of a loss: the more the better
_SUMS = re.compile(
    "(增收|增产|产值|收入|营业额|销售额|交易额|税收|投资|消费|损失|节支|节约|减负)(?:情况|水平|效果|能力|金额|额)*$"
)
# The kinds of measure that a parsed target of each kind is a target of.
_TAKES = {
    "count": ("count", "money"),
    "date": ("time",),
    "duration": ("time", "years"),
    "money": ("money",),
    "percent": ("share", "feeling"),
}


def rewrite(record: Indicator, context: Context) -> str:
    """A checkable form of the record with the figure left open, '' where no sensible one is known."""
    return str(propose(record, context))


def leaf_of(context: Context) -> str:
    """The class to advise in: the declared one, where it is a single one that the models allow, else theirs."""
    if len(context.declared) == 1 and not context.declared.isdisjoint(context.type_set):
        return next(iter(context.declared))
    return context.type


def propose(record: Indicator, context: Context) -> Proposal:
    """The proposal for a record: from its name, else from a clause of name or value that names a measure."""
    if context.clipped:
        return NONE
    asked = context.declared == {"satisfaction"}
    found = next(
        (p for p in _proposals(record, context) if p.name and (not asked or kind_of(p.name) == "feeling")),
        NONE,
    )
    if len(found.name) > LONGEST or _LISTED.search(found.name) or _DOUBLED.search(found.name):
        return NONE
    if _has_target(context, found.name):
        return NONE if found.name == context.name else Proposal(found.name, "")
    return found


def _proposals(record: Indicator, context: Context) -> Iterator[Proposal]:
    yield _of(context.name, record, context)
    for clause in (*_CLAUSES.split(context.name)[1:], *_CLAUSES.split(context.value)):
        if kind_of(clause) in ("share", "feeling") and terms(_WHO.sub(" ", without_measure(clause))):
            yield _of(clause, record, context)


def _has_target(context: Context, name: str) -> bool:
    """Whether the record's own target is a figure that the proposed measure takes."""
    target = context.target
    return target is not None and target.number is not None and kind_of(name) in _TAKES.get(target.kind, ())


def _of(name: str, record: Indicator, context: Context) -> Proposal:
    """The proposal for one text, however long."""
    leaf = leaf_of(context)
    if _EFFECT.search(name):
        return NONE
    whole = _TREND.sub("", _VERB.sub("", bare(_UNIT.sub("", name).strip('“”" ').removesuffix("指标"))))
    whole = whole.removeprefix("对").removesuffix("的")
    if not whole or _SIGNS.search(whole) or (_START.search(whole) and not _BARE_TIME.fullmatch(whole)):
        return NONE
    kind = kind_of(whole)
    if leaf == "satisfaction" and whole.endswith("评价"):
        kind = "feeling"
    if kind == "feeling":
        return _asked(whole, record)
    if _DEED.search(whole.removeprefix("提供") if leaf == "timeliness" else whole):
        return NONE
    if kind == "share":
        if (
            whole in ("验收合格率", "项目验收合格率")
            and (thing := project_thing(record.owner))
            and is_work(thing)
        ):
            whole = f"{thing}验收合格率"
        named = "验收" in whole or not _GENERIC.fullmatch(whole[:-3])
        return Proposal(whole, share(whole, _falls(context))) if named else NONE
    if kind == "time" or (leaf == "timeliness" and not kind):
        return _in_time(whole, record) if leaf == "timeliness" else _lasting(whole, context)
    if kind == "money":
        return _paid(whole, leaf, record)
    if _GENERIC.fullmatch(whole):
        return NONE
    if kind == "years":
        return Proposal(whole, "≥__年")
    if kind == "count":
        return Proposal(whole, count(whole, _falls(context))) if len(whole) > 4 else NONE
    found = _priced(whole, context) if leaf == "cost" else _judged(whole, leaf, context)
    return (
        NONE if context.declared == {"quantity"} and found.name.endswith("率") else found
    )  # how good is another row


def _falls(context: Context) -> bool:
    """Whether the record's own words want less of it."""
    return bool(_FALL.search(context.said))


def _asked(whole: str, record: Indicator) -> Proposal:
    """A survey, of the people that the name, or else the project, tells."""
    if _FEELING.search(whole):
        return Proposal(*stand_in(whole))
    thing = _ASKED.sub("", whole).replace("的对", "对").rstrip("的")
    if len(thing) > 16 or _DEED.search(thing) or _ASKED_TWICE.search(thing):
        return NONE
    if _NOBODY.fullmatch(thing):
        who = served(record)
        return Proposal(f"{who}满意度", "≥__%（写明样本量）") if who else NONE
    return Proposal(f"{thing}满意度", feeling(thing))


def _in_time(whole: str, record: Indicator) -> Proposal:
    """By when or how soon: of what the name, or else the project, tells."""
    found = Proposal(*timed(whole))
    if found.name and not _GENERIC.fullmatch(_TIME_HEAD.sub("", found.name)):
        return found
    thing = project_thing(record.owner) if _BARE_TIME.fullmatch(whole) else ""
    return Proposal(*timed(f"{thing}及时性")) if thing else NONE


def _lasting(whole: str, context: Context) -> Proposal:
    """How long something takes, as an effect; what should take longer is not told from its name."""
    ends = whole.endswith(("时间", "时长", "用时")) and len(whole) > 4
    return Proposal(whole, "≤__分钟（或__小时、__天）") if ends and _falls(context) else NONE


def _paid(whole: str, leaf: str, record: Indicator) -> Proposal:
    """Money in a class that money can be a measure of."""
    if leaf == "economic":
        return _gained(whole)
    if _BARE_COST.fullmatch(whole) and leaf == "cost" and (thing := project_thing(record.owner)):
        return Proposal(f"{thing}总成本", "≤__万元")
    fits = leaf in ("cost", "quantity") and whole != "资金成本"
    return Proposal(whole, money(whole, leaf)) if fits else NONE


def _priced(whole: str, context: Context) -> Proposal:
    """A cost of what a name without a measure is about."""
    target = context.target
    single = target is not None and "/" in target.unit
    if _MONEY_NOUN.search(whole):
        return Proposal(f"{whole}发放标准", "为__元／人") if single else Proposal(f"{whole}总额", "≤__万元")
    if people(whole):
        return Proposal(f"{whole}人均支出", "≤__元") if single else NONE
    return NONE if _NO_COST.search(whole) else Proposal(f"{whole}成本", "≤__万元")


def _judged(whole: str, leaf: str, context: Context) -> Proposal:
    """The proposal for a name without a measure: by its class, else a stand-in."""
    if leaf == "satisfaction":
        return Proposal(f"{whole}满意度", "≥__%（写明样本量）") if people(whole) else NONE
    if leaf == "quantity" and (found := _counted(whole, context)).name:
        return found
    if leaf == "economic":
        return _gained(whole)
    if measure := checked(whole):
        return Proposal(measure, share(measure))
    managed = _MANAGED.search(whole)
    if not managed and (match := _NORM.search(whole)) and not _GENERIC.fullmatch(whole[: match.start()]):
        measure = f"{whole[: match.start()]}{match[1]}率"
        return Proposal(measure, share(measure))
    measure, target = stand_in(whole)
    if len(measure) > 4:
        return Proposal(measure, target)
    # A bare thing (机井档案) whose value is the norm that it meets (完整), or that it is good.
    verdict = _VALUED.fullmatch(context.value.strip("。"))
    if leaf != "quality" or managed or not verdict or not _THING.fullmatch(whole):
        return NONE
    measure = f"{whole}{verdict[1]}率" if verdict[1] else checked(f"{whole}质量")
    return Proposal(measure, share(measure)) if measure else NONE


def _gained(whole: str) -> Proposal:
    """A sum that is gained, saved or not lost."""
    match = _SUMS.search(whole)
    if not match or match.start() < 2 or re.match("经济|增加|拉动|带动", whole):
        return NONE
    word = match[1]
    head = word if word[-1] in "入值额资" or word in ("税收", "消费") else f"{word}额"
    sign = "≤" if word == "损失" and not _SPARED.match(whole) else "≥"
    sum_ = (
        "__元"
        if re.search("均|[年月]收入", whole)
        else "__万元（写明合计或人均）"
        if "收" in word
        else "__万元"
    )
    return Proposal(f"{whole[: match.start()]}{head}", sign + sum_)


def _counted(whole: str, context: Context) -> Proposal:
    """How many of them; not where money is stated."""
    unit = unit_of(whole)
    money_stated = context.target is not None and context.target.kind == "money"
    if not unit or money_stated or _MONEY_NOUN.search(whole):
        return NONE
    head = {"人": "人数", "户": "户数", "场": "场次", "期": "期数", "次": "次数"}.get(unit, "数量")
    return Proposal(f"{whole}{head}", f"≥__{unit}")
