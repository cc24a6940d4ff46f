"""The quality gate: pinned floors with the digest of the data they were measured on.

To re-pin after an improvement: `python -m zhibiao.training.evaluation.gate`. It raises floors and never lowers one
unless told why (`--lower "reason"`).
"""

from __future__ import annotations

import json
import re
import warnings

import pytest
from click.testing import CliRunner
from zhibiao.training.data.corpus import corpus_digest
from zhibiao.training.evaluation import gate

from ..conftest import SLOW_TOO

FLOORS = json.loads(gate.FLOORS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", sorted(FLOORS["models"]))
def test_the_bundled_model_holds_its_floors(model: str, shared) -> None:
    if model == "accurate":
        pytest.importorskip("onnxruntime")
    files = [shared / "gold" / name for name in gate.FILES]
    assert gate.digest_of(files) == FLOORS["gold_sha256"], (
        "the gold files changed: measure again and re-pin the floors"
    )
    assert gate.breaches(gate.measure(model, files), FLOORS["models"][model]) == {}


@pytest.mark.parametrize("model", sorted(FLOORS["corpus"]))
def test_cross_validation_on_the_corpus_holds_its_floors(model: str) -> None:
    if model == "linear" and not SLOW_TOO:
        pytest.skip("trained in three folds, two minutes: ZHIBIAO_SLOW=1, and the gate before a release")
    if corpus_digest() != FLOORS["corpus_sha256"]:
        warnings.warn(
            "the corpus has changed since the floors were pinned: re-pin before a release", stacklevel=1
        )
    assert gate.breaches(gate.measure_corpus(model), FLOORS["corpus"][model]) == {}


def test_the_bundled_models_say_which_corpus_they_were_trained_on() -> None:
    """A label can be mended without retraining: then they are older, which a release check refuses."""
    for model in FLOORS["models"]:
        assert re.fullmatch("[0-9a-f]{64}", gate.trained_on(model))
    for model in gate.outdated():
        warnings.warn(f"{model} was trained on an older corpus: retrain before a release", stacklevel=1)


def test_a_release_waits_for_models_and_floors_of_this_corpus(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "corpus_digest", lambda: "mended")
    done = CliRunner().invoke(gate.gate, [str(tmp_path), "--release"])
    assert done.exit_code == 1
    assert "older than the corpus: fast, accurate, floors.json" in done.stderr
    assert not (tmp_path / "floors.json").exists()


def scores(accuracy: float, ece: float) -> dict[str, float]:
    return dict.fromkeys(gate._FLOORS, accuracy) | {"type_ece": ece, "set_size": 1.2}


def pinned(accuracy: float, ece: float, **settings) -> tuple[dict, list[str]]:
    old, _ = gate.repin({"corpus_sha256": "a", "corpus": {"fast": scores(0.9, 0.02)}}, {})
    found = {"corpus_sha256": "b", "corpus": {"fast": scores(accuracy, ece)}}
    return gate.repin(found, old, **settings)


def test_a_better_model_raises_floors_and_lowers_ceilings() -> None:
    floors, notes = pinned(0.95, 0.01)
    assert notes == []
    assert floors["corpus"]["fast"]["floors"]["type_accuracy"] == pytest.approx(0.945)
    assert floors["corpus"]["fast"]["ceilings"]["type_ece"] == pytest.approx(0.018)
    assert floors["corpus_sha256"] == "b"


def test_a_worse_model_never_lowers_a_floor_by_itself() -> None:
    floors, notes = pinned(0.85, 0.05)
    assert floors["corpus"]["fast"]["floors"]["type_accuracy"] == pytest.approx(0.895)
    assert floors["corpus"]["fast"]["ceilings"]["type_ece"] == pytest.approx(0.028)
    assert any("type_accuracy" in n for n in notes)
    assert gate.breaches(scores(0.85, 0.05), floors["corpus"]["fast"])


def test_lowering_keeps_its_reason() -> None:
    floors, _ = pinned(0.85, 0.05, reason="the corpus was mended")
    assert floors["corpus"]["fast"]["floors"]["type_accuracy"] == pytest.approx(0.845)
    assert floors["lowered"][0]["reason"] == "the corpus was mended"
    assert gate.breaches(scores(0.85, 0.05), floors["corpus"]["fast"]) == {}
