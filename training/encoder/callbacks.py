"""What a training tells while it runs."""

from __future__ import annotations

from typing import Any

from transformers import TrainerCallback

from ..trained import Log


class Curves(TrainerCallback):  # type: ignore[misc]
    """Hands every figure that the trainer logs (loss, eval_loss, learning_rate …) to `log`."""

    def __init__(self, log: Log) -> None:
        self.log = log

    def on_log(
        self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """Pass the figures on, at their step."""
        self.log(state.global_step, {k: float(v) for k, v in (logs or {}).items() if _is_number(v)})


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
