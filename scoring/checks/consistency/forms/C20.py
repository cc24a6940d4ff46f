"""C20: numbering skips or repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .....nlp.document import Passage
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..text import placed
from .order import WELL, told

_HAN = "一二三四五六七八九十"
# Styles of numbering, the outer ones first: one of them begins the inner ones anew.
_STYLES = (
    re.compile(rf"第([{_HAN}]{{1,3}}|\d{{1,2}})部分"),
    re.compile(rf"([{_HAN}]{{1,3}})、"),
    re.compile(rf"[(（]([{_HAN}]{{1,3}})[)）]"),
    re.compile(r"(\d{1,2})(?:[.．](?!\d)|、)"),
    re.compile(r"[(（](\d{1,2})[)）]"),
    re.compile(rf"([{_HAN}]{{1,3}})是"),
)
_TEXTS = ("paragraph", "title", "goal")
_FIRST = frozenset(f"第(（#0123456789 \u3000\t{_HAN}")
_BY_FIRST = {
    "第": (0,),
    "(": (2, 4),
    "（": (2, 4),
    **dict.fromkeys("0123456789", (3,)),
    **dict.fromkeys(_HAN, (1, 5)),
}
_NONE = (0, "", 0)
_MARKS = (
    ("第{}部分",),
    ("{}、",),
    ("（{}）", "({})"),
    ("{1}.", "{1}、", "{1}．"),
    ("（{1}）", "({1})"),
    ("{}是",),
)
_DIGITS = frozenset(_HAN)
_ANY = re.compile(rf"[#第(（]{{0,2}}(\d{{1,2}}|[{_HAN}]{{1,3}})(?![\d{_HAN}年月])")


def _number(text: str) -> int:
    """1…99 in digits or Chinese numerals, 0 for anything else."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN.index(text) + 1 if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (10 * (_HAN.index(tens) + 1) if tens else 10) + (_HAN.index(ones) + 1 if ones else 0)


def _skips(check: Check, view: SetView) -> Iterator[Finding]:
    last: list[tuple[int, str, int]] = [_NONE] * len(_STYLES)
    for k, passage in enumerate(view.passages):
        if passage.kind not in _TEXTS:
            if passage.kind not in ("department", "unit"):
                last[3:] = [_NONE] * (len(_STYLES) - 3)
            continue
        text = passage.text
        if text[:1] in _FIRST:
            text = text.lstrip(" #\u3000\t")
            style, number = _heading(text)
            if style >= 0 and passage.kind != "goal":
                before, title, at = last[style]
                said = _slip(before, number)
                between = view.passages[at:k] if said == "跳号" else ()
                # A goal has left its number with its label.
                if said and not any(p.kind == "goal" or _has(p.text, style, before + 1) for p in between):
                    where = f"“{short(title, 20)}”之后是“{short(text, 20)}”"
                    yield placed(check, view, passage, f"编号{said}：{where}。")
                last[style] = (number, text, k)
                last[style + 1 :] = [_NONE] * (len(_STYLES) - style - 1)
        if "一是" in text:
            yield from _inline(check, view, passage)


def _heading(text: str) -> tuple[int, int]:
    """The style of numbering that a text begins with, and the number; (-1, 0) for none."""
    for k in _BY_FIRST.get(text[:1], ()):
        if found := _STYLES[k].match(text):
            return k, _number(found[1])
    return -1, 0


def _has(text: str, style: int, number: int) -> bool:
    """Whether a number stands in a text: in its style anywhere, as where a reader has run paragraphs together."""
    han = ("十" if number > 9 else "") + (_HAN[number % 10 - 1] if number % 10 else "")
    if any(mark.format(han, number) in text for mark in _MARKS[style]):
        return True
    # Automatic numbering that was lost, or typed in another style, still begins a line.
    return any((m := _ANY.match(line.strip())) and _number(m[1]) == number for line in text.split("\n"))


def _inline(check: Check, view: SetView, passage: Passage) -> Iterator[Finding]:
    heads = passage.text.split("是")[:-1]
    numbers = [_number(h[-1]) for h in heads if h[-1:] in _DIGITS and (len(h) == 1 or h[-2] in "。；;：:\n")]
    for before, number in pairwise(numbers):
        said = _slip(before, number)
        if said:
            words = f"“{_HAN[before - 1]}是”之后是“{_HAN[number - 1]}是”"
            yield placed(check, view, passage, f"“{short(passage.text, 20)}”中编号{said}：{words}。")
            return


def _slip(before: int, number: int) -> str:
    """What is wrong when `number` follows `before`, '' for nothing."""
    if not before or number < 2:
        return ""
    return "重复" if number == before else "跳号" if number == before + 2 else ""


CHECK = Check(
    code="C20",
    title="编号跳号或重复",
    english="Numbering skips or repeats",
    severity="P3",
    opinion=11,
    why="条目编号中断或重复，往往是拼接、漏删造成的，需要核对是否缺少内容。",
    run=_skips,
    scope="document",
    dimension="完整性",
    bad=(
        Example(WELL, passages=told("一是改造机井。", "二是铺设管道。", "四是培训管水员。")),
        Example(WELL, passages=told("1.灌溉工程：", "2.排涝工程：", "2.水质监测：")),
    ),
    good=(
        Example(WELL, passages=told("一、总体情况", "1.灌溉工程", "2.排涝工程", "二、问题", "1.资金")),
        Example(WELL, passages=told("1.灌溉工程", "2、排涝工程", "3“水质”监测", "4.管护")),
        Example(WELL, passages=(*told("1.概况"), Passage("goal", "灌溉工程。"), *told("3.指标"))),
    ),
)
