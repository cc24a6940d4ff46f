"""Sums of a form's money: those without anything between them, told by their arithmetic, and those of a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ....blocks import Cell
from ....layouts.execution import asked
from ....layouts.funds import role
from ....normalize import fold
from ....vocabulary import label

ACCOUNT = ("全年预算数", "全年执行数", "分值", "执行率", "得分")
_GLUED_SUMS = re.compile(r"([\d.]{5,30})%(\d{1,2}(?:\.\d+)?)(?![\d.%])")
_PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_WORTH = ("10", "20")  # points of execution
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?\s*[%％]?|[-—/]+")
_SUM = re.compile("合计|总计|共计")
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
    """The rows of a form with the headings of its money, and the figures below each label of it, as a row each where they
    stand on lines of their own."""
    whole: list[list[Cell]] = []
    at = 0
    while at < len(rows):
        cells, end = _of_money(rows, at)
        heads = list(takewhile(lambda cell: asked(cell.text), cells))
        told = _labelled(cells[len(heads) :], len(heads)) if len(heads) >= _HEADINGS else []
        if not told:
            whole.append(rows[at])
            at += 1
            continue
        whole += [[Cell("", heads[0].row), *heads], *told]
        whole += [[cell] for cell in cells[len(heads) + sum(map(len, told)) :]]
        at = end
    return whole


def _of_money(rows: Sequence[list[Cell]], at: int) -> tuple[list[Cell], int]:
    """The cells of the rows from one on that are headings, labels or figures of money, and the row behind them."""
    found: list[Cell] = []
    for end, row in enumerate(rows[at:], at):
        cells = [cell for cell in row if cell.text]
        if not all(asked(c.text) or _FIGURE.fullmatch(c.text) or _is_label(c.text) for c in cells):
            return found, end
        found += cells
    return found, len(rows)


def _labelled(cells: Sequence[Cell], wide: int) -> list[list[Cell]]:
    """Labels, each with as many figures as there are headings, as far as they are."""
    found: list[list[Cell]] = []
    for k in range(0, len(cells), wide + 1):
        label_, *figures = cells[k : k + wide + 1]
        if not _is_label(label_.text) or len(figures) < wide or any(_is_label(c.text) for c in figures):
            break
        found.append([label_, *figures])
    return found


def _is_label(text: str) -> bool:
    return label(text) == "budget" or role(text) in ("total", "source", "use") or bool(_SUM.fullmatch(text))
