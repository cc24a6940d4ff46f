"""The `fast` kind of model: a small network over hashed n-grams, numpy only.

A linear model adds up what each n-gram says. The object of an indicator and its measure often say
different things (慰问困难职工 is social, …人数 is a quantity), and which of them decides depends on both:
a hidden layer can hold that. It is taught by the encoder (see `training/network/train.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..nlp.record import Indicator
from .arrays import load_arrays
from .features import FeatureConfig, RecordVectorizer
from .guideline import read_logits
from .predictions import Predictions, Thresholds, in_chunks
from .sparse import Rows
from .taxonomy import LEAVES

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTPUTS = len(LEAVES) + 2
WEIGHTS = "network.safetensors"
_DENSE = ("projection", "bias", "inner", "outer")
_LEVELS = 127  # of an eight-bit number, either side of zero


@dataclass(frozen=True)
class Network:
    """`table` (features, rank) is what each feature adds to a record's sums; `projection` (rank, hidden + 11) makes of
    the sums the hidden units and, directly, the outputs; `bias` (hidden + 11,) goes on top. `inner` (hidden, inner) and
    `outer` (inner, 11), each with a last row of biases, turn the hidden units into what else is added to the outputs."""

    table: NDArray[np.float32]
    projection: NDArray[np.float32]
    bias: NDArray[np.float32]
    inner: NDArray[np.float32]
    outer: NDArray[np.float32]

    def logits(self, features: Rows) -> NDArray[np.float64]:
        """Raw outputs, shape (records, 11): 9 type logits, vague, boilerplate."""
        # In double precision, so that the last digits of a record do not depend on how many others come with it.
        sums = features.times(self.table).astype(np.float64) @ self.projection + self.bias
        hidden = np.maximum(sums[:, :-OUTPUTS], 0)
        inner = np.maximum(hidden @ self.inner[:-1] + self.inner[-1], 0)
        return np.asarray(sums[:, -OUTPUTS:] + inner @ self.outer[:-1] + self.outer[-1], dtype=np.float64)


@dataclass(frozen=True)
class FastModel:
    """A network with its vectoriser; `temperatures` by head, as for the `accurate` model."""

    vectorizer: RecordVectorizer
    network: Network
    temperatures: Mapping[str, float]
    thresholds: Thresholds
    card: Mapping[str, Any]

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions for `records`, in order; any number of them, also none."""
        return in_chunks(self._predict, records, self.thresholds)

    def _predict(self, records: Sequence[Indicator]) -> tuple[Any, Any, Any]:
        values = self.network.logits(self.vectorizer.rows(records))
        return read_logits(values, records, self.temperatures)

    def save(self, folder: Path) -> None:
        """Write `network.safetensors` (the table in eight bits a number) and `config.json` into `folder`."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        network = self.network
        codes, scale = pack(network.table)
        arrays: dict[str, Any] = {
            "table": codes,
            "scale": scale,
            "idf": np.asarray(self.vectorizer.idf_, np.float16),
        }
        arrays |= {name: getattr(network, name) for name in _DENSE}
        # safetensors writes the memory as it lies and forgets its order.
        save_file({k: np.ascontiguousarray(v) for k, v in arrays.items()}, folder / WEIGHTS)
        config = {
            "kind": "fast",
            "features": asdict(self.vectorizer.config),
            "temperatures": dict(self.temperatures),
            "thresholds": asdict(self.thresholds),
            "card": dict(self.card),
        }
        text = json.dumps(config, ensure_ascii=False, indent=2) + "\n"
        (folder / "config.json").write_text(text, encoding="utf-8")


def pack(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """A table in eight bits a number, and the scale of each row (float16, at least the smallest normal)."""
    scale = np.maximum(np.abs(table).max(axis=1) / _LEVELS, 1e-4).astype(np.float16)
    codes = np.rint(table / scale.astype(np.float32)[:, None])
    return np.clip(codes, -_LEVELS, _LEVELS).astype(np.int8), scale


def unpack(codes: NDArray[np.int8], scale: NDArray[np.float16]) -> NDArray[np.float32]:
    """The table that `pack` packed, rounded."""
    return codes.astype(np.float32) * scale.astype(np.float32)[:, None]


def load_fast(folder: Path) -> FastModel:
    """The model in `folder`. Weights are plain arrays: a stranger's file runs no code.

    Raises FileNotFoundError, ValueError for a folder of another kind, KeyError for missing weights.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("kind") != "fast":
        raise ValueError(f"{folder}: not a fast model")
    arrays = load_arrays(folder / WEIGHTS)
    network = Network(unpack(arrays["table"], arrays["scale"]), *(arrays[name] for name in _DENSE))
    vectorizer = RecordVectorizer(FeatureConfig.of(config["features"]), arrays["idf"].astype(np.float32))
    if not len(network.table) == len(arrays["idf"]) == 1 << vectorizer.config.bits:
        raise ValueError(f"{folder}: the table has {len(network.table)} features")
    return FastModel(
        vectorizer, network, config["temperatures"], Thresholds(**config["thresholds"]), config["card"]
    )
