"""Targets and what was reached of them, told in one sentence: 清淤长度，年初指标值不低于12公里，全年实际完成值13公里。

Points and reasons may follow: …，分值10分，得9分。偏差原因：….
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...normalize import squeeze
from ...vocabulary import classes
from .clauses import LIST

_SENTENCE = re.compile(r"[；;。\n]")
_PIECE = re.compile(r"[，,]")
_GOAL = re.compile(r"(?:年?初|年度|预期|绩效|计划|设定){0,3}(?:指标|目标)值?(?:为|是|[:：])?")
_ACTUAL = re.compile(r"(?:全年|年度|本年度?){0,2}实际(?:完成)?(?:值|数|情况)?(?:为|是|[:：])?")
_FIGURE = re.compile(r"\d|[零一二两三四五六七八九十]")
_EXPLICIT = re.compile(r"(?:指标|目标)值")
_WEIGHT, _POINTS = (
    re.compile(r"(?:分值|权重)[为:：]?(\d+(?:\.\d+)?)分?"),
    re.compile(r"(?:自评)?得分?[为:：]?(\d+(?:\.\d+)?)分"),
)
_REASON = re.compile(r"(?:偏差|未完成)?(?:原因|改进措施)(?:分析|说明)?[:：]")
_WHY = re.compile(r"^\s*(?:偏差|未完成)?原因(?:分析|说明)?[:：]")
_SHORTEST, _LONGEST = 3, 60
_MOST = 30  # characters of a target or of what was reached


class Told(NamedTuple):
    """An indicator with what was reached of it, its weight and points, and the reason that is given."""

    name: str
    value: str
    actual: str
    weight: float | None = None
    points: float | None = None
    reason: str = ""


def told(text: str) -> Iterator[Told]:
    """Each indicator that a text tells so.

    >>> [t[:3] for t in told("1.清淤长度，年初指标值不低于12公里，全年实际完成值13公里；农户满意度目标90%，实际完成95%。")]
    [('清淤长度', '不低于12公里', '13公里'), ('农户满意度', '90%', '95%')]
    >>> list(told("渠道面貌：年度指标值优，实际完成值良，分值10分，得8分。偏差原因：汛期停工。"))
    [Told(name='渠道面貌', value='优', actual='良', weight=10.0, points=8.0, reason='汛期停工')]
    """
    if "实际" not in text or ("指标" not in text and "目标" not in text):
        return
    found: list[Told] = []
    for sentence in _SENTENCE.split(text):
        if found and _REASON.match(sentence.strip()):
            reason = "；".join(filter(None, (found[-1].reason, squeeze(_WHY.sub("", sentence)))))
            found[-1] = found[-1]._replace(reason=reason)
            continue
        pieces = [piece.strip() for piece in _PIECE.split(sentence)]
        for k, piece in enumerate(pieces[1:], 1):
            reached = _ACTUAL.match(piece)
            if reached is None or not 0 < len(piece) - reached.end() <= _MOST:
                continue
            name, value = _target(pieces[:k])
            if value:
                weight, points = (_scored(pieces[k + 1 :], of) for of in (_WEIGHT, _POINTS))
                found.append(
                    Told(squeeze(name), squeeze(value), squeeze(piece[reached.end() :]), weight, points)
                )
    yield from found


def _scored(pieces: Sequence[str], of: re.Pattern[str]) -> float | None:
    return next((float(m[1]) for piece in pieces if (m := of.fullmatch(piece))), None)


def _target(before: list[str]) -> tuple[str, str]:
    """Name and target before a completion: in pieces of their own, or in one (农户满意度目标90%). '' for none."""
    last = before[-1]
    goal = _GOAL.match(last)
    if goal is not None and len(before) > 1:
        name, value = before[-2], last[goal.end() :]
    else:
        goal = next((m for m in reversed([*_GOAL.finditer(last)]) if m.start() >= _SHORTEST), None)
        name, value = (last[: goal.start()], last[goal.end() :]) if goal else ("", "")
        value = value if _FIGURE.search(value) or (goal and _EXPLICIT.search(goal[0])) else ""
    name = LIST.sub("", name.rstrip("：:").rpartition("：")[2].rpartition(":")[2])
    fits = _SHORTEST <= len(name) <= _LONGEST and 0 < len(value) <= _MOST and not classes(name)
    return (name, value) if fits else ("", "")
