"""Fine-tune a tagger with the Trainer of transformers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from ...models.texts import text_of
from ...nlp.record import Indicator
from ..config import Experiment, ExperimentError, uses_cpu
from ..data.corpus import Labelled, groups_of
from ..data.perturbations import garbled
from ..data.targets import targets_of
from ..trained import Log, unlogged
from .tagger import TRANSFORMERS, Tagger, load_trunk, padded, separator_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EVALUATED = 0.05  # of all steps between two measurements


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
