"""N14, N17, N18, N20: names without an object, a respondent or a measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...nlp.record import Indicator
from ..advice import rewrite
from ..findings import Finding, tier_span
from ..registry import Check, Context, Example
from .names_sentence import measured

_SATISFIED = re.compile(r"满意")
_STOCK = re.compile(
    r"(?:服务|受益|受助|资助)?对象|社会公众|公众|群众|受益人群?|相关(?:人员|单位|方)|的|对|项目|工作|总体|综合|整体|服务|是否|"
    r"满意[度率]?|指标|达标值|调查|结果|情况|程度|水平|高|基本|率|度|[,、;:()。 ]"
)
_DIGIT = re.compile(r"[0-9]")
_NUMBER = re.compile(r"(?:大于|小于|不低于|等于|达到?|以上|[≥≤><=0-9.%％])+")
_TREND = re.compile(r"提高|提升|改善|增强|加强|好转|增加")
_VERB = re.compile(
    r"(?:保障|提[高升]|开展|完成|落实|发放|补助|慰问|服务|管理|培训|救助|帮扶|奖励|保护|维护|签约|监测|入户|宣传|救治)(?!金|款|对象)"
)


def _headless(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if context.name.strip("。") not in context.words.words("bare_names") or context.clipped:
        return
    yield check.mark(
        record,
        "name",
        None,
        f"“{record.name}”没有对象，换到任何项目都成立，看不出衡量的是什么。",
        "请在名称中写明对象或工作内容，如“××（对象）" + record.name.removeprefix("项目的") + "”。",
    )


def _respondent(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    satisfied = bool(_SATISFIED.search(context.name))
    if not satisfied or context.clipped or (record.narrative and len(context.name) > 8):
        return
    if _STOCK.sub("", context.name):
        return
    named = _STOCK.sub("", _NUMBER.sub("", record.description)) if record.description else ""
    figure = bool(_DIGIT.search(context.value)) or bool(record.tiers)
    if figure and len(named) > 4:
        return
    yield check.mark(
        record,
        "name",
        None,
        "没有写明调查谁的满意度。",
        "请写明调查对象，如“参训农户满意度≥__%”，并备好问卷或回访记录。",
        "P2" if figure else "",
    )


def _ladder_words(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    tiers = context.tiers
    if len(tiers) < 3 or any(map(_DIGIT.search, tiers)) or _SATISFIED.search("".join(tiers)):
        return
    if sum(bool(_TREND.search(t)) for t in tiers) >= 2:
        yield check.finding(
            "tiers",
            tier_span(record, 0, len(tiers) - 1),
            "各档只有“提高”“一般”之类的形容词，没有可核实的界线。",
            "请为每一档写明可核实的条件，如考试合格人数、持证率__%。",
        )


def _object(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    name = context.name
    if context.clipped or record.narrative or not 2 <= len(name) <= 12:
        return
    if not name.endswith(context.words.endings("object_nouns")) or (len(name) > 5 and _VERB.search(name)):
        return
    severity = "P2" if measured(context) and context.target and context.target.kind != "money" else ""
    yield check.mark(
        record,
        "name",
        None,
        f"“{record.name}”只是一个对象，没有说衡量它的什么。",
        f"请补上衡量内容，如：{rewrite(record, context)}。",
        severity,
    )


def _one(
    name: str, value: str = "", level2: str = "", tiers: tuple[str, ...] | None = None, description: str = ""
) -> Example:
    return Example(Indicator(name, value=value, level2=level2, tiers=tiers, description=description))


_NAME = "指标应指向明确，名称说明衡量什么对象的什么内容（财预〔2015〕88号；财预〔2021〕101号）。"

CHECKS = (
    Check(
        code="N14",
        title="名称没有对象",
        english="A bare head noun",
        severity="P1",
        opinion=2,
        why=_NAME,
        run=_headless,
        instead_of=("B16", "N01", "N20"),
        bad=(_one("完成率", "100%"), _one("服务人数", "500人"), _one("提供优质服务", "优质")),
        good=(_one("渠道清淤完成率", "100%"), _one("总成本", "≤30万元"), _one("泵站服务人数", "500人")),
    ),
    Check(
        code="N17",
        title="没有写明调查谁的满意度",
        english="Respondent missing",
        severity="P1",
        opinion=2,
        why="满意度指标要明确服务对象，并实际开展调查（财预〔2021〕101号）；有数值而对象笼统的从轻。",
        run=_respondent,
        needs=("satisfied",),
        instead_of=("B16", "N14"),
        bad=(
            _one("服务对象的满意度", "服务对象的满意度"),
            _one("满意度高", "好"),
            _one("总体满意度", "≥90%"),
        ),
        good=(
            _one("用水户满意度", "≥90%"),
            _one("服务对象满意度", "≥90%", description="沿渠用水户满意度问卷结果"),
            _one("对抢修服务的响应时间", "2小时"),
        ),
    ),
    Check(
        code="N18",
        title="分档只有形容词",
        english="A ladder of bare adjectives",
        severity="P2",
        opinion=2,
        why="不能量化的可采用定性的分级分档表述，但描述要充分、具体（财预〔2015〕88号审核表）。",
        run=_ladder_words,
        instead_of=("V29",),
        needs=("tiers",),
        bad=(
            _one("水管员业务能力", tiers=("明显提高", "提高", "一般", "较差")),
            _one("灌区面貌", tiers=("显著改善", "有所改善", "没有变化", "变差")),
        ),
        good=(
            _one("灌溉服务", tiers=("非常满意", "满意", "一般", "不满意")),
            _one("水管员持证率", tiers=("≥90%", "≥80%", "≥70%", "<70%")),
        ),
    ),
    Check(
        code="N20",
        title="名称只是对象",
        english="A bare object noun",
        severity="P1",
        opinion=2,
        why=_NAME,
        run=_object,
        needs=("headless",),
        instead_of=("B16",),
        bad=(_one("困难户补助金", "31万元"), _one("帮扶对象", "≥95%"), _one("临时巡渠人员", "≥90%")),
        good=(
            _one("困难户补助标准", "300元/户"),
            _one("困难户救助人数", "40人"),
            _one("帮扶低收入家庭", "12户"),
        ),
    ),
)
