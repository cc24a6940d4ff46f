"""Export a fine-tuned tagger as the `accurate` model: ONNX, eight-bit weights."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import torch

from .scales import scale_by_token
from .tagger import Tagger


class _Graph(torch.nn.Module):
    """The tagger as a function of two tensors, for tracing."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.model(input_ids, attention_mask)["logits"]
        return logits


def export_onnx(model: Tagger, spelling: Any, folder: Path) -> Path:
    """Write `model.onnx` (eight-bit) and `tokenizer.json` into `folder`; returns the folder.

    `spelling` is the `tokenizers.Tokenizer` that makes the model's token ids.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    spelling.save(str(folder / "tokenizer.json"))
    with tempfile.TemporaryDirectory() as scratch:
        quantize_dynamic(
            plain_onnx(model, Path(scratch) / "full.onnx"),
            folder / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # seven bits: sums of two products fit 16 bits on processors without VNNI too
            op_types_to_quantize=["MatMul", "Gather"],
        )
    scale_by_token(folder / "model.onnx")
    return folder


def plain_onnx(model: Tagger, path: Path) -> Path:
    """Write the tagger's graph in 32 bits: (input_ids, attention_mask) → logits (rows, 11)."""
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    mask = (ids != 1).long()
    model = model.eval().float()
    # Fused attention has no ONNX form; the plain one gives the same numbers.
    model.trunk.config._attn_implementation = "eager"
    axes = {"input_ids": {0: "rows", 1: "tokens"}, "attention_mask": {0: "rows", 1: "tokens"}}
    with torch.no_grad():
        torch.onnx.export(
            _Graph(model).eval(),  # else the export leaves the model in training mode
            (ids, mask),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes={**axes, "logits": {0: "rows"}},
            opset_version=17,
            dynamo=False,
        )
    return path


def write_config(folder: Path, config: dict[str, Any]) -> None:
    """`config.json` of a model folder."""
    text = json.dumps(config, ensure_ascii=False, indent=2) + "\n"
    (folder / "config.json").write_text(text, encoding="utf-8")
