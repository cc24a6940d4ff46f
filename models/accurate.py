"""The `accurate` model: an encoder in ONNX with eight-bit weights, run by onnxruntime on the CPU."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..nlp.record import Indicator
from .guideline import read_logits
from .predictions import Predictions, Thresholds
from .taxonomy import LEAVES
from .texts import SEPARATOR, text_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Tokens a batch: short records travel in large batches, long ones in small. What a layer works on must stay
# in the cache: batches of 4096 are a third slower.
BATCH_TOKENS = 512


@dataclass(frozen=True)
class AccurateModel:
    """`session` is an onnxruntime session, `tokenizer` a `tokenizers.Tokenizer`; `separator` stands between the
    fields of a text, `pad` is the id of the padding token."""

    session: Any
    tokenizer: Any
    temperatures: Mapping[str, float]
    thresholds: Thresholds
    card: Mapping[str, Any]
    separator: str = SEPARATOR
    pad: int = 1

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions for `records`, in order; any number of them, also none."""
        return Predictions(*read_logits(self.logits(records), records, self.temperatures), self.thresholds)

    def logits(self, records: Sequence[Indicator]) -> NDArray[np.float64]:
        """Raw outputs, shape (records, 11): 9 type logits, vague, boilerplate."""
        encodings = self.tokenizer.encode_batch([text_of(r, self.separator) for r in records])
        ids = [e.ids for e in encodings]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = np.zeros((len(ids), len(LEAVES) + 2))
        start = 0
        while start < len(order):
            # The list is sorted by length, so the widest row of a batch is its last.
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(ids[order[end]]) <= BATCH_TOKENS:
                end += 1
            part = order[start:end]
            out[part] = self._run([ids[i] for i in part])
            start = end
        return out

    def _run(self, rows: list[list[int]]) -> NDArray[np.float64]:
        width = max(len(r) for r in rows)
        tokens = np.full((len(rows), width), self.pad, dtype=np.int64)
        mask = np.zeros_like(tokens)
        for k, row in enumerate(rows):
            tokens[k, : len(row)], mask[k, : len(row)] = row, 1
        inputs = {"input_ids": tokens, "attention_mask": mask}
        return np.asarray(self.session.run(["logits"], inputs)[0], dtype=np.float64)


def load_accurate(folder: Path, threads: int = 0) -> AccurateModel:
    """The model in `folder`; `threads` 0 leaves the choice to onnxruntime.

    Raises ImportError without the extra `accurate`, FileNotFoundError, or ValueError for another kind.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("kind") != "accurate":
        raise ValueError(f"{folder}: not an accurate model")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(config["max_tokens"])
    return AccurateModel(
        session,
        tokenizer,
        config["temperatures"],
        Thresholds(**config["thresholds"]),
        config["card"],
        config.get("separator", SEPARATOR),
        config.get("pad", 1),
    )
