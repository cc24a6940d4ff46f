"""What attributes and paths of OFD parts say: numbers, offsets, colours, matrices."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from lxml.etree import _Element

_PATH = re.compile(r"[SMLQBAC]|[-+.\deE]+")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # numbers after each step

Matrix = tuple[float, float, float, float, float, float]


def local(element: _Element) -> str:
    """The element's name; writers use several namespaces."""
    return str(element.tag).rpartition("}")[2]


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children of that name."""
    return (c for c in (element if element is not None else ()) if local(c) == name)


def child(element: _Element | None, name: str) -> _Element | None:
    """The first of them."""
    return next(children(element, name), None)


def numbers(text: str | None) -> list[float]:
    """The numbers of a list; none when one of them is no number."""
    try:
        values = [float(v) for v in (text or "").replace(",", " ").split()]
    except ValueError:
        return []
    return values if all(map(math.isfinite, values)) else []


def channels(text: str | None) -> list[float]:
    """Channels of a colour; some write them in hexadecimal (`#ff #ff #ff`)."""
    try:
        return [float(int(v[1:], 16)) if v.startswith("#") else float(v) for v in (text or "").split()]
    except ValueError:
        return []


def share(alpha: str | None) -> float:
    """How opaque, 0 to 1."""
    values = numbers(alpha)
    return min(max(values[0] / 255, 0.0), 1.0) if values else 1.0


def letter_width(letter: str) -> float:
    """Width of a character in sizes, as far as it shows without its font."""
    return 1.0 if east_asian_width(letter) in "WFA" else 0.5


def steps(text: str | None) -> Iterator[float]:
    """Offsets from character to character: numbers, and `g 3 4.2` for three times 4.2."""
    words = iter((text or "").replace(",", " ").split())
    try:
        for word in words:
            if word != "g":
                yield float(word)
                continue
            count, step = int(float(next(words))), float(next(words))
            for _ in range(count):
                yield step
    except (ValueError, OverflowError, StopIteration):
        return


def straight(data: str) -> Iterator[list[tuple[float, float]]]:
    """The straight runs of a path; curves end them."""
    words = _PATH.findall(data)
    run: list[tuple[float, float]] = []
    at = 0
    while at < len(words):
        step = words[at]
        if step not in _TAKES:  # numbers that belong to nothing
            at += 1
            continue
        count = _TAKES[step]
        values = numbers(" ".join(words[at + 1 : at + 1 + count]))
        at += 1 + count
        if len(values) != count:
            break
        if step == "C":
            run += run[:1]
            continue
        if step != "L" and run:
            yield run
            run = []
        run.append((values[-2], values[-1]))
    if run:
        yield run


def after(outer: Matrix, inner: Matrix) -> Matrix:
    """The transformation that applies `inner` first."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def point(matrix: Matrix, at: Sequence[float]) -> tuple[float, float]:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return (a * at[0] + c * at[1] + e, b * at[0] + d * at[1] + f)
