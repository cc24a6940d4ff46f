"""What checks of a project's set share: its forms, its money, and indicators that any project could have.

No checks in here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from statistics import median

from ...nlp.document import Passage
from ...nlp.record import Indicator
from ...nlp.targets import Target, canonical, parse_target
from ..context import Context
from ..lexicons import Lexicons
from ..registry import Item

_BARE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_TEN_THOUSAND = 10_000.0
_NEAR = 0.005
_WHOLE = 3


class Last:
    """What was last worked out, with what it was worked out of: the checks of a set ask one after the other."""

    def __init__(self) -> None:
        self._kept: tuple[object, object, object] = (None, None, None)

    def get(self, items: object, passages: object) -> object:
        """The result for exactly these objects, else None."""
        one, two, result = self._kept
        return result if one is items and two is passages else None

    def keep(self, items: object, passages: object, result: object) -> None:
        """Remember the result, in place of the one before."""
        self._kept = (items, passages, result)


_forms, _budgets, _kinds = Last(), Last(), Last()


def of_kind(passages: Sequence[Passage], kind: str) -> Sequence[Passage]:
    """The passages of one kind, in order: sorted once for all checks of a document."""
    known = _kinds.get(None, passages)
    if not isinstance(known, dict):
        by_kind: dict[str, list[Passage]] = {}
        for passage in passages:
            by_kind.setdefault(passage.kind, []).append(passage)
        known = by_kind
        _kinds.keep(None, passages, known)
    found: Sequence[Passage] = known.get(kind, ())
    return found


def forms(items: Sequence[Item]) -> list[list[int]]:
    """The indices of each form: two sheets, or two goals, may bear one project name."""
    known = _forms.get(items, None)
    if isinstance(known, list):
        return known
    found: dict[tuple[str, ...], list[int]] = {}
    key: tuple[str, ...] = ()
    rows: list[int] = []
    for i, (record, _) in enumerate(items):
        if record.narrative:
            continue
        place = record.owner_id, record.activity, record.goal, record.budget
        sheet = record.location.sheet
        if (*place, sheet) != key:
            key = (*place, sheet)
            rows = found.setdefault((record.owner_id, *key[2:]), [])
        rows.append(i)
    result = list(found.values())
    _forms.keep(items, None, result)
    return result


def budgets(items: Sequence[Item], passages: Sequence[Passage]) -> list[float | None]:
    """The budget of each record's form in 元, None where there is none, or in prose.

    A bare figure is 万元, unless the costs that the forms name agree with it as 元: a budget system exports
    元 under a heading of 万元.
    """
    known = _budgets.get(items, passages)
    if isinstance(known, list):
        return known
    written = {(p.owner_id, p.location.sheet): p.text for p in of_kind(passages, "budget")}
    texts = [""] * len(items)
    in_wan = in_yuan = 0
    for form in forms(items):
        first = items[form[0]][0]
        text = first.budget or written.get((first.owner_id, first.location.sheet), "")
        if not text:
            continue
        bare = _BARE.fullmatch(text)
        figure = float(text.replace(",", "")) if bare else 0.0
        for i in form:
            texts[i] = text
            target = items[i][1].target
            if figure and target is not None and target.kind == "money" and (cost := money(target)):
                in_yuan += abs(figure - cost) <= _NEAR * cost
                in_wan += abs(figure * _TEN_THOUSAND - cost) <= _NEAR * cost
    sums: dict[str, float | None] = {"": None}
    for text in set(texts) - {""}:
        amount = yuan(text)
        in_plain = amount is not None and _BARE.fullmatch(text) and in_yuan > in_wan
        sums[text] = amount / _TEN_THOUSAND if amount is not None and in_plain else amount
    result = [sums[text] for text in texts]
    _budgets.keep(items, passages, result)
    return result


def money(target: Target | None) -> float | None:
    """The 元 of a target that is one sum of money (a year's, not per head), else None."""
    if target is None or target.kind != "money" or target.upper is not None:
        return None
    number, _, unit = canonical(target)
    return number if unit in ("元", "元/年") else None


def is_whole(items: Sequence[Item], passages: Sequence[Passage]) -> bool:
    """Whether a source holds whole sets, not a selection of indicators: a document with text around them,
    or a list with several for most projects."""
    if passages:
        return True
    rows = Counter(record.owner_id for record, _ in items)
    return median(rows.values()) >= _WHOLE if rows else False


def owner_field(record: Indicator) -> str:
    """The field that names what a record belongs to."""
    return "project" if record.project or not record.activity else "activity"


def owner_span(record: Indicator) -> tuple[str, tuple[int, int]]:
    """That field with the span of all of it."""
    field = owner_field(record)
    return field, (0, len(getattr(record, field)))


def yuan(text: str) -> float | None:
    """A sum of money in 元; a bare figure of a budget cell is 万元, as budget forms have it. None: no sum."""
    text = text.strip()
    if not text:
        return None
    if _BARE.fullmatch(text):
        return float(text.replace(",", "")) * _TEN_THOUSAND
    return money(parse_target(text))


def wan(amount: float) -> str:
    """An amount of 元 as it is quoted: in 万元."""
    return f"{amount / _TEN_THOUSAND:.10g}万元"


@lru_cache(maxsize=16)
def _stock(words: Lexicons) -> frozenset[str]:
    lists = ("generic_names", "bare_names", "class_names", "stability_slogan")
    return frozenset().union(*(words.words(name) for name in lists))


def is_generic(context: Context) -> bool:
    """Whether an indicator could stand in any project: the model says so, or its name is a stock name
    without an object."""
    return context.boilerplate or context.name.strip("。.") in _stock(context.words)
