"""M01: A class of indicators is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ....models.taxonomy import BENEFITS, NAMES
from ....nlp.record import Indicator
from ...advice import people_pattern
from ...findings import Finding, owner_span
from ...registry import Check, Example
from ...views import SetView
from ..boilerplate.stock import is_stock_form
from ..owners import quoted
from .classes import CLEAN, FORM, LENGTH, OUTPUTS, PAID, advice, is_cut, is_paid_work, is_timed, leaves, row

# A list that names neither project nor activity may be a library or a selection.
_MIN_CLASSES, _MAX_UNNAMED = 3, 40
# What lies years ahead is planned in less detail than the year's goals.
_LONG_TERM = ("长期", "中期", "中长期")
# A goal that does something for people; 更好地服务居民 is what everyone's work is for in the end.
_FOR_PEOPLE = re.compile(
    r"(?:面向|为|让|保障|维护|提升|提高|丰富|方便|惠及|增强|帮助|改善|满足|补助|补贴|资助|救助|关爱|服务)[^。；;，,、]{0,10}$"
)
_SERVED = re.compile(r"受益|受助|服务对象|参训|就餐|用餐")
_IN_THE_END = re.compile(
    r"更好[地的]?(?:服务于?|为)[^。；;，,]{0,6}$|(?:办事效率|工作人员|工作者)[^。；;]{0,20}$"
)
_INTERNAL = re.compile(r"工作站|档案|评估|审计|顾问|会计|办公|机房|系统运维|执法")
_NATURE = re.compile(
    r"(?:保护|改善|修复|治理|恢复)[^，。；;]{0,10}(?:生态(?!文明)|森林|湿地|水环境|水质|大气|土壤|草原|荒漠|水土流失)"
)
# Projects that are there for nature, by their names.
_GREEN = re.compile(
    r"降尘|抑尘|扬尘|雾霾|污染防治|水土保持|水源涵养|造林|植树|黑臭|节能减排|污水处理|垃圾分类|生态修复|湿地"
)
# Money that people are paid; 补助资金 is a source of money.
_HANDED_OUT = re.compile(
    r"报酬|工资|薪酬|津贴|补贴|奖补|救助金|慰问金|抚恤|低保|奖扶|特扶|扶助金|奖励金|生活补助|(?:养老|伙食|助学|就餐)补助"
)
# Services that everyone meets: with much money nobody doubts whom to ask.
_DAILY = re.compile(r"食堂|饭堂|清扫|保洁|环卫|垃圾|公园|公厕|路灯|绿化|市容|供水|供热|公交|养老")
_GREAT = 3_000_000.0
# What is there for everyone's safety, whoever is served.
_FOR_ALL = re.compile(r"储备粮|粮食储备|防汛|抗旱|水旱灾害|应急|救灾|消防|禁毒")
_MOST, _SEVERAL = 0.8, 5
# A form without classes: so many rows tell what they are of, and what an office does within itself is no benefit.
_UNCLASSED = 6
_TIMED, _COSTED = 5, 7  # rows from which a set is large enough to say when, and for how much
_WITHIN = re.compile(r"制度|管理|资产|资金|预算|财务|业务|人员|机构|公开|采购|台账|档案")
_ADDS = {"产出": 9, "效益": 8, "满意度": 10}


def _present(view: SetView, rows: Sequence[int]) -> set[str]:
    return set().union(*(leaves(view[i].context) for i in rows))


def _is_set(view: SetView, rows: Sequence[int]) -> bool:
    """Whether the rows are a project's indicators with their classes."""
    declared = [i for i in rows if view[i][1].declared]
    if 2 * len(declared) <= len(rows):
        return False
    record = view[rows[0]][0]
    if record.project:
        return True
    if record.activity:
        return len(rows) > 1  # one alone is M02's
    return len(rows) <= _MAX_UNNAMED and len(_present(view, rows)) >= _MIN_CLASSES


def _incomplete(check: Check, view: SetView) -> Iterator[Finding]:
    for rows in view.forms if view.whole else ():
        first = view[rows[0]].record
        if is_stock_form(view, rows):
            continue
        if _is_set(view, rows):
            grave, light = _missing(view, rows)
        elif _is_unclassed(view, rows):
            grave, light = _unfelt(view, rows), []
        else:
            continue
        if not grave and not light:
            continue
        opinion = next((code for name, code in _ADDS.items() if name in grave), 0) or (
            10 if light == ["满意度"] and not grave else 1
        )
        yield check.finding(
            *owner_span(first),
            f"{_whose(first)}{_counts(view, rows)}，没有{'指标、'.join((*grave, *light))}指标。",
            advice((*grave, *light)),
            "" if grave and not first.owner.startswith(_LONG_TERM) and not is_cut(view, rows) else "P2",
            opinion,
        ).at(rows[0])


