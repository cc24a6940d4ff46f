"""Word lists of the checks: plain text files in `lexicons/`, one entry a line, # begins a remark.

A configuration may add words to a list but not remove any (turn the check off instead).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def lexicon_names() -> frozenset[str]:
    """The names of all word lists."""
    folder = resources.files(__package__).joinpath("lexicons")
    return frozenset(f.name.removesuffix(".txt") for f in folder.iterdir() if f.name.endswith(".txt"))


@lru_cache(maxsize=64)
def _entries(name: str) -> tuple[str, ...]:
    path = resources.files(__package__).joinpath("lexicons", f"{name}.txt")
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


class Lexicons:
    """The word lists in force. `extra` maps a list's name to the words that a configuration adds."""

    def __init__(self, extra: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.extra = dict(extra or {})
        self._sets: dict[str, frozenset[str]] = {}
        self._endings: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._patterns: dict[tuple[str, str], re.Pattern[str]] = {}

    def words(self, name: str) -> frozenset[str]:
        """The entries of one list. Raises FileNotFoundError for a list that does not exist."""
        found = self._sets.get(name)
        if found is None:
            found = self._sets[name] = frozenset((*_entries(name), *self.extra.get(name, ())))
        return found

    def endings(self, *names: str) -> tuple[str, ...]:
        """The entries of several lists as a tuple for `str.endswith`, which is far quicker than a pattern."""
        found = self._endings.get(names)
        if found is None:
            found = self._endings[names] = tuple(w for name in names for w in sorted(self.words(name)))
        return found

    def pattern(self, name: str, frame: str = "{}") -> re.Pattern[str]:
        """A compiled alternation of the list, longest entry first, put into `frame` at {}."""
        found = self._patterns.get((name, frame))
        if found is None:
            ordered = sorted(self.words(name), key=lambda w: (-len(w), w))
            union = "(?:" + "|".join(map(re.escape, ordered)) + ")"
            found = self._patterns[name, frame] = re.compile(frame.replace("{}", union))
        return found


@lru_cache(maxsize=1)
def default_lexicons() -> Lexicons:
    """The lists as they ship."""
    return Lexicons()
