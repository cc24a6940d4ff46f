"""What stands around an indicator table in a text: label and value cells of the form, and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from ....blocks import Block, Cell, Paragraph, Row, Table
from ....layouts.horizons import heads_time
from ....location import Location
from ....vocabulary import column, label, only_done
from ..cells import Atom, Gap
from ..decode import joined
from ..glued import FORM_WORDS
from .goals import told_below
from .sections import is_section, named
from .sums import ACCOUNT, account, gathered

_STARTS = frozenset(("project", "code", "department"))
_FORM = frozenset(
    ("project", "code", "department", "goal", "goal_long", "budget", "content", "person", "executed")
)
ENDS = _FORM | {"ignored"}
_HEADS = re.compile(r"目标.{0,8}目标.{0,8}完成情况")  # of a goal and of its report
_ASKS = re.compile(r"([^：:，。]{2,12})[:：](?=.)")
_ABOUT_GOALS = ("goal", "goal_actual")
_GOALS = ("goal", "goal_long")
_LONG = frozenset(
    ("goal", "goal_long", "goal_actual", "content", "policy", "calculation", "plan")
)  # answers of several lines
_ANSWERED = re.compile(r"[^：:]{2,24}[:：]\s*\S.*")
_LABEL_ENDS = re.compile(
    r"(?:名称|部门|单位|编码|代码|目标|总额|预算数|执行数|负责人|联系人|电话|金额|类[型别]|属性|性质|期限|概况|内容|(?:实际)?完成情况(?:综述)?|总投资|申报数|(?:财政|其他)资金|资金性质)(?:\s*[（(][^（()）]{1,8}[)）])?"
)
# What stands above a form.
_TITLES = re.compile(
    r"第[一二三四五六七八九十]+部分.*|.{0,40}(?:目标|自评|监控|申报|公开|审批|批复)表(?:[（(][^（()）]*[)）])?"
)
_BAR = re.compile(r"[|｜│┃¦]")
_TITLE = re.compile(r"表(?:[（(][^（()）]*[)）])?$")
_GOES_ON = tuple("，,、。的管")  # a sentence that names what a form asks for
_COLONS = (":", "：")
_FORM_LINE = re.compile(
    r"项目(?:支出)?名称(?=.{2,60}?(?:主管部门|实施单位|预算单位|项目(?:单位|类[别型]|性质|属性|负责人|主管部门)))"
)
_SUMS = re.compile(r"(?:年初|全年|年度)预算数?(?:[（(].{1,4}[)）])?$")
_FIGURES = 3
_SUM = re.compile(r"[\d,.]+[%％]?")
_LONGEST = 16
_LONGEST_REST = 4  # of a label
_NEAR = 90  # atoms between the first label of a form and its table


def form_blocks(atoms: Sequence[Atom], lines: Mapping[int, Paragraph]) -> Iterator[Block]:
    """Paragraphs as they were; from the form's first label on, rows of labels and answers."""
    atoms = [*named([piece for atom in atoms for piece in _unrolled(atom)])]
    start = _form_start(atoms)
    yield from _paragraphs(atoms[:start], lines)
    rows = form_rows(atoms[start:])
    if rows:
        yield Table(tuple(rows), rows[0][0].row)


def _paragraphs(atoms: Sequence[Atom], lines: Mapping[int, Paragraph]) -> Iterator[Block]:
    for number, group in groupby(atoms, key=lambda a: a.line):
        text = _text(list(group))
        whole = lines.get(number)
        squeezed = "".join(text.split())
        if (
            whole is not None
            and len(squeezed) >= len("".join(whole.text.split())) - whole.text.count("|") * 2
        ):
            yield from _unbarred(whole)
        elif squeezed:
            yield Paragraph(text, Location(line=number))