def _is_unclassed(view: SetView, rows: Sequence[int]) -> bool:
    """Whether the rows are a project's indicators in a form that has no place for their classes."""
    first = view[rows[0]].record
    if not first.project_id or first.activity or first.tiers or not _UNCLASSED <= len(rows) <= _MAX_UNNAMED:
        return False
    return not any(view[i].context.declared or view[i].record.level1 for i in rows)


def _unfelt(view: SetView, rows: Sequence[int]) -> list[str]:
    """What no row of such a form can be taken for: 效益, and 满意度 where that is missing too."""
    felt = [view[i].context for i in rows if not _WITHIN.search(view[i].context.name)]
    if any(not BENEFITS.isdisjoint(context.type_set) for context in felt):
        return []
    asked = any("satisfaction" in view[i].context.type_set for i in rows)
    return ["效益"] if asked else ["效益", "满意度"]


def _missing(view: SetView, rows: Sequence[int]) -> tuple[list[str], list[str]]:
    """The classes that a set lacks: those without which it is sent back, and the others."""
    first, context = view[rows[0]]
    have = _present(view, rows)
    grave: list[str] = []
    light: list[str] = []
    if not have & (OUTPUTS | {"cost"}):
        grave.append("产出")
    elif not have & {"quantity", "quality"}:
        grave.append("数量、质量")
    else:
        if "quantity" not in have:
            (grave if is_paid_work(view, rows) else light).append("数量")
        if "quality" not in have:
            light.append("质量")
        if (first.project or first.project_id) and len(rows) >= _TIMED and not is_timed(view, rows):
            light.append("时效")
    if not have & BENEFITS:
        grave.append("效益")
    if "cost" not in have:
        if context.words.pattern("construction").search(first.owner):
            (grave if context.standard == "2021" or first.project else light).append("成本")
        elif first.project and _HANDED_OUT.search(first.owner):
            grave.append("成本")
        elif first.project and (len(rows) >= _COSTED or view.budgets[rows[0]] or view.once(_costed)):
            light.append("成本")
    natural = _GREEN.search(first.owner) or _NATURE.search(first.owner + "，" + first.goal)
    if have & BENEFITS and "ecological" not in have and natural:
        light.append("生态效益")
    served = _serves(view, rows)
    told = set().union(*(view[i].context.declared for i in rows))
    if told & BENEFITS and "social" not in have and first.project and _for_people(view, rows):
        light.append("社会效益")
    if "satisfaction" not in have and served:
        (grave if served == "P1" and not first.owner.startswith(_LONG_TERM) else light).append("满意度")
    return grave, light


def _serves(view: SetView, rows: Sequence[int]) -> str:
    """P1 where the goal does something for the public, P2 where owner, goal or indicators name people or a
    service, else ''."""
    first, context = view[rows[0]]
    people = people_pattern("受益", context.words)
    budget = view.budgets[rows[0]] or 0.0
    if not _INTERNAL.search(first.owner):
        for found in people.finditer(first.goal):
            if first.goal.startswith("园", found.end()):
                continue  # 幼儿园
            before = first.goal[: found.start()]
            if _FOR_PEOPLE.search(before) and not _IN_THE_END.search(before):
                return "P1"
    about = "，".join((first.owner, first.goal))
    if budget >= _GREAT and _DAILY.search(about) and not _INTERNAL.search(first.owner):
        return "P1"
    names = (view[i].context.name for i in rows)
    if not first.project:  # one of several goals, the others of which may ask whom it serves
        served = (name for name in names if _SERVED.search(name))
        return "P2" if people.search("".join((about, *served))) else ""
    services = context.words.pattern("public_services")
    return "P2" if people.search(about) or services.search(about) or any(map(people.search, names)) else ""


def _for_people(view: SetView, rows: Sequence[int]) -> bool:
    """Whether owner or goal name people or a service for them."""
    first, context = view[rows[0]]
    about = "，".join((first.owner, first.goal))
    people = people_pattern("受益", context.words)
    return bool(
        _FOR_ALL.search(first.owner)
        or people.search(about)
        or context.words.pattern("public_services").search(about)
    )


def _costed(view: SetView) -> bool:
    """Whether nearly all projects of a document set a cost, so that its form asks for one."""
    forms = [rows for rows in view.forms if view[rows[0]].record.project and _is_set(view, rows)]
    having = sum("cost" in _present(view, rows) for rows in forms)
    return having >= max(_SEVERAL, _MOST * len(forms))


def _whose(record: Indicator) -> str:
    return quoted(record.owner, 30) if record.owner else "这组指标"


