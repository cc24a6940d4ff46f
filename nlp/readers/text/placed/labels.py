"""Labels of a form that go on in the next line of a page that keeps its places: 转移支付（项目） | 补助资金, 名称."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ....layouts.funds import role
from ....vocabulary import label
from .words import Part

_MORE = 2  # lines that go on with a label


def whole_labels(lines: Sequence[Sequence[Part]]) -> Mapping[int, str]:
    """What takes the place of the lines of such labels: label and answer, cells apart; '' for the rest of the label."""
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        if len(line) < 2 or n in found or _is_label(line[0].text) or _is_goal(line[1].text):
            continue
        text = line[0].text
        for k in range(n + 1, min(n + 1 + _MORE, len(lines))):
            if len(lines[k]) != 1 or abs(lines[k][0].start - line[0].start) > 1:
                break
            text += lines[k][0].text
            if _is_label(text):
                found |= dict.fromkeys(range(n + 1, k + 1), "")
                found[n] = "\t".join((text, *(part.text for part in line[1:])))
                break
    return found


def _is_goal(text: str) -> bool:
    """Whether it heads a goal, whose text stands in the lines below: 年度总体目 | 预期目标 | 实际完成情况."""
    return label(text).startswith("goal")


def _is_label(text: str) -> bool:
    return bool(label(text) or role(text))
