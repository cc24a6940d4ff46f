"""Weights and points that stand without anything between them: 1010 is 10 and 10, 109.5 is 10 and 9.5."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....blocks import Row

_NUMBER = re.compile(r"\d{2,6}(?:\.\d{1,2})?")
_LONG = re.compile(r"(\d{3,6}(?:\.\d{1,2})?|\d{2}\.\d{1,2})(?=[\u4e00-\u9fff])(?![年月日])(.*)", re.DOTALL)
_YEARLIKE = re.compile(r"(.*[%％])(20[0-2]\d)")  # 100%2020
_MOST = 60.0  # points of an indicator
_ALL = 100.0
_SHARE = 0.5  # of the rows have a weight that is too large for one


def points_apart(table: Sequence[Row], roles: Sequence[str]) -> list[Row]:
    """The rows of a table, those with weight and points in one cell as they were meant; all as they are where a column
    of points has any, or few weights are too large."""
    if "weight" not in roles or "points" not in roles:
        return list(table)
    weight, points = roles.index("weight"), roles.index("points")
    reason = roles.index("reason") if "reason" in roles else -1
    name = roles.index("name") if "name" in roles else 0
    rows = [row for row in table[1:] if len(row) == len(roles) and row[name].text.strip()]
    told = [row[weight].text for row in rows if _NUMBER.fullmatch(row[weight].text)]
    if points != weight + 1 or any(row[points].text.strip() for row in rows):
        return list(table)
    if sum(float(text) > _ALL for text in told) <= _SHARE * len(told) or not told:
        return list(table)

    def apart(row: Row) -> Row:
        if len(row) != len(roles):
            return row
        cells = list(row)
        text, behind = row[weight].text or row[points].text, ""
        if not text and reason >= 0 and (found := _LONG.match(row[reason].text)):
            text, behind = found[1], found[2]
        if not text and weight and (found := _YEARLIKE.fullmatch(row[weight - 1].text)):
            cells[weight - 1] = cells[weight - 1]._replace(text=found[1])
            text = found[2]
        if (parts := _parts(text)) is None:
            return row
        if behind:
            cells[reason] = cells[reason]._replace(text=behind)
        cells[weight] = cells[weight]._replace(text=parts[0])
        cells[points] = cells[points]._replace(text=parts[1])
        return tuple(cells)

    return [table[0], *map(apart, table[1:])]


def _parts(text: str) -> tuple[str, str] | None:
    """The weight and the points that a figure is made of, all points before fewer; None where it is none.

    >>> _parts("1010"), _parts("109.5"), _parts("55"), _parts("100"), _parts("10098.56"), _parts("7")
    (('10', '10'), ('10', '9.5'), ('5', '5'), ('10', '0'), ('100', '98.56'), None)
    """
    if not _NUMBER.fullmatch(text):
        return None
    whole = text.partition(".")[0]
    cuts = [(text[:k], text[k:]) for k in range(1, len(whole))]
    fits = [
        (one, two)
        for one, two in cuts
        if _is_number(one)
        and _is_number(two)
        and float(two) <= float(one) <= (_ALL if len(whole) > 4 else _MOST)
    ]
    return max(fits, key=lambda p: (p[0] == p[1], float(p[1])), default=None)


def _is_number(text: str) -> bool:
    return text == "0" or not text.startswith(("0", ".")) or text.startswith("0.")
