"""Word segmentation with the field's own dictionary and no global state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec

ENGINES = ("jieba", "rjieba")


@dataclass(frozen=True, slots=True)
class Segmenter:
    """Cuts text into words; `engine` names what cuts, so that a model can record it.

    HMM guessing is off: both engines then cut alike, and number ranges (95-99%) stay as they are.
    """

    engine: str
    _cut: Callable[[str], list[str]]

    def cut(self, text: str) -> list[str]:
        """Words of `text` in order; joined they are `text` again."""
        return self._cut(text)


def domain_words() -> list[tuple[str, int]]:
    """The dictionary of the field: (word, frequency), from `lexicon.txt` beside this module."""
    lines = resources.files(__package__).joinpath("lexicon.txt").read_text(encoding="utf-8").splitlines()
    words: list[tuple[str, int]] = []
    for line in lines:
        parts = line.split("#")[0].split()
        words.extend((word, 2000) for word in parts)
    return words


def fastest_engine() -> str:
    """`rjieba` when it is installed, else `jieba`."""
    return "rjieba" if find_spec("rjieba") else "jieba"


@lru_cache(maxsize=4)
def segmenter(engine: str = "") -> Segmenter:
    """The segmenter of an engine (default: the fastest that is installed); made once a process.

    Raises ValueError for an unknown engine, ImportError when it is not installed.
    """
    engine = engine or fastest_engine()
    if engine == "jieba":
        return Segmenter(engine, _jieba())
    if engine == "rjieba":
        return Segmenter(engine, _rjieba())
    raise ValueError(f"unknown engine {engine!r}: one of {', '.join(ENGINES)}")


def _jieba() -> Callable[[str], list[str]]:
    import logging

    import jieba

    tokenizer = jieba.Tokenizer()
    # Its progress notes go to a logger of its own; an evaluator's terminal is no place for them.
    level = jieba.default_logger.level
    jieba.setLogLevel(logging.WARNING)
    try:
        tokenizer.initialize()
    finally:
        jieba.setLogLevel(level)
    for word, frequency in domain_words():
        tokenizer.add_word(word, frequency)
    return lambda text: list(tokenizer.cut(text, HMM=False))


def _rjieba() -> Callable[[str], list[str]]:
    import rjieba

    tokenizer = rjieba.Jieba()
    for word, frequency in domain_words():
        tokenizer.add_word(word, frequency, "n")
    return lambda text: list(tokenizer.cut(text, False))
