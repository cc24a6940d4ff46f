"""B09: goal is only to comply with a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check, Example
from ...views import SetView
from ..texts import goals, placed, sentences
from .goals import WHY, goal

_TITLE = re.compile(r"《[^《》]*》")
_OBEY = re.compile(
    r"^(?:要|将|我[局委办]|继续|认真|严格|全面|深入|切实|积极|坚决|按照|根据|依据)*(?:贯彻|落实|执行|遵守|实施|学习|宣传)+"
)
_RESULT_WORDS = re.compile(r"[0-9]|%|实现|达到|提高到|降低|完成|建成|不少于|不低于|以上|确保.{4}|保障.{4}")


def _lawful(check: Check, view: SetView) -> Iterator[Finding]:
    for piece in goals(view):
        if "《" not in piece.text:
            continue
        parts = sentences(piece.text)
        if not parts or not all(_only_obeys(p) for p in parts):
            continue
        yield placed(
            check,
            view,
            piece,
            (0, 0),
            f"绩效目标“{short(piece.text.strip(), 36)}”只说要落实文件，没有预期的产出和效果。",
            "请写明落实这一文件在本年度要完成的数量、达到的标准和受益对象的变化。",
        )


def _only_obeys(sentence: str) -> bool:
    rest = _TITLE.sub("", sentence)
    return rest != sentence and bool(_OBEY.match(rest)) and len(rest) <= 16 and not _RESULT_WORDS.search(rest)


CHECK = Check(
    code="B09",
    title="目标只是落实文件",
    english="Goal is only to comply with a document",
    severity="P1",
    opinion=2,
    why=WHY + "落实法规和文件是依据，不是本年度的产出和效果。",
    run=_lawful,
    scope="document",
    bad=(
        Example(goal("1.认真落实《农田水利条例》")),
        Example(goal("贯彻执行《水法》；严格落实《河道管理条例》有关规定。")),
    ),
    good=(
        Example(goal("落实《农田水利条例》，完成干支渠清淤12公里")),
        Example(goal("根据《农田水利条例》保障灌区农户春灌期间不断水")),
    ),
)
