"""What a model says of a record does not depend on the company that the record keeps."""

from __future__ import annotations

import random

import numpy as np
import pytest
from zhibiao.models.load import load_model

from ..authored import load_corpus

RECORDS = [r.record for r in load_corpus()[7::650]]


@pytest.mark.parametrize("name", ["fast", "accurate"])
def test_single_shuffled_and_whole_batches_agree(name: str) -> None:
    if name == "accurate":
        pytest.importorskip("onnxruntime")
        pytest.importorskip("tokenizers")
    model = load_model(name)
    whole = model.predict(RECORDS)
    order = random.Random(3).sample(range(len(RECORDS)), len(RECORDS))
    shuffled = model.predict([RECORDS[i] for i in order]).take(np.argsort(order))
    parts = [model.predict([record]) for record in RECORDS]
    single = np.vstack([p.types for p in parts])
    assert whole.labels() == shuffled.labels() == [p.labels()[0] for p in parts]
    # Sums in another order may tip a number that lies between two steps of eight bits.
    for other in (shuffled.types, single):
        np.testing.assert_allclose(whole.types, other, atol=0.01)
    np.testing.assert_allclose(whole.vague, [p.vague[0] for p in parts], atol=0.01)
