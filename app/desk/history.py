"""The history of a job in words: who did what and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ...models.taxonomy import NAMES
from .database.tables import ADDED, EDITED, LABELLED, OPEN, OWN, Decision, Kept
from .packing import WHOLE, Opened
from .review import STATES, opinions_of

_DONE = {**STATES, OPEN: "撤销", LABELLED: "更正标注"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history: `about` says what, `text` what was done."""

    who: str
    made: datetime
    source: str
    about: str
    text: str


def steps_of(
    documents: Iterable[Kept], opened: Callable[[int], Opened], decisions: Iterable[Decision]
) -> Iterator[Step]:
    """A line for each decision on the documents; `opened` gives a document by its id."""
    sources = {d.id: d.source for d in documents}
    for decision in decisions:
        kept = opened(decision.document)
        code = _code(kept, decision)
        about = f"{_item(kept, decision.indicator)}{f' · {code}' if code else ''}"
        yield Step(decision.who, decision.made, sources[decision.document], about, _text(decision))


def _item(opened: Opened, number: int) -> str:
    if number == WHOLE:
        return "整个文件"
    if number < WHOLE:
        keys = opened.projects[WHOLE - 1 - number : WHOLE - number]
        forms = {p.id: p.name for p in opened.document().projects}
        return f"项目 {forms.get(keys[0], keys[0])}" if keys else "项目"
    return f"指标 {opened.scored(number).record.name or '（无名称）'}" if number < len(opened) else "指标"


def _code(opened: Opened, decision: Decision) -> str:
    if decision.finding in OWN and decision.state == OPEN:
        return "自己的意见"
    found = opened.findings(decision.indicator) or ()
    shown = opinions_of(decision.document, decision.indicator, found, {decision.about: decision})
    return next((o.finding.code for o in shown if o.key == decision.finding), "")


def _text(decision: Decision) -> str:
    done = "删除" if decision.finding in OWN and decision.state == OPEN else _DONE[decision.state]
    said = f"撤回，恢复为：{done}" if decision.undoes else done
    if decision.state in (EDITED, ADDED):
        return f"{said}：{decision.message}"
    if decision.state == LABELLED:
        flags = ((decision.vague, "目标模糊"), (decision.boilerplate, "套话"))
        named = [NAMES[t] for t in decision.types.split()]
        named += [f"{name}{'是' if flag == '1' else '否'}" for flag, name in flags if flag]
        return f"{said}：{'、'.join(named)}"
    return said + ("（同类一起）" if decision.batch else "")
