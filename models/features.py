"""Records → sparse features of the fast models: hashed character n-grams and what the target is.

Everything is computed for a whole list at once with numpy: no tokeniser, no Python loop over
characters, nothing to pickle. The declared class is never looked at.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..nlp.normalize import fold
from ..nlp.record import Indicator
from ..nlp.targets import parse_target

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

MAX_CHARS = 160  # of a field; what decides stands at its ends, the middle of a longer one is dropped
_START, _END = "\x02", "\x03"
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# Years and document numbers are figures that no target can be held against.
_YEARS = re.compile(r"(?:19|20)\d\d(?=年|[-—~至]|\))|[(\[〔]\d{4}[)\]〕]\s*\d+号|(?<=第)\d+(?=号|期|届)")
_PUNCTUATION = re.compile(r"[、，,。.；;：:\"'（）()\s]+")
_TEMPLATE = re.compile(r"[*×xX_]{2,}|…+")


@dataclass(frozen=True, slots=True)
class FeatureConfig:
    """What the vectoriser looks at; stored with every model."""

    bits: int = 17
    name: tuple[int, int] = (1, 4)
    value: tuple[int, int] = (1, 3)
    description: tuple[int, int] = (2, 3)
    weights: tuple[float, float, float, float] = (1.0, 0.7, 0.5, 0.5)
    shape: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


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
    folded = fold(text)
    if len(folded) > MAX_CHARS:
        folded = folded[: MAX_CHARS // 2] + folded[-MAX_CHARS // 2 :]
    return _DIGITS.sub("0", _YEARS.sub("", folded)).rstrip("。.；;").lower()


def shape_tokens(record: Indicator, fields: Fields) -> list[str]:
    """What the target is and how the fields relate, as tokens."""
    target = record.target
    bare_name, bare_value = _bare(fields.name), _bare(fields.value)
    bare_description = _bare(fields.description)
    tokens = []
    if target is None:
        tokens.append("target=none")
    else:
        tokens += [f"kind={target.kind}", f"op={target.comparator}", f"unit={target.unit[:4]}"]
        tokens.append(f"kind+op={target.kind}{target.comparator}")
    hard = "0" in fields.value or (target is not None and target.comparator not in ("qualitative",))
    tokens.append(f"hard={hard}")
    tokens.append(f"digit-name={'0' in fields.name} digit-description={'0' in fields.description}")
    tokens.append(f"any-digit={'0' in fields.name + fields.value + fields.description}")
    tokens.append(f"name-length={min(len(fields.name) // 2, 12)}")
    tokens.append(f"value-length={min(len(fields.value), 12)}")
    tokens.append(f"has-description={bool(fields.description)}")
    repeats = _overlap(bare_name, bare_value)
    tokens.append(f"value-in-name={repeats}")
    tokens.append(f"description-of-name={_overlap(bare_name, bare_description)}")
    tokens.append(f"repeat={repeats}{_overlap(bare_value, bare_description)}{hard}")
    if record.tiers:
        tokens.append("ladder")
    if _TEMPLATE.search(record.name):
        tokens.append("template")
    return tokens


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", text)


def _overlap(a: str, b: str) -> str:
    """How much of the shorter of two texts stands in the longer, in quarters; `-` when one is empty."""
    if not a or not b:
        return "-"
    if a == b:
        return "="
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if short in long:
        return "<"
    return str(4 * len(set(short) & set(long)) // len(set(short)))


@lru_cache(maxsize=65536)
def _token_hash(token: str) -> int:
    return zlib.crc32(token.encode("utf-8", "replace"))


class RecordVectorizer:
    """Lists of records → csr matrix of shape (records, 2 ** bits), float32, rows of unit length.

    Stateless: `fit` learns nothing, so the vectoriser is its configuration.
    """

    def __init__(self, config: FeatureConfig | None = None) -> None:
        self.config = config or FeatureConfig()

    def transform(self, records: Sequence[Indicator]) -> csr_matrix:
        """Features of `records`, in order."""
        from scipy.sparse import csr_matrix

        config = self.config
        all_fields = [fields_of(r) for r in records]
        groups = [
            _ngrams([f.name for f in all_fields], *config.name, salt=1),
            _ngrams([f.value for f in all_fields], *config.value, salt=2),
            _ngrams([f.description for f in all_fields], *config.description, salt=3),
        ]
        if config.shape:
            groups.append(_shapes([shape_tokens(r, f) for r, f in zip(records, all_fields, strict=True)]))
        rows, columns, weights = [], [], []
        for (row, code), weight in zip(groups, config.weights, strict=False):
            counts = np.bincount(row, minlength=len(records)).astype(np.float32)
            rows.append(row)
            columns.append((code >> np.uint64(7)) & np.uint64((1 << config.bits) - 1))
            weights.append(weight / np.sqrt(np.maximum(counts, 1))[row])
        shape = (len(records), 1 << config.bits)
        data = np.concatenate(weights).astype(np.float32)
        index = (np.concatenate(rows), np.concatenate(columns).astype(np.int64))
        matrix = csr_matrix((data, index), shape=shape)
        matrix.sum_duplicates()
        return matrix


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
    rows: list[int] = []
    hashes: list[int] = []
    for i, row in enumerate(tokens):
        rows.extend([i] * len(row))
        hashes.extend(_token_hash(t) for t in row)
    return np.array(rows, dtype=np.int64), np.array(hashes, dtype=np.uint64) * _MIX


__all__ = ["FeatureConfig", "Fields", "RecordVectorizer", "fields_of", "parse_target", "shape_tokens"]
