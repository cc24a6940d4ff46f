"""A whole document: its indicators, its projects, and the tables that look like indicators but gave none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..blocks import Block, Paragraph
from ..document import Passage, Project, Unread
from ..location import NOWHERE, Location
from ..normalize import squeeze
from ..record import Indicator
from . import labels
from .drawn.stitch import stitch
from .drawn.unfold import unfolded
from .drawn.upright import upright
from .form import Form
from .forms import Forms
from .header import read_headers
from .horizons import heads_time
from .prose.goals import read_goals
from .prose.reading import read_prose
from .reasons import in_report, with_reasons
from .rows import Sheet
from .stated import unit_by_costs
from .tables import TableReader

_STRICT = {"level1", "level2", "name", "value", "sign"}
_EMPTY = "表里有绩效指标的表头，但没有填写任何指标：请确认是否漏填。"
_STRANGE = (
    "这张表像是绩效指标表，但没有认出表头，其中的指标没有读入：请核对表头是否有“三级指标”“指标值”等列。"
)
_NAMED = 5  # characters of a name that a text says by no chance
_BETWEEN, _SUM = (
    r"[”\"]?(?:项目)?(?:经费|资金)?(?:预算|安排|[共为计])*\s*",
    r"\d[\d,]*(?:\.\d+)?(?:万元|亿元|元)",
)
_SPENT_ON = rf"(?:安排|下达)[^，。；、,;\d]{{0,10}}(?:资金|经费|预算)[共为计]*({_SUM})(?!/)"  # in a goal
_NUMBERED = re.compile(r"\s*目标\s*(\d{1,2})")
_PUBLISHERS = 12  # paragraphs from the top in which a document says whose it is


@dataclass(frozen=True, slots=True)
class Survey:
    """What the layouts find in the blocks of a document; the fields are those of `Document`."""

    indicators: tuple[Indicator, ...] = ()
    unread: tuple[Unread, ...] = ()
    passages: tuple[Passage, ...] = ()
    projects: tuple[Project, ...] = ()
    unit: str = ""


def find_indicators(blocks: Iterable[Block]) -> list[Indicator]:
    """All indicators of a document, in document order."""
    return list(survey(blocks).indicators)


def survey(blocks: Iterable[Block], source: str = "") -> Survey:
    """Indicators, projects, the text around them, and what looks like indicators and was not read, in order.

    `source` is the document's name, which its records carry.
    """
    records: list[Indicator] = []
    unread: list[Unread] = []
    reader = TableReader(source)
    run: list[Paragraph] = []
    text: list[Paragraph] = []
    published = ""
    paragraphs = 0
    for block in _unfolded(stitch(blocks)):
        if isinstance(block, Paragraph):
            paragraphs += 1
            if not published and paragraphs <= _PUBLISHERS:
                found = labels.PUBLISHER.match(block.text.strip())
                published = found[1] if found else ""
            form, starts = reader.forms.form, reader.forms.starts
            reader.coming = heads_time(block.text)
            reader.forms.read_text(block.text, block.location)
            if reader.forms.starts != starts:  # the text before belongs to the project before
                records.extend(_owned(read_prose(run), reader.forms, form))
                run.clear()
            if not reader.around.paragraph(block, reader.forms):
                run.append(block)
                text.append(block)
            continue
        run.extend(_lines(block))
        records.extend(_owned(read_prose(run), reader.forms, reader.forms.form))
        run.clear()
        before = len(records)
        records.extend(reader.read(block))
        unread.extend(reader.unread)
        reader.unread.clear()
        reason = "" if len(records) > before else suspicion(block)
        if reason and not (reason == _EMPTY and reader.forms.form.has_table):
            unread.append(Unread(block.location or _place(block), reason))
    records.extend(_owned(read_prose(run), reader.forms, reader.forms.form))
    if not records and not unread:
        records.extend(_owned(read_goals(text), reader.forms, reader.forms.form))
    return _finished(records, unread, reader, published, source)


def _unfolded(blocks: Iterable[Sheet | Paragraph]) -> Iterator[Sheet | Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from unfolded(block)


def _owned(records: Iterable[Indicator], forms: Forms, form: Form) -> Iterator[Indicator]:
    """Indicators in prose belong to the project that the text has named, if it has."""
    for record in records:
        if not form.project or (record.activity and not record.level1):
            yield record
        else:
            forms.name(form)
            yield replace(record, activity="", project=form.project, project_id=form.id, goal=form.goal)


def _finished(
    records: list[Indicator], unread: list[Unread], reader: TableReader, published: str, source: str
) -> Survey:
    """Form numbers become projects."""
    forms = reader.forms
    reader.around.found[:] = _whole_goals(reader.around.found)
    for passage in reader.around.found:
        if passage.project_id:
            form = forms.all[int(passage.project_id)]
            if passage.kind == "goal" and form.goal and squeeze(passage.text).startswith(form.goal):
                form.goal = squeeze(passage.text)  # with the goals in the rows below the first
            form.note(passage.kind, passage.text)
    reader.around.found.extend(_told_sums(forms, reader.around.found))
    feet = [p for p in reader.around.found if p.kind == "reason" and p.project_id]
    told_why = [*feet, *in_report(reader.around.found)]
    records = with_reasons(
        _once(records), [replace(p, project_id=forms.all[int(p.project_id)].id) for p in told_why]
    )
    _units(forms, records)
    units = Counter(
        f.department for k, f in enumerate(forms.all) if f.department and f.has_table and f.number == k
    )
    unit = forms.department or (units.most_common(1)[0][0] if units else published)
    projects = forms.projects(unit)

    by_id = {p.id: p for p in projects if p is not None}

    def owned(record: Indicator) -> Indicator:
        project = by_id.get(record.project_id)
        code, whose = (project.code, project.unit) if project else ("", unit)
        name = record.project or (project.name if project else "")
        known = project is not None and bool(record.goal) and project.goal.startswith(record.goal)
        goal = project.goal if project is not None and known else record.goal
        before = record.project, record.project_code, record.unit, record.source, record.goal
        if before == (name, code, whose, source, goal):
            return record  # nothing became known after it was read
        return replace(record, project=name, project_code=code, unit=whose, source=source, goal=goal)

    def told(passage: Passage) -> Passage:
        if not passage.project_id:
            return passage
        project = projects[int(passage.project_id)]
        name = passage.project or (project.name if project else "")
        return replace(passage, project=name, project_id=project.id if project else "")

    return Survey(
        tuple(map(owned, records)),
        tuple(unread),
        tuple(map(told, reader.around.found)),
        tuple(by_id.values()),
        unit,
    )


def _whole_goals(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with numbered goals that stand in rows of their own, and what became of them, as one text each."""
    whole: list[Passage] = []
    at: dict[tuple[str, ...], int] = {}
    for passage in passages:
        key = passage.kind, passage.project_id, passage.project, passage.activity
        number = _NUMBERED.match(passage.text) if passage.kind in ("goal", "goal_actual") else None
        if number and int(number[1]) > 1 and key in at:
            first = whole[at[key]]
            whole[at[key]] = replace(first, text=f"{first.text}\n{passage.text}")
            continue
        if number:
            at[key] = len(whole)
        whole.append(passage)
    return whole


