"""The quality gate: pinned floors with the digest of the data they were measured on.

To re-pin after an improvement: `python -m zhibiao.training.gate` prints the measured values; a floor is
raised by hand, and never lowered without a reason in the change log.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from zhibiao.training.gate import FILES, digest_of, measure

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", sorted(FLOORS["models"]))
def test_the_bundled_model_holds_its_floors(model: str, shared: Path) -> None:
    if model == "accurate":
        pytest.importorskip("onnxruntime")
    files = [shared / "gold" / name for name in FILES]
    assert digest_of(files) == FLOORS["gold_sha256"], (
        "the gold files changed: measure again and re-pin the floors"
    )
    found = measure(model, files)
    low = {k: (found[k], floor) for k, floor in FLOORS["models"][model]["floors"].items() if found[k] < floor}
    high = {k: (found[k], top) for k, top in FLOORS["models"][model]["ceilings"].items() if found[k] > top}
    assert (low, high) == ({}, {})


def test_the_bundled_models_were_trained_on_this_corpus() -> None:
    from zhibiao.models.load import ARTEFACTS
    from zhibiao.training.corpus import corpus_digest

    for model in FLOORS["models"]:
        card = json.loads((ARTEFACTS / model / "config.json").read_text(encoding="utf-8"))["card"]
        assert card["corpus_sha256"] == corpus_digest(), model
