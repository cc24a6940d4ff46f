"""C65: the report of the goal passes over what was not reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.targets import parse_target
from ....findings import Finding, owner_span
from ....registry import Check, Example
from ....views import SetView
from ..completion.claims import claim, missed, told
from ..completion.completions import explains, is_blank, row, rows_of

_SHORTEST = 6  # characters, below which C04 says that nothing is told
_NOTED = 0.97  # of a target, from which a report need not speak of what is missing
# Says that something was not, or not wholly, done; 未发生事故 does not.
_ADMITS = re.compile(
    r"[未没](?!有?(?:发生|出现|接到|收到|造成))|[仅尚欠]|不[足够高到理]|低于|少于|滞后|延[期后迟缓]|推迟|偏[低慢差少]|取消|缓[建办]|差距|偏差"
    r"|主体(?:完工|竣工|封顶)|完成[^，。；]{0,6}?(?<!\d)\d{1,2}(?:\.\d+)?%|(?:基本|部分|大部分?)(?:上|内容|任务)*(?:完成|达到|实现)"
)
_PRAISE = re.compile("较好地?[^，。；]{0,6}(?:完成|实现)")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _passed_over(check: Check, view: SetView) -> Iterator[Finding]:
    reports: dict[tuple[str, str], str] = {}
    for passage in view.of_kind("goal_actual"):
        key = (passage.owner_id, passage.location.sheet)
        reports[key] = reports.get(key, "") + fold(passage.text) + "\n"
    for members in view.once(rows_of) if reports else ():
        first = view[members[0]].record
        said = reports.get((first.owner_id, first.location.sheet), "")
        if len(said.strip()) < _SHORTEST or is_blank(said) or claim(said) or _ADMITS.search(said):
            continue
        asked = first.goal + said
        rows = [r for r in missed(view, members, _NOTED) if "满意" not in r.name or "满意" in asked]
        # What the report gives as it is, or its goal has no day for, is told where its reason stands.
        rows = [
            r
            for r in rows
            if not explains(r.reason) or not (_dated(r) or _figures(said) & _figures(r.actual))
        ]
        figures = any(_figures(said) & _figures(r.actual) for r in rows)
        if not rows or (figures and not _PRAISE.search(said)):
            continue
        yield check.finding(
            *owner_span(first),
            f"年度目标完成情况没有说{told(rows)}没有达到目标。",
            "请在年度目标完成情况中写明没有完成的部分、原因和下一步措施。",
        ).at(members[0])


def _dated(record: Indicator) -> bool:
    target = parse_target(record.value)
    return target is not None and target.kind in ("date", "duration")


def _figures(text: str) -> set[str]:
    return set(_NUMBER.findall(fold(text).replace(",", "")))


_FEWER = row("清淤长度", "≥12公里", "10.5公里")


def _report(text: str) -> tuple[Passage, ...]:
    return (Passage("goal_actual", text, "灌区清淤"),)


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
    ),
    good=(
        Example(_FEWER, passages=_report("清淤10.5公里，沿线用水条件明显改善。")),
        Example(_FEWER, passages=_report("开展渠道清淤，因连续降雨南段未完工。")),
        Example(_FEWER, passages=_report("北段已通水，南段完成60%。")),
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
