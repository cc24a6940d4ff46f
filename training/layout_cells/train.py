"""Train the cell model of `zhibiao.nlp.readers.text` on the labelled corpus; sectors are held out whole.

python -m zhibiao.training.layout_cells.train          # trains, prints accuracy on held-out sectors
python -m zhibiao.training.layout_cells.train --all    # trains on all sectors and writes the file
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...nlp.readers.text import cellmodel

ROOT = Path(__file__).parents[2]
HELD_OUT = 5  # every fifth sector
CLASS_NAMES = (
    "产出指标",
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "效益指标",
    "社会效益指标",
    "满意度指标",
)
Row = tuple[str, str, str]


def corpus(held_out: bool | None) -> list[Row]:
    """Name, value and description of the corpus rows: of held-out sectors, of the others, of all (None)."""
    rows: dict[str, list[Row]] = {}
    for path in sorted((ROOT / "data" / "corpus").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells = (row["name"].strip(), row["value"].strip(), row["description"].strip())
                if cells[0]:
                    rows.setdefault(row["sector"], []).append(cells)
    chosen = [s for i, s in enumerate(sorted(rows)) if held_out is None or (i % HELD_OUT == 0) == held_out]
    return [cells for sector in chosen for cells in rows[sector]]


def samples(rows: list[Row], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Text and class: whole cells, and what comes of cells that are torn or run together."""
    for (name, value, description), after in zip(rows, [*rows[1:], rows[0]], strict=True):
        yield name, "name"
        if value:
            yield value, "value"
            yield name + value, "torn"
            yield value + after[0], "torn"
        if description:
            yield description, "description"
            yield name + description, "torn"
            if value:
                yield description + value, "torn"
        yield rng.choice(CLASS_NAMES) + name, "torn"
        for cell in (name, description):
            if len(cell) > 5:
                at = rng.randrange(2, len(cell) - 1)
                yield rng.choice((cell[:at], cell[at:])), "torn"


def matrix(texts: list[str]) -> Any:
    """The texts' features as a sparse matrix, each row scaled as `cellmodel.log_odds` scales it."""
    from scipy.sparse import csr_matrix

    found = [cellmodel.features(t) for t in texts]
    data = [len(f) ** -0.5 for f in found for _ in f]
    columns = [i for f in found for i in f]
    starts = [0]
    for f in found:
        starts.append(starts[-1] + len(f))
    return csr_matrix((data, columns, starts), shape=(len(texts), cellmodel.BUCKETS))


def main(whole: bool) -> None:
    """Train and either report or write."""
    import numpy as np
    from safetensors.numpy import save
    from sklearn.linear_model import LogisticRegression

    rng = random.Random(13)
    texts, labels = zip(*samples(corpus(None if whole else False), rng), strict=True)
    model = LogisticRegression(C=10.0, max_iter=300)
    model.fit(matrix(list(texts)), [cellmodel.CLASSES.index(y) for y in labels])
    if not whole:
        texts, labels = zip(*samples(corpus(True), rng), strict=True)
        found = model.predict(matrix(list(texts)))
        right = found == np.array([cellmodel.CLASSES.index(y) for y in labels])
        print(f"{len(texts)} texts of held-out sectors: {right.mean():.4f} right", file=sys.stderr)
    tensors = {
        "weights": model.coef_.T.astype("float16"),
        "bias": model.intercept_.astype("float32"),
    }
    Path(cellmodel.__file__).with_name(cellmodel.FILE).write_bytes(save(tensors))


if __name__ == "__main__":
    main("--all" in sys.argv)
