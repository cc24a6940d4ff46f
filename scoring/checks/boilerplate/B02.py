"""B02: the description repeats the name or the value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.normalize import fold
from ...advice import how_counted
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView
from ..names.sentences import measured
from .columns import row

# What is added to a name and a value without saying anything: 清淤长度需达到12公里.
_FILL = re.compile(
    r"大于(?:或者?)?等于|小于(?:或者?)?等于|不(?:低于|少于|超过?|高于|大于|小于)|大于|小于|等于|以[上下内]|之[前内]|左右|考察|考核|衡量|"
    r"反映|需要?|应当?|达到?|完成|进行|实现|保持|确保|控制|得到|[的为是在于要该本指和与及:：,，。;；、.\s()（）“”\"≥≤><=]"
)
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# It tells what the measure shows, not how it is taken: 反映装备购置情况.
_TELLS = re.compile(
    r"(?:主要|用以|用于)?(?:反映|衡量|考核|考察|体现|说明)[^0-9,;:。%÷/×=占比除与和至]{1,16}(?:情况|程度|水平|效果|状况|效率)"
)
_MORE = 10  # characters that such words add at most


def _echo(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    text = record.description
    if not text or len(text) > len(record.name) + len(record.target_text) + _MORE:
        return
    whole, described = (0, len(text)), fold(text).rstrip("。.;")
    name, value = context.name.rstrip("。.;"), context.said.rstrip("。.;")
    if record.basis and described == name == fold(record.basis).rstrip("。.;"):
        yield check.finding(
            "description",
            whole,
            f"“{short(record.name)}”在名称、指标描述和确定依据三栏里逐字相同，后两栏等于没有填写。",
            f"请在描述中写明{how_counted(context)}；在依据中写明文件、计划、历史数据或行业标准。",
        )
        return
    severity = "P3" if _speaks(view) else "P2"
    if described == name:
        severity = "P2"
        said = f"指标描述只重复了名称“{short(record.name)}”，没有说明怎样计算。"
    elif described == value:
        said = f"指标描述只重复了指标值“{short(record.target_text)}”，没有说明怎样计算。"
    elif _adds_nothing(described, f"{name}{value}"):
        said = f"指标描述“{short(text)}”只是把名称和指标值连起来再写一遍，没有说明怎样计算。"
    elif _TELLS.fullmatch(described):
        said = f"指标描述“{short(text)}”只说反映什么，没有说明怎样计算。"
    else:
        return
    yield check.finding("description", whole, said, f"请写明{how_counted(context)}。", severity)


def _adds_nothing(described: str, known: str) -> bool:
    """Whether every figure and every character of a description stands in name or value already."""
    if not set(_FIGURE.findall(described)) <= set(_FIGURE.findall(known)):
        return False  # another figure is more than a repetition
    rest = _FIGURE.sub("", _FILL.sub("", described))
    return len(rest) > 1 and set(rest) <= set(known)


def _speaks(view: RecordView) -> bool:
    """Whether a target needs no explanation to be checked: a count, a sum, a date. A rate has two parts to name."""
    return measured(view.context) and bool(view.record.value)


CHECK = Check(
    code="B02",
    title="描述照抄名称或指标值",
    english="The description repeats the name or the value",
    severity="P0",
    opinion=1,
    why="指标解释应给出定量指标的计算方法或统计口径、定性指标的衡量内容和方法，指标值应有来源（财预〔2021〕101号）；"
    "三栏照抄，指标既无口径又无依据；描述只重复名称或指标值的从轻，数量、金额、日期不解释也能核对，只作提示。",
    run=_echo,
    needs=("described",),
    dimension="完整性",
    bad=(
        Example(row("清淤完成率", "100%", "清淤完成率", "清淤完成率")),
        Example(row("水质改善", "明显", "水质改善。", "水质改善")),
        Example(row("巡查次数", "24次", "巡查次数")),
        Example(row("清淤长度", "≥12公里", "清淤长度需达到12公里")),
        Example(row("巡查及时性", "2小时内", "2小时内。")),
    ),
    good=(
        Example(row("清淤完成率", "100%", "已清淤长度÷计划长度×100%", "年度清淤计划")),
        Example(row("清淤完成率", "100%")),
        Example(row("清淤长度", "≥12公里", "干渠8公里、支渠4公里")),
        Example(row("清淤长度", "≥12公里", "清淤长度≥15公里")),
        Example(row("巡查次数", "24次", "每月巡查2次")),
    ),
)
