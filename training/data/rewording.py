"""Unlabelled texts about things that the corpus never speaks of: words swapped for others of their kind."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ...nlp.record import Indicator
from ...nlp.segment import segmenter

# Part-of-speech tags of jieba's dictionary: nouns, verbs as nouns, names of places and bodies, adjectives.
_TAGS = frozenset(("n", "v", "vn", "nz", "a", "ns", "nt", "j", "l"))
_LENGTHS = range(2, 6)  # characters of a word that is swapped
_LEAST = 20  # occurrences that the dictionary counts: rarer words are seldom seen in filings
_SHARES = (0.3, 0.5, 0.8)  # of the words of a name


@dataclass(frozen=True)
class Lexicon:
    """`tags` by word, and the `words` of each tag and length; four characters and more count as one length."""

    tags: dict[str, str]
    words: dict[tuple[str, int], list[str]]

    def other(self, word: str, chance: random.Random) -> str:
        """Another word of the same tag and length."""
        return chance.choice(self.words[self.tags[word], _length(word)])


def _length(word: str) -> int:
    return min(len(word), 4)


def lexicon() -> Lexicon:
    """The words of jieba's dictionary that can be swapped."""
    import jieba

    tags: dict[str, str] = {}
    words: dict[tuple[str, int], list[str]] = defaultdict(list)
    with jieba.get_dict_file() as file:
        for line in file:
            word, count, tag = line.decode("utf-8").split()
            if tag in _TAGS and len(word) in _LENGTHS and int(count) >= _LEAST:
                tags[word] = tag
                words[tag, _length(word)].append(word)
    return Lexicon(tags, dict(words))


def reword(records: Sequence[Indicator], count: int, seed: int = 13) -> list[Indicator]:
    """Up to `count` distinct unlabelled records: words of a name swapped, wherever the record says them.

    A name's last word, what is measured, is mostly kept. The texts are grammatical and mean nothing: they
    teach a student which class an object does *not* decide, in the teacher's opinion.
    """
    if not records or not count:
        return []
    chance = random.Random(seed)
    known = lexicon()
    return distinct(lambda: _swap(chance.choice(records), known, chance), count)


def _swap(record: Indicator, known: Lexicon, chance: random.Random) -> Indicator | None:
    words = segmenter().cut(record.name)
    slots = [i for i, word in enumerate(words) if word in known.tags]
    if not slots:
        return None
    chosen = set(chance.sample(slots, min(len(slots), max(1, round(len(slots) * chance.choice(_SHARES))))))
    if slots[-1] == len(words) - 1 and chance.random() < 0.8:
        chosen.discard(slots[-1])
    if not chosen:
        return None
    swaps = {words[i]: known.other(words[i], chance) for i in sorted(chosen)}
    description = record.description if chance.random() < 0.7 else ""
    return replace(
        record,
        name="".join(swaps.get(word, word) for word in words),
        value=_replaced(record.value, swaps),
        description=_replaced(description, swaps),
    )


def _replaced(text: str, swaps: dict[str, str]) -> str:
    for word, other in swaps.items():
        text = text.replace(word, other)
    return text


def distinct(make: Callable[[], Indicator | None], count: int) -> list[Indicator]:
    """Up to `count` records of different texts out of at most 20 times as many calls; None is a failed try."""
    made: dict[tuple[str, str, str], Indicator] = {}
    for _ in range(20 * count):
        if len(made) >= count:
            break
        record = make()
        if record is not None:
            made.setdefault((record.name, record.target_text, record.description), record)
    return list(made.values())
