"""Let an encoder feel during training what its export will do to it.

The export rounds the weights of every linear layer to 129 steps, output by output, and what enters it to 255, token by
token (see `export.py`). A few units of such encoders have outliers, so the steps are wide: a model that has not been
trained with the rounding gives another class for 2 to 3 % of the records.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn.utils import parametrize
from transformers import TrainerCallback

STEPS = 127  # of an input, either side of zero
WEIGHT_STEPS = 64


class QuantizationAware(TrainerCallback):  # type: ignore[misc]
    """Rounds weights and inputs of the linear layers of `trunk` during the last `share` of the training steps.

    Before that nothing is measured on the validation set: the best weights must be ones that know it.
    """

    def __init__(self, trunk: nn.Module, share: float) -> None:
        self.trunk, self.share = trunk, share
        self.hooks: list[Any] = []

    def on_step_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Begin when the share that is left is reached."""
        if not self.hooks and state.global_step >= (1 - self.share) * state.max_steps:
            self.hooks = begin(self.trunk)

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Put off what the trainer would measure and save too early."""
        if self.share and not self.hooks:
            control.should_evaluate = control.should_save = False

    def on_train_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Leave the model with plain layers, its weights rounded."""
        if self.hooks:
            end(self.trunk, self.hooks)


class _Weights(nn.Module):
    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        return fake_quantized(weight, WEIGHT_STEPS)


def begin(trunk: nn.Module) -> list[Any]:
    """Round weights and inputs of all linear layers from now on; returns what `end` needs."""
    layers = [m for m in trunk.modules() if isinstance(m, nn.Linear)]
    for layer in layers:
        parametrize.register_parametrization(layer, "weight", _Weights())
    return [layer.register_forward_pre_hook(_round) for layer in layers]


def end(trunk: nn.Module, hooks: list[Any]) -> None:
    """Plain layers again; the weights stay rounded."""
    for hook in hooks:
        hook.remove()
    for layer in [m for m in trunk.modules() if parametrize.is_parametrized(m)]:
        parametrize.remove_parametrizations(layer, "weight")


def _round(_layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
    return (fake_quantized(inputs[0]), *inputs[1:])


def fake_quantized(values: torch.Tensor, steps: int = STEPS) -> torch.Tensor:
    """`values` in steps of the largest of each row (last axis) by `steps`; gradients pass unchanged."""
    scale = values.detach().abs().amax(-1, keepdim=True).clamp(min=1e-6) / steps
    return values + ((values / scale).round() * scale - values).detach()
