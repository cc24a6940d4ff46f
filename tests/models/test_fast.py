from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from zhibiao.models.fast import (
    OUTPUTS,
    WEIGHTS,
    FastModel,
    Network,
    load_fast,
    pack,
    unpack,
)
from zhibiao.models.features import FeatureConfig, RecordVectorizer
from zhibiao.models.load import ModelError, load_model
from zhibiao.models.predictions import Thresholds
from zhibiao.models.sparse import rows_of
from zhibiao.nlp.record import Indicator

RECORDS = [
    Indicator("渠道衬砌长度", "≥3公里"),
    Indicator("村民满意度", "较高"),
    Indicator("桥梁抽检合格率", "98%"),
]
RANK, HIDDEN, INNER = 6, 8, 4


@pytest.fixture
def model() -> FastModel:
    chance = np.random.default_rng(5)
    draw = lambda *shape: chance.normal(size=shape).astype(np.float32)  # noqa: E731
    vectorizer = RecordVectorizer(FeatureConfig(bits=12)).fit(RECORDS)
    table = unpack(*pack(draw(1 << 12, RANK)))
    # Column by column in memory, as arrays that were transposed are: the file must not lose that.
    inner, outer = np.asfortranarray(draw(HIDDEN + 1, INNER)), np.asfortranarray(draw(INNER + 1, OUTPUTS))
    network = Network(table, draw(RANK, HIDDEN + OUTPUTS), draw(HIDDEN + OUTPUTS), inner, outer)
    return FastModel(
        vectorizer, network, {"type": 1.5, "vague": 1.0, "boilerplate": 2.0}, Thresholds(), {"a": 1}
    )


def test_a_saved_network_says_the_same_after_loading(model: FastModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = load_fast(tmp_path)
    one, other = model.predict(RECORDS), again.predict(RECORDS)
    np.testing.assert_array_equal(one.types, other.types)
    np.testing.assert_array_equal(one.boilerplate, other.boilerplate)
    assert again.card == {"a": 1}
    assert load_model(str(tmp_path)).predict(RECORDS).labels() == one.labels()


def test_its_probabilities_are_probabilities_and_none_is_none(model: FastModel) -> None:
    found = model.predict(RECORDS)
    np.testing.assert_allclose(found.types.sum(axis=1), 1)
    assert ((found.vague >= 0) & (found.vague <= 1)).all()
    assert len(model.predict([])) == 0


def test_hidden_units_make_it_more_than_a_sum(model: FastModel) -> None:
    """With features a and b together it says something else than what a and b alone add up to."""
    features = rows_of(np.array([1, 2, 3, 3]), np.array([7, 9, 7, 9]), np.full(4, 2, np.float32), 4)
    nothing, a, b, both = model.network.logits(features)
    assert np.abs(both + nothing - a - b).max() > 0.1


def test_a_wide_part_alone_is_a_linear_model() -> None:
    projection = np.zeros((1, HIDDEN + OUTPUTS), np.float32)
    projection[:, HIDDEN:] = 1
    zeros = Network(
        np.arange(4, dtype=np.float32)[:, None],
        projection,
        np.ones(HIDDEN + OUTPUTS, np.float32),
        np.zeros((HIDDEN + 1, INNER), np.float32),
        np.zeros((INNER + 1, OUTPUTS), np.float32),
    )
    features = rows_of(np.zeros(2, np.int64), np.array([1, 3]), np.array([1, 2], np.float32), 1)
    np.testing.assert_allclose(zeros.logits(features), [[8.0] * OUTPUTS])


@settings(max_examples=50, deadline=None)
@given(arrays(np.float32, (6, 5), elements=st.floats(-100, 100, width=32)))
def test_packing_loses_at_most_half_a_step_of_the_row(table: np.ndarray) -> None:
    codes, scale = pack(table)
    assert codes.dtype == np.int8
    step = scale.astype(np.float32)[:, None]
    # The scale is a half precision number: its own rounding adds up to a thousandth of the largest entry.
    assert (np.abs(unpack(codes, scale) - table) <= 0.51 * step + np.abs(table).max() * 1e-3).all()


def test_packing_twice_changes_nothing() -> None:
    table = np.random.default_rng(1).normal(size=(50, 20)).astype(np.float32)
    once = unpack(*pack(table))
    np.testing.assert_array_equal(unpack(*pack(once)), once)


def test_a_stranger_cannot_smuggle_code(model: FastModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["config.json", WEIGHTS]
    ran = tmp_path / "ran"

    class Evil:
        def __reduce__(self) -> tuple:
            return (ran.write_text, ("x",))

    (tmp_path / WEIGHTS).write_bytes(pickle.dumps(Evil()))
    with pytest.raises(ModelError):
        load_model(str(tmp_path))
    assert not ran.exists()


def test_a_folder_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"kind": "linear"}))
    with pytest.raises(ValueError, match="not a fast"):
        load_fast(tmp_path)
