"""B03: duplicate indicators in one project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ....models.taxonomy import level1
from ....nlp.record import Indicator
from ...context import Context
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView, SetView
from ..texts import form_of
from .respondents import overlaps

# A flat list that names no project may hold the indicators of many.
_MAX_UNNAMED = 40
_MARK = re.compile(r"^(?:指标)?[0-9]{1,2}[、.:：)](?![0-9])")
# Particles that change no meaning; numbers, negations and measures (率, 数, 性) stay.
_CLEAN = re.compile(
    r"[^指0-9 、,，。.;；:：()（）\"'“”《》的了及与和进情][^ 、,，。.;；:：()（）\"'“”《》的了及与和进情]*"
)
_YEARLY = re.compile("(?:本|全|当)年度?|年度")  # every target is of the year: 渔船年度检验率, 渔船检验率
_TURNED, _TAIL = 5, 2
_ORDERED = re.compile(r"[对向至到比占由从给]|[0-9]|满意")  # here the order says who does it to whom
_FILLER = str.maketrans("", "", " 、,，。.;；:：()（）\"'“”《》的了及与和")


def _key(name: str) -> str:
    """What is left of a folded name when marks, punctuation and particles are taken out."""
    if _CLEAN.fullmatch(name) and "年" not in name:
        return name
    if name[0] in "指0123456789":
        name = _MARK.sub("", name)
    return _YEARLY.sub("", name.translate(_FILLER).replace("进行", "").removesuffix("情况")) or name


def _said(context: Context) -> tuple[str, ...]:
    return (context.value,) if context.value else context.tiers


def _sides(context: Context) -> set[str]:
    return {level1(leaf) for leaf in context.declared}


def _measure(context: Context) -> tuple[str, str]:
    """Kind and unit of a target with a figure; ('', '') for one in words."""
    target = context.target
    return (target.kind, target.unit) if target is not None and target.number is not None else ("", "")


def _same(one: RecordView, two: RecordView) -> str:
    """Why the second repeats the first: 'copy', 'near', 'clash', or '' where it does not."""
    (_, a), (_, b) = one, two
    sides = _sides(a), _sides(b)
    if sides[0] and sides[1] and sides[0].isdisjoint(sides[1]):
        return ""  # an output filed as a benefit is T05's
    if _said(a) == _said(b):
        return "copy" if a.name == b.name else "near" if a.declared == b.declared else ""
    if _YEARLY.sub("", a.name) != _YEARLY.sub("", b.name) or _measure(a) != _measure(b):
        return ""
    worded_benefits = sides[0] == sides[1] == {"效益"} and _measure(a) == ("", "")
    return "clash" if a.declared == b.declared or worded_benefits else ""


def _run(check: Check, view: SetView) -> Iterator[Finding]:
    if len(view) > _MAX_UNNAMED and not view[0][0].owner:
        return
    yield from _asked_twice(check, view)
    keys = [_key(context.name) if context.name else "" for _, context in view]
    yield from _turned(check, view, keys)
    if len(set(keys)) == len(keys):
        return
    seen: dict[tuple[str, ...], list[int]] = {}
    noted: set[int] = set()
    for i, item in enumerate(view):
        record, context = item
        if not context.name or context.clipped:
            continue
        # A target of the term and one of the year are two, though they measure the same.
        twins = seen.setdefault((*form_of(record), record.horizon, keys[i]), [])
        found = next(
            (
                (j, how)
                for j in twins
                if not _of_one_cell(view[j].record, record) and (how := _same(view[j], item))
            ),
            None,
        )
        if found:
            j, how = found
            if j == twins[0] and j not in noted:
                noted.add(j)
                yield _note(check, view[j][0], record).at(j)
            yield _finding(check, view[j][0], record, how).at(i)
        twins.append(i)


def _turned(check: Check, view: SetView, keys: list[str]) -> Iterator[Finding]:
    """校舍维修面积 and 维修校舍面积: the same characters in another order, ending alike, in one unit and class."""
    seen: dict[tuple[object, ...], int] = {}
    for i, (record, context) in enumerate(view):
        name = keys[i]
        if len(name) < _TURNED or context.clipped or _ORDERED.search(name):
            continue
        letters = "".join(sorted(name))
        key = (form_of(record), record.horizon, letters, name[-_TAIL:], context.declared, _measure(context))
        first = seen.setdefault(key, i)
        if keys[first] != name and not _of_one_cell(view[first].record, record):
            before = view[first].record
            said = f"“{short(record.name)}”与“{short(before.name)}”只是词序不同，说的是一件事，重复设置。"
            advice = "请只保留一条，空出的位置补充其他关键产出或效益。"
            yield check.finding("name", (0, len(record.name)), said, advice).at(i)
            said = f"“{short(before.name)}”与后面的“{short(record.name)}”说的是一件事。"
            yield check.finding("name", (0, len(before.name)), said, "", "P3").at(first)


def _asked_twice(check: Check, view: SetView) -> Iterator[Finding]:
    """Satisfaction rows of one form that ask overlapping people."""
    forms: dict[tuple[str, ...], list[tuple[int, RecordView]]] = {}
    for i, item in enumerate(view):
        if "满意" in item.context.name:
            forms.setdefault((*form_of(item.record), item.record.horizon), []).append((i, item))
    for rows in forms.values():
        for whole, part in overlaps(rows) if len(rows) > 1 else ():
            one, two = view[whole].record, view[part].record
            clash = "不知以哪个为准" if one.target_text != two.target_text else "重复设置"
            values = f"（{short(one.target_text, 12)}、{short(two.target_text, 12)}）"
            said = f"“{short(one.name)}”与“{short(two.name)}”{values}调查的人有重叠，{clash}。"
            advice = "请合并为一条，或分别写明各自调查的人群。"
            yield check.finding("name", (0, len(one.name)), said, advice, "P2").at(whole)


def _of_one_cell(one: Indicator, two: Indicator) -> bool:
    """Whether the reader has made two rows out of one cell: what they share is its doing."""
    return bool(one.cell) and one.cell == two.cell and one.location.whole == two.location.whole


def _note(check: Check, first: Indicator, record: Indicator) -> Finding:
    at = f"（{record.location}）" if record.location else ""
    said = f"“{short(first.name)}”在本项目后面{at}又出现一次。"
    return check.finding("name", (0, len(first.name)), said, "", "P3")


def _finding(check: Check, before: Indicator, record: Indicator, how: str) -> Finding:
    at = f"（{before.location}）" if before.location else ""
    name = short(record.name)
    if how == "clash":
        values = short(before.target_text, 16), short(record.target_text, 16)
        said = f"“{name}”在同一项目内出现两次，指标值却分别是“{values[0]}”和“{values[1]}”，年底无法认定按哪一个。"
        advice = "请合并为一条；确属两件事的，在名称中写明各自的对象。"
    elif how == "near":
        said = f"“{name}”与前面的“{short(before.name)}”{at}只差标点或虚词，指标值相同，是同一条指标。"
        advice = "请只保留一条，空出的位置补充其他关键产出或效益。"
    else:
        said = f"“{name}”在同一项目内重复，与前一条{at}逐字相同。"
        advice = "请删去重复的一条，空出的位置补充其他关键产出或效益。"
    return check.finding("name", (0, len(record.name)), said, advice)


def _row(name: str, value: str, level2: str = "数量指标", goal: str = "") -> Indicator:
    side = "效益指标" if "效益" in level2 or "影响" in level2 else "产出指标"
    return Indicator(name, value=value, level1=side, level2=level2, project="灌区清淤", goal=goal)


def _asked(name: str, value: str) -> Indicator:
    return Indicator(name, value=value, level1="满意度指标", level2="服务对象满意度指标", project="灌区清淤")


CHECK = Check(
    code="B03",
    title="指标重复",
    english="Duplicate indicators in one project",
    severity="P1",
    opinion=11,
    why="指标应选取最能反映产出和效果的关键内容（财预〔2021〕101号：重点突出）；同一项目内重复的指标虚占权重，"
    "是审核机构须人工查找的一类问题。",
    run=_run,
    scope="project",
    dimension="完整性",
    bad=(
        Example(
            _row("清淤长度", "12公里"), others=(_row("渠道巡查次数", "24次"), _row("清淤长度", "12公里"))
        ),
        Example(_row("清淤的长度", "12公里"), others=(_row("清淤长度", "12公里"),)),
        Example(_row("渠道清淤长度", "12公里"), others=(_row("清淤渠道长度", "12公里"),)),
        Example(_row("渠道年度检修率", "≥98%"), others=(_row("渠道检修率", "≥95%"),)),
        Example(_asked("服务对象满意度", "≥95%"), others=(_asked("用水户满意度", "≥85%"),)),
        Example(_asked("师生满意度", "≥90%"), others=(_asked("学生满意度", "≥90%"),)),
        Example(
            _row("清淤总成本", "≤28万元", "成本指标"), others=(_row("清淤总成本", "≤3万元", "成本指标"),)
        ),
    ),
    good=(
        Example(
            replace(_row("清淤长度", "36公里"), horizon="term"),
            others=(replace(_row("清淤长度", "12公里"), horizon="annual"),),
        ),
        Example(
            replace(_row("清淤长度", "12公里"), cell="清淤长度\\清淤长度"),
            others=(replace(_row("清淤长度", "12公里"), cell="清淤长度\\清淤长度"),),
        ),
        Example(
            replace(_row("清淤长度", "12公里"), horizon="term"),
            others=(replace(_row("清淤长度", "12公里"), horizon="annual"),),
        ),
        Example(_row("渠道清淤长度", "12公里"), others=(_row("清淤渠道长度", "3条"),)),
        Example(_asked("服务对象满意度", "≥90%"), others=(_asked("用水户满意度", "≥90%"),)),
        Example(_asked("服务对象满意度", "≥95%"), others=(_asked("管护站职工满意度", "≥85%"),)),
        Example(_asked("受益群众满意度", "≥95%"), others=(_asked("社会公众满意度", "≥85%"),)),
        Example(_asked("教师满意度", "≥95%"), others=(_asked("学生满意度", "≥85%"),)),
        Example(_row("第1季度清淤长度", "3公里"), others=(_row("第2季度清淤长度", "3公里"),)),
        Example(_row("渠道完好率", "≥95%"), others=(_row("渠道不完好率", "≥95%"),)),
        Example(_row("清淤", "12公里"), others=(_row("清淤", "11月底前", "时效指标"),)),
        Example(
            _row("清淤长度", "12公里", goal="北干渠"), others=(_row("清淤长度", "12公里", goal="南干渠"),)
        ),
    ),
)
