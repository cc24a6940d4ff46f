"""C13: indicators, goal and activity speak of different things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....findings import Finding, owner_span, short
from ....registry import Check, Example
from ....views import RecordView, SetView
from ...generic import is_generic
from ...owners import about, listed, owners, quoted
from ...relevance import content, quotes
from ..stray_goals import stray_goals, stray_reports

_MIN_ROWS = 3
_MIN_GOAL = 2
_FIRST, _HEAD = 3, 80
_QUOTED = 4  # an indicator's name of this length that stands in the goal is related, office language or not


def _run(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        if owner.id in view.once(stray_goals):
            yield about(
                check,
                view,
                owner,
                f"年度目标{quoted(owner.text('goal'), 40)}与项目{quoted(owner.name)}和各条指标说的不是一件事，像是别的项目的目标。",
                "请改写为本项目的年度目标：做什么、做多少、达到什么效果。",
                "P1",
            )
    reports = view.once(stray_reports)
    for owner in (o for o in view.once(owners) if o.id in reports):
        said = f"目标的完成情况写{quoted(reports[owner.id], 40)}，与项目{quoted(owner.name)}的目标和各条指标无关，像是别的项目的。"
        yield about(check, view, owner, said, "请写明本项目目标的实际完成情况。", "P1")
    contents = {p.owner: p.text for p in view.of_kind("content") if p.activity and not p.project}
    for form in view.forms:
        record, context = view[form[0]]
        task = contents.get(record.owner, "")
        if task and quotes(record.goal, (record.owner + task)[:_HEAD], context.words):
            task = ""  # goal and activity agree
        if (
            not record.goal
            or record.owner_id in view.once(stray_goals)
            or (len(form) < _MIN_ROWS and not task)
        ):
            continue
        # One related indicator is enough, and mostly one of the first is.
        quoted_in = any(quotes(record.goal, view[i][0].name, context.words) for i in form[:_FIRST])
        if quoted_in and not task:
            continue
        goal = content(record.goal, context.words)
        if len(goal) < _MIN_GOAL:
            continue
        if task:
            yield from _torn(check, view, form, goal, task)
        if len(form) < _MIN_ROWS or quoted_in or any(_related(goal, view[i]) for i in form):
            continue
        stock = sum(is_generic(view[i][1]) for i in form)
        names = [view[i][1].name for i in form]
        if 2 * stock > len(form) or any(len(n) >= _QUOTED and n in record.goal for n in names):
            continue
        told = listed([short(view[i][0].name, 14) for i in form if _content(view[i])], 4)
        yield check.finding(
            *owner_span(record),
            f"年度目标{quoted(record.goal, 40)}与 {len(form)} 条指标（{told}）说的不是一件事。",
            "请按年度目标的内容设置指标，或把年度目标改写为本项目实际要完成的事。",
        ).at(form[0])


def _related(goal: frozenset[str], item: RecordView) -> bool:
    """Whether an indicator shares content with the goal; that no character at all is shared is soon seen."""
    record, context = item
    return any(
        not goal.isdisjoint(text) and not goal.isdisjoint(content(text, context.words))
        for text in (record.name, record.description)
    )


def _content(item: RecordView) -> frozenset[str]:
    record, context = item
    return content(record.name + record.description, context.words)


def _torn(
    check: Check, view: SetView, form: Sequence[int], goal: frozenset[str], said: str
) -> Iterator[Finding]:
    """Where goal and activity differ, and some indicators go with the one and some with the other."""
    first, context = view[form[0]]
    task = content(first.owner + said, context.words)
    if goal & task:
        return
    rows = {i: _content(view[i]) for i in form}
    of_task = [i for i, row in rows.items() if row & task and not row & goal]
    of_goal = [i for i, row in rows.items() if row & goal and not row & task]
    if not of_task or not of_goal:
        return
    for i in (of_task[0], of_goal[0]):
        record = view[i][0]
        against = (
            f"与绩效目标“{short(first.goal, 30)}”无关"
            if i in of_task
            else f"与活动内容“{short(said, 30)}”无关"
        )
        yield check.finding(
            "name",
            (0, len(record.name)),
            f"“{short(record.name)}”{against}：这项活动的内容与目标说的不是一件事。",
            "请先统一活动内容和绩效目标，再按目标保留相关的指标。",
        ).at(i)


_GOAL = "疏通北干渠，使灌区农户按时用上灌溉水"


def _row(name: str, goal: str = _GOAL, description: str = "") -> Indicator:
    return Indicator(name, "100%", description, project="灌区清淤", goal=goal)


def _deed(name: str) -> Indicator:
    return Indicator(name, tiers=("≥95%", "≥90%", "<90%"), activity="护渠员培训", goal="配备清淤设备")


_DRILL = "组织防汛抗旱和森林防灭火应急演练，提高突发事件处置能力，维护山区群众生命财产安全"
# It shares with the project what any does: 补助, 标准, whom it is for.
_HALL = "围绕乡村振兴战略，推进文化礼堂建设和农机购置补贴政策落实，丰富乡村文化生活，提高农业综合生产水平，促进农民增收"
_FOREIGN = (_row("食堂就餐人数"), _row("饭菜质量"), _row("厨师到岗率"))
_TASK = (Passage("content", "培训乡镇护渠员", activity="护渠员培训"),)


CHECK = Check(
    code="C13",
    title="与年度目标不相关",
    english="Indicators, goal and activity speak of different things",
    severity="P2",
    opinion=3,
    why="绩效指标应与绩效目标、项目内容相关（财预〔2015〕88号：目标相关性）；与年度目标不相关是审核机构须人工查找的一类问题。",
    run=_run,
    scope="document",
    dimension="相关性",
    absence=True,
    bad=(
        Example(_FOREIGN[0], others=_FOREIGN[1:]),
        Example(
            _row("灌区清淤长度", _DRILL),
            others=(_row("灌区渠道完好率", _DRILL), _row("用水户满意度", _DRILL)),
        ),
        Example(
            _row("灌区清淤长度"),
            others=(_row("灌区渠道完好率"),),
            passages=(Passage("goal_actual", _DRILL, "灌区清淤"),),
        ),
        Example(
            _row("灌区清淤长度", _HALL),
            others=(
                _row("灌区渠道完好率", _HALL),
                _row("灌区清淤补贴标准", _HALL),
                replace(_row("农业合作社满意度", _HALL), level1="满意度指标", level2="服务对象满意度指标"),
            ),
        ),
        Example(_deed("护渠员考试合格率"), others=(_deed("清淤设备利用率"),), passages=_TASK),
        Example(_deed("清淤设备利用率"), others=(_deed("护渠员考试合格率"),), passages=_TASK),
    ),
    good=(
        Example(_FOREIGN[0], others=(*_FOREIGN[1:], _row("北干渠清淤长度"))),
        Example(_FOREIGN[0]),
        Example(_deed("护渠员考试合格率"), others=(_deed("护渠员参训率"),), passages=_TASK),
        Example(_row("食堂就餐人数", "提高工作质量"), others=_FOREIGN[1:]),
    ),
)
