"""Outlines of classes (【产出指标-数量指标】) that follow one another, each below its project's name, sum and goal
without a label, as lists of projects are copied from web pages → the same lines with labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...blocks import Block, Paragraph, Row, Table, row_of
from ...layouts.prose.clauses import LIST
from ...layouts.prose.outline import BOTH
from ...vocabulary import classes, label

_SECTION = re.compile(r"[【\[〔]([^【】\[\]]{2,12})[】\]〕]\s*[:：]?\s*(.*)", re.DOTALL)
_HAN = re.compile(r"[\u4e00-\u9fff]{4}")
_SUM = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UNIT = re.compile(r"(?:预算|资金|金额|经费)[^（(\n]{0,6}[（(](万?元)[）)]")
_KINDS = re.compile(
    r"(?:本级|上级|专项|其他|一般|经常性|延续性?|新增|特定目标类?|部门|中央|省级|市级|转移支付|运转类?)+(?:支出)?(?:项目|专项|类)?"
)
_HEADING = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）.、．]\s*([\u4e00-\u9fff]{2,14}?)(?:完成情况(?:分析)?)?[:：。]?"
)
_COLON = re.compile(r"([\u4e00-\u9fff]{4,14})[:：]")
_CHAPTER = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[)）]\s*([^，。：:；;]{4,60})")
_ASKED = re.compile(r"\s*([\u4e00-\u9fff（()）]{2,14})[:：]\s*(\S.*)", re.DOTALL)
_INDICATORS = re.compile(r"(?:年度|项目|具体)?绩效指标[:：]?")
_TOLD = frozenset(("goal", "budget"))  # one of these stands below a project's heading
_SHORT, _SEVERAL = 30, 3
_LONGEST = 60  # characters of a project's name


def labelled(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The lines, with the name, the goal and the sum that stand above each outline of several as a table of labels;
    nothing for a text that has only one outline, or one whose outlines have labels of their own."""
    starts = list(_starts(paragraphs))
    forms = [_form(paragraphs, start, after) for after, start in zip([0, *starts], starts, strict=False)]
    if len(starts) < 2 or not all(forms):
        return []
    unit = next((m[1] for p in paragraphs if (m := _UNIT.search(p.text))), "")
    heads = {form["name"][0]: _table(paragraphs, form, unit) for form in forms}
    gone = {n for form in forms for lines in form.values() for n in lines}
    return [heads.get(n, p) for n, p in enumerate(paragraphs) if n in heads or n not in gone]


def _starts(paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """Where an outline begins: at its first heading, and again at one that was there before."""
    seen: set[str] = set()
    for n, paragraph in enumerate(paragraphs):
        heading = "".join(paragraph.text.split())
        if not BOTH.fullmatch(heading):
            continue
        if not seen or heading in seen:
            seen.clear()
            yield n
        seen.add(heading)


def _form(paragraphs: Sequence[Paragraph], start: int, after: int) -> dict[str, list[int]]:
    """Which lines above an outline hold its project's name, sum and goal; nothing where there is no name."""
    top = next((n for n in range(start - 1, after - 1, -1) if BOTH.match(paragraphs[n].text)), after - 1)
    sections = [n for n in range(top + 1, start) if _SECTION.fullmatch(paragraphs[n].text)]
    if not sections:
        return {}
    above = range(max(top + 1, sections[0] - 6), sections[0])
    names = [n for n in above if _HAN.search(paragraphs[n].text) and not _KINDS.fullmatch(paragraphs[n].text)]
    if not names or len(paragraphs[names[-1]].text) > _LONGEST:
        return {}
    sums = [n for n in above if n > names[-1] and _SUM.fullmatch(paragraphs[n].text)]
    found = {"name": names[-1:], "sum": sums[:1], "goal": []}
    for head, end in zip(sections, [*sections[1:], start], strict=True):
        if "目标" in paragraphs[head].text:
            found["goal"] = list(range(head, end))
    return found


def _table(paragraphs: Sequence[Paragraph], form: dict[str, list[int]], unit: str) -> Table:
    """The labels that are missing, each beside its line."""
    rows = [("项目名称", form["name"], "")]
    rows += [("年度资金总额", form["sum"], unit)] if form["sum"] else []
    rows += [("年度目标", form["goal"], "")] if form["goal"] else []
    cells = []
    for asked, lines, end in rows:
        said = "".join(paragraphs[n].text for n in lines)
        section = _SECTION.fullmatch(said)
        cells.append(row_of([asked, (section[2] if section else said) + end], paragraphs[lines[0]].location))
    return Table(tuple(cells), cells[0][0].location, grid=False)


def titled(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The lines, with each numbered heading that has a goal or a sum with its label below, and then the first of the
    classes, as the name of a project, and what stands between as labels and answers; nothing where there is no such."""
    blocks: list[Block] = []
    forms = 0
    at = 0
    while at < len(paragraphs):
        rows, end = _titled(paragraphs, at)
        if rows:
            forms += 1
            name, place = _CHAPTER.fullmatch(paragraphs[at].text), paragraphs[at].location
            cells = [row_of(["项目名称", name[1].strip() if name else ""], place), *rows]
            blocks.append(Table(tuple(cells), place, grid=False))
        else:
            blocks.append(paragraphs[at])
            end = at + 1
        at = end
    return blocks if forms else []


def _titled(paragraphs: Sequence[Paragraph], at: int) -> tuple[list[Row], int]:
    """The labels below a project's heading at `at`, up to where its classes begin; none where it heads something else."""
    rows: list[Row] = []
    kinds: set[str] = set()
    if _CHAPTER.fullmatch(paragraphs[at].text) is None or classes(paragraphs[at].text):
        return [], at
    for end in range(at + 1, len(paragraphs)):
        text = paragraphs[end].text
        asked = _ASKED.fullmatch(text)
        kind = label(asked[1]) if asked else ""
        if asked is None or kind == "project":
            opens = bool(classes(LIST.sub("", text).rstrip("：: "))) or _INDICATORS.fullmatch(text.strip())
            return (rows, end) if opens and kinds & _TOLD else ([], at)
        kinds.add(kind)
        rows.append(row_of([asked[1], asked[2]], paragraphs[end].location))
    return [], at


def outline_start(lines: Mapping[int, Paragraph]) -> int:
    """The line of the first class where classes are the headings of a report, alone on their lines with a number or a
    colon: （1）数量指标, 数量指标：; 0 where they are not."""
    short = ((n, p.text.strip()) for n, p in lines.items() if len(p.text) < _SHORT)
    heads = ((n, _HEADING.fullmatch(text) or _COLON.fullmatch(text)) for n, text in short)
    found = [n for n, head in heads if head and classes(head[1])]
    return found[0] if len(found) >= _SEVERAL else 0
