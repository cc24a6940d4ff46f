"""Train the encoder: fine-tune, export to ONNX, calibrate the exported model on held-out sectors."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ...models.accurate import AccurateModel, load_accurate
from ...models.predictions import Predictions, Thresholds
from ...nlp.record import Indicator
from ..baselines.linear import Trained
from ..config import Experiment
from ..data.corpus import Labelled
from ..evaluation.calibration import calibrate_logits


@dataclass(frozen=True)
class Exported:
    """An exported model that can be saved elsewhere: its folder is copied."""

    model: AccurateModel
    folder: Path

    @property
    def card(self) -> dict[str, Any]:
        """The card that was saved with it."""
        return dict(self.model.card)

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions of the exported model, the one that users run."""
        return self.model.predict(records)

    def save(self, folder: Path) -> None:
        """Copy the model's files into `folder`."""
        if folder.resolve() != self.folder.resolve():
            shutil.copytree(self.folder, folder, dirs_exist_ok=True)


def train_encoder(config: Experiment, rows: Sequence[Labelled], work: Path, card: dict[str, Any]) -> Trained:
    """Fine-tune on all sectors but the held-out ones, on which the exported model is calibrated."""
    from .tagger import EncoderConfig, fine_tune, targets_of

    tested = [i for i, r in enumerate(rows) if r.sector in config.held_out]
    train = [r for r in rows if r.sector not in config.held_out]
    # Without sectors of its own a model can only be calibrated on what it knows: every tenth row.
    held = [rows[i] for i in tested] or [r for r in rows if r.weight >= 1][::10]
    settings = EncoderConfig(
        config.encoder,
        config.layers,
        config.epochs,
        config.batch,
        config.rate,
        config.dropout,
        config.max_tokens,
        config.seed,
        config.vocabulary,
        config.rounded,
    )
    targets = targets_of(train, config.preferred)
    records = [r.record for r in train]
    model, tokenizer = fine_tune(settings, records, targets, work, [r.record for r in rows])
    exported = export_tagger(model, tokenizer, config, held, work, card)
    return Trained(exported, exported.predict([rows[i].record for i in tested]), tested)


def export_tagger(
    model: Any,
    tokenizer: Any,
    config: Experiment,
    held: Sequence[Labelled],
    work: Path,
    card: dict[str, Any],
) -> Exported:
    """Export, calibrate on `held`; returns the exported model.

    The card says how far the export strays from `model` on `held` (see `parity`).
    """
    from .export import export_onnx
    from .parity import measure_parity
    from .tagger import tagger_logits

    folder = work / config.name
    texts = [r.record for r in held]
    original = tagger_logits(model, tokenizer, texts, config.max_tokens)
    export_onnx(model, tokenizer.backend_tokenizer, folder)
    _write(folder, config, {"type": 1.0, "vague": 1.0, "boilerplate": 1.0}, Thresholds(), card)
    raw = load_accurate(folder)
    card = card | {"parity": measure_parity(original, raw, texts).as_dict()}
    temperatures, thresholds = calibrate_logits(raw.logits(texts), held, config.level)
    _write(folder, config, temperatures, thresholds, card)
    return Exported(load_accurate(folder), folder)


def _write(
    folder: Path, config: Experiment, temperatures: dict[str, float], limits: Thresholds, card: dict[str, Any]
) -> None:
    from .export import write_config

    settings = {
        "kind": "accurate",
        "max_tokens": config.max_tokens,
        "temperatures": temperatures,
        "thresholds": asdict(limits),
        "card": card,
    }
    write_config(folder, settings)
