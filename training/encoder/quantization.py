"""Let an encoder feel during training what its export will do to it.

onnxruntime rounds what enters every linear layer to 256 steps between the extremes of the whole batch. A
few units of such encoders have outliers, so the steps are wide: exported without warning, a model gives
another class for 3 % of the records. Trained with the rounding, it learns to do without the outliers.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from transformers import TrainerCallback

_STEPS = 255


class Rounding(TrainerCallback):  # type: ignore[misc]
    """Rounds the inputs of the linear layers of `trunk` during the last `share` of the training steps.

    Before that nothing is measured on the validation set: the best weights must be ones that know it.
    """

    def __init__(self, trunk: nn.Module, share: float) -> None:
        self.trunk, self.share = trunk, share
        self.hooks: list[Any] = []

    def on_step_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Begin when the share that is left is reached."""
        if not self.hooks and state.global_step >= (1 - self.share) * state.max_steps:
            layers = [m for m in self.trunk.modules() if isinstance(m, nn.Linear)]
            self.hooks = [layer.register_forward_pre_hook(_round) for layer in layers]

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Put off what the trainer would measure and save too early."""
        if self.share and not self.hooks:
            control.should_evaluate = control.should_save = False

    def on_train_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Leave the model as it was."""
        for hook in self.hooks:
            hook.remove()


def _round(_layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
    return (rounded(inputs[0]), *inputs[1:])


def rounded(values: torch.Tensor) -> torch.Tensor:
    """`values` in 256 steps from the lowest to the highest, zero among them; gradients pass unchanged."""
    low, high = values.detach().aminmax()
    low, high = low.float().clamp(max=0), high.float().clamp(min=0)
    scale = ((high - low) / _STEPS).clamp(min=1e-8)
    zero = (-low / scale).round().clamp(0, _STEPS).to(torch.int32)
    found: torch.Tensor = torch.fake_quantize_per_tensor_affine(values.float(), scale, zero, 0, _STEPS)
    return found