def _counts(view: SetView, rows: Sequence[int]) -> str:
    """How many indicators of which class there are."""
    if not any(view[i].context.declared or view[i].record.level1 for i in rows):
        return f"的 {len(rows)} 条指标中"
    classes: Counter[str] = Counter()
    for i in rows:
        leaves = view[i][1].declared
        classes[NAMES[min(leaves)] if len(leaves) == 1 else view[i][0].level1 or "未分类"] += 1
    if len(classes) == 1:
        return f"的 {len(rows)} 条指标全是{next(iter(classes))}指标".replace("指标指标", "指标")
    parts = "、".join(f"{name.removesuffix('指标')} {count} 条" for name, count in classes.items())
    return f"的 {len(rows)} 条指标中，{parts}"


_YIELD = row("新增灌溉面积", "320亩", "社会效益指标")
_DUE, _DONE, _GAIN, _PAY = (
    row("报酬按月发放率", "100%", "时效指标", "护渠员报酬"),
    row("渠道巡护完成率", "100%", "质量指标", "护渠员报酬"),
    row("渠道损毁减少处数", "6处", "社会效益指标", "护渠员报酬"),
    row("报酬标准", "2000元/人·月", "成本指标", "护渠员报酬"),
)
# A form that only lists: name, target, points.
_BARE = tuple(
    Indicator(name, value, project="护渠站整体支出", project_id="1")
    for name, value in (
        ("预算完成率", "100%"),
        ("资产使用率", "≥90%"),
        ("管理制度完备性", "完备"),
        ("渠道巡护次数", "48次"),
        ("清淤长度", "12公里"),
        ("清淤验收合格率", "100%"),
    )
)
_LIKED = row("受益农户满意度", "≥90%", "服务对象满意度指标")
_FUNDED = tuple(
    replace(r, budget="60万元") for r in (CLEAN, row("清淤按期完工率", "100%", "时效指标"), _YIELD, _LIKED)
)


CHECK = Check(
    code="M01",
    title="缺少产出、效益或满意度指标",
    english="A class of indicators is missing",
    severity="P1",
    opinion=1,
    why="每个项目都要设置产出和效益指标，产出一般数量、质量都设，项目较大的还要有时效，有服务对象的设满意度，工程基建和大型修缮购置必设成本"
    "（财预〔2015〕88号、财预〔2021〕101号）。",
    run=_incomplete,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(LENGTH, others=(CLEAN,), passages=FORM),
        Example(_YIELD, others=(_LIKED,), passages=FORM),
        Example(
            row("铺设管道长度", "12公里", "数量指标", "农户饮水"),
            others=(
                row("管道试压合格率", "100%", "质量指标", "农户饮水"),
                row("饮水安全普及率", "98%", "社会效益指标", "农户饮水"),
            ),
        ),
        Example(row("受益农户数", "85户", "数量指标"), others=(_YIELD, _LIKED)),
        Example(row("护渠员出勤率", "100%", "质量指标", "护渠员报酬"), others=(_DUE, _DONE, _GAIN)),
        Example(
            row("洒水车台班", "120个", "数量指标", "道路降尘"),
            others=(
                row("作业合格率", "100%", "质量指标", "道路降尘"),
                row("行人投诉下降率", "20%", "社会效益指标", "道路降尘"),
            ),
            passages=FORM,
        ),
        Example(_FUNDED[0], others=_FUNDED[1:], passages=FORM),
        Example(
            row("清淤长度", "12公里", "数量指标", "", activity="年度目标1"),
            others=(row("清淤面积", "3亩", "数量指标", "", activity="年度目标1"),),
            passages=FORM,
        ),
        Example(_BARE[0], others=_BARE[1:], passages=FORM),
    ),
    good=(
        Example(_BARE[0], {"type_set": ("social",), "type": "social"}, others=_BARE[2:], passages=FORM),
        Example(_BARE[3], {"type_set": ("social", "quantity")}, others=_BARE[:3] + _BARE[4:], passages=FORM),
        Example(LENGTH, others=(CLEAN, row("受益农户满意度", "≥90%", "社会效益指标")), passages=FORM),
        Example(
            Indicator("渠道完好率", activity="渠道管护"),
            others=(Indicator("渠道巡查率", activity="渠道管护"),),
            passages=FORM,
        ),
        Example(LENGTH, others=(CLEAN,)),
        Example(PAID[0], others=PAID[1:], passages=FORM),
        Example(row("护渠员人数", "20人", "数量指标", "护渠员报酬"), others=(_DUE, _DONE, _GAIN, _PAY)),
        Example(
            row("服务器数量", "2台", "数量指标", "机房运维"),
            others=(
                row("服务器可用率", "≥99%", "质量指标", "机房运维"),
                row("系统运行能力提升", "20%", "社会效益指标", "机房运维"),
            ),
        ),
    ),
)
