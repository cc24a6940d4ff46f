"""Rows classified once: what each row of a table is, and what its cells announce. No later step asks again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile

from ..blocks import Row, Table
from ..location import NOWHERE, Location
from ..normalize import fold, squeeze
from ..vocabulary import classes, column, label, plain

# blank: no text · header: the head of an indicator table · numbers: 1 2 3 … under a header ·
# footer: sums, remarks, signatures · label: the form's labels and values · text: one cell only · other: the rest,
# among them the records.
KINDS = ("blank", "header", "numbers", "footer", "label", "text", "other")

# A header has a name column and one of these.
_STRUCTURE = {"level1", "level2", "value", "tiers", "activity", "description", "recent", "history", "actual"}
_NAMES = {"name", "detail"}
_FEW = 2  # rows, of which each may be half of one
_DESCRIBED = {"level1", "level2", "description", "value"}
_UNNAMED = {"level1", "level2", "basis", "value"}  # Hubei: 一级指标 over 数量指标, 二级指标 over the names
_RESULTS = {"value", "actual", "history", "tier", "tiers", "sign", "forecast", "recent"}
# What is written into a name cell to say that there is no indicator.
_PLACEHOLDER = re.compile(
    r"(?:不适[用应]|无|空|暂无|没有|不涉及|不填|未填写?|待定|略|none|n/?a|null|[/\\\-_*.…·、,。]+|x{2,}|0|[-—/]+定[性量])"
    r"|(?:此|该|本|项目|单位|指标|类|项)*(?:不适用|不涉及)(?:此|该|本|这|类|项)*(?:指标)?"
    r"|(?:三级)?指标(?:名称)?\d*[:：.…]*|\(?(?:加?盖章|公章|签[字章名])\)?.{0,4}|\(?(?:空白?|此处|置灰|请)(?:信息|填写|$).*",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:总分|总得分|(?:预算)?绩效(?:评价|自评)结果|合计|总计|小计|得分合计|自评总分|评价等级|自评等级|备注|说明|下一步(?:工作)?(?:措施|打算|安排|计划)|纠偏措施|填表说明|注\d*|[合总]计[(（][^()（）]{1,20}[)）]|其他(?:需要?)?说明(?:的?问题)?"
    r"|存在的?(?:主要)?问题(?:[及和与]原因)?(?:分析)?|(?:下一步)?(?:改进|整改)措施(?:[及和与]建议)?|[自评][评价]结论"
    r"|(?:填报|填表|联系|经办|审核|负责|财务|主管|项目|单位)+(?:人|人员|电话|方式|负责人|日期|时间|单位|部门)(?:签[字章]|盖章)?(?:\(.*\))?)(?:[:：].*)?"
    r"|(?:备注|说明|注)[:：\d].*|[Cc]opyright.*|版权所有.*"
)
_ENDS = frozenset("总合小得自评备说填注其联经审负财主项单预绩存下改整Cc版")  # what footers begin with
_SERIAL = re.compile(r"\(?(\d{1,2})\)?(?:=.*)?")
_TICK = {"√", "✓", "✔", "☑", "V", "v", "是"}
_FURNITURE = re.compile(
    r"\s*+(?:[-—–―·\s\d]*+|第?\s*+\d++\s*+页.{0,12}|page\s*+\d++.{0,12}|[(（]?续上?表\d*+[)）]?|.{0,6}单位[:：].{0,8})\s*+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A row with its kind (`KINDS`)."""

    cells: Row
    kind: str
    texts: tuple[str, ...]  # of the cells, stripped
    filled: tuple[int, ...]  # the columns that hold text

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The column that each cell announces, '' for none."""
        return tuple(map(column, self.texts))

    @cached_property
    def levels(self) -> tuple[frozenset[int], ...]:
        """The levels that each cell is a class name of."""
        return tuple(map(classes, self.texts))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of classified rows. `grid` as in `Table`; `own` is True for a sheet of a workbook, which is
    a form of its own."""

    lines: tuple[Line, ...]
    location: Location = NOWHERE
    grid: bool = True
    own: bool = False


def classified(table: Table) -> Sheet:
    """The table with each row told once what it is."""
    own = bool(table.rows and table.rows[0] and table.rows[0][0].row.sheet)
    return Sheet(tuple(map(line_of, table.rows)), table.location, table.grid, own)


def line_of(row: Row) -> Line:
    """The row with its kind."""
    texts = tuple([c.text.strip() for c in row])
    filled = tuple([i for i, text in enumerate(texts) if text])
    return Line(row, _kind([texts[i] for i in filled]), texts, filled)


def _kind(filled: list[str]) -> str:
    if not filled:
        return "blank"
    if is_head([column(t) for t in filled]):
        return "header"
    first = filled[0]
    if len(filled) > 2 and len(first) < 8 and (first[0].isdigit() or first[0] in "(（") and _counts(filled):
        return "numbers"
    if (
        len(first) < 400
        and first[:1] in _ENDS
        and _FOOTER.fullmatch(_bare(first))
        and not (len(filled) > 2 and column(first))
    ):
        return "footer"
    if label(first) and not classes(first):
        return "label"
    return "text" if len(filled) == 1 else "other"