def _unbarred(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A line that a table has left its bars in: each of its cells is a paragraph."""
    cells = [cell.strip() for cell in _BAR.split(paragraph.text)]
    yield from (Paragraph(cell, paragraph.location) for cell in cells if cell)


def _text(atoms: Sequence[Atom]) -> str:
    return "".join(("" if a.gap is Gap.NONE or not i else " ") + a.text for i, a in enumerate(atoms))


def _form_start(atoms: Sequence[Atom]) -> int:
    """The first atom of the form that the table behind these atoms belongs to."""
    start = len(atoms)
    for i in range(len(atoms) - 1, max(0, len(atoms) - _NEAR) - 1, -1):
        text = atoms[i].text
        answers = i > 0 and label(atoms[i - 1].text) in _LONG
        if len(text) > 200 and "。" in text and i < start - 1 and not answers and not _opens(text):
            break
        if start < len(atoms) and _TITLES.fullmatch(text):
            break
        if _opens(text) or (i + 1 < start and _beside(atoms, i)):
            start = i
    return start


def opens_form(atoms: Sequence[Atom]) -> bool:
    """True when a form begins among the atoms: its project, code or unit is stated."""
    return any(
        is_section(a)
        or (_opens(a.text) and label(a.text) in _STARTS)
        or (len(a.text) > 24 and FORM_WORDS.search(a.text))
        or (_ANSWERED.fullmatch(a.text) and label(re.split("[:：]", a.text)[0]) in _STARTS)
        for a in atoms
    )


def _beside(atoms: Sequence[Atom], i: int) -> bool:
    """True for the first of several labels with their answers in one line."""
    here, after = atoms[i], atoms[i + 1]
    if here.line != after.line or not (_ANSWERED.fullmatch(here.text) and _ANSWERED.fullmatch(after.text)):
        return False
    return label(re.split("[:：]", here.text)[0]) in _FORM


def _opens(text: str) -> bool:
    if _ANSWERED.fullmatch(text):
        return False
    if len(text) <= 24 and (label(text) in _FORM or _HEADS.search(text)):
        return True
    return label(_first_label(text)) in _STARTS


def _first_label(text: str) -> str:
    match = _LABEL_ENDS.search(text[:24])
    return text[: match.end()] if match and match.start() < _LONGEST else ""


def form_rows(atoms: Sequence[Atom]) -> list[Row]:
    """A row for each line of a form; a label and its answer share a row also where each has a line."""
    rows: list[list[Cell]] = []
    asked = ""
    both: list[Atom] = []  # a goal and its report, below their two headings
    pieces = [piece for a in atoms for piece in _unglued(a)]
    for n, atom in enumerate(pieces):
        kind = _kind(atom.text)
        place = Location(line=atom.line)
        if asked == "both":
            if not kind and (not column(atom.text) or only_done(atom.text)):
                both.append(atom)
                continue
            rows += told_below(both)
            both, asked = [], ""
        if rows and rows[-1] and _begins_sums(rows[-1], atom.text):
            # Over the sums stand their headings, over what they are of stands 项目资金 or nothing.
            heads = _SUMS.match(atom.text) is not None
            if not (heads and len(rows[-1]) == 1 and atom.gap < Gap.LINE):
                rows.append([Cell("", place)] if heads else [])
            asked = ""
        if kind:
            if not rows or (rows[-1] and rows[-1][-1].text and atom.gap >= Gap.LINE):
                rows.append([])
            rows[-1].append(Cell(atom.text, place))
            two = kind == "goal_actual" or (kind == "goal" and all(map(_is_text, pieces[n + 1 : n + 3])))
            asked = "both" if two and _heads_both(rows) else kind
            continue
        if column(atom.text) == "name":  # 绩效指标 down the left edge of the table that follows
            rows += [[Cell(atom.text, place)]] if heads_time(atom.text) else []
            asked = ""
            continue
        if _ANSWERED.fullmatch(atom.text) and len(atom.text) < 200 and label(re.split("[:：]", atom.text)[0]):
            if not rows or atom.gap >= Gap.LINE:
                rows.append([])
            rows[-1].append(Cell(atom.text, place))
            asked = ""
            continue
        last = rows[-1] if rows else []
        if last and asked == "budget" and (sums := account(atom.text)):
            last.append(Cell(sums[0], place))
            rows.append([Cell(text, place) for pair in zip(ACCOUNT, sums, strict=True) for text in pair])
            asked = ""
        elif last and len(atom.text) <= _LONGEST_REST and _kind(whole := last[-1].text + atom.text):
            last[-1] = last[-1]._replace(text=whole)  # 主管部门 | 及编码
            asked = _kind(whole)
        elif last and asked == "budget" and all(map(_SUM.fullmatch, (last[-1].text, atom.text))):
            last.append(Cell(atom.text, place))
        elif last and asked and not _kind(last[-1].text) and (atom.gap <= Gap.SPACE or asked in _LONG):
            last[-1] = last[-1]._replace(text=joined(last[-1].text, atom))
        elif last and (asked or atom.gap < Gap.LINE):
            last.append(Cell(atom.text, place))
            if asked not in _LONG and atom.gap >= Gap.LINE:
                asked = ""
        else:
            rows.append([Cell(atom.text, place)])
            asked = ""
    return [_row(row) for row in gathered([*rows, *told_below(both)]) if row]


def _heads_both(rows: list[list[Cell]]) -> bool:
    """Whether the last text and the one before it head a goal and its report: they then get a row of their own."""
    row = rows[-1] if len(rows[-1]) > 1 else rows[-2] if len(rows) > 1 else []
    goal = row[-2] if row is rows[-1] else row[-1] if row else None
    if (
        goal is None
        or _kind(goal.text) not in _GOALS
        or _kind(goal.text) == _kind(rows[-1][-1].text)
        or rows[-1][-1].text.endswith(_COLONS)
    ):
        return False
    report = rows[-1].pop()
    row.remove(goal)
    rows.append([goal, report])
    return True


def _is_text(atom: Atom) -> bool:
    return len(atom.text) > _LONGEST and not _kind(atom.text) and not _ANSWERED.fullmatch(atom.text)


def _begins_sums(row: Sequence[Cell], text: str) -> bool:
    """Whether a text begins the headings of the money, or what stands below these, or below a row of figures."""
    if _SUMS.match(text):
        return not any(_SUMS.match(c.text) for c in row)
    figures = row[-_FIGURES:]
    more = text in ("分值", "得分") or "执行数" in text  # 全年预计执行数 behind 1-7月执行率
    ended = any("执行率" in c.text for c in row) and not more
    return not _SUM.fullmatch(text) and (
        ended or (len(figures) == _FIGURES and all(_SUM.fullmatch(c.text) for c in figures))
    )


def label_rows(atoms: Sequence[Atom]) -> list[Row]:
    """`form_rows` between the rows of a table: a label and its answer a row, left of the names."""
    rows: list[Row] = []
    for row in form_rows(atoms):
        starts = [0, *(i for i, c in enumerate(row) if i and _kind(c.text)), len(row)]
        rows += [row[a:b][:2] for a, b in pairwise(starts)]
    return rows


def _row(cells: list[Cell]) -> Row:
    lines = {c.row.line for c in cells}
    if len(lines) == 1 and len(cells) > 1:
        return tuple(c._replace(column=i) for i, c in enumerate(cells, 1))
    return tuple(cells)


def _kind(text: str) -> str:
    return label(text) or ("other" if column(text) == "project" else "") if len(text) <= 24 else ""


def _asks_late(text: str) -> bool:
    """True where only the end of what stands before the colon is its label: 资金情况(万元)年度资金总额:16."""
    asked = re.split("[:：]", text)[0]
    starts = range(max(0, len(asked) - _LONGEST), len(asked) - 1)
    return not label(asked) and any(label(asked[at:]) for at in starts)


def _unrolled(atom: Atom) -> Iterator[Atom]:
    """What stands before a form and the form, of a whole page in one line."""
    at = max((found.start() for found in _FORM_LINE.finditer(atom.text)), default=0)
    if at <= 0:
        yield atom
        return
    yield atom._replace(text=atom.text[:at])
    yield atom._replace(text=atom.text[at:], gap=Gap.LINE)


def _unglued(atom: Atom) -> Iterator[Atom]:
    """Labels and answers that follow one another without anything between them, apart."""
    text = atom.text
    if (asks := _ASKS.match(text)) and label(asks[1]) in _ABOUT_GOALS:
        yield atom._replace(text=asks[0])
        yield atom._replace(text=text[asks.end() :], gap=Gap.SPACE)
        return
    if (
        len(text) < 8
        or "。" in text[:12]
        or _TITLE.search(text)
        or not _first_label(text)
        or (label(text) and not _HEADS.search(text))
        or (_ANSWERED.fullmatch(text) and not _asks_late(text))
    ):
        yield atom
        return
    marks = {0, len(text)}
    last = 0
    for match in _LABEL_ENDS.finditer(text):
        end = match.end()
        for start in range(max(last, end - _LONGEST), end - 1):
            if label(text[start:end]) and text[end : end + 1] not in _GOES_ON:
                last = end + (text[end : end + 1] in _COLONS)
                marks |= {start, last}
                break
    gap = atom.gap
    ordered = sorted(marks)
    for start, end in pairwise(ordered):
        yield atom._replace(text=text[start:end], gap=gap)
        gap = Gap.WIDE
