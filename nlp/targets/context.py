"""Words around a figure: comparing words, hedges, 每月, changes and what they are measured from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .lexicon import (
    APPROXIMATE,
    AVERAGES,
    CHANGE_LENGTH,
    CHANGES,
    FILLERS,
    FREQUENT_VERBS,
    PER,
    PREFIX_ENDS,
    PREFIX_LENGTH,
    STRONG,
    WEAK,
)
from .units import per_name

FLIP: Final = {"≥": "≤", ">": "<", "=": "=", "<": ">", "≤": "≥", "between": "between"}
_NO_HEDGE: Final = frozenset("节集合制条公签履远最")
_WINDOW: Final = 32  # how far before a figure its basis is looked for


@dataclass(slots=True)
class Before:
    """What precedes a figure. `left` is where the first of these words begins."""

    left: int
    comparator: str = ""
    strong: bool = False
    approximate: bool = False
    per: str = ""
    change: int = 0
    basis: str = ""


# --- The basis of relative targets -----------------------------------------------------------------

_HAN = "(?![比较于超持])[一-鿿]"
_TIME = (
    "上年(?:度)?(?:同期)?|去年(?:同期)?|上一年(?:度)?|前一年(?:度)?|往年(?:同期)?|历年平均"
    "|(?:前|近)[三3五5]年平均|同期|上期|上月|上季度|年初|基期|(?:19|20)[0-9]{2}年(?:度|同期|底|末)?"
)
_NORM = (
    "(?:水平|要求|标准|目标|指标|任务|平均|均值|预算|概算|金额|成本|限额|限值|计划|基准|基数"
    "|红线|警戒线|额度|总额|投资|值|数|线)"
)
_STANDARD = f"(?:{_HAN}){{0,8}}?{_NORM}{{1,4}}"
_BASIS = f"(?:(?:{_TIME})(?:平均)?(?:水平)?|{_STANDARD})"
_THAN = re.compile(f"(?:比|较|与|同)({_BASIS})(?:基础上|相比|对比)?(?:有所|至少|平均|均|应)?,?$")
_THAN_LOOSE = re.compile(f"(?:(?:比|较)({_STANDARD})|((?:{_TIME})))(?:基础上|相比|对比)?[^0-9;。]{{0,9}}$")
_ABOVE = re.compile(f"(高于|超过|超出|优于|多于|大于|低于|少于|小于|劣于)({_BASIS})的?$")
_SAME_TIME: Final = {"同比": "上年同期", "环比": "上期"}
_ONLY = re.compile(
    "(?P<c>(?:达到|达)(?=[^,;。]{0,10}(?:水平|均值|平均|上年|去年|同期))|"
    + "|".join(sorted((word for word in STRONG if not word.isascii()), key=len, reverse=True))
    + f")(?P<b>{_BASIS})(?P<t>$|[,;。、\\\\)])?"
)
_EVEN = re.compile(f"(?:(?:与|和|同)?(?P<b>{_BASIS}))?(?:基本)?持平")


def only_relative(text: str) -> tuple[str, str, int, int] | None:
    """(comparator, basis, start, end) of a target that is all basis: 高于省要求, 不超过预算, 与上年持平."""
    tight: re.Match[str] | None = None
    for candidate in _ONLY.finditer(text):
        if candidate["t"] is not None:
            tight = candidate
            break
        tight = tight or candidate
    if tight:
        comparator = STRONG.get(tight["c"], "≥")
        return comparator, tight["b"], tight.start(), tight.end("b")
    if "持平" in text and (match := _EVEN.search(text)):
        return "=", match["b"] or "", match.start(), match.end()
    return None


def _seek_change(text: str, found: Before, floor: int) -> None:
    """Note a verb of change right before `found.left`, and its basis."""
    pos = found.left
    while pos > floor:
        if text[pos - 1] in "了约:":
            pos -= 1
        elif text[max(floor, pos - 2) : pos] == "至少":
            pos -= 2
        else:
            break
    for length in range(min(CHANGE_LENGTH, pos - floor), 1, -1):
        sign = CHANGES.get(text[pos - length : pos])
        if sign:
            found.change, found.left = sign, pos - length
            break
    else:
        return
    window = text[max(floor, found.left - _WINDOW) : found.left]
    offset = found.left - len(window)
    for word, basis in _SAME_TIME.items():
        if (at := window.rfind(word)) >= 0:
            found.basis, found.left = basis, offset + at
            return
    if match := _THAN.search(window) or _THAN_LOOSE.search(window):
        found.basis, found.left = match[match.lastindex or 1], offset + match.start()


def _seek_distance(text: str, found: Before, floor: int) -> None:
    """Note 高于省要求 or 低于责任目标 right before `found.left`."""
    window = text[max(floor, found.left - _WINDOW) : found.left]
    if match := _ABOVE.search(window):
        found.change = -1 if match[1] in ("低于", "少于", "小于", "劣于") else 1
        found.basis, found.left = match[2], found.left - len(window) + match.start()


def _seek_every(text: str, found: Before, floor: int) -> None:
    """Note 每人每月, 每年开展, 人均 right before `found.left`."""
    pos = found.left
    if pos - 2 >= floor and text[pos - 2 : pos] in FREQUENT_VERBS:
        pos -= 2
    parts: list[str] = []
    while len(parts) < 3:
        for length in (3, 2, 1):
            word, at = text[pos - length : pos], pos - length
            if at <= floor or word not in PER:
                continue
            lead = (
                1 if text[at - 1] == "每" else 2 if text[max(floor, at - 2) : at] in ("每个", "每一") else 0
            )
            if lead:
                parts.append(per_name(word))
                pos = at - lead
                break
        else:
            break
    if not parts and pos - 2 >= floor and (average := AVERAGES.get(text[pos - 2 : pos])):
        parts, pos = [average], pos - 2
    if parts:
        found.left, found.per = pos, "".join(f"/{part}" for part in reversed(parts))


def before(text: str, start: int, floor: int) -> Before:
    """Everything that belongs to the figure at `start` in front of it, not looking beyond `floor`."""
    found = Before(start)
    pos = start
    for _ in range(6):
        if pos <= floor or text[pos - 1] not in PREFIX_ENDS:
            if pos > floor and text[pos - 1] in "》《" and not found.comparator:
                pos = _mistyped(text, pos, found)
            break
        for length in range(min(PREFIX_LENGTH, pos - floor), 0, -1):
            word = text[pos - length : pos]
            if word in STRONG:
                if found.strong:
                    return _finish(text, found, floor)
                found.comparator, found.strong = STRONG[word], True
            elif word in WEAK:
                if not found.comparator:
                    found.comparator = WEAK[word]
            elif word in APPROXIMATE:
                if pos - length > floor and text[pos - length - 1] in _NO_HEDGE:  # 节约5%
                    return _finish(text, found, floor)
                found.approximate = True
            elif word not in FILLERS:
                continue
            pos -= length
            if word not in FILLERS:
                found.left = pos
            break
        else:
            break
    return _finish(text, found, floor)


def _mistyped(text: str, pos: int, found: Before) -> int:
    """》90% is typed for ＞90% where no title is being closed."""
    if text[pos - 1] == "》" and "《" not in text[:pos]:
        found.comparator = ">"
    elif text[pos - 1] == "《" and "》" not in text[pos:]:
        found.comparator = "<"
    else:
        return pos
    found.strong, found.left = True, pos - 1
    return pos - 1


def _finish(text: str, found: Before, floor: int) -> Before:
    if found.left > floor:
        _seek_change(text, found, floor)
        if not found.change:
            if not found.strong:
                _seek_distance(text, found, floor)
            if not found.change:
                _seek_every(text, found, floor)
    return found
