"""C04: A numeric goal reported without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.vocabulary import only_done
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..goals import BORN, SHORT, WHY, example_goal, figures
from ..text import placed
from .completions import is_blank, rows_of

_MIN_COPIED = 8
_ADVICE = "请逐项写明实际完成的数量、时间和效果，未完成的说明原因。"
# 负责…；承担…；监督…: what an office is there for. Work that was done is told with 了, 已, 完成, or a figure.
_DUTY = re.compile(r"(?:承担|负责|组织落实|监督|管理|指导|拟[定订]|编制|做好|落实|统筹|协调|开展|参与|依法)")
_OFFICE = re.compile(r"(?:^|[。；;])(?:\d+[.、])?(?:承担|负责|组织落实|监督|指导|拟[定订]|管理)")
_DONE = re.compile(
    r"[了已]|完成|达到|实现|建成|全年|本年|今年|提高|提升|改善|增强|取得|有效|形成|[一二三四五六七八九十]+[次个场项]"
)
_DUTIES = 4
_MIXED = re.compile(r"均已|已(?:完成|建成|全部|依法|实现)")  # a report that stands in the goal


def _unreported(check: Check, view: SetView) -> Iterator[Finding]:
    goals = {p.owner_id: p for p in view.of_kind("goal") if p.project}
    reported = {view[i].record.owner_id for m in view.once(rows_of) for i in m if view[i].record.actual}
    for actual in view.of_kind("goal_actual"):
        goal = goals.get(actual.owner_id)
        if goal is not None and is_blank(actual.text):
            if actual.owner_id in reported and not _MIXED.search(goal.text):
                said = f"目标“{short(goal.text.strip(), 30)}”的实际完成情况没有填写，看不出做成了什么。"
                yield placed(check, view, actual, said, _ADVICE)
            continue
        if goal is not None and _is_duties(actual.text):
            said = f"目标的实际完成情况“{short(actual.text.strip(), 40)}”写的是单位的职责，没有说这一年做成了什么。"
            yield placed(check, view, actual, said, _ADVICE)
            continue
        if goal is not None and _copied(goal.text, actual.text) and not _is_name(goal):
            said = f"目标的实际完成情况照抄预期目标“{short(goal.text.strip(), 30)}”，看不出做成了什么。"
            yield placed(check, view, actual, said, _ADVICE)
            continue
        if goal is not None and only_done(done := fold(actual.text).strip()) and not figures(goal.text):
            said = f"目标的实际完成情况只写“{done.rstrip('。.')}”，没有说做成了什么。"
            yield placed(check, view, actual, said, _ADVICE, "P2")
            continue
        promised = figures(goal.text) if goal else ()
        if goal is None or not promised or not actual.text or re.search(r"\d", fold(actual.text)):
            continue
        yield placed(
            check,
            view,
            actual,
            f"绩效目标是“{promised[0][0]}”，实际完成情况“{short(actual.text, 40)}”没有给出完成的数字。",
            f"请对照“{promised[0][0]}”写明实际完成的数量。",
            "P2" if actual.owner_id in reported else "",  # the rows tell it
        )


def _is_name(goal: Passage) -> bool:
    """Whether a goal only repeats the project's name: B08 says so."""
    return fold(goal.text).strip("。. ") in fold(goal.project)


def _copied(goal: str, actual: str) -> bool:
    """Whether the report of a goal is its text again; with its figures that says what was done."""
    one, two = ("".join(fold(t).split()).rstrip("。.;") for t in (goal, actual))
    return len(one) >= _MIN_COPIED and one == two and not any(map(str.isdigit, one))


def _is_duties(text: str) -> bool:
    """Whether a report only lists what an office is there for.

    >>> _is_duties("负责渠道管护；承担抗旱调水；监督水费收缴；管理水文资料。"), _is_duties("渠道管护12公里，已完成调水。")
    (True, False)
    """
    told = fold(text)
    if re.search(r"\d", re.sub(r"(?:^|[。;])\d+[.、]", "", told)) or _DONE.search(told):
        return False
    clauses = [c.strip() for c in re.split(r"[。;；,，]", told) if c.strip()]
    duties = sum(bool(_DUTY.match(re.sub(r"^\d+[.、]", "", c))) for c in clauses)
    return duties >= _DUTIES and 2 * duties > len(clauses) and len(_OFFICE.findall(told)) >= 2


def _told(goal: str, report: str, record: Indicator = SHORT) -> Example:
    """For the examples."""
    owner = record.project
    return Example(record, passages=(example_goal(goal, owner), Passage("goal_actual", report, owner)))


CHECK = Check(
    code="C04",
    title="目标的完成情况没有如实填报",
    english="A goal reported without a number, by its own text, or not at all",
    severity="P1",
    opinion=4,
    why=WHY + "自评应逐项对照目标填报实际完成值（财预〔2020〕10号）。",
    run=_unreported,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        _told("新建步道8公里。", "步道已经建成并对外开放。", BORN),
        _told("改厕800户", "全部按要求完成。"),
        _told("完成全镇农村改厕任务，改善人居环境。", "完成全镇农村改厕任务，改善人居环境。"),
        _told("改善农村卫生条件。", "", replace(SHORT, actual="100%")),
        _told(
            "改善农村卫生条件。",
            "承担农村厕所规划并监督落实，做好粪污管理；负责公厕管护；指导村级保洁；监督检查。",
        ),
        _told("改善农村卫生条件。", "全部按要求完成。"),
    ),
    good=(
        _told("新建步道8公里。", "建成步道8.2公里。", BORN),
        _told("改善农村卫生条件。", "完成改厕和粪污清运，农户卫生习惯得到改善。"),
        _told("改善农村卫生条件。", ""),
        _told(
            "改善农村卫生条件。",
            "承担农村厕所改造，监督施工，做好粪污清运；负责公厕管护，村民卫生习惯得到改善；指导村级保洁。",
        ),
    ),
)
