from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from zhibiao.models.sparse import rows_of

COLUMNS = 40
TABLE = np.random.default_rng(2).normal(size=(COLUMNS, 5)).astype(np.float32)
triples = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, COLUMNS - 1), st.floats(-2, 2, width=32)), max_size=90
)


def made(items: list[tuple[int, int, float]], count: int = 4):
    row, column, value = zip(*items, strict=True) if items else ((), (), ())
    whole = np.array(row, np.int64), np.array(column, np.int64), np.array(value, np.float32)
    return rows_of(*whole, count)


@settings(max_examples=80, deadline=None)
@given(triples)
def test_the_product_is_that_of_the_dense_matrix(items: list[tuple[int, int, float]]) -> None:
    dense = np.zeros((4, COLUMNS))
    for row, column, value in items:
        dense[row, column] += value
    rows = made(items)
    np.testing.assert_allclose(rows.times(TABLE), dense @ TABLE, atol=1e-3)
    np.testing.assert_allclose(rows.csr(COLUMNS).toarray(), dense, atol=1e-4)


@settings(max_examples=40, deadline=None)
@given(triples)
def test_a_row_has_the_same_sums_alone(items: list[tuple[int, int, float]]) -> None:
    together = made(items).times(TABLE)
    for i in range(4):
        alone = made([(0, column, value) for row, column, value in items if row == i], 1)
        np.testing.assert_array_equal(together[i], alone.times(TABLE)[0])