def _told_sums(forms: Forms, passages: Sequence[Passage]) -> list[Passage]:
    """The budgets of forms that state none, as the text around them tells them behind their names (消防车辆购置经费260万元)
    or their goals do (安排资金260万元)."""
    found = []
    texts = [p for p in passages if p.kind in ("paragraph", "goal") and "元" in p.text]
    for form in forms.all if texts else ():
        if not form.id or len(form.project) < _NAMED or form.budget or form.term or not form.has_table:
            continue
        named = re.compile(rf"{re.escape(form.project)}{_BETWEEN}({_SUM})(?!/)")
        told = {hit[1]: p for p in texts for hit in named.finditer(p.text)}
        own = [p for p in texts if p.kind == "goal" and p.project_id == str(form.number)]
        told = told or {hit[1]: p for p in own for hit in re.finditer(_SPENT_ON, p.text)}
        if len(told) == 1:
            ((form.budget, passage),) = told.items()
            found.append(Passage("budget", form.budget, form.project, "", passage.location, str(form.number)))
    return found


def _once(records: Sequence[Indicator]) -> list[Indicator]:
    """Without what a report tells again of the completions of its table."""
    tabled = {r.name for r in records if not r.narrative}
    return [r for r in records if not (r.narrative and r.actual and r.name in tabled)]


def _units(forms: Forms, records: Iterable[Indicator]) -> None:
    """The unit of sums that state none, where the costs among the indicators tell it."""
    open_sums = {f.id: f for f in forms.all if f.id and f.budget and not f.money_unit}
    costs: dict[str, list[str]] = {}
    for record in records if open_sums else ():
        if record.project_id in open_sums:
            costs.setdefault(record.project_id, []).append(record.value)
    for id, targets in costs.items():
        open_sums[id].money_unit = unit_by_costs(open_sums[id].budget, targets)


def _lines(sheet: Sheet) -> Iterator[Paragraph]:
    """Rows of one text only: a sheet has no other way to hold a paragraph."""
    for line in sheet.lines:
        if len(line.filled) == 1:
            cell = line.cells[line.filled[0]]
            yield from (Paragraph(t, cell.location) for t in cell.text.split("\n") if t.strip())


def suspicion(sheet: Sheet) -> str:
    """Why a table without records should have had some, as a Chinese sentence; '' when it need not.

    Two different class names, or two different heading words, make an indicator table.
    """
    lines = upright(sheet).lines
    heads = [k for k, line in enumerate(lines) if line.kind == "header"]
    if heads:
        return _EMPTY if any(read_headers(lines, k, sheet.grid)[0].has_targets for k in heads) else ""
    classes, roles = set(), set()
    for line in sheet.lines:
        for i in line.filled:
            text = "".join(line.texts[i].split()) if len(line.texts[i]) < 40 else ""
            if text and line.levels[i]:
                classes.add(text)
            elif text and line.roles[i] in _STRICT and len(text) > 2:
                roles.add(line.roles[i])
    return _STRANGE if len(classes) > 1 or len(roles) > 1 else ""


def _place(sheet: Sheet) -> Location:
    return next((c.location for line in sheet.lines for c in line.cells if c.location), NOWHERE)


def joined(parts: Sequence[Survey]) -> Survey:
    """The parts of one document as one, in their order. Projects keep their ids: two parts with one project
    name and code each have a form of it, told apart by a number behind the id."""
    seen: Counter[str] = Counter()
    whole = Survey()
    for part in parts:
        again = {p.id: f"{p.id}-{seen[p.id]}" if seen[p.id] else p.id for p in part.projects}
        seen.update(p.id for p in part.projects)
        whole = Survey(
            whole.indicators
            + tuple(replace(r, project_id=again.get(r.project_id, r.project_id)) for r in part.indicators),
            whole.unread + part.unread,
            whole.passages
            + tuple(replace(p, project_id=again.get(p.project_id, p.project_id)) for p in part.passages),
            whole.projects + tuple(replace(p, id=again[p.id]) for p in part.projects),
            whole.unit or part.unit,
        )
    return whole