def named(roles: Sequence[str], labels: Sequence[str], below: Line | None) -> list[str]:
    """The roles of a head, completed by what stands under it: names under 二级指标 where classes of the second level
    stand under 一级指标, and under 绩效内容 where they stand under 评价指标; values under the name of a place (指标方向,
    笏石街道) where no column is headed as theirs."""
    at = {role: i for i, role in reversed(list(enumerate(roles)))}
    one, two = at.get("level1", -1), at.get("level2", -1)
    left = at.get("name", one) <= one  # 绩效指标 may head the left edge
    unnamed = not {"name", "detail", "description"} & set(at)
    told = (
        left
        and roles.count("name") < 2
        and not {"detail", "description"} & set(at)
        and below is not None
        and max(one, two) < len(below.texts)
        and 2 in below.levels[one]
        and below.texts[two]
        and not below.levels[two]
    )
    if min(one, two) >= 0 and (unnamed or told):
        new = {one: "level2", two: "name", at.get("basis", -1): "description", at.get("name", -1): ""}
        return [new.get(i, role) for i, role in enumerate(roles)]
    if below is not None and _classed(at, below):
        new = {at["name"]: "level2", at["name"] + 1: "number", at["detail"]: "name"}
        if at["name"] and 1 in below.levels[at["name"] - 1]:
            new[at["name"] - 1] = "level1"
        return [new.get(i, role) if role or i in new else "" for i, role in enumerate(roles)]
    if "detail" in at and at.get("name", one) < one:  # 绩效指标 heads the left edge
        new = {at["name"]: "", at["detail"]: "name"}
        return [new.get(i, role) for i, role in enumerate(roles)]
    if _RESULTS.isdisjoint(at) and at.get("goal", -1) > at.get("name", len(roles)):
        return ["value" if role == "goal" else role for role in roles]  # 指标名称 | 绩效目标 | 绩效标准
    # 指标方向 | 笏石街道, 符号 | 单位（文字描述）: where no column is headed as the target's, it stands behind the sign.
    after = at.get("sign", -1) + 1
    if not 0 < after < len(roles) or not {"value", "history"}.isdisjoint(at) or not labels[after]:
        return list(roles)
    if roles[after] in ("", "unit") or (roles[after] == "detail" and "name" in at):
        return [*roles[:after], "value", *roles[after + 1 :]]
    return list(roles)


def _classed(at: dict[str, int], below: Line) -> bool:
    """Whether classes stand under what heads the names, and the names under what heads their text (评价指标 | 绩效内容)."""
    name = at.get("name", -1)
    return 0 <= name < at.get("detail", -1) - 1 and name < len(below.texts) and 2 in below.levels[name]


def is_head(roles: list[str]) -> bool:
    """True when the columns that a row announces are those of an indicator table."""
    if set(roles) >= _DESCRIBED:  # 一级指标, 二级指标, 指标说明, 指标值: what explains is what names
        return True
    if set(roles) >= _UNNAMED:
        return True
    return not _NAMES.isdisjoint(roles) and not _STRUCTURE.isdisjoint(roles)


def _counts(texts: list[str]) -> bool:
    """True for column numbers: 1 2 3 …"""
    numbers = [_SERIAL.fullmatch(fold(t)) if len(t) < 8 else None for t in texts]
    values = [int(m[1]) for m in numbers if m]
    return len(values) == len(texts) and all(b == a + 1 for a, b in pairwise(values))


def _bare(text: str) -> str:
    return fold(text).replace("\n", "").replace(" ", "")


def label_text(text: str) -> str:
    """The text of a class cell: a class name without its line breaks and spacing, else squeezed."""
    return "".join(text.split()) if classes(text) else squeeze(text)


@lru_cache(maxsize=4096)
def class_level(text: str) -> int:
    """The level of a class name that stands alone, or 0: 成本指标 is then 2, 满意度指标 is 1."""
    levels = classes(text)
    if len(levels) == 2:
        folded = plain(text)
        return 2 if folded.startswith("成本") and folded.endswith("指标") else 1
    return next(iter(levels), 0)


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """True when a name cell says that there is no indicator (不适用, 本项目不涉及该指标, 无, /, —, 置灰信息…)."""
    folded = _bare(text)
    return not folded or bool(_PLACEHOLDER.fullmatch(folded))


def empty_goal(line: Line) -> str:
    """`goal` or `goal_long` for a row that asks for one and gives none: its label, and beside it an empty cell that
    is merged over several columns. A title over the table has no such cell."""
    at = line.filled[0] if len(line.filled) == 1 else -1
    kind = label(line.texts[at]) if at >= 0 else ""
    beside = at + line.cells[at].across if kind in ("goal", "goal_long") else -1
    return kind if at < beside < len(line.cells) and line.cells[beside].across > 1 else ""


def is_tick(text: str) -> bool:
    """True for a tick mark in an evaluation matrix."""
    return text.strip() in _TICK


def is_furniture(text: str) -> bool:
    """True for a page number, 续表 or 单位：万元, which may stand between two parts of a table."""
    return len(text) < 60 and bool(_FURNITURE.fullmatch(text))


def rejoined(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Undo false row breaks: fragments that together make one full row are one row.

    An empty paragraph inside a cell looks like a row's end in a cell dump. The cell it stood in may
    come back as two cells when the break fell between its paragraphs. Where no row is full, the short ones are whole:
    cells that are merged from above were left out.
    """
    rows = list(takewhile(lambda line: line.kind != "header", lines))
    if len(rows) > _FEW and all(len(line.cells) != width for line in rows):
        yield from lines
        return
    i = 0
    while i < len(lines):
        if lines[i].kind == "header":
            yield from lines[i:]
            return
        row = lines[i].cells
        after = lines[i + 1].cells if i + 1 < len(lines) else ()
        if width >= 6 and len(row) < width and after and len(row) + len(after) in (width, width + 1):
            joined = row + after
            if len(joined) > width:
                middle = row[-1]._replace(text=f"{row[-1].text}\n{after[0].text}".strip())
                joined = (*row[:-1], middle, *after[1:])
            yield line_of(joined)
            i += 2
            continue
        yield lines[i]
        i += 1
