"""Goals on a page that keeps its places: their text goes on beside, above and below their label, or in two columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ....vocabulary import label
from .words import Part, Word, joined

_ASIDE = 1  # places that the lines of a text may start apart
_BOTH = ("goal", "goal_actual")
_ABOVE = 2  # lines from the headings of two goals to their text
_WIDE = "    "
_STOPS = ("。", "；", ";", "！")


def whole_goals(lines: Sequence[Sequence[Part]]) -> Mapping[int, str]:
    """What takes the place of the lines in which goals stand, each in one line; '' for those that were taken into it."""
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        if n in found or not line:
            continue
        kinds = [_kind(part.text) for part in line]
        if len(line) > 1 and tuple(kinds[-2:]) == _BOTH:
            found |= _side_by_side(lines, n) or _centred(lines, n)
        elif len(line) <= 2:
            below = lines[n + 1] if n + 1 < len(lines) else ()
            words = [part.words[0].text for part in (*line[:1], *below[:1])]
            if _kind(words[0]) or _kind("".join(words)):
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


def _side_by_side(lines: Sequence[Sequence[Part]], n: int) -> dict[int, str]:
    """A goal and what became of it below their headings."""
    one, two = lines[n][-2:]
    body: dict[int, Sequence[Part]] = {}
    starts: list[int] = []
    for k in range(n + 1, len(lines)):
        line = [part for part in lines[k] if not _kind(part.text)]
        new = [part.start for part in line if not any(abs(part.start - x) <= _ASIDE for x in starts)]
        if (
            not line
            or len(line) > 2
            or len(starts) + len(new) > 2
            or line[0].end <= lines[n][0].end < one.start
        ):
            break
        starts += new
        body[k] = line
    apart = min((line[1].start for line in body.values() if len(line) == 2), default=two.start)
    told = [
        [p.text for line in body.values() for p in line if (p.start >= apart - _ASIDE) == last]
        for last in (False, True)
    ]
    if len(body) < 2 or not all(told):
        return {}
    return {**dict.fromkeys(body, ""), n + 1: _WIDE.join(map(joined, told))}


def _centred(lines: Sequence[Sequence[Part]], n: int) -> dict[int, str]:
    """The same where each line has its place in the middle, and the two may have but one blank between them."""
    one, two = lines[n][-2:]
    between = (one.middle + two.middle) / 2
    told: tuple[list[str], list[str]] = ([], [])
    first = next((k for k in range(n + 1, len(lines)) if lines[k]), n)
    body = range(first, next((k for k in range(first, len(lines)) if _ends(lines[k])), first))
    for k in body:
        words = [word for part in lines[k] for word in part.words]
        gaps = [(a.end + b.start) / 2 for a, b in pairwise(words) if not (_is_figure(a) or _is_figure(b))]
        wide = [(a.end + b.start) / 2 for a, b in pairwise(lines[k])]
        across = words[0].start < between < words[-1].end
        if across and not gaps:
            return {}
        apart = min(wide or gaps, key=lambda x: abs(x - between)) if across else between
        for late, texts in enumerate(told):
            texts.append(" ".join(word.text for word in words if (word.middle > apart) == bool(late)))
    left, right = ([text for text in texts if text] for texts in told)
    if first - n > _ABOVE or not (left and right) or all(len(lines[k]) == 1 for k in body):
        return {}
    return {**dict.fromkeys(body, ""), first: _WIDE.join((joined(left), joined(right)))}


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


def _unfinished(lines: Sequence[Sequence[Part]], n: int) -> set[int]:
    """The lines above a label that end the sentence of the label before it."""
    before = next(
        (k for k in range(n - 1, -1, -1) if len(lines[k]) == 2 and lines[k][0].end < lines[k][1].start), n
    )
    ends = {before}
    for k in range(before + 1, n):
        if not lines[k - 1] or lines[k - 1][-1].text.endswith(_STOPS):
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
        if abs(part.start - wide.start) > _ASIDE and abs(part.middle - wide.middle) > _ASIDE:
            break
        run.append(k)
    return run
