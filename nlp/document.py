"""One document: its indicators and what could not be read of it."""

from __future__ import annotations

from dataclasses import dataclass

from .record import Indicator


@dataclass(frozen=True, slots=True)
class Document:
    """`problems` are Chinese sentences about parts that were not read; the rest was."""

    source: str
    indicators: tuple[Indicator, ...]
    problems: tuple[str, ...] = ()
