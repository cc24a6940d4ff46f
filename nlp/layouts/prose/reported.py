"""Targets and what was reached of them, told in one sentence: 清淤长度，年初指标值不低于12公里，全年实际完成值13公里。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...normalize import squeeze
from .clauses import LIST

_SENTENCE = re.compile(r"[；;。\n]")
_PIECE = re.compile(r"[，,]")
_GOAL = re.compile(r"(?:年?初|年度|预期|绩效|计划|设定){0,3}(?:指标|目标)值?(?:为|是|[:：])?")
_ACTUAL = re.compile(r"(?:全年|年度|本年度?){0,2}实际(?:完成)?(?:值|数|情况)?(?:为|是|[:：])?")
_FIGURE = re.compile(r"\d|[零一二两三四五六七八九十]")
_SHORTEST, _LONGEST = 3, 60
_MOST = 30  # characters of a target or of what was reached


def told(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, target and completion of each indicator that a text tells so.

    >>> list(told("1.清淤长度，年初指标值不低于12公里，全年实际完成值13公里；农户满意度目标90%，实际完成95%。"))
    [('清淤长度', '不低于12公里', '13公里'), ('农户满意度', '90%', '95%')]
    """
    if "实际" not in text or ("指标" not in text and "目标" not in text):
        return
    for sentence in _SENTENCE.split(text):
        pieces = [piece.strip() for piece in _PIECE.split(sentence)]
        for k, piece in enumerate(pieces[1:], 1):
            reached = _ACTUAL.match(piece)
            if reached is None or not 0 < len(piece) - reached.end() <= _MOST:
                continue
            name, value = _target(pieces[:k])
            if value:
                yield squeeze(name), squeeze(value), squeeze(piece[reached.end() :])


def _target(before: list[str]) -> tuple[str, str]:
    """Name and target before a completion: in pieces of their own, or in one (农户满意度目标90%). '' for none."""
    last = before[-1]
    goal = _GOAL.match(last)
    if goal is not None and len(before) > 1:
        name, value = before[-2], last[goal.end() :]
    else:
        goal = next((m for m in reversed([*_GOAL.finditer(last)]) if m.start() >= _SHORTEST), None)
        name, value = (last[: goal.start()], last[goal.end() :]) if goal else ("", "")
        value = value if _FIGURE.search(value) else ""
    name = LIST.sub("", name.rpartition("：")[2].rpartition(":")[2])
    return (name, value) if _SHORTEST <= len(name) <= _LONGEST and 0 < len(value) <= _MOST else ("", "")
