"""V17–V19: trend words, results told as if reached, slogans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...nlp.record import Indicator
from ..advice import rewrite
from ..findings import Finding, short
from ..lexicons import Lexicons
from ..registry import Check, Context, Example

_FIGURE = re.compile(r"[0-9]|百分之")
_PAST = re.compile(
    r"(?:保障|保证|促进|提高|提升|改善|增强|维护|完成|解决|推动|推进|加强|减少|降低|丰富|满足|优化|实现|营造|扩大|缓解|巩固|确保|杜绝|"
    r"规范|完善|消除|发挥|带动|落实|减轻|净化|美化|健全|化解|建立|形成)了(?!解)"
)


@lru_cache(maxsize=16)
def _trend(words: Lexicons) -> re.Pattern[str]:
    """逐步提高, 得到进一步提升, with what it is about in front (居民素质) and little behind."""
    adverb = words.pattern("trend_adverbs").pattern
    verb = words.pattern("trend_verbs").pattern
    return re.compile(
        rf"(?:{adverb}(?:有效|明显|显著|地|的)?)+{verb}(?={verb}|$|[,。;、]|程度|水平)|{verb}(?:明显|显著)$"
    )


def is_template(context: Context) -> bool:
    """Whether the name is one that higher authorities send out with a soft value."""
    return context.name in context.words.words("superior_template")


def _vague_trend(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    # Any trend has one of the verbs, and to look for one is far quicker.
    verb = context.words.pattern("trend_verbs").search(context.value)
    match = _trend(context.words).search(context.value) if verb else None
    if not match or _FIGURE.search(record.name) or _FIGURE.search(record.description):
        return
    if is_template(context):
        yield check.mark(
            record,
            "value",
            match.span(),
            f"“{match[0]}”没有幅度；这一条可能来自上级统一模板。",
            "上级模板要求如此填写的可以保留，建议另加一条本级可核实的指标。",
            "P3",
        )
        return
    yield check.mark(
        record,
        "value",
        match.span(),
        f"“{match[0]}”没有幅度和比较基准，年底无法判断是否达到。",
        f"请写明由多少提高（或降低）到多少，或改用可核实的指标，如：{rewrite(record, context)}。",
    )


def _past(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _PAST.search(context.value)
    if not match or _FIGURE.search(context.value):
        return
    yield check.mark(
        record,
        "value",
        match.span(),
        f"“{match[0]}”是事后总结的说法，不是事前的目标。",
        f"请写要达到的数值、日期或状态，如：{rewrite(record, context)}。",
    )


def _slogan(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    pattern = context.words.pattern("slogan")
    match = pattern.search(context.value)
    field = "value"
    if not match and context.declared != {"satisfaction"} and not context.clipped:
        match, field = pattern.search(context.name), "name"
    if not match:
        return
    yield check.mark(
        record,
        field,
        match.span(),
        f"“{match[0]}”是口号，不能作为评价依据。",
        f"请改为可核实的目标，如：{rewrite(record, context)}。",
    )


def _one(name: str, value: str, level2: str = "社会效益指标", description: str = "") -> Example:
    level1 = "满意度指标" if "满意" in level2 else "效益指标"
    return Example(Indicator(name, value=value, level1=level1, level2=level2, description=description))


def quoted(text: str) -> str:
    """A text for quoting."""
    return short(text, 20)


CHECKS = (
    Check(
        code="V17",
        title="指标值是空泛的趋势词",
        english="A vague trend word as value",
        severity="P1",
        opinion=2,
        why="指标应细化、量化，便于监控和评价（财预〔2015〕88号审核表）；没有幅度和基准的“逐步提高”不可考核。上级统一"
        "模板中的这类值只作提示。",
        run=_vague_trend,
        needs=("value", "words"),
        instead_of=("V29",),
        bad=(
            _one("农户节水意识", "逐步提高"),
            _one("灌区管理能力", "得到进一步提升"),
            _one("沿河群众生活环境", "群众生活环境明显改善"),
        ),
        good=(
            _one("农户节水意识", "知晓率≥85%"),
            _one("灌区管理能力", "配备专职管理员12名"),
            _one("农户节水意识", "逐步提高", description="由60%提高到75%"),
        ),
    ),
    Check(
        code="V18",
        title="把结果当目标",
        english="A result told as if reached",
        severity="P1",
        opinion=2,
        why="绩效目标是事前设定的预期产出和效果（财预〔2015〕88号）；“促进了”“保障了”是事后总结，不含可比的目标。",
        run=_past,
        needs=("value", "words"),
        instead_of=("V29",),
        bad=(_one("灌溉服务", "保障了春灌用水"), _one("干群关系", "有效地促进了水费收缴工作")),
        good=(
            _one("灌溉服务", "春灌期不断水"),
            _one("农户政策知晓", "群众了解水价政策"),
            _one("灌溉服务", "改善了1.2万亩农田灌溉"),
        ),
    ),
    Check(
        code="V19",
        title="口号作指标值",
        english="A slogan as value",
        severity="P0",
        opinion=2,
        why="定性指标的描述也要充分、具体（财预〔2015〕88号审核表）；口号既无标准也无程度，无法考查。",
        run=_slogan,
        needs=("value", "words"),
        instead_of=("V29",),
        bad=(
            _one("节水宣传", "传递节水正能量"),
            _one("农户参与", "群众踊跃参与"),
            _one("共护母亲河，凝聚正能量", "显著"),
        ),
        good=(_one("节水宣传", "志愿者新增200人"), _one("农户参与", "≥300人次")),
    ),
)
