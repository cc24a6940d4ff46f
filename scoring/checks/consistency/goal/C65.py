"""C65: the report of the goal passes over what was not reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.targets import parse_target
from ....findings import Finding, owner_span
from ....registry import Check, Example
from ....views import SetView
from ..completion.claims import claim, missed, told
from ..completion.completions import explains, is_blank, row, rows_of
from ..goals import value
from ..text import pairs

_SHORTEST = 6  # characters, below which C04 says that nothing is told
_SHARED, _SMALL = 2, 10  # pairs of characters; a figure that two things have by chance, as 100 % is
_NOTED = 0.97  # of a target, from which a report need not speak of what is missing
# Says that something was not, or not wholly, done; 未发生事故 does not.
_ADMITS = re.compile(
    r"[未没](?!有?(?:发生|出现|接到|收到|造成))|[仅尚欠]|不[足够高到理]|低于|少于|滞后|延[期后迟缓]|推迟|偏[低慢差少]|取消|缓[建办]|差距|偏差"
    r"|主体(?:完工|竣工|封顶)|完成[^，。；]{0,6}?(?<!\d)\d{1,2}(?:\.\d+)?%|(?:基本|部分|大部分?)(?:上|内容|任务)*(?:完成|达到|实现)"
)
_PRAISE = re.compile("较好地?[^，。；]{0,6}(?:完成|实现)")
_DAY = re.compile("[0-9]月|年[底末中]|季度|按[时期]|如期")
_MEASURE = re.compile(
    "(?:长度|面积|里程|数量|总量|[人户场批台座套处个]次?数|人次|[数率量]|(?:完成|完工|到位)?(?:时间|时限)|情况)$"
)
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)")


def _passed_over(check: Check, view: SetView) -> Iterator[Finding]:
    reports, goals = _told(view, "goal_actual"), _told(view, "goal")
    for members in view.once(rows_of) if reports else ():
        first = view[members[0]].record
        key = (first.owner_id, first.location.sheet)
        said, goal = reports.get(key, ""), goals.get(key, first.goal)
        if len(said.strip()) < _SHORTEST or is_blank(said) or claim(said) or _ADMITS.search(said):
            continue
        asked = goal + said
        rows = [r for r in missed(view, members, _NOTED) if "满意" not in r.name or "满意" in asked]
        # What the report gives as it is, or its goal has no day for or never named, is told where its reason stands.
        rows = [
            r
            for r in rows
            if _is_named(r, goal)
            and not (explains(r.reason) and (_dated(r) or _figures(said) & _figures(r.actual)))
        ]
        figures = any(_figures(said) & _figures(r.actual) for r in rows)
        if not rows or (figures and not _PRAISE.search(said)):
            continue
        yield check.finding(
            *owner_span(first),
            f"年度目标完成情况没有说{told(rows)}没有达到目标。",
            "请在年度目标完成情况中写明没有完成的部分、原因和下一步措施。",
        ).at(members[0])


def _told(view: SetView, kind: str) -> dict[tuple[str, str], str]:
    """What passages of a kind say, by form."""
    told: dict[tuple[str, str], str] = {}
    for passage in view.of_kind(kind):
        key = (passage.owner_id, passage.location.sheet)
        told[key] = told.get(key, "") + fold(passage.text) + "\n"
    return told


def _dated(record: Indicator) -> bool:
    target = parse_target(record.value)
    return target is not None and target.kind in ("date", "duration")


def _is_named(record: Indicator, goal: str) -> bool:
    """Whether a goal speaks of what a row measures, in half of its words or two pairs of characters, or its figure; of a day where it names one."""
    if not goal or (_dated(record) and not _DAY.search(goal)):
        return not goal
    if any(number > _SMALL and number != 100 for number in _figures(goal) & _figures(record.value)):
        return True
    ours = pairs(_MEASURE.sub("", fold(record.name)))
    return len(ours & pairs(fold(goal))) >= min(_SHARED, len(ours) / 2)


def _figures(text: str) -> set[float]:
    told = _NUMBER.findall(fold(text).replace(",", ""))
    return {float(number) for number, _ in told} | {value(number, scale) for number, scale in told if scale}


_FEWER = row("清淤长度", "≥12公里", "10.5公里")


def _report(text: str) -> tuple[Passage, ...]:
    return (Passage("goal_actual", text, "灌区清淤"),)


def _dated_row(goal: str) -> Indicator:
    return replace(row("渠道清淤完成时间", "2023年12月底前", "2024年2月", "时效指标"), goal=goal)


CHECK = Check(
    code="C65",
    title="完成情况没有交代未完成的内容",
    english="The report of the goal passes over what was not reached",
    severity="P2",
    opinion=4,
    why="绩效自评应如实反映绩效目标的实现程度，对未完成的目标说明原因（财预〔2020〕10号）；总体完成情况只报成绩，与指标表对不上。",
    run=_passed_over,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(_FEWER, passages=_report("开展渠道清淤，沿线用水条件明显改善。")),
        Example(_FEWER, passages=_report("较好完成年度目标，清淤10.5公里。")),
        Example(_FEWER, passages=_report("检修水闸3座，未发生安全事故。")),
        Example(replace(_FEWER, goal="渠道清淤12公里，检修水闸3座。"), passages=_report("检修水闸3座。")),
        Example(
            replace(_FEWER, goal="渠道清淤2.4万米。", value="2.4万米", actual="18600米"),
            passages=_report("较好完成清淤任务。"),
        ),
        Example(replace(_FEWER, goal="疏通12公里沟渠。"), passages=_report("沟渠通水情况良好。")),
        Example(_dated_row("12月底前完成渠道清淤。"), passages=_report("清淤工作顺利。")),
    ),
    good=(
        Example(_FEWER, passages=_report("清淤10.5公里，沿线用水条件明显改善。")),
        Example(_FEWER, passages=_report("开展渠道清淤，因连续降雨南段未完工。")),
        Example(_FEWER, passages=_report("北段已通水，南段完成60%。")),
        # The goal does not speak of it, or of no day.
        Example(replace(_FEWER, goal="检修水闸3座。"), passages=_report("检修水闸3座。")),
        Example(_dated_row("完成渠道清淤。"), passages=_report("清淤工作顺利。")),
        Example(
            replace(_FEWER, goal="渠道清淤2.4万米。", value="2.4万米", actual="18600米"),
            passages=_report("渠道清淤1.86万米。"),
        ),
        Example(
            row("清淤长度", "≥12公里", "10.5公里", reason="南段待拆迁，次年3月完工"),
            passages=_report("较好完成年度目标，清淤10.5公里。"),
        ),
        Example(
            row("用水户满意度", "≥90%", "85%", "满意度指标"), passages=_report("检修水闸3座，全部通水。")
        ),
        Example(row("清淤长度", "≥12公里", "11.8公里"), passages=_report("检修水闸3座。")),
        Example(row("清淤长度", "≥12公里", "12.5公里"), passages=_report("较好完成年度目标，检修水闸3座。")),
    ),
)
