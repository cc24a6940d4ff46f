"""The quality gate: what is measured, what is pinned, and how a floor is moved.

`python -m zhibiao.training.evaluation.gate` measures both bundled models on the gold rows and a cheap model on the
corpus by cross-validation, and writes `tests/behaviour/floors.json` anew. A pinned value only ever gets
stricter by itself; to loosen one, say why: `--lower "reason"`, which is kept in the file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ...models.load import ARTEFACTS, load_model
from ..config import Experiment
from ..data.corpus import corpus_digest, load_corpus
from .evaluate import load_rows
from .metrics import evaluate

FILES = ("dev.jsonl", "seeds.jsonl")
FLOORS = Path(__file__).resolve().parents[2] / "tests" / "behaviour" / "floors.json"
FOLDS = 3
MODELS = ("fast", "accurate")
CORPUS_MODELS = ("keywords", "linear")
# What may be lost to another machine's arithmetic or a different draw before the gate closes.
MARGINS = {"type_ece": 0.008, "set_size": 0.03}
MARGIN = 0.005
_FLOORS = ("type_accuracy", "level1_accuracy", "macro_f1", "coverage", "vague_f1", "boilerplate_f1")
_CEILINGS = ("type_ece", "set_size")


def digest_of(files: Sequence[Path]) -> str:
    """SHA-256 over the files' bytes in order."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def measure(model: str, files: Sequence[Path]) -> dict[str, float]:
    """Scores of a model over all rows of `files` together, by metric name."""
    rows = load_rows(files)
    return evaluate(rows, load_model(model).predict([r.record for r in rows])).as_dict()


def measure_corpus(model: str) -> dict[str, float]:
    """Scores of a cheap model on the corpus: `keywords`, or `linear` (heads without a teacher).

    `linear` is trained anew in three folds that keep a sector, and so every contrast pair, on one side;
    about 40 s on one core.
    """
    rows = load_corpus()
    if model == "keywords":
        return evaluate(rows, load_model("keywords").predict([r.record for r in rows])).as_dict()
    from ...models.features import RecordVectorizer
    from ..baselines.heads import cross_validate

    found, tested = cross_validate(rows, RecordVectorizer(), Experiment("gate", "linear", folds=FOLDS))
    return evaluate([rows[i] for i in tested], found).as_dict()


def breaches(found: dict[str, float], pinned: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """(measured, pinned) of every value below its floor or above its ceiling."""
    low = {k: (found[k], v) for k, v in pinned["floors"].items() if found[k] < v}
    return low | {k: (found[k], v) for k, v in pinned["ceilings"].items() if found[k] > v}


def pin(found: dict[str, float]) -> dict[str, dict[str, float]]:
    """Floors and ceilings a margin away from what was measured."""
    return {
        "floors": {k: round(found[k] - MARGINS.get(k, MARGIN), 3) for k in _FLOORS},
        "ceilings": {k: round(found[k] + MARGINS.get(k, MARGIN), 3) for k in _CEILINGS},
    }


def tighten(
    new: dict[str, dict[str, float]], old: dict[str, Any] | None, lower: bool
) -> tuple[dict[str, dict[str, float]], list[str]]:
    """The stricter of new and old, value by value, and the names of those that stayed for being stricter.

    With `lower` the new ones are taken as they are, and the names are of those that were loosened.
    """
    if old is None:
        return new, []
    looser = [k for k, v in new["floors"].items() if v < old["floors"].get(k, v)]
    looser += [k for k, v in new["ceilings"].items() if v > old["ceilings"].get(k, v)]
    if lower:
        return new, looser
    kept = {
        "floors": {k: max(v, old["floors"].get(k, v)) for k, v in new["floors"].items()},
        "ceilings": {k: min(v, old["ceilings"].get(k, v)) for k, v in new["ceilings"].items()},
    }
    return kept, looser


def repin(found: dict[str, Any], old: dict[str, Any], reason: str = "") -> tuple[dict[str, Any], list[str]]:
    """`floors.json` anew from measured values, and a line for every value that is or would be loosened.

    `found` holds the digests and, by set and model, the scores. Without a `reason` nothing is loosened.
    """
    pinned: dict[str, Any] = {k: v for k, v in old.items() if k not in ("models", "corpus")}
    if "gold_sha256" in found:
        pinned["gold_sha256"] = found["gold_sha256"]
    notes: list[str] = []
    for part in ("models", "corpus"):
        before = old.get(part, {})
        pinned[part] = dict(before)
        for model, scores in found.get(part, {}).items():
            pinned[part][model], looser = tighten(pin(scores), before.get(model), bool(reason))
            notes += [f"{part}.{model}.{k}: measured {scores[k]:.4f}" for k in looser]
    pinned["corpus_sha256"] = found["corpus_sha256"]
    if reason and notes:
        pinned["lowered"] = [*old.get("lowered", []), {"reason": reason, "values": notes}]
    return pinned, notes


def trained_on(model: str) -> str:
    """The digest of the corpus that a bundled model was trained on."""
    card = json.loads((ARTEFACTS / model / "config.json").read_text(encoding="utf-8"))["card"]
    return str(card["corpus_sha256"])


def outdated() -> list[str]:
    """What was made with another corpus than this: bundled models, and the file of floors."""
    old = {name: trained_on(name) for name in MODELS} | {FLOORS.name: _pinned().get("corpus_sha256", "")}
    return [name for name, digest in old.items() if digest != corpus_digest()]


def _pinned() -> dict[str, Any]:
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.is_file() else {}


@click.command()
@click.argument("folder", default="../shared/gold", type=click.Path(path_type=Path))
@click.option("--lower", "reason", default="", help="why looser values are right, kept in floors.json")
@click.option("--release", is_flag=True, help="refuse models and floors that are older than the corpus")
def gate(folder: Path, reason: str, release: bool) -> None:
    """Measure, print the values, re-pin; exit code 1 when something would have to be loosened, or (`--release`)
    a bundled model or the floors are older than the corpus: then nothing is measured."""
    if old_ones := outdated():
        click.echo(f"older than the corpus: {', '.join(old_ones)}", err=True)
        if release:
            raise SystemExit(1)
    files = [folder / name for name in FILES]
    found: dict[str, Any] = {"corpus_sha256": corpus_digest()}
    if all(p.is_file() for p in files):
        found |= {"gold_sha256": digest_of(files), "models": {m: measure(m, files) for m in MODELS}}
    found["corpus"] = {m: measure_corpus(m) for m in CORPUS_MODELS}
    click.echo(json.dumps(found, indent=1))
    pinned, notes = repin(found, _pinned(), reason)
    FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    for note in notes:
        click.echo(f"{'loosened' if reason else 'kept, not loosened'}: {note}", err=True)
    if notes and not reason:
        raise SystemExit(1)


if __name__ == "__main__":
    gate()
