"""V17: A vague trend word as value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....findings import Finding
from ....lexicons import Lexicons
from ....registry import Check
from ....views import RecordView
from .soft import FIGURE, checkable, explained, is_template, one


@lru_cache(maxsize=16)
def _trend(words: Lexicons) -> re.Pattern[str]:
    """逐步提高, 得到进一步提升, with what it is about in front (居民素质) and little behind."""
    adverb = words.pattern("trend_adverbs").pattern
    verb = words.pattern("trend_verbs").pattern
    return re.compile(
        rf"{adverb}(?:{adverb}|[地的])*{verb}(?={verb}|$|[,。;、]|程度|水平)|{verb}(?:明显|显著)$"
        rf"|^{verb}[^,;。0-9]{{2,20}}[率量数]$"
    )


def _vague_trend(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    # Any trend has one of the verbs, and to look for one is far quicker.
    verb = context.words.pattern("trend_verbs").search(context.value)
    match = _trend(context.words).search(context.value) if verb else None
    if not match or FIGURE.search(context.value) or checkable(record.name) or explained(record):
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
        "请写明由多少提高（或降低）到多少，或改用可核实的指标。",
        "",
    )


CHECK = Check(
    code="V17",
    title="指标值是空泛的趋势词",
    english="A vague trend word as value",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why="指标应细化、量化，便于监控和评价（财预〔2015〕88号审核表）；没有幅度和基准的“逐步提高”不可考核。上级统一"
    "模板中的这类值只作提示。",
    run=_vague_trend,
    needs=("value", "words"),
    instead_of=("V29",),
    bad=(
        one("农户节水意识", "逐步提高"),
        one("灌区管理能力", "得到进一步提升"),
        one("沿河群众生活环境", "群众生活环境明显改善"),
        one("渠道安全宣传", "降低溺水事故率"),
        one("灌区管理水平", "得到提升", description="改善12个村的灌溉条件"),
    ),
    good=(
        one("农户节水意识", "知晓率≥85%"),
        one("灌区管理能力", "配备专职管理员12名"),
        one("农户节水意识", "逐步提高", description="由60%提高到75%"),
        one("灌区水质", "明显改善", description="按《地表水环境质量标准》由Ⅳ类提高到Ⅲ类"),
        one("灌区服务水平", "明显提升", description="测评90分以上为优，80分以上为良，60分以上为中"),
    ),
    fault="target",
    references=True,
    rewrite=True,
    keeps_cost=True,
    weight=1.08,
)
