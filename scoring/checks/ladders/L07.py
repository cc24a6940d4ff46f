"""L07: inverted or undefined direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, tier_span
from ...registry import Check
from ...views import RecordView
from .analysis import analyse
from .order import GOOD, tiers

_HARM = re.compile(
    r"(?:死亡|发病|患病|投诉|事故|事故发生|故障|差错|违规|违法|流失|浪费|损耗|缺陷|逾期|拖欠|漏报|误差|辍学|返贫|复发|失业|发案|漏损)"
    r"(?:率|数|人数|起数|次数|件数|数量|比例)?$"
)
_GAIN = re.compile(
    r"(?:满意|合格|达标|准确|及时|完成|覆盖|知晓|到位|就业|建档|接种|准时|通过|完好|培训)(?:率|度|面)$"
)


def _order(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    analysis = analyse(context.tiers, context.name)
    if analysis is None or analysis.unreachable:
        return
    way = analysis.direction
    if not way and analysis.points:
        return  # L04 says it: a point above a threshold
    if not way:
        said = "各档由好到差没有一致的方向（数值既不依次降低，也不依次升高）。"
    elif way > 0 and _HARM.search(context.name) and not _GAIN.search(context.name):
        said = "这项指标越低越好，分档却以高为优，方向反了。"
    elif way < 0 and _GAIN.search(context.name) and not _HARM.search(context.name):
        said = "这项指标越高越好，分档却以低为优，方向反了。"
    else:
        return
    if way and len(analysis.ladder.figures) < 3:
        return
    yield check.finding(
        "tiers",
        tier_span(record, 0, len(record.tiers or ()) - 1),
        said,
        "请先说明数值越高越好还是越低越好，再按由好到差写成首尾相接的区间。",
    )


CHECK = Check(
    code="L07",
    title="分档方向相反或不明",
    english="Inverted or undefined direction",
    severity="P1",
    opinion=4,
    why="分档应由好到差单调排列，才能判断完成值落在哪一档（财预〔2020〕10号“绩效指标明确性”）。",
    run=_order,
    needs=("tiers",),
    bad=(
        tiers("<70%>40%", "<80%>30%", "<90%>20%", ">95%", name="备件库存周转率"),
        tiers("≥9%", "≥6%", "≥3%", "<3%", name="管网故障率"),
    ),
    good=GOOD,
)
