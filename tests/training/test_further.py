"""Training goes on from a model that is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from zhibiao.models.load import ARTEFACTS, load_model
from zhibiao.training.config import Experiment, ExperimentError
from zhibiao.training.run import train

from ..authored import load_corpus

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

ROWS = load_corpus()[::400]
RECORDS = [r.record for r in ROWS]


def test_the_bundled_encoder_is_a_torch_model_again() -> None:
    pytest.importorskip("onnxruntime")
    from zhibiao.training.encoder.bundled import load_bundled
    from zhibiao.training.encoder.tagger import Tagger, tagger_logits

    trunk, tokenizer, heads = load_bundled(ARTEFACTS / "accurate")
    tagger = Tagger(trunk)
    tagger.heads = heads
    again = tagger_logits(tagger.eval(), tokenizer, RECORDS[:40])
    exported = load_model("accurate").encoder.logits(RECORDS[:40])
    # The graph rounds what enters its layers, this does not.
    assert np.abs(again - exported).mean() < 0.1
    assert (again[:, :9].argmax(1) == exported[:, :9].argmax(1)).mean() > 0.95


def test_the_fast_model_keeps_what_it_knows_and_learns_what_is_new(tmp_path: Path) -> None:
    config = Experiment(
        "further", "fast", start="fast", teacher="fast", epochs=3, rate=2e-3, perturbed=0.5, unlabelled=50
    )
    held = replace(config, held_out=(ROWS[0].sector,))
    trained = train(held, ROWS, tmp_path).model
    before = load_model("fast").predict(RECORDS)
    after = trained.predict(RECORDS)
    assert np.mean([a == b for a, b in zip(before.labels(), after.labels(), strict=True)]) > 0.9
    assert not np.array_equal(trained.network.table, load_model("fast").network.table)


@pytest.mark.parametrize(
    ("kind", "start"), [("fast", "keywords"), ("encoder", "fast"), ("encoder", "nowhere")]
)
def test_a_start_of_another_kind_is_refused(kind: str, start: str, tmp_path: Path) -> None:
    config = Experiment("further", kind, start=start, teacher="fast", held_out=(ROWS[0].sector,), epochs=1)
    with pytest.raises(ExperimentError, match=f"“{start}”不是"):
        train(config, ROWS[:30], tmp_path)
