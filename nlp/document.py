"""One document: its indicators and what could not be read of it."""

from __future__ import annotations

from dataclasses import dataclass

from .record import Indicator


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that looks like indicators and was not read: where it is, and why (a Chinese sentence)."""

    location: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """`problems` are Chinese sentences about parts that were not read; the rest was.

    `unread` are the tables that look like indicator tables and gave none, or not all.
    """

    source: str
    indicators: tuple[Indicator, ...]
    problems: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
