"""Words for people and bodies, what each is used for, and the fields of work that are about them: `lexicons/people.txt`."""

from __future__ import annotations

import re
from functools import lru_cache

from ..lexicons import Lexicons, default_lexicons

_USUAL = frozenset(("受益",))


@lru_cache(maxsize=16)
def _entries(words: Lexicons) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Each word with its uses and its fields, the lines of a word put together."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for line in words.words("people"):
        listed, _, rest = line.partition("｜")
        uses, _, fields = rest.partition("｜")
        marks = frozenset(uses.split()) or _USUAL
        for word in listed.split():
            known = found.get(word, (frozenset[str](), frozenset[str]()))
            found[word] = known[0] | marks, known[1].union(fields.split())
    return found


def people_for(use: str, words: Lexicons | None = None) -> frozenset[str]:
    """The words that are used for one thing.

    >>> "学生" in people_for("受益"), "监理单位" in people_for("受益"), "监理单位" in people_for("执行")
    (True, False, True)
    """
    return _used(words or default_lexicons()).get(use, frozenset())


@lru_cache(maxsize=16)
def _used(words: Lexicons) -> dict[str, frozenset[str]]:
    uses: dict[str, set[str]] = {}
    for word, (marks, _) in _entries(words).items():
        for mark in marks:
            uses.setdefault(mark, set()).add(word)
    return {mark: frozenset(found) for mark, found in uses.items()}


@lru_cache(maxsize=64)
def people_pattern(use: str, words: Lexicons | None = None) -> re.Pattern[str]:
    """The words that are used for one thing, the longest first."""
    ordered = sorted(people_for(use, words), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, ordered)))


@lru_cache(maxsize=16)
def groups(words: Lexicons) -> dict[str, frozenset[str]]:
    """The groups of people that not everybody belongs to, with the fields of work that are about them."""
    performing = people_for("执行", words)
    return {w: fields for w, (_, fields) in _entries(words).items() if fields and w not in performing}


@lru_cache(maxsize=16)
def performers(words: Lexicons) -> dict[str, frozenset[str]]:
    """Those whom a project pays for its work, with the fields in which they are the served."""
    performing = people_for("执行", words)
    return {w: fields for w, (_, fields) in _entries(words).items() if w in performing}


@lru_cache(maxsize=16)
def together(words: Lexicons) -> dict[str, frozenset[str]]:
    """Words for several groups, with the groups: 师生."""
    marked = {w: [m[1:] for m in marks if m[0] == "含"] for w, (marks, _) in _entries(words).items()}
    return {word: frozenset(held) for word, held in marked.items() if held}
