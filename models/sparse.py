"""Sparse rows of features, and their product with a table of weights, in numpy alone.

SciPy does the same and weighs more than everything else that scoring needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_STEP = 4  # binary digits of the smallest step that rows are filled up with zeros to
_DIGITS = 4  # longer rows to a length of so many binary digits
_TOGETHER = 128  # rows that are multiplied at once: what they gather stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Rows:
    """Row i holds `values[starts[i]:starts[i + 1]]` (float32) in those `columns`; a column may come twice and adds up."""

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: NDArray[np.float32]

    def times(self, table: NDArray[np.float32]) -> NDArray[np.float32]:
        """The product with `table` (columns, n), shape (rows, n).

        Rows of one length are multiplied together. What a row is filled up to depends on nothing but itself, so that
        its sums are the same to the last digit in any company.
        """
        counts = np.diff(self.starts)
        steps = np.maximum(np.frexp(counts)[1] - _DIGITS, _STEP)
        lengths = -(-counts >> steps) << steps
        sums = np.zeros((len(counts), table.shape[1]), np.float32)
        for length in np.unique(lengths[lengths > 0]):
            alike = np.flatnonzero(lengths == length)
            for rows in np.split(alike, range(_TOGETHER, len(alike), _TOGETHER)):
                inside = np.arange(length) < counts[rows, None]
                places = np.where(inside, self.starts[rows, None] + np.arange(length), 0)
                values = self.values.take(places) * inside
                gathered = table.take(self.columns.take(places), axis=0)
                sums[rows] = np.matmul(values[:, None, :], gathered)[:, 0]
        return sums

    def csr(self, width: int) -> csr_matrix:
        """The same as a scipy matrix of `width` columns, for scikit-learn and torch."""
        from scipy.sparse import csr_matrix

        shape = (len(self.starts) - 1, width)
        return csr_matrix((self.values, self.columns, self.starts), shape=shape)


def rows_of(
    row: NDArray[np.int64], column: NDArray[np.int64], value: NDArray[np.float32], count: int
) -> Rows:
    """`count` rows from triples in any order; a row keeps the order of its own.

    The triples are runs in row order, which a stable sort merges fast.
    """
    order = np.argsort(row, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=count))])
    return Rows(starts, column[order].astype(np.int32), value[order].astype(np.float32))
