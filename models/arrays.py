"""Plain arrays: weights of a model folder, read without running a stranger's code; decision values and probabilities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def load_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a safetensors file by name. Raises ValueError where one holds what is no number."""
    from safetensors.numpy import load_file

    arrays: dict[str, NDArray[Any]] = load_file(path)
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ValueError(f"{path}: {name} holds what is no number")
    return arrays


def logits(coefficients: Any, intercept: Any, features: Any) -> NDArray[np.float64]:
    """Decision values, shape (records, classes); a two-class model's are those of (other, positive)."""
    values = features @ coefficients.T + intercept
    if values.shape[1] == 1:
        values = np.hstack([np.zeros_like(values), values])
    return np.asarray(values, dtype=np.float64)


def probabilities(values: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Softmax of decision values divided by a temperature."""
    scaled = values / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    exponents = np.exp(scaled)
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))
