"""The bundled encoder as a torch model again, so that training can go on from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from .quantization import STEPS


def load_bundled(folder: Path) -> tuple[Any, Any, torch.nn.Linear]:
    """Trunk, tokenizer and heads of an `accurate` model folder; the weights are those of its eight-bit graph.

    Raises FileNotFoundError, and KeyError for a graph that was exported in another way.
    """
    import onnx
    from onnx import numpy_helper
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    graph = onnx.load(str(folder / "model.onnx")).graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {
        n.removeprefix("model."): a
        for n, a in arrays.items()
        if n.startswith("model.") and a.dtype == np.float32
    }
    for name in [n for n in arrays if n.endswith("embeddings.weight_quantized")]:
        base = name.removesuffix("_quantized")
        state[base.removeprefix("model.")] = _widened(arrays, name, base)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1]
            place = node.name.removeprefix("/model/").removesuffix("/MatMul_quant").replace("/", ".")
            place = "heads" if place.startswith("heads") else place
            state[f"{place}.weight"] = _widened(arrays, name, name.removesuffix("_quantized")).T
    tensors = {
        n: torch.tensor(np.array(a, dtype=np.float32)) for n, a in state.items() if not n.endswith("scale")
    }
    heads = torch.nn.Linear(tensors["heads.weight"].shape[1], tensors["heads.weight"].shape[0])
    heads.load_state_dict({"weight": tensors["heads.weight"], "bias": tensors["heads.bias"]})
    trunk_state = {n.removeprefix("trunk."): t for n, t in tensors.items() if n.startswith("trunk.")}
    pieces, width = trunk_state["embeddings.word_embeddings.weight"].shape
    inner = trunk_state["encoder.layer.0.intermediate.dense.weight"].shape[0]
    layers = 1 + max(int(n.split(".")[2]) for n in trunk_state if n.startswith("encoder.layer."))
    config = BertConfig(
        vocab_size=pieces,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=width // 32,
        intermediate_size=inner,
        max_position_embeddings=trunk_state["embeddings.position_embeddings.weight"].shape[0],
        type_vocab_size=trunk_state["embeddings.token_type_embeddings.weight"].shape[0],
        pad_token_id=1,
    )
    trunk = BertModel(config, add_pooling_layer=False)
    trunk.load_state_dict(trunk_state, strict=True)
    tokenizer: Any = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(folder / "tokenizer.json"),
        pad_token="<pad>",
        sep_token="</s>",
        cls_token="<s>",
        unk_token="<unk>",
    )
    return trunk, tokenizer, heads


def _widened(arrays: dict[str, Any], name: str, base: str) -> Any:
    zero = arrays[f"{base}_zero_point"].astype(np.float32)
    # `scales.scale_by_token` keeps the scale of a layer's weights divided by the steps of its inputs.
    scale = arrays[f"{base}_scale"] if f"{base}_scale" in arrays else arrays[f"{base}_scale_step"] * STEPS
    return (arrays[name].astype(np.float32) - zero) * scale
