"""The registry of checks: a module in `scoring/checks` that defines `CHECKS` is part of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..models.predictions import Predictions
from ..nlp.record import Indicator
from .findings import Finding


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks of one indicator may look at besides it: the models' view and the standard."""

    type: str
    type_probability: float
    type_set: tuple[str, ...]
    vague: bool
    vague_probability: float
    boilerplate: bool
    boilerplate_probability: float
    standard: str = "2020"


def contexts_of(predictions: Predictions, standard: str) -> list[Context]:
    """One context a record, in order."""
    labels, sets = predictions.labels(), predictions.type_sets()
    vague, boilerplate = predictions.is_vague(), predictions.is_boilerplate()
    top = predictions.types.max(axis=1) if len(predictions) else []
    return [
        Context(
            labels[i],
            float(top[i]),
            tuple(sets[i]),
            bool(vague[i]),
            float(predictions.vague[i]),
            bool(boilerplate[i]),
            float(predictions.boilerplate[i]),
            standard,
        )
        for i in range(len(predictions))
    ]


@dataclass(frozen=True, slots=True)
class Example:
    """A record that a check must flag or must leave alone; `context` overrides the models' view."""

    record: Indicator
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one indicator.

    `run` yields its findings. `why` gives the reason with its source in the rules of the field;
    `bad` and `good` are executed by the tests.
    """

    code: str
    title: str
    english: str
    severity: str
    opinion: int
    why: str
    run: Callable[[Check, Indicator, Context], Iterable[Finding]]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]

    def finding(
        self, record_field: str, span: tuple[int, int], message: str, suggestion: str = "", severity: str = ""
    ) -> Finding:
        """A finding of this check, with its severity unless another is given."""
        return Finding(
            self.code, severity or self.severity, record_field, *span, message, suggestion, self.opinion
        )


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of their codes. Raises ValueError when two share a code."""
    from . import checks

    found: dict[str, Check] = {}
    for info in pkgutil.iter_modules(checks.__path__):
        module = importlib.import_module(f"{checks.__name__}.{info.name}")
        for check in getattr(module, "CHECKS", ()):
            if check.code in found:
                raise ValueError(f"two checks are called {check.code}")
            found[check.code] = check
    return tuple(found[code] for code in sorted(found))


def run_checks(record: Indicator, context: Context) -> tuple[Finding, ...]:
    """The findings of all checks on one record, gravest first."""
    findings = [f for check in all_checks() for f in check.run(check, record, context)]
    return tuple(sorted(findings, key=lambda f: (f.severity, f.code, f.start)))
