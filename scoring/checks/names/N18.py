"""N18: A ladder of bare adjectives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, tier_span
from ...registry import Check
from ...views import RecordView
from .bare import DIGIT, SATISFIED, one

_SKILL = re.compile("能力|素质|技能|技术水平|业务水平|履职")
_TREND = re.compile(r"提高|提升|改善|增强|加强|好转|增加")


def _ladder_words(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    tiers = context.tiers
    if len(tiers) < 3 or any(map(DIGIT.search, tiers)) or SATISFIED.search("".join(tiers)):
        return
    if sum(bool(_TREND.search(t)) for t in tiers) >= 2:
        yield check.finding(
            "tiers",
            tier_span(record, 0, len(tiers) - 1),
            "各档只有“提高”“一般”之类的形容词，没有可核实的界线。",
            "请为每一档写明可核实的条件，"
            + (
                "如考试合格人数、持证率__%。"
                if _SKILL.search(context.name)
                else "如调查得分、件数或比例的区间。"
            ),
        )


CHECK = Check(
    code="N18",
    title="分档只有形容词",
    english="A ladder of bare adjectives",
    severity="P2",
    opinion=2,
    why="不能量化的可采用定性的分级分档表述，但描述要充分、具体（财预〔2015〕88号审核表）。",
    run=_ladder_words,
    instead_of=("V29",),
    fault="target",
    needs=("tiers",),
    bad=(
        one("水管员业务能力", tiers=("明显提高", "提高", "一般", "较差")),
        one("灌区面貌", tiers=("显著改善", "有所改善", "没有变化", "变差")),
    ),
    good=(
        one("灌溉服务", tiers=("非常满意", "满意", "一般", "不满意")),
        one("水管员持证率", tiers=("≥90%", "≥80%", "≥70%", "<70%")),
    ),
)
