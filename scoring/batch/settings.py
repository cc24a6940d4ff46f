"""Everything that decides what a run writes, in one record that travels to the workers."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...models import load
from ...nlp.readers.safety.limits import DEFAULT, MIB, Limits
from ..config import Config, load_config, profile_config
from ..results import SCHEMA_VERSION
from .columns import LAYOUT

SECONDS, MEMORY = DEFAULT.seconds, DEFAULT.memory // MIB
AUTO = "auto"  # the stage that a document is at by itself


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """`model` is the name that the user gave, `folder` where its files are ('' for the keyword model). `configs` are
    those of `profile`, or (`AUTO`) of each stage that a document may be at, by name.

    `seconds` and `memory` (MiB) are the limits for one file; `threads` those of a model in one worker; `unit_from` is
    that of `units.folder_unit`.
    """

    model: str
    folder: str
    model_digest: str
    standard: str
    profile: str
    configs: Mapping[str, Config]
    config_digest: str
    seconds: float = SECONDS
    memory: int = MEMORY
    threads: int = 1
    unit_from: str = ""

    @property
    def limits(self) -> Limits:
        """The readers' limits."""
        return Limits(seconds=self.seconds, memory=self.memory * MIB)

    def fingerprint(self) -> dict[str, str]:
        """What rows depend on besides the file: when any of it changes, every file is scored again."""
        return {
            "version": package_version(),
            "schema": f"{SCHEMA_VERSION}.{LAYOUT}",
            "model": self.model_digest,
            "standard": self.standard,
            "profile": self.profile,
            "config": self.config_digest,
            "unit_from": self.unit_from,
        }


def make_settings(
    model: str = "fast",
    standard: str = "2020",
    profile: str = AUTO,
    config: Path | None = None,
    **others: Any,
) -> BatchSettings:
    """BatchSettings with the model's files found and digested. Raises ModelError or ConfigError."""
    folder = _folder(model)
    digest = _folder_digest(folder) if folder else model
    if words := load.generic_words():
        digest = hashlib.sha256("\n".join((digest, *words)).encode()).hexdigest()
    stages = ("declaration", "selfcheck") if profile == AUTO else (profile,)
    configs = {s: load_config(config, s) if config else profile_config(s) for s in stages}
    return BatchSettings(
        model,
        str(folder or ""),
        digest,
        standard,
        profile,
        configs,
        _config_digest(config),
        **others,
    )


def load_settled(settings: BatchSettings) -> Any:
    """The model of the settings, with its threads bounded. Raises ModelError."""
    folder = Path(settings.folder)
    if settings.folder and json.loads((folder / "config.json").read_text("utf-8")).get("kind") == "accurate":
        try:
            return load.encoder_at(folder, settings.threads)
        except Exception:  # the same mistake once more, for its message
            return load.load_model(settings.folder)
    return load.load_model(settings.folder or settings.model)


def package_version() -> str:
    """The version of this package, '0' where it was not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("zhibiao")
    except PackageNotFoundError:  # travelling as a zip
        return "0"


def _folder(model: str) -> Path | None:
    if model == "keywords":
        return None
    folder = load.folder_of(model).resolve()
    if not (folder / "config.json").is_file():
        load.load_model(model)  # raises, and says why
    return folder


def _folder_digest(folder: Path) -> str:
    """SHA-256 of all files but the card, which says nothing that a score depends on."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "README.md"):
        with path.open("rb") as file:
            part = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{part}\n".encode())
    return digest.hexdigest()


def _config_digest(path: Path | None) -> str:
    """Of what the file says, so that a remark or an empty line changes nothing; '' without a file."""
    if path is None:
        return ""
    content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
