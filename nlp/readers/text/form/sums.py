"""Sums of a form's money: those without anything between them, told by their arithmetic, and those of a line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ....blocks import Cell
from ....layouts.execution import asked
from ....normalize import fold
from ....vocabulary import label

ACCOUNT = ("全年预算数", "全年执行数", "分值", "执行率", "得分")
_GLUED_SUMS = re.compile(r"([\d.]{5,30})%(\d{1,2}(?:\.\d+)?)(?![\d.%])")
_PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_WORTH = ("10", "20")  # points of execution
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?\s*[%％]?|[-—/]+")
_HEADINGS = 3
_MOST = 120.0  # per cent


def account(text: str) -> tuple[str, ...]:
    """Budget, spending, weight, rate and points that stand without anything between them, () where no cut makes the rate
    come out, or several do: 12609451075.00%7.5 is 1260, 945, 10, 75.00%, 7.5."""
    told = _GLUED_SUMS.match(fold(text))
    if told is None:
        return ()
    before, points = told[1], told[2]
    found: dict[tuple[str, ...], tuple[bool, float]] = {}
    for at in range(1, len(before)):
        rest, rate = before[:at], before[at:]
        weight = next((w for w in _WORTH if rest.endswith(w)), "")
        if not weight or not _PLAIN.fullmatch(rate) or not 0 < float(rate) <= _MOST:
            continue
        digits = len(rate.partition(".")[2])
        for first, plan, spent in _cut(rest.removesuffix(weight)):
            off = abs(float(spent) / float(plan) * 100 - float(rate))
            if off <= 10**-digits:
                found[plan, spent, weight, f"{rate}%", points] = bool(first), off
    best = sorted(found, key=lambda cut: found[cut])
    return best[0] if best and (len(best) == 1 or found[best[0]] < found[best[1]]) else ()


def _cut(sums: str) -> Iterator[tuple[str, str, str]]:
    """The ways to cut a text into 全年预算数 and 全年执行数, or into 年初预算数 and these two; the first is '' for two."""
    ends = range(1, len(sums))
    for first, last in ((i, j) for j in ends for i in (0, *range(1, j))):
        parts = sums[:first], sums[first:last], sums[last:]
        if all(_PLAIN.fullmatch(part) for part in parts[not first :]) and float(parts[1]):
            yield parts


def gathered(rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """The rows of a form with the headings of its money, and the figures below them, as two rows where each stands on a
    line of its own."""
    whole: list[list[Cell]] = []
    at = 0
    while at < len(rows):
        heads = _run(rows, at, asked)
        figures_at = at + len(heads)
        told = rows[figures_at] if len(heads) >= _HEADINGS and figures_at < len(rows) else []
        if len(told) != 2 or label(told[0].text) != "budget":
            whole.append(rows[at])
            at += 1
            continue
        figures = [told[1], *_run(rows, figures_at + 1, _FIGURE.fullmatch)]
        whole.append([Cell("", heads[0].row), *heads])
        whole.append([told[0], *figures] if len(figures) == len(heads) else told)
        at = figures_at + (len(figures) if len(figures) == len(heads) else 1)
    return whole


def _run(rows: Sequence[list[Cell]], at: int, fits: Callable[[str], object]) -> list[Cell]:
    """The only cells of the rows from one on, as far as they fit."""
    found: list[Cell] = []
    for row in rows[at:]:
        cells = [cell for cell in row if cell.text]
        if len(cells) != 1 or not fits(cells[0].text):
            break
        found += cells
    return found
