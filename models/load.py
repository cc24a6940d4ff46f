"""Models by name, folder or MLflow address; loaded once, when first needed."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..nlp.errors import reason
from ..nlp.extras import lacking

ARTEFACTS = Path(__file__).resolve().parent / "artefacts"
BUNDLED = ("fast", "accurate")


class ModelError(Exception):
    """A model could not be loaded. `str(error)` is the Chinese sentence for the user."""


@lru_cache(maxsize=4)
def load_model(name: str = "fast") -> Any:
    """The model called `name`: `fast`, `accurate`, `keywords`, a folder, or an MLflow address.

    Raises `ModelError` when there is none or its libraries are missing.
    """
    generic_words()
    if name == "keywords":
        from .keywords import KeywordModel

        return KeywordModel()
    folder = folder_of(name)
    if not (folder / "config.json").is_file():
        raise ModelError(f"找不到模型“{name}”：请用 fast、accurate 或一个含 config.json 的模型文件夹。")
    try:
        model = _load_folder(folder)
        if model is not None:
            _try(model)
    except ImportError as error:
        raise ModelError(str(lacking(f"模型“{name}”", error))) from error
    except Exception as error:  # a stranger's files can be wrong in any way; none of them is code to us
        raise ModelError(f"模型“{name}”无法加载：文件不完整或被改动过，请重新安装。") from error
    if model is None:
        raise ModelError(f"模型“{name}”的类型不认识：请升级 zhibiao 或换一个模型。")
    return model


def generic_words() -> tuple[str, ...]:
    """The user's own generic words (see `words.user_words`). Raises `ModelError` where their file can't be read."""
    from .words import USER_WORDS, user_words

    try:
        return user_words()
    except (OSError, UnicodeDecodeError) as error:
        said = reason(error) if isinstance(error, OSError) else "不是 UTF-8 文本"
        raise ModelError(
            f"环境变量 {USER_WORDS} 所指的文件“{os.environ[USER_WORDS]}”读不出（{said}）：请检查路径和编码，或去掉这个变量。"
        ) from error


def folder_of(name: str) -> Path:
    """The folder of a bundled model, of one registered in MLflow, or `name` itself as a path."""
    return ARTEFACTS / name if name in BUNDLED else fetch(name) if ":/" in name else Path(name)


def _try(model: Any) -> None:
    """Raise ValueError for a model whose numbers can't be right, or whatever it raises when it is used."""
    import numpy as np

    from ..nlp.record import Indicator

    with np.errstate(all="ignore"):
        found = model.predict([Indicator("培训人数", "≥200人次", "全年"), Indicator("满意度"), Indicator("")])
        limits = found.thresholds
        shares = np.hstack(
            [
                found.types.ravel(),
                found.vague,
                found.boilerplate,
                limits.vague,
                limits.boilerplate,
                limits.type_set,
            ]
        )
        if not np.all((shares >= 0) & (shares <= 1)):
            raise ValueError("a probability or a limit is none")
        found.type_sets(), found.is_vague(), found.is_boilerplate(), dict(model.card)


def fetch(address: str) -> Path:
    """The model folder inside a model registered in MLflow; none of its code is run."""
    try:
        import mlflow
    except ImportError as error:
        raise ModelError(str(lacking("读取 MLflow 中的模型", error))) from error
    mlflow.set_tracking_uri(os.environ.get("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db"))
    try:
        root = Path(mlflow.artifacts.download_artifacts(address))
    except Exception as error:
        raise ModelError(f"MLflow 中没有模型“{address}”：请检查地址和 MLFLOW_TRACKING_URI。") from error
    return next(
        (p.parent for p in sorted(root.rglob("config.json")) if (p.parent / "README.md").exists()), root
    )


def _load_folder(folder: Path) -> Any:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    kind = config.get("kind")
    if kind == "keywords":
        from .keywords import KeywordModel

        return KeywordModel(config["card"])
    if not all(1e-3 < value < 1e3 for value in config["temperatures"].values()):
        raise ValueError("a temperature is none")
    if kind in ("linear", "word", "char", "vectors"):
        from .linear import load_linear

        return load_linear(folder)
    if kind == "fast":
        from .fast import load_fast

        return load_fast(folder)
    return encoder_at(folder) if kind == "accurate" else None


def encoder_at(folder: Path, threads: int = 0) -> Any:
    """The encoder in `folder`; the bundled one speaks together with the bundled fast model. `threads` 0 leaves the
    choice to onnxruntime."""
    from .accurate import load_accurate
    from .together import Together

    encoder = load_accurate(folder, threads)
    return Together(encoder, load_model("fast")) if folder == ARTEFACTS / "accurate" else encoder
