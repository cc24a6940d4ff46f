"""The share of a text that every document says, by the tetragrams of its sentences.

After Lang and Stice-Lawrence (Journal of Accounting and Economics, 2015), who count the words of sentences
that hold a four-word phrase common to many documents. Characters are half a word, so one common tetragram
makes no phrase (完成时间): here at least `COMMON_SHARE` of a sentence's tetragrams must be common. Common
is what at least `MIN_DOCUMENTS` documents and `MIN_SHARE` of all say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

MIN_DOCUMENTS = 5
MIN_SHARE = 0.01
COMMON_SHARE = 0.8
# Tetragrams are counted in a table of fixed size: memory does not grow with the archive. Two that share a
# slot add up, which at a hundredth of all documents rarely makes a rare one common.
_BITS = 24


def document_frequency(batches: Iterator[pa.RecordBatch]) -> NDArray[np.uint32]:
    """In how many documents each slot's tetragrams stand; batches of `doc` and `text`, sorted by `doc`."""
    import numpy as np

    counts = np.zeros(1 << _BITS, np.uint32)
    last, known = None, np.zeros(0, np.uint64)
    for batch in batches:
        docs, number = np.unique(batch.column("doc").to_numpy(), return_inverse=True)
        if not len(docs):
            continue
        slots, lengths = _tetragrams(batch.column("text").to_pylist())
        seen = np.sort((np.repeat(number, lengths).astype(np.uint64) << np.uint64(_BITS)) | slots)
        seen = seen[np.concatenate(([True], seen[1:] != seen[:-1]))]
        of = seen >> np.uint64(_BITS)
        slot = seen & np.uint64((1 << _BITS) - 1)
        here = slot[of == 0]
        new = np.setdiff1d(here, known, assume_unique=True) if docs[0] == last else here
        np.add.at(counts, np.concatenate((new, slot[of > 0])), np.uint32(1))
        ending = slot[of == len(docs) - 1]
        known = np.union1d(known, ending) if len(docs) == 1 and docs[0] == last else ending
        last = docs[-1]
    return counts


def common_slots(counts: NDArray[np.uint32], documents: int) -> NDArray[np.bool_]:
    """Which slots are common in an archive of so many documents."""
    return counts >= max(MIN_DOCUMENTS, MIN_SHARE * documents)  # type: ignore[no-any-return]


def spoken(texts: Sequence[str], common: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the sentences are made of common tetragrams."""
    import numpy as np

    if not texts:
        return np.zeros(0, np.bool_)
    slots, lengths = _tetragrams(texts)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    return np.add.reduceat(common[slots], starts, dtype=np.int64) >= COMMON_SHARE * lengths  # type: ignore[no-any-return]


def _tetragrams(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The slots of all tetragrams of all texts, and how many each text has; none is shorter than four."""
    import numpy as np

    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    joined = "".join(texts).encode("utf-32-le", "replace")
    codes = np.frombuffer(joined, np.uint32).astype(np.uint64)
    value = codes
    for shift in range(1, 4):
        value = value * np.uint64(0x9E3779B97F4A7C15) + np.roll(codes, -shift)
        value ^= value >> np.uint64(31)
    slots = (value * np.uint64(0xC2B2AE3D27D4EB4F)) >> np.uint64(64 - _BITS)
    whole = np.ones(len(codes), np.bool_)
    ends = np.cumsum(lengths)
    for back in range(1, 4):
        whole[ends - back] = False
    return slots[whole], lengths - 3
