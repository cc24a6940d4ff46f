"""`zhibiao bench`: speed per stage beside naive baselines, in one run. One module a part of the system.

Every module offers `section() -> Section`; what is listed in `PARTS` is run, in this order.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

PARTS = ("models", "checks", "readers", "batch")
EXTRA = ("archive", "desk", "isolation", "memory", "ocr")  # long: only when named
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the report: a heading, a sentence on what was measured, column titles and rows."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def seconds_of(works: Sequence[Callable[[], Any]], rounds: int = ROUNDS) -> list[float]:
    """The median time of each work, all run in turn so that a busy machine slows every one of them."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def render(section: Section) -> str:
    """A section as Markdown."""
    lines = [f"### {section.title}", "", section.note, ""]
    for row in (section.columns, ("---",) * len(section.columns), *section.rows):
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def report(parts: Sequence[str] = PARTS) -> str:
    """The whole report as Markdown."""
    modules = (import_module(f".{name}", __name__) for name in parts)
    return "\n\n".join(render(module.section()) for module in modules)
