"""Goals on a page that keeps its places: their text goes on beside, above and below their label, or in two columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from ....vocabulary import label
from .words import Part, Word, joined

_ASIDE = 1  # places that the lines of a text may start apart, or have their middles
_BOTH = (("goal", "goal_actual"), ("goal_long", "goal"))
_PARTS = 3  # of a line with two headings
_ABOVE, _APART = 4, 1  # lines from the headings of two goals to their text; empty ones between its lines
_NUMBER = re.compile(r"\d{1,2}[:：.、]")  # 目标 1：
_EDGE, _EDGE_LENGTH = frozenset("年度总体绩效目标完成情况任务"), 6
_WIDE = "    "
_SENTENCE = 16  # characters of a goal, at least
_STOPS = ("。", "；", ";", "！")


def whole_goals(lines: Sequence[Sequence[Part]], heads: Collection[int] = ()) -> Mapping[int, str]:
    """What takes the place of the lines in which goals stand, each in one line; '' for those that were taken into it.
    `heads`: where tables begin."""
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        if n in found or not line:
            continue
        kinds = [_kind(part.text) for part in line]
        told = tuple(kind or _inline(part.text) for kind, part in zip(kinds[-2:], line[-2:], strict=True))
        if told in _BOTH and len(line) <= _PARTS:
            found |= _two_texts(lines, n, _below(lines, n, heads))
        elif len(line) == _PARTS and kinds[0] == "goal" and all(len(p.text) >= _SENTENCE for p in line[1:]):
            found |= _goal_and_report(lines, n, _below(lines, n, heads))
        elif len(line) <= 2:
            below = lines[n + 1] if n + 1 < len(lines) else ()
            words = [part.words[0].text for part in (*line[:1], *below[:1])]
            if parted := _parted_label(lines, n):
                found |= parted
            elif _kind(words[0]) or _kind("".join(words)):
                found |= _beside(lines, n) or _beside(
                    [*lines[:n], _cut(line), _cut(below), *lines[n + 2 :]], n
                )
    return found


def _cut(line: Sequence[Part]) -> Sequence[Part]:
    """A line whose label has only one blank behind it, apart."""
    if len(line) != 1 or len(line[0].words) < 2:
        return line
    first, *rest = line[0].words
    text = " ".join(word.text for word in rest)
    return (
        Part(first.start, first.end, first.text, (first,)),
        Part(rest[0].start, line[0].end, text, tuple(rest)),
    )


def _kind(text: str) -> str:
    kind = label(text.rstrip(":：")) if len(text) <= 20 else ""
    return kind if kind.startswith("goal") else ""


def _two_texts(lines: Sequence[Sequence[Part]], n: int, body: Sequence[int]) -> dict[int, str]:
    """Two goals, or a goal and what became of it, below their headings or behind them. The right one starts behind the end
    of the left heading; where the left one leaves it but one blank, that is between two Chinese characters."""
    one, two = lines[n][-2:]
    inline = bool(_inline(one.text))
    between = (one.start + two.start) / 2 if inline else one.end
    told: tuple[list[str], list[str]] = ([one.text], [two.text]) if inline else ([], [])
    right = [part.start for k in body for part in lines[k] if part.start >= between]
    usual = min(right, default=two.start)
    for k in body:
        line = [part for part in map(_without_edge, lines[k]) if part is not None]
        if len(line) == 1 and line[0].start < between and line[0].end > usual:
            line = _parted(line[0], usual)
        for part in line:
            told[part.start >= between or part is not line[0]].append(part.text)
    if not all(told):
        return {}
    texts = _WIDE.join(map(joined, told))
    if inline:
        before = _WIDE.join(part.text for part in lines[n][:-2])
        return {**dict.fromkeys(body, ""), n: f"{before}{_WIDE}{texts}" if before else texts}
    return {**dict.fromkeys(body, ""), body[0]: texts}


def _goal_and_report(lines: Sequence[Sequence[Part]], n: int, body: Sequence[int]) -> dict[int, str]:
    """A goal and what became of it beside one label, with no headings of their own, and the lines that go on with them."""
    label_, one, two = lines[n]
    told = [[one.text], [two.text]]
    for k in body:
        for part in lines[k]:
            told[abs(part.start - two.start) < abs(part.start - one.start)].append(part.text)
    goal, report = map(joined, told)
    return {**dict.fromkeys(body, ""), n: _WIDE.join((label_.text, goal, "实际完成情况", report))}


def _below(lines: Sequence[Sequence[Part]], n: int, heads: Collection[int]) -> list[int]:
    """The lines below two headings that go on with two texts; empty ones stand above them, and between their lines."""
    found: list[int] = []
    for k in range(n + 1, len(lines)):
        if not lines[k]:
            if k - found[-1] > _APART if found else k - n > _ABOVE:
                break
            continue
        line = [part for part in map(_without_edge, lines[k]) if part is not None]
        if k in heads or (line and _ends(line)):
            break
        found.append(k)
    return found


def _is_edge(text: str) -> bool:
    return bool(_kind(text)) or (len(text) <= _EDGE_LENGTH and _EDGE.issuperset(text))


def _without_edge(part: Part) -> Part | None:
    """A part without the label at the left edge of the table, or the piece of it that a line holds."""
    if _is_edge(part.text):
        return None
    first, *rest = part.words
    if not rest or not _is_edge(first.text) or _NUMBER.match(rest[0].text):
        return part
    return Part(rest[0].start, part.end, " ".join(word.text for word in rest), tuple(rest))


def _parted(part: Part, usual: int) -> list[Part]:
    """Two texts with one blank between them: the one nearest to where the right one usually starts."""
    pairs = [
        (abs(b.start - usual), k)
        for k, (a, b) in enumerate(pairwise(part.words), 1)
        if not (_is_figure(a) or _is_figure(b))
    ]
    if not pairs:
        return [part]
    at = min(pairs)[1]
    halves = (part.words[:at], part.words[at:])
    return [Part(h[0].start, h[-1].end, " ".join(word.text for word in h), tuple(h)) for h in halves]


def _inline(text: str) -> str:
    """The kind of goal that a text begins with the label of: 预期目标：…."""
    name, mark, said = text.replace(":", "：").partition("：")
    return _kind(name) if mark and said else ""


def _is_figure(word: Word) -> bool:
    """Whether the blank beside a word may be that of its figure: 36 公里."""
    return word.text[0].isascii() or word.text[-1].isascii()


def _ends(line: Sequence[Part]) -> bool:
    """Whether a line does not go on with two texts."""
    return not line or len(line) > 2 or bool(label(line[0].text.rstrip(":：")))


def _beside(lines: Sequence[Sequence[Part]], n: int) -> dict[int, str]:
    """A label, in one line or two, in the middle of the lines of its goal."""
    left = lines[n][0]
    ends, said = n + 1, left.text
    if not _kind(said) and len(lines[n]) == 2 and n + 1 < len(lines) and len(lines[n + 1]) == 2:
        ends, said = n + 2, left.text + lines[n + 1][0].text  # 年度绩效 | 目标
    if not _kind(said):
        return {}
    own = [part for k in range(n, ends) for part in lines[k][1:]]
    around = [lines[k] for k in (n - 1, ends) if 0 <= k < len(lines) and len(lines[k]) == 1]
    starts = [part.start for part in own] or [line[0].start for line in around if line[0].start > left.end]
    if not starts or (own and max(starts) - min(starts) > _ASIDE):
        return {}
    wide = max((own or [line[0] for line in around]), key=lambda part: part.end - part.start)
    below = _run(lines, range(ends, len(lines)), wide)
    above = _run(lines, range(n - 1, -1, -1), wide)[: len(below) + 1][::-1]
    above = [k for k in above if k not in _unfinished(lines, n)]
    if not above and not (ends > n + 1 or (own and below)):
        return {}
    told = [lines[k][0].text for k in above] + [part.text for part in own] + [lines[k][0].text for k in below]
    return {**dict.fromkeys((*above, *range(n, ends), *below), ""), n: f"{said}{_WIDE}{joined(told)}"}


def _parted_label(lines: Sequence[Sequence[Part]], n: int) -> dict[int, str]:
    """A label whose two lines stand above and below the line of its text: 年度目标 | 完成情况."""
    around = lines[n : n + 3]
    if [len(line) for line in around] != [1, 1, 1]:
        return {}
    (top,), (text,), (bottom,) = around
    said = top.text + bottom.text
    apart = text.start > max(top.end, bottom.end) and abs(top.middle - bottom.middle) <= _ASIDE
    if not apart or not _kind(said) or label(text.text):
        return {}
    return {n: f"{said}{_WIDE}{text.text}", n + 1: "", n + 2: ""}


def _unfinished(lines: Sequence[Sequence[Part]], n: int) -> set[int]:
    """The lines above a label that end the sentence of the label before it."""
    before = next(
        (k for k in range(n - 1, -1, -1) if len(lines[k]) == 2 and lines[k][0].end < lines[k][1].start), n
    )
    ends = {before}
    for k in range(before + 1, n):
        begins = len(lines[k]) == 1 and _NUMBER.match(lines[k][0].text)
        if begins or not lines[k - 1] or lines[k - 1][-1].text.endswith(_STOPS):
            break
        ends.add(k)
    return ends


def _run(lines: Sequence[Sequence[Part]], numbers: range, wide: Part) -> list[int]:
    """The lines next to a goal with nothing but a text that starts where its widest line does, or has its middle."""
    run: list[int] = []
    for k in numbers:
        if len(lines[k]) != 1 or _kind(lines[k][0].text):
            break
        part = lines[k][0]
        longer = abs(
            (part.end - part.start) - (wide.end - wide.start)
        )  # a character fills one place, or one and a half
        if abs(part.start - wide.start) > _ASIDE and abs(part.middle - wide.middle) > _ASIDE + longer / 4:
            break
        run.append(k)
    return run
