"""The invented forms of `forms.txt`, and how well a reading of one agrees with what its author wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ....nlp.record import Indicator


@dataclass(frozen=True, slots=True)
class Goal:
    """One indicator of a form, as its author wrote it."""

    level1: str
    level2: str
    name: str
    sign: str
    number: str
    unit: str

    @property
    def value(self) -> str:
        """The target in one cell."""
        return self.number if self.sign == "定性" else f"{self.sign}{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Form:
    """An invented form: how it is laid out, what it is about and its indicators."""

    layout: str
    project: str
    unit: str
    goals: tuple[Goal, ...]


@cache
def forms() -> tuple[Form, ...]:
    """The invented forms of `forms.txt`."""
    found: list[Form] = []
    for raw in (files(__package__) / "forms.txt").read_text(encoding="utf-8").splitlines():
        if raw.startswith("["):
            layout, _, rest = raw.strip("[]").partition(" ")
            project, _, unit = rest.partition("|")
            found.append(Form(layout, project, unit, ()))
        elif raw.strip() and not raw.startswith("#"):
            above = found[-1].goals[-1:]
            level1, level2, *texts = raw.split("|")
            level1 = level1 or above[0].level1
            level2 = level2 or above[0].level2
            found[-1] = replace(found[-1], goals=(*found[-1].goals, Goal(level1, level2, *texts)))
    return tuple(found)


class Right(NamedTuple):
    """How many indicators there are, and of how many the name, the name and value, the classes were right."""

    goals: int
    names: int
    values: int
    classes: int

    def __add__(self, other: tuple[int, ...]) -> Right:  # type: ignore[override]
        return Right(*(a + b for a, b in zip(self, other, strict=True)))


def right(form: Form, records: Iterable[Indicator]) -> Right:
    """Compare records with the form; width of characters and spaces make no difference."""
    found = {_key(r.name): r for r in records}
    pairs = [(goal, found.get(_key(goal.name))) for goal in form.goals]
    both = [(goal, record) for goal, record in pairs if record is not None]
    values = sum(_key(goal.value) == _key(record.value) for goal, record in both)
    classes = sum(
        (_class(goal.level1), _class(goal.level2)) == (_class(record.level1), _class(record.level2))
        for goal, record in both
    )
    return Right(len(pairs), len(both), values, classes)


def _key(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("⩾", "≥").replace("⩽", "≤")


def _class(text: str) -> str:
    return _key(text).removesuffix("指标")
