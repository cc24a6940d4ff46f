"""Reasons that a form gives below its table for all rows at once: each row gets what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ..document import Passage
from ..normalize import fold
from ..record import Indicator

_CLAUSE = re.compile(r"[；;。\n]|(?:^|(?<=[；;。\s]))[（(]?\d{1,2}[)）、.．](?!\d)")
_MEASURES = re.compile(r"改进|整改|措施|下一步")
_FIGURE = re.compile(r"\d\D")
_SHARED = 4  # characters that a name and a clause share


def with_reasons(records: Sequence[Indicator], told: Iterable[Passage]) -> list[Indicator]:
    """The records with the reasons of the `reason` passages of their forms, whose `project_id` is that of the records:
    a row that reports a completion and has no reason gets the clauses that name it, and what is done about them.

    >>> row = Indicator("闸门检修数量", "12座", actual="9座", project_id="1")
    >>> foot = Passage("reason", "闸门检修因汛期停工，少做3座；其余正常。", project_id="1")
    >>> with_reasons([row], [foot])[0].reason
    '闸门检修因汛期停工，少做3座'
    """
    why: dict[str, list[str]] = {}
    mended: dict[str, list[str]] = {}
    for passage in told:
        label, _, text = passage.text.rpartition("\t")
        one = mended if _MEASURES.search(label) and "原因" not in label else why
        one.setdefault(passage.project_id, []).append(text)
    found = [r.reason for r in records]
    for project_id, texts in why.items():
        rows = [i for i, r in enumerate(records) if r.project_id == project_id and r.actual]
        clauses = [c.strip() for text in texts for c in _CLAUSE.split(text) if c and c.strip()]
        own: dict[int, list[str]] = {}
        for clause in clauses:
            for i in _named(records, rows, fold(clause).replace(" ", "")):
                own.setdefault(i, []).append(clause)
        for i, said in own.items():
            found[i] = found[i] or "；".join((*said, *mended.get(project_id, [])))
    return [replace(r, reason=why) if why != r.reason else r for r, why in zip(records, found, strict=True)]


def _named(records: Sequence[Indicator], rows: Sequence[int], said: str) -> list[int]:
    """The rows that a clause speaks of: those with the longest part of their name in it, and what they report in
    figures."""
    shared = {i: _shared(fold(records[i].name).replace(" ", ""), said) for i in rows}
    most = max((_SHARED, *shared.values()))
    figures = {i: fold(records[i].actual).replace(" ", "") for i in rows}
    return [i for i in rows if shared[i] == most or (_FIGURE.search(figures[i]) and figures[i] in said)]


def _shared(name: str, said: str) -> int:
    """How many characters of a name stand in a text one behind the other."""
    return SequenceMatcher(None, name, said, autojunk=False).find_longest_match().size
