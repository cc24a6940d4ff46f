"""One scale a token instead of one a batch, so that what a model says of a record does not depend on its neighbours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .quantization import STEPS

_ZERO = 128  # of an unsigned eight-bit number
_LEAST = 1e-6  # of a scale: a token of zeros stays zero


def scale_by_token(path: Path) -> None:
    """Rewrite a graph of onnxruntime's dynamic quantisation: every input of a linear layer is divided by the largest
    value of its token before it is rounded, and what comes out is multiplied by it."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    weights = {i.name: i for i in graph.initializer}
    constants = {
        "token_step": np.float32(1 / STEPS),
        "token_zero": np.uint8(_ZERO),
        "token_least": np.float32(_LEAST),
    }
    weights |= {n: numpy_helper.from_array(np.asarray(v), n) for n, v in constants.items()}
    largest: dict[str, str] = {}  # scale of a batch → scales of its tokens
    products: dict[str, tuple[str, str]] = {}  # product of scales → scales of the tokens, of the weights
    nodes: list[Any] = []
    for node in graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            value, (rounded, scale, zero) = node.input[0], node.output
            sizes, tops, parts = f"{rounded}_sizes", f"{rounded}_tops", f"{rounded}_parts"
            nodes += [
                helper.make_node("Abs", [value], [sizes]),
                helper.make_node("ReduceMax", [sizes], [f"{sizes}_max"], axes=[-1], keepdims=1),
                helper.make_node("Max", [f"{sizes}_max", "token_least"], [tops]),
                helper.make_node("Div", [value, tops], [parts]),
                helper.make_node("QuantizeLinear", [parts, "token_step", "token_zero"], [rounded]),
            ]
            largest[scale], largest[zero] = tops, "token_zero"
        elif node.op_type == "MatMulInteger":
            node.input[2] = "token_zero"
            nodes.append(node)
        elif node.op_type == "Mul" and (scale := _among(node.input, largest)):
            weight = _other(node.input, scale)
            steps = numpy_helper.to_array(weights[weight]) / np.float32(STEPS)
            weights[f"{weight}_step"] = numpy_helper.from_array(steps.astype(np.float32), f"{weight}_step")
            products[node.output[0]] = largest[scale], f"{weight}_step"
        elif node.op_type == "Mul" and (product := _among(node.input, products)):
            # Two products, not one of the scales: onnxruntime would take that for a single number and fuse it.
            tops, steps_name = products[product]
            whole = _other(node.input, product)
            nodes += [
                helper.make_node("Mul", [whole, steps_name], [f"{whole}_scaled"]),
                helper.make_node("Mul", [f"{whole}_scaled", tops], list(node.output)),
            ]
        else:
            nodes.append(node)
    used = {name for node in nodes for name in node.input}
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(w for name, w in weights.items() if name in used)
    onnx.save(model, str(path))


def _among(names: Any, known: dict[str, Any]) -> str:
    return next((str(n) for n in names if n in known), "")


def _other(names: Any, name: str) -> str:
    return next(str(n) for n in names if n != name)
