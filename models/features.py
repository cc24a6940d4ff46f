"""Records → sparse features of the fast models: hashed character n-grams and what the target is.

Everything is computed for a whole list at once with numpy: no tokeniser, no Python loop over
characters, nothing to pickle. The declared class is never looked at.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from ..nlp.normalize import fold
from ..nlp.record import Indicator
from .sparse import Rows, rows_of
from .texts import without_years

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

MAX_CHARS = 160  # of a field; what decides stands at its ends, the middle of a longer one is dropped
_START, _END = "\x02", "\x03"
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_PUNCTUATION = re.compile(r"[、，,。.；;：:\"'（）()\s]+")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
_TEMPLATE = re.compile(r"[*×xX_]{2,}|…+")


@dataclass(frozen=True, slots=True)
class FeatureConfig:
    """What the vectoriser looks at; stored with every model.

    Ranges are n-gram lengths: of each field by itself, and of `everything`, all fields as one text, where
    a word counts the same wherever it stands. `weights` are those of name, value, description, everything
    and shape. `idf` is the power of the inverse document frequency that n-grams are weighted with.
    """

    bits: int = 17
    name: tuple[int, int] = (1, 4)
    value: tuple[int, int] = (1, 3)
    description: tuple[int, int] = (2, 3)
    everything: tuple[int, int] = (1, 4)
    weights: tuple[float, float, float, float, float] = (1.0, 0.7, 0.5, 1.5, 0.6)
    idf: float = 0.5

    @staticmethod
    def of(values: Mapping[str, Any]) -> FeatureConfig:
        """The configuration with these values, also after JSON made lists of its tuples."""
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return FeatureConfig(**plain)


@dataclass(frozen=True, slots=True)
class Fields:
    """The texts of a record that a model may see, folded, with digits written as 0."""

    name: str
    value: str
    description: str


def fields_of(record: Indicator) -> Fields:
    """Folded name, target (a ladder joined by ` / `) and description of a record."""
    value = record.value or " / ".join(record.tiers or ())
    return Fields(_text(record.name), _text(value), _text(record.description))


def _text(text: str) -> str:
    if not text:
        return ""
    folded = fold(text)
    if len(folded) > MAX_CHARS:
        folded = folded[: MAX_CHARS // 2] + folded[-MAX_CHARS // 2 :]
    if _DIGIT.search(folded):  # most names have none, and a search is cheaper than two replacements
        folded = _DIGITS.sub("0", without_years(folded)).replace("0百分比", "0%")
    return folded.rstrip("。.；;").lower()


def shape_tokens(record: Indicator, fields: Fields) -> list[str]:
    """What the target is and how the fields relate, as tokens."""
    target = record.target
    name, value, description = _bare(fields.name), _bare(fields.value), _bare(fields.description)
    hard = "0" in fields.value or (target is not None and target.comparator != "qualitative")
    # In a long name the pieces of its end, what is measured, weigh no more than any other's.
    measured = _BRACKET.sub("", fields.name) if fields.name.endswith((")", "）")) else fields.name
    tokens = [
        *(_target_tokens(target.kind, target.comparator, target.unit[:4]) if target else ("target=none",)),
        *_size_tokens(
            hard,
            "0" in fields.name,
            "0" in fields.description,
            "0" in fields.value,
            min(len(fields.name) // 2, 12),
            min(len(fields.value), 12),
            bool(fields.description),
        ),
        *_echo_tokens(_overlap(name, value), _overlap(name, description), _overlap(value, description), hard),
        f"end={measured[-2:]}",
        f"end={measured[-3:]}",
        f"end={measured[-4:]}",
        f"start={measured[:2]}",
    ]
    if record.tiers:
        tokens.append("ladder")
    if _TEMPLATE.search(record.name):
        tokens.append("template")
    return tokens


# The same few tokens come again and again, and writing them takes longer than looking them up.
@lru_cache(maxsize=4096)
def _target_tokens(kind: str, comparator: str, unit: str) -> tuple[str, ...]:
    return f"kind={kind}", f"op={comparator}", f"unit={unit}", f"kind+op={kind}{comparator}"


@lru_cache(maxsize=4096)
def _size_tokens(
    hard: bool, in_name: bool, in_description: bool, in_value: bool, name: int, value: int, described: bool
) -> tuple[str, ...]:
    return (
        f"hard={hard}",
        f"digit-name={in_name} digit-description={in_description}",
        f"any-digit={in_name or in_value or in_description}",
        f"name-length={name}",
        f"value-length={value}",
        f"has-description={described}",
    )


@lru_cache(maxsize=1024)
def _echo_tokens(of_name: str, name: str, value: str, hard: bool) -> tuple[str, ...]:
    return f"value-in-name={of_name}", f"description-of-name={name}", f"repeat={of_name}{value}{hard}"


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", text) if text else ""


def _overlap(a: str, b: str) -> str:
    """How much of the shorter of two texts stands in the longer, in quarters; `-` when one is empty."""
    if not a or not b:
        return "-"
    if a == b:
        return "="
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if short in long:
        return "<"
    characters = set(short)
    return str(4 * len(characters.intersection(long)) // len(characters))


@lru_cache(maxsize=65536)
def _token_hash(token: str) -> int:
    return zlib.crc32(token.encode("utf-8", "replace"))


class RecordVectorizer:
    """Lists of records → csr matrix of shape (records, 2 ** bits), float32.

    `idf_` is all that `fit` learns: one weight a column, shape (2 ** bits,).
    """

    def __init__(self, config: FeatureConfig | None = None, idf: NDArray[np.float32] | None = None) -> None:
        self.config = config or FeatureConfig()
        self.idf_ = idf
        # A stranger's numbers; what comes of them is looked at when they are loaded.
        with np.errstate(over="ignore"):
            self._weights = None if idf is None else idf**self.config.idf

    def fit(self, records: Sequence[Indicator]) -> RecordVectorizer:
        """A vectoriser with the document frequencies of `records`."""
        size = 1 << self.config.bits
        frequency = np.zeros(size)
        for row, column in self._groups(records):
            pairs = np.unique((row << self.config.bits) | column)
            frequency += np.bincount(pairs & (size - 1), minlength=size)
        idf = np.log((1 + len(records)) / (1 + frequency)) + 1
        # Half precision, as the model is stored, so that a saved model is the same model.
        stored = np.maximum(idf, 0.1).astype(np.float16).astype(np.float32)
        return RecordVectorizer(self.config, stored)

    def transform(self, records: Sequence[Indicator]) -> csr_matrix:
        """Features of `records`, in order, as a scipy matrix."""
        return self.rows(records).csr(1 << self.config.bits)

    def rows(self, records: Sequence[Indicator]) -> Rows:
        """Features of `records`, in order; each group of features has its weight as length."""
        config = self.config
        rows, columns, data = [], [], []
        groups = self._groups(records)
        for (row, column), weight in zip(groups, config.weights, strict=True):
            value = np.ones(len(column), np.float32) if self._weights is None else self._weights[column]
            length = np.sqrt(np.bincount(row, value * value, minlength=len(records)))
            rows.append(row)
            columns.append(column)
            data.append(value * (weight / np.maximum(length, 1e-6))[row])
        if self.idf_ is not None and len(records):
            # A name of common pieces only names no object: what boilerplate is recognised by.
            name_row, name_column = groups[0]
            row, column = self._rarity(name_row, self.idf_[name_column], len(records))
            rows.append(row)
            columns.append(column)
            data.append(np.full(len(row), config.weights[4], np.float32))
        return rows_of(np.concatenate(rows), np.concatenate(columns), np.concatenate(data), len(records))

    def _rarity(
        self, row: NDArray[np.int64], idf: NDArray[np.float32], count: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Two features a record: how rare the pieces of its name are on average, and the rarest."""
        pieces = np.bincount(row, minlength=count)
        mean = np.bincount(row, idf, minlength=count) / np.maximum(pieces, 1)
        order = np.argsort(row, kind="stable")
        starts = np.cumsum(pieces) - pieces
        most = np.where(pieces > 0, np.maximum.reduceat(np.append(idf[order], 0), starts), 0)
        buckets = [
            np.clip((2 * level).astype(np.int64), 0, 31) + 64 * k for k, level in enumerate((mean, most))
        ]
        codes = np.concatenate(buckets).astype(np.uint64) * _MIX
        mask = np.uint64((1 << self.config.bits) - 1)
        return np.tile(np.arange(count), 2), ((codes >> np.uint64(7)) & mask).astype(np.int64)

    def _groups(self, records: Sequence[Indicator]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """(row, column) of every feature, a group a field and one for the shape."""
        config = self.config
        fields = [fields_of(r) for r in records]
        groups = [
            _ngrams([f.name for f in fields], *config.name, salt=1),
            _ngrams([f.value for f in fields], *config.value, salt=2),
            _ngrams([f.description for f in fields], *config.description, salt=3),
            _ngrams([f"{f.name} {f.value} {f.description}" for f in fields], *config.everything, salt=4),
            _shapes([shape_tokens(r, f) for r, f in zip(records, fields, strict=True)]),
        ]
        mask = np.uint64((1 << config.bits) - 1)
        return [(row, ((code >> np.uint64(7)) & mask).astype(np.int64)) for row, code in groups]


_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def code_points(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Code points of all texts, each framed by a start and an end mark, and the text each is of."""
    framed = [f"{_START}{t}{_END}" for t in texts]
    joined = "".join(framed).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, dtype=np.uint32).astype(np.uint64)
    lengths = np.fromiter((len(t) for t in framed), dtype=np.int64, count=len(framed))
    return codes, np.repeat(np.arange(len(texts), dtype=np.int64), lengths)


def _ngrams(
    texts: Sequence[str], low: int, high: int, salt: int
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """(row, hash) of every n-gram with low ≤ n ≤ high, within its text."""
    codes, owner = code_points(texts)
    rows, hashes = [], []
    rolling = np.full(len(codes), salt, dtype=np.uint64)
    for n in range(1, high + 1):
        if len(codes) < n:
            break
        rolling = (rolling[: len(codes) - n + 1] + codes[n - 1 :]) * _PRIME
        rolling ^= rolling >> np.uint64(29)
        if n < low:
            continue
        inside = owner[: len(codes) - n + 1] == owner[n - 1 :]
        rows.append(owner[: len(codes) - n + 1][inside])
        hashes.append((rolling[inside] + np.uint64(n)) * _MIX)
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    return np.concatenate(rows), np.concatenate(hashes)


def _shapes(tokens: Iterable[list[str]]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    lists = list(tokens)
    counts = [len(row) for row in lists]
    hashes = np.fromiter(map(_token_hash, chain.from_iterable(lists)), np.uint64, sum(counts))
    return np.repeat(np.arange(len(lists), dtype=np.int64), counts), hashes * _MIX
