"""Phrases for a reviewer's own findings, by opinion: ours, or an office's own `phrases.toml` in the data folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from ...scoring.findings import SEVERITIES
from ..reports.facts import OPINIONS

NAME = "phrases.toml"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What can be said: `opinion` 1…11 as the budget system counts them, `severity` P0…P3."""

    opinion: int
    severity: str
    message: str
    suggestion: str = ""


def phrases_for(data: Path) -> tuple[Phrase, ...]:
    """The office's own phrases where its file can be read, else ours."""
    own = data / NAME
    try:
        return _read(own, own.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return _read(Path(__file__).with_name(NAME), 0)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> tuple[Phrase, ...]:
    del changed  # a file that is saved anew is read anew
    known = {f.name for f in fields(Phrase)}
    rows = tomllib.loads(path.read_text(encoding="utf-8-sig"))["phrase"]
    phrases = tuple(Phrase(**{k: v for k, v in row.items() if k in known}) for row in rows)
    for phrase in phrases:
        texts = isinstance(phrase.message, str) and isinstance(phrase.suggestion, str)
        if (
            not texts
            or phrase.severity not in SEVERITIES
            or phrase.opinion not in range(1, len(OPINIONS) + 1)
        ):
            raise ValueError(phrase)
    return phrases
