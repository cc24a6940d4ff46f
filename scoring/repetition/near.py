"""Rows that are nearly the same: candidates from LSH bands, verified by their true similarity.

Nearly the same are two different texts (name and value) of at least `MIN_LENGTH` characters that are of
the same sense (`texts.same_sense`: measure, figures, comparison, negation, direction, degree) and have a
normalised Levenshtein similarity of at least `SIMILARITY`. Shorter texts are compared exactly only: in 入园率 and 入学率 one character is the
meaning. At 12 characters one may differ, from 14 on two, from 20 on three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .minhash import BANDS, differing
from .texts import JOINT, same_sense

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MIN_LENGTH = 12
SIMILARITY = 0.85
# In a bucket of more texts each is compared with so many of its neighbours only: time stays linear, and for
# what thousands of texts have alike the count is a lower bound. Of the pairs among a million rows 48 found
# 71 %, 256 92 %, 1024 99.8 % in twice the time of 48.
WINDOW = 1024
_BUCKET = 1 << 14  # rows of a bucket that a question looks at
_CHUNK = 1 << 16

Texts = Callable[["NDArray[Any]"], list[str]]
Outlines = tuple["NDArray[np.uint64]", "NDArray[np.int32]"]


def comparable(text: str) -> bool:
    """Whether a row's text is long enough for near copies."""
    return len(text) - text.count(JOINT) >= MIN_LENGTH


def verified(first: Sequence[str], second: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the texts of each pair are nearly the same."""
    import numpy as np
    from rapidfuzz.distance.Levenshtein import normalized_similarity
    from rapidfuzz.process import cpdist

    if not first:
        return np.zeros(0, np.bool_)
    scores = cpdist(first, second, scorer=normalized_similarity, score_cutoff=SIMILARITY, dtype=np.float32)
    found = scores > 0
    for i in np.flatnonzero(found).tolist():
        found[i] = first[i] != second[i] and same_sense(first[i], second[i])
    return found


def near_pairs(
    keys: NDArray[np.uint32], outlines: Outlines, texts: Texts
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """All pairs (i < j) of rows of `keys` whose texts are nearly the same, in pieces; each pair once.

    `keys` are the bands' keys, `outlines` those of `minhash.outlines`; `texts` gives the texts of some rows.
    """
    import numpy as np

    masks, sizes = outlines
    for band in range(BANDS):
        column = np.ascontiguousarray(keys[:, band])
        order = np.argsort(column, kind="stable").astype(np.uint32)
        for left, right in _neighbours(column[order], order):
            kept = _possible(masks[left], sizes[left], masks[right], sizes[right])
            left, right = left[kept], right[kept]
            if band:  # met before: in an earlier band
                new = ~(keys[left, :band] == keys[right, :band]).any(axis=1)
                left, right = left[new], right[new]
            if len(left):
                ok = verified(texts(left), texts(right))
                yield left[ok], right[ok]


def _possible(
    masks: NDArray[np.uint64],
    sizes: NDArray[np.int32],
    other_masks: NDArray[np.uint64],
    other_sizes: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Which texts can be similar enough by their lengths and sets of characters: none that is gets lost."""
    import numpy as np

    edits = ((1 - SIMILARITY) * np.maximum(sizes, other_sizes) + 1e-6).astype(np.int32)
    close = np.abs(sizes - other_sizes) <= edits
    return close & (differing(masks, other_masks) <= (2 * edits).astype(np.uint64))  # type: ignore[no-any-return]


def _neighbours(
    column: NDArray[np.uint32], order: NDArray[np.uint32]
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """Pairs of rows within the buckets of one band, at most `_CHUNK` at a time."""
    import numpy as np

    at = np.flatnonzero(column[:-1] == column[1:])
    for step in range(1, WINDOW + 1):
        if not len(at):
            return
        for start in range(0, len(at), _CHUNK):
            part = at[start : start + _CHUNK]
            a, b = order[part], order[part + step]
            yield np.minimum(a, b), np.maximum(a, b)
        at = at[at + step + 1 < len(column)]
        at = at[column[at] == column[at + step + 1]]


class Bands:
    """The bands on disk: for each the sorted keys and the rows that they belong to, read by memory map.

    Against an SQLite table: written in a fifteenth of the time, half the size, as fast to ask; DuckDB needs
    hundreds of milliseconds to look one text up in Parquet.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self._keys = np.load(folder / "band_keys.npy", mmap_mode="r")
        self._rows = np.load(folder / "band_rows.npy", mmap_mode="r")
        self._outlines = (
            np.load(folder / "masks.npy", mmap_mode="r"),
            np.load(folder / "sizes.npy", mmap_mode="r"),
        )

    def candidates(self, keys: NDArray[np.uint32], outline: Outlines) -> list[int]:
        """Rows that share a band with the text of these keys and this outline, and can be similar enough."""
        import numpy as np

        found = []
        for band, key in enumerate(keys):
            column = self._keys[band]
            start, stop = np.searchsorted(column, key), np.searchsorted(column, key, side="right")
            found.append(self._rows[band, start : min(stop, start + _BUCKET)])
        rows = np.unique(np.concatenate(found))
        masks, sizes = (known[rows] for known in self._outlines)
        return rows[_possible(masks, sizes, *outline)].tolist()  # type: ignore[no-any-return]


def write_bands(folder: Path, keys: NDArray[np.uint32], rows: NDArray[np.uint32]) -> None:
    """Write what `Bands` reads; `rows[i]` is the row whose keys are `keys[i]`."""
    import numpy as np
    from numpy.lib.format import write_array_header_1_0

    header = {"descr": "<u4", "fortran_order": False, "shape": (BANDS, len(rows))}
    # Written, not mapped: a full disk is then an error and not the end of the process.
    with (folder / "band_keys.npy").open("wb") as first, (folder / "band_rows.npy").open("wb") as second:
        for file in (first, second):
            write_array_header_1_0(file, header)  # type: ignore[no-untyped-call]
        for band in range(BANDS):
            column = np.ascontiguousarray(keys[:, band])
            order = np.argsort(column, kind="stable")
            first.write(column[order].tobytes())
            second.write(rows[order].tobytes())
