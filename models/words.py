"""Words that are left after striking out, and over how many fields of work the corpus spreads each.

`words.csv` is learned from the corpus (`zhibiao train words`); a word marked generic is one whose rows stand in every
project although the list of the guideline (`generic.txt`) lacks it.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

SECTORS = 101  # fields of work in the corpus
USER_WORDS = "ZHIBIAO_GENERIC"  # names a text file of a user's own generic words, separated by white space


@dataclass(frozen=True, slots=True)
class Word:
    """`sectors` of the corpus in whose rows the word is left over, and whether it is generic nevertheless."""

    sectors: int
    generic: bool


@cache
def learned() -> dict[str, Word]:
    """Every word that the corpus leaves over, in two sectors or more."""
    text = resources.files(__package__).joinpath("words.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {r["word"]: Word(int(r["sectors"]), r["generic"] == "1") for r in rows}


@cache
def generic() -> frozenset[str]:
    """The learned generic words."""
    return frozenset(w for w, word in learned().items() if word.generic)


@cache
def user_words() -> tuple[str, ...]:
    """Generic words of a user's own: those in the file that the environment variable `ZHIBIAO_GENERIC` names.

    Raises OSError, UnicodeDecodeError where it can't be read.
    """
    path = os.environ.get(USER_WORDS, "")
    if not path:
        return ()
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    return tuple(w for line in lines for w in line.split("#")[0].split())
