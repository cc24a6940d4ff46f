"""Tables that do not give an indicator a row: an outline told within one cell, or down one column → what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...blocks import Cell, Paragraph, Row
from ...vocabulary import class_of
from ..labels import BODY
from ..prose.clauses import split_classed
from ..prose.outline import BOTH
from ..rows import Line, Sheet, class_level, line_of

_LONGEST = 60  # characters of a project's name
_GOAL = re.compile(r"[【\[〔](?:总体|年度|年度总体|绩效)目标[】\]〕][:：]?")
_REMARK = re.compile(r"[(（](?:必填|选填)[^()（）]{0,24}[)）]")
_HAN = re.compile(r"[\u4e00-\u9fff]{4}")


def unfolded(sheet: Sheet) -> Iterator[Sheet | Paragraph]:
    """The table as it is, or the paragraphs or the rows of indicators that it tells in another way."""
    told = [k for k, line in enumerate(sheet.lines) if any(map(_is_outline, line.texts))]
    listed = [] if told or any(n.kind == "header" for n in sheet.lines) else [_listed(n) for n in sheet.lines]
    if any(listed):
        for at, line in enumerate(sheet.lines):
            if found := listed[at]:
                yield found
            else:
                yield replace(sheet, lines=(line,))
        return
    if not told:
        yield _by_columns(sheet)
        return
    at = 0
    for k in told:
        if at < k:
            yield replace(sheet, lines=sheet.lines[at:k])
        yield from _paragraphs(sheet.lines[k])
        at = k + 1
    if at < len(sheet.lines):
        yield replace(sheet, lines=sheet.lines[at:])


def _is_outline(text: str) -> bool:
    """Whether a cell holds headings of both levels (【产出指标-数量指标】) with indicators below them."""
    return "\n" in text and any(map(_opens, text.split("\n")))


def _listed(line: Line) -> Paragraph | None:
    """A class and beside it its indicators as one text (产出指标 | 巡查8次；培训2次；…), as the sentence that it is."""
    last = line.filled[-2:]
    if len(last) < 2 or not line.levels[last[0]]:
        return None
    text = line.texts[last[1]]
    clauses = [split_classed(part.strip()) for part in re.split(r"[；;。]", text) if part.strip()]
    if len(clauses) < 2 or not all(clauses):
        return None
    return Paragraph(f"{line.texts[last[0]]}：{text}", line.cells[last[1]].location)


def _opens(line: str) -> bool:
    both = BOTH.fullmatch("".join(line.split()))
    return both is not None and bool(class_of(both[1], 1) and class_of(both[2], 2))


def _paragraphs(line: Line) -> Iterator[Paragraph]:
    """What a row of a list of projects tells of one: its name, its goal, its indicators."""
    outlines = [i for i in line.filled if _is_outline(line.texts[i])]
    names = (i for i in line.filled if i not in outlines and len(line.texts[i]) <= _LONGEST)
    name = next((i for i in names if _HAN.search(line.texts[i])), -1)
    if name >= 0 and name < outlines[0]:
        yield Paragraph(f"项目名称：{' '.join(line.texts[name].split())}", line.cells[name].location)
    for i in outlines:
        place = line.cells[i].location
        goal: list[str] = []
        lines = [text.strip() for text in line.texts[i].split("\n") if text.strip()]
        while lines and not _opens(lines[0]):
            goal.append(lines.pop(0))
        if said := _GOAL.sub("", "".join(goal)):
            yield Paragraph(f"年度目标：{said}", place)
        yield from (Paragraph(text, place) for text in lines)


def _by_columns(sheet: Sheet) -> Sheet:
    """Classes and indicators one below the other in one column, targets beside them, as columns of their own."""
    lines = sheet.lines
    if any(line.kind == "header" for line in lines):
        return sheet
    head = next((k for k, line in enumerate(lines) if len(line.filled) > 1 and "value" in line.roles), -1)
    if head < 0 or not sheet.grid:
        return sheet
    at, value = lines[head].filled[0], lines[head].roles.index("value")
    alone = [_class(line, at) for line in lines[head + 1 :]]
    if at >= value or len({name for name, _ in filter(None, alone)}) < 2:
        return sheet
    rows: list[Line] = list(lines[:head])
    levels, headed = ["", ""], False
    for k, line in enumerate(lines[head + 1 :]):
        if found := alone[k]:
            name, level = found
            below = levels[0] and not levels[1] and class_of(name, 2)  # 满意度指标 over 服务对象满意度指标
            levels = [levels[0], name] if level == 2 or below else [name, ""]
            continue
        over = line.filled[:1] == (at,) and value not in line.filled
        if over and (any(alone[k + 1 : k + 2]) or not any(levels)):
            levels = ["", ""]
            rows.append(line_of(_owner(line, at)))
            continue
        if not headed:
            rows.append(_headed(lines[head], at))
            headed = True
        rows.append(line_of((*(Cell(text, line.cells[0].row) for text in levels), *line.cells[at:])))
    return replace(sheet, lines=tuple(rows))


def _headed(line: Line, at: int) -> Line:
    place = line.cells[at].row
    heads = (Cell(text, place) for text in ("一级指标", "二级指标", "三级指标"))
    return line_of((*heads, *line.cells[at + 1 :]))


def _class(line: Line, at: int) -> tuple[str, int] | None:
    """The class that a row names and nothing else, and its level."""
    if line.filled != (at,):
        return None
    name = _REMARK.sub("", line.texts[at]).strip()
    level = class_level(name)
    return (name, level) if level else None


def _owner(line: Line, at: int) -> Row:
    """A row over the classes: the unit, or the project with its money."""
    name = line.cells[at]._replace(text=" ".join(line.texts[at].split()))
    label = "填报单位" if BODY.fullmatch(name.text) and len(line.filled) == 1 else "项目名称"
    return (Cell(label, name.row), name)
