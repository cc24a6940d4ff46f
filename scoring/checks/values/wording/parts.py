"""V34: what a description works a value out of: parts (教学楼6栋、宿舍楼1栋), how many times how many (5期，每期60人), how
many times how much (3辆×5万元).

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, combinations
from typing import NamedTuple

from .....nlp.targets import Target, parse_targets
from ....money import money, wan
from ...consistency.money.products import products
from .described import number_of, unit_of

# A list of other things than the parts of this year's figure, or not of all of them, or of parts that overlap.
_OPEN = re.compile(
    r"等(?![级职])|约|近\d|\d余|其余|每|各|均(?!衡)|若|如|或|主要|重点|部分|另|不含|扣除|除[了去外]|左右|以[上下内]|至少|不[少低多超]|累计|合计|共[计\d有]|总[计共数量长额投面里]|"
    r"上年|去年|往年|现有|原有?|已|20\d\d年|[一二三四1-4]期|首批|样本|问卷|备用|套种|间作|复种|轮作|重复|交叉|兼|同时|覆盖|涉及|服务"
)
_OF_WHICH = re.compile(r"(?:其中|包括|含|分别[为是]?|具体[为是]?)[:,]?")
_SENTENCE = re.compile(r"[。;\n]")
_PIECE = re.compile(r"[、,]|(?<=[\u4e00-\u9fff])[和及与](?=[\u4e00-\u9fff])")
_LABEL = re.compile(r'[\u4e00-\u9fffA-Za-z"#()\-]{0,14}[:为]?')
# Groups of people overlap: the old, the poor, the disabled.
_PEOPLE = re.compile("(?:人|户)次?|名|位|家庭|个人")
# Lengths and areas are rounded; things are counted.
_MEASURED = re.compile("公里|千米|米|k?m2?|亩|公顷|平方(?:米|公里)?|吨|t|公斤|立方米|元")
_DEVICES = {"台", "套"}
_MOST = 8
_ROUNDED = 0.01
_MUCH = 0.6  # of a figure that parts must make up to be meant as all of it
_SAME = 1e-6
_OF = "期|场次|场|班次|班|批次|批|组|轮|站|村|校|镇|社区|街道|月|季度?"
_UNIT = "人次|人|名|户|株|套|台|件|份|册|公里|亩|场次|场|次|处|吨|学时|课时|盏|座"
_TIMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<n>\d+)个?(?:{_OF})[\u4e00-\u9fff]{{0,4}},?每(?:{_OF})[\u4e00-\u9fff]{{0,4}}(?P<m>\d+)(?P<unit>{_UNIT})",
        rf"每(?:{_OF})[\u4e00-\u9fff]{{0,4}}(?P<m>\d+)(?P<unit>{_UNIT})[,、]?[\u4e00-\u9fff]{{0,4}}(?P<n>\d+)个?(?:{_OF})",
        rf"(?P<n>\d+)个?(?:{_OF})[×xX*](?P<m>\d+)(?P<unit>{_UNIT})",
    )
)
_MANY = re.compile("[每×xX*]")
_FLOOR = re.compile(r"不[少低]于|以上|至少|约|左右|平均|不[超高]")
_SLACK = 0.95


class Worked(NamedTuple):
    """What a description works out: how it is said, and whether the value surely contradicts it."""

    said: str
    sure: bool


def worked_out(target: Target, description: str) -> Worked | None:
    """What a description works out that is not the target's figure, None where it is, or nothing is worked out.

    >>> from zhibiao.nlp.targets import parse_target
    >>> worked_out(parse_target("8栋"), "教学楼6栋、宿舍楼1栋、食堂2栋").said
    '各项相加是 9栋'
    >>> worked_out(parse_target("≥300人次"), "共5期,每期50人次").said
    '5×50 是 250人次'
    """
    if target.kind == "money":
        return _paid(target, description) or _parts(target, description)
    return _times(target, description) or _parts(target, description) if target.kind == "count" else None


def _parts(target: Target, description: str) -> Worked | None:
    """The parts of a list that opens a description and is nothing but parts."""
    sentence = _SENTENCE.split(description, maxsplit=1)[0]
    part_of = _OF_WHICH.match(sentence)
    if _OPEN.search(sentence):
        return None
    parts = _listed(target, sentence[part_of.end() if part_of else 0 :])
    wanted, added = number_of(target), sum(parts)
    unit = unit_of(target)[1]
    if not 1 < len(parts) <= _MOST or _agree(wanted, added, unit):
        return None
    # The last may tell the first in another way (户厕30座、公厕15座、无障碍5座), and groups of people always may.
    if any(_agree(wanted, part, unit) for part in accumulate(parts)):
        return None
    if _PEOPLE.fullmatch(unit) and _makes_up(wanted, parts, unit):
        return None
    more = added > wanted
    if (target.comparator in ("≥", ">") and more) or (target.comparator in ("≤", "<") and not more):
        return None
    if added < wanted and (part_of or added < _MUCH * wanted):
        return None
    scale = wanted / target.number if target.number else 1.0
    sure = more and not _PEOPLE.fullmatch(unit) and not part_of
    return Worked(f"各项相加是 {added / scale:.10g}{target.unit}", sure)


def _counts_as(part: Target, target: Target) -> bool:
    """Whether a part counts in the unit of the target; devices are counted in two: 20台 and 2套 in 35台(套)."""
    return unit_of(part) == unit_of(target) or {part.unit, target.unit} == _DEVICES


def _listed(target: Target, sentence: str) -> list[float]:
    """The figures of the pieces of a list that are label and figure, [] where a piece has another figure."""
    parts: list[float] = []
    for piece in _PIECE.split(sentence):
        if not any(map(str.isdigit, piece)):
            if not parts:
                return []
            continue  # 按竣工测量计
        alike = [t for t in parse_targets(piece) if t.number is not None and _counts_as(t, target)]
        if len(alike) != 1 or alike[0].upper is not None:
            return []
        before, after = piece[: alike[0].start], piece[alike[0].end :]
        if not _LABEL.fullmatch(before) or not _LABEL.fullmatch(after) or not before + after:
            return []
        parts.append(number_of(alike[0]))
    return parts


def _agree(wanted: float, added: float, unit: str) -> bool:
    return abs(added - wanted) <= (_ROUNDED if _MEASURED.fullmatch(unit) else _SAME) * wanted


def _makes_up(wanted: float, parts: Sequence[float], unit: str) -> bool:
    """Whether some of the parts make up a figure."""
    chosen = (some for n in range(1, len(parts)) for some in combinations(parts, n))
    return any(_agree(wanted, sum(some), unit) for some in chosen)


def _times(target: Target, description: str) -> Worked | None:
    """How many times how many, where a description has no other figure."""
    if not _MANY.search(description) or _FLOOR.search(description):
        return None
    found = next((m for pattern in _TIMES if (m := pattern.search(description))), None)
    if found is None or any(map(str.isdigit, description[: found.start()] + description[found.end() :])):
        return None
    product, wanted = float(int(found["n"]) * int(found["m"])), number_of(target)
    unit = unit_of(target)[1]
    people = {"人", "人次"} >= {unit, found["unit"]}
    if unit != found["unit"] and not people:
        return None
    if abs(product - wanted) <= _SAME or target.comparator in ("≤", "<"):
        return None
    if target.comparator in ("≥", ">") and product > wanted:
        return None
    return Worked(f"{found['n']}×{found['m']} 是 {product:.10g}{found['unit']}", unit == found["unit"])


def _paid(target: Target, description: str) -> Worked | None:
    """How many times how much, where a description has no other figure."""
    wanted = money(target)
    found = products(description)
    if not wanted or not found or target.comparator in ("≥", ">"):
        return None
    left, at = "", 0
    for product in found:
        left, at = left + description[at : product.start], product.end
    if any(map(str.isdigit, left + description[at:])) or _FLOOR.search(description):
        return None
    added = sum(p.value for p in found)
    if wanted * _SLACK <= added <= wanted * (1 + _ROUNDED):
        return None
    return Worked(f"按解释算是 {wan(added)}", True)
