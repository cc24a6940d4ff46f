"""Register a model in MLflow as a pyfunc that takes a DataFrame of records and returns the scored fields."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

NAME = "zhibiao"
ALIAS = "champion"
_PACKAGE = Path(__file__).resolve().parent.parent
_PARTS = ("__init__.py", "py.typed", "nlp", "models", "scoring", "training", "app")
_SCRIPT = """\
import mlflow
from zhibiao.training.served import ScoringModel

mlflow.models.set_model(ScoringModel())
"""
# What loading and predicting imports, by kind of model; `training.cleanroom` proves that it is enough. The
# readers' and the reports' libraries are not needed to predict.
REQUIREMENTS = ("mlflow", "numpy", "pandas")
MORE = {"fast": ("safetensors", "scipy"), "accurate": ("onnxruntime", "tokenizers")}


def copy_package(folder: Path) -> Path:
    """The package as an importable folder `zhibiao` without other models, so that code travels along."""
    target = folder / "zhibiao"
    ignore = shutil.ignore_patterns("__pycache__", "artefacts", "*.egg-info")
    for part in _PARTS:
        source = _PACKAGE / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=ignore)
        elif source.is_file():
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target / part)
    return target


def requirements(folder: Path) -> list[str]:
    """Pinned versions of what the model in `folder` imports when it is served."""
    from importlib.metadata import version

    kind = json.loads((folder / "config.json").read_text(encoding="utf-8"))["kind"]
    return [f"{name}=={version(name)}" for name in (*REQUIREMENTS, *MORE[kind])]


def register(folder: Path, name: str = NAME, alias: str = ALIAS) -> str:
    """Log the model in `folder`, register it and point the alias at it; returns its address.

    The model is logged as code, not as a pickle: loading it unpickles nothing.
    """
    import mlflow
    from mlflow import MlflowClient
    from mlflow.models import ModelSignature, infer_signature
    from mlflow.types import ColSpec, Schema

    from .served import SIGNATURE_COLUMNS, scored_columns
    from .tracking import EXPERIMENT, tracking_uri

    mlflow.set_tracking_uri(tracking_uri())
    mlflow.set_experiment(EXPERIMENT)
    # A name is enough; what a caller leaves out counts as empty.
    columns: list[Any] = [ColSpec("string", c, required=c == "name") for c in SIGNATURE_COLUMNS]
    signature = ModelSignature(Schema(columns), infer_signature(scored_columns()).inputs)
    with tempfile.TemporaryDirectory() as scratch, mlflow.start_run(run_name=f"register {folder.name}"):
        script = Path(scratch) / "served_model.py"
        script.write_text(_SCRIPT, encoding="utf-8")
        info: Any = mlflow.pyfunc.log_model(
            name="model",
            python_model=str(script),
            artifacts={"model": str(folder)},
            code_paths=[str(copy_package(Path(scratch)))],
            pip_requirements=requirements(folder),
            signature=signature,
            input_example=None,
            registered_model_name=name,
        )
    MlflowClient().set_registered_model_alias(name, alias, info.registered_model_version)
    return f"models:/{name}@{alias}"
