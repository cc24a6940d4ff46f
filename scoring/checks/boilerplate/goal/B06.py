"""B06: sentence pasted several times in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ...texts import Piece, around, goals, placed, sentences
from .goals import goal, numbered_goal, repeats

_MIN_SENTENCE = 10
_CELLS = frozenset(("content", "goal", "goal_long", "activity"))
_STOPS = re.compile("[。；;！!\\n]")


def _pasted(check: Check, view: SetView) -> Iterator[Finding]:
    """A sentence several times in one cell. Numbered goals are `_doubled`'s."""
    told: set[tuple[int, str, str]] = set()
    for piece in _cells(view):
        text = piece.text
        found = repeats(sentences(text), _MIN_SENTENCE)
        if not found or (key := (piece.index, piece.field, found[0][0])) in told:
            continue
        told.add(key)
        sentence, count = max(found, key=lambda pair: pair[1])
        at = max(0, text.find(sentence))
        more = f"，另有 {len(found) - 1} 句也重复" if len(found) > 1 else ""
        yield placed(
            check,
            view,
            piece,
            (at, at + len(sentence)),
            f"同一格里“{short(sentence)}”重复了 {count} 次{more}。",
            "请删去重复粘贴的文字。",
        )


def _cells(view: SetView) -> Iterator[Piece]:
    """The goals, contents and long cells of records in which two sentences end the same."""
    cells = [p for p in view.passages if p.kind in _CELLS and p.kind != "goal" and _echoes(p.text)]
    for piece in goals(view):
        if _echoes(piece.text) and not numbered_goal(piece):
            yield piece
    yield from around(view, cells, _CELLS)
    for i, (record, _) in enumerate(view):
        for field, text in (("value", record.value), ("description", record.description)):
            if len(text) >= 2 * _MIN_SENTENCE and _echoes(text):
                yield Piece(i, field, text, "record", record.owner)


def _echoes(text: str) -> bool:
    """Whether two sentences of a text end the same, as copies do whatever list mark stands in front."""
    if len(text) < 2 * _MIN_SENTENCE:
        return False
    ends = [part[-_MIN_SENTENCE:] for part in _STOPS.split(text) if part]
    return len(set(ends)) < len(ends)


CHECK = Check(
    code="B06",
    title="同一格里重复粘贴",
    english="Sentence pasted several times in a cell",
    severity="P2",
    opinion=11,
    why="审核表“完整性”要求内容明确清晰（财预〔2015〕88号）；重复的句子是复制粘贴留下的。",
    run=_pasted,
    scope="document",
    dimension="完整性",
    bad=(
        Example(goal("保障春灌期间农户用水需求。保障春灌期间农户用水需求。")),
        Example(
            goal("完成清淤"),
            passages=(
                Passage(
                    "content",
                    "对北干渠进行机械清淤作业；渠堤杂草一并清除；对北干渠进行机械清淤作业。",
                    "灌区清淤经费",
                ),
            ),
        ),
    ),
    good=(
        Example(goal("保障春灌期间农户用水需求。保障秋灌期间农户用水需求。")),
        Example(goal("完成清淤。完成清淤。")),
    ),
)
