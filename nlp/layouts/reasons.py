"""Reasons that a form gives below its table for all rows at once: each row gets what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..document import Passage
from ..normalize import fold
from ..record import Indicator

_CLAUSE = re.compile(r"[；;。\n]|(?:^|(?<=[；;。\s]))[（(]?\d{1,2}[)）、.．](?!\d)")
_MEASURES = re.compile(r"改进|整改|措施|下一步")
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
    return [
        _with_reason(r, why[r.project_id], mended.get(r.project_id, [])) if r.project_id in why else r
        for r in records
    ]


def _with_reason(record: Indicator, why: Sequence[str], mended: Sequence[str]) -> Indicator:
    if record.reason or not record.actual:
        return record
    clauses = [c.strip() for text in why for c in _CLAUSE.split(text) if c and c.strip()]
    own = [c for c in clauses if _names(record, c)]
    return replace(record, reason="；".join((*own, *mended))) if own else record


def _names(record: Indicator, clause: str) -> bool:
    """Whether a clause speaks of a row: by part of its name, or by what the row reports in figures."""
    said, name, actual = (fold(text).replace(" ", "") for text in (clause, record.name, record.actual))
    shared = any(name[i : i + _SHARED] in said for i in range(len(name) - _SHARED + 1))
    return shared or (re.search(r"\d\D", actual) is not None and actual in said)
