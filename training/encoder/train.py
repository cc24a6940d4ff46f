"""Train the encoder: fine-tune, export to ONNX, calibrate the exported model on held-out sectors."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ...models.accurate import AccurateModel, load_accurate
from ...models.predictions import Predictions, Thresholds
from ...nlp.record import Indicator
from ..config import Experiment
from ..data.corpus import Labelled
from ..evaluation.calibration import calibrate_logits
from ..trained import Log, Trained, unlogged


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


def train_encoder(
    config: Experiment, rows: Sequence[Labelled], work: Path, card: dict[str, Any], log: Log = unlogged
) -> Trained:
    """Fine-tune on all sectors but the held-out ones, on which the exported model is calibrated."""
    from .fine_tuning import fine_tune

    tested = [i for i, r in enumerate(rows) if r.sector in config.held_out]
    train = [r for r in rows if r.sector not in config.held_out]
    # Without sectors of its own a model can only be calibrated on what it knows: every tenth row.
    held = [rows[i] for i in tested] or [r for r in rows if r.weight >= 1][::10]
    model, tokenizer = fine_tune(config, train, work, [r.record for r in rows], log)
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

    The original is kept in the folder `transformers` of the model's folder, calibrated on the same rows. The
    card says how far the export strays from it (see `parity`).
    """
    from .export import export_onnx, write_config
    from .parity import parity
    from .pretrained import IndicatorTagger
    from .tagger import TRANSFORMERS, separator_of

    folder = work / config.name
    records = [r.record for r in held]
    tagger = IndicatorTagger(model, tokenizer, config.max_tokens)
    original = tagger.logits(records)
    replace(tagger, **_calibrated(original, held, config)).save_pretrained(folder / TRANSFORMERS)
    export_onnx(model, tokenizer.backend_tokenizer, folder)
    settings = {
        "kind": "accurate",
        "max_tokens": config.max_tokens,
        "separator": separator_of(tokenizer),
        "pad": tokenizer.pad_token_id,
        "temperatures": dict.fromkeys(("type", "vague", "boilerplate"), 1.0),
        "thresholds": asdict(Thresholds()),
        "card": card,
    }
    write_config(folder, settings)
    raw = load_accurate(folder).logits(records)
    card = card | {"parity": parity(original, raw)}
    found = _calibrated(raw, held, config)
    limits = {"temperatures": found["temperatures"], "thresholds": asdict(found["thresholds"])}
    write_config(folder, settings | limits | {"card": card})
    return Exported(load_accurate(folder), folder)


def _calibrated(values: Any, held: Sequence[Labelled], config: Experiment) -> dict[str, Any]:
    temperatures, thresholds = calibrate_logits(values, held, config.level)
    return {"temperatures": temperatures, "thresholds": thresholds}
