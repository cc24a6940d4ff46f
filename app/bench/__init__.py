"""`zhibiao bench`: speed per stage beside naive baselines, in one run. One module a part of the system.

Every module offers `section() -> Section`; what is listed in `PARTS` is run, in this order.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

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


@dataclass(frozen=True, slots=True)
class Stage:
    """What is measured: a title, the work, and how many items it handles."""

    title: str
    work: Callable[[], Any]
    count: int


class _Part(Protocol):
    def section(self) -> Section:
        """Measure and report."""


def seconds(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """The median time of `rounds` runs of `work`."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def rate(work: Callable[[], Any], count: int, rounds: int = ROUNDS) -> float:
    """Items a second: `work` handles `count` items."""
    return count / seconds(work, rounds)


def seconds_of(stages: Sequence[Stage], rounds: int = ROUNDS) -> list[float]:
    """The median time of each stage, all run in turn so that a busy machine slows every one of them."""
    times: list[list[float]] = [[] for _ in stages]
    for _ in range(rounds):
        for stage, taken in zip(stages, times, strict=True):
            taken.append(seconds(stage.work, 1))
    return [statistics.median(taken) for taken in times]


def rates(stages: Sequence[Stage], rounds: int = ROUNDS) -> list[float]:
    """Items a second of each stage."""
    return [s.count / taken for s, taken in zip(stages, seconds_of(stages, rounds), strict=True)]


def render(section: Section) -> str:
    """A section as Markdown."""
    lines = [f"### {section.title}", "", section.note, ""]
    for row in (section.columns, ("---",) * len(section.columns), *section.rows):
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def report(parts: Sequence[str] = PARTS) -> str:
    """The whole report as Markdown."""
    modules = (cast(_Part, import_module(f".{name}", __name__)) for name in parts)
    return "\n\n".join(render(module.section()) for module in modules)
