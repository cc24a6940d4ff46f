"""What the quality gate measures: a bundled model on the gold rows, all files together."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from ..models.load import load_model
from .evaluate import load_rows
from .metrics import evaluate

FILES = ("dev.jsonl", "seeds.jsonl")


def digest_of(files: Sequence[Path]) -> str:
    """SHA-256 over the files' bytes in order."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def measure(model: str, files: Sequence[Path]) -> dict[str, float]:
    """Scores of a model over all rows of `files` together, by metric name."""
    rows = load_rows(files)
    return evaluate(rows, load_model(model).predict([r.record for r in rows])).as_dict()


def main(folder: str) -> None:
    """Print digest and measured values of both bundled models, to pin floors from."""
    files = [Path(folder) / name for name in FILES]
    values = {name: measure(name, files) for name in ("fast", "accurate")}
    print(json.dumps({"gold_sha256": digest_of(files), **values}, indent=1))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
