"""Register a model in MLflow as a pyfunc that takes a DataFrame of records and returns the scored fields."""

from __future__ import annotations

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
REQUIREMENTS = (
    "click",
    "jieba",
    "numpy",
    "pandas",
    "rich",
    "scikit-learn",
    "scipy",
    "skops",
    "onnxruntime",
    "tokenizers",
)


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


def requirements() -> list[str]:
    """Pinned versions of what the served model imports."""
    from importlib.metadata import PackageNotFoundError, version

    pinned = []
    for name in REQUIREMENTS:
        try:
            pinned.append(f"{name}=={version(name)}")
        except PackageNotFoundError:
            continue
    return pinned


def register(folder: Path, name: str = NAME, alias: str = ALIAS) -> str:
    """Log the model in `folder`, register it and point the alias at it; returns its address.

    The model is logged as code, not as a pickle: loading it unpickles nothing.
    """
    import mlflow
    import pandas as pd
    from mlflow import MlflowClient
    from mlflow.models import infer_signature

    from .served import SIGNATURE_COLUMNS, scored_columns
    from .tracking import EXPERIMENT, tracking_uri

    mlflow.set_tracking_uri(tracking_uri())
    mlflow.set_experiment(EXPERIMENT)
    example = pd.DataFrame([dict.fromkeys(SIGNATURE_COLUMNS, "") | {"name": "山塘加固座数", "value": "9座"}])
    with tempfile.TemporaryDirectory() as scratch, mlflow.start_run(run_name=f"register {folder.name}"):
        script = Path(scratch) / "served_model.py"
        script.write_text(_SCRIPT, encoding="utf-8")
        info: Any = mlflow.pyfunc.log_model(
            name="model",
            python_model=str(script),
            artifacts={"model": str(folder)},
            code_paths=[str(copy_package(Path(scratch)))],
            pip_requirements=requirements(),
            signature=infer_signature(example, scored_columns()),
            input_example=None,
            registered_model_name=name,
        )
    MlflowClient().set_registered_model_alias(name, alias, info.registered_model_version)
    return f"models:/{name}@{alias}"
