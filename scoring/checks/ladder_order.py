"""L07, L08, L10, L11: the order of a ladder and what its tiers are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...nlp.record import Indicator
from ...nlp.targets import parse_targets
from ..findings import Finding, short, tier_span
from ..ladder import analyse
from ..registry import Check, Context, Example

_DIGIT = re.compile(r"[0-9零一二两三四五六七八九十百千万半]")
_ZERO = re.compile(r"未|无|没有|零|不发生|杜绝")
_HARM = re.compile(
    r"(?:死亡|发病|患病|投诉|事故|事故发生|故障|差错|违规|违法|流失|浪费|损耗|缺陷|逾期|拖欠|漏报|误差|辍学|返贫|复发|失业|发案|漏损)"
    r"(?:率|数|人数|起数|次数|件数|数量|比例)?$"
)
_GAIN = re.compile(
    r"(?:满意|合格|达标|准确|及时|完成|覆盖|知晓|到位|就业|建档|接种|准时|通过|完好|培训)(?:率|度|面)$"
)
_ADJECTIVE = re.compile(
    r"(非常|十分|特别|很|较为|比较|较|基本|不太|不很|不够|不|未|一般)?([\u4e00-\u9fff]{2,4})$"
)
_RANK = {"非常": 5, "十分": 5, "特别": 5, "很": 5, "": 4, "较为": 3, "比较": 3, "较": 3, "基本": 3,
         "一般": 2, "不太": 1, "不很": 1, "不够": 1, "不": 0, "未": 0}  # fmt: skip


def _order(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
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


def _adjectives(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    ranks: list[tuple[int, str]] = []
    for tier in context.tiers:
        match = _ADJECTIVE.search(tier) if not _DIGIT.search(tier) else None
        if match:
            ranks.append((_RANK[match[1] or ""], match[2]))
    stem = {word for _, word in ranks}
    if len(ranks) < 3 or len(stem) != 1:
        return
    order = [rank for rank, _ in ranks]
    confused = [i for i in range(1, len(order)) if order[i] >= order[i - 1]]
    # 满意 before 较满意: which is better is a matter of taste.
    if not confused and 4 in order and 3 in order:
        confused = [order.index(3)]
    if confused:
        i = confused[0]
        tiers = record.tiers or ()
        yield check.finding(
            "tiers",
            tier_span(record, i - 1, i),
            f"“{short(tiers[i - 1])}”与“{short(tiers[i])}”哪个更好不清楚。",
            "请用次序明确的分档，如“非常满意、满意、一般、不满意”，并写明各档的得票比例。",
        )


def _mixed(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    bare = [i for i, t in enumerate(context.tiers) if t and not _DIGIT.search(t) and not _ZERO.search(t)]
    if not bare:
        return
    known = [t for t in context.tiers if any(x.number is not None for x in parse_targets(t))]
    bare = [i for i in bare if not any(x.number is not None for x in parse_targets(context.tiers[i]))]
    if bare and len(known) >= 2:
        tier = (record.tiers or ())[bare[0]]
        yield check.finding(
            "tiers",
            tier_span(record, bare[0]),
            f"“{short(tier)}”是文字，其余各档是数值，无法排在同一把尺子上。",
            "请把这一档也写成数值区间。",
        )


def _two(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    for i, tier in enumerate(context.tiers):
        left, joint, right = tier.partition("\\")
        if joint and left and right:
            yield check.finding(
                "tiers",
                tier_span(record, i),
                f"“{short((record.tiers or ())[i])}”一格里写了两套标准。",
                "请把两项内容拆成两条指标，各用各的分档。",
            )
            return


def _tiers(*tiers: str, name: str = "渠系监测合格率") -> Example:
    return Example(Indicator(name, tiers=tiers))


_GOOD = (
    _tiers("≥95%", "≥90%", "≥80%", "<80%"),
    _tiers("非常满意", "满意", "一般", "不满意", name="灌溉服务评价"),
    _tiers("≤3%", "≤5%", "≤8%", ">8%", name="管网漏损率"),
)

CHECKS = (
    Check(
        code="L07",
        title="分档方向相反或不明",
        english="Inverted or undefined direction",
        severity="P1",
        opinion=4,
        why="分档应由好到差单调排列，才能判断完成值落在哪一档（财预〔2020〕10号“绩效指标明确性”）。",
        run=_order,
        needs=("tiers",),
        bad=(
            _tiers("<70%>40%", "<80%>30%", "<90%>20%", ">95%", name="备件库存周转率"),
            _tiers("≥9%", "≥6%", "≥3%", "<3%", name="管网故障率"),
        ),
        good=_GOOD,
    ),
    Check(
        code="L08",
        title="形容词分档次序不清",
        english="Ambiguous order of adjectives",
        severity="P3",
        opinion=11,
        why="定性指标可分级分档表述，但各档次序要明确（财预〔2015〕88号：定性描述要充分、具体）。",
        run=_adjectives,
        needs=("tiers",),
        bad=(
            _tiers("非常满意", "满意", "较满意", "不满意", name="供水服务"),
            _tiers("很明显", "明显", "较明显", "不明显", name="节水效果"),
        ),
        good=_GOOD,
    ),
    Check(
        code="L10",
        title="分档文字与数值混用",
        english="Text and figures in one ladder",
        severity="P2",
        opinion=4,
        why="同一指标的各档应可比较（财预〔2020〕10号“绩效指标明确性”）。",
        run=_mixed,
        needs=("tiers",),
        bad=(
            _tiers("完成年度任务", "低于任务1个百分点", "低于任务3个百分点", "低于任务5个百分点以上"),
            _tiers("优秀", "≥90%", "≥80%", "<80%"),
        ),
        good=(*_GOOD, _tiers("未发生事故", "1起", "2起", "3起及以上", name="施工事故数")),
    ),
    Check(
        code="L11",
        title="一格两套分档",
        english="Two ladders in one cell",
        severity="P2",
        opinion=5,
        why="一条指标只衡量一件事（财预〔2015〕88号：细化量化）；两套标准合在一格无法评定。",
        run=_two,
        needs=("tiers",),
        bad=(
            _tiers("95%以上\\无泄漏", "90%\\1起", "85%\\2起", "80%以下\\3起以上"),
            _tiers("12次\\98%", "10次\\95%", "8次\\90%", "8次以下\\90%以下"),
        ),
        good=_GOOD,
    ),
)
