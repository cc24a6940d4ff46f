"""Label errors of the corpus: the rows whose labels held-out predictions contradict, worst first."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from ...models.taxonomy import LEAVES
from ..config import Experiment
from ..data.corpus import TIER_JOINT, Labelled, load_corpus
from ..evaluation.confident_learning import HEADS, doubted, label_text, shares_of


@dataclass(frozen=True, slots=True)
class Suspect:
    """A label in doubt. `quality` is the probability that models which have not seen the row give to its

    label; `suggestion` is what they would say, with its probability.
    """

    file: str
    id: str
    name: str
    value: str
    description: str
    label: str
    given: str
    suggestion: str
    probability: float
    quality: float


def audit(rows: Sequence[Labelled] | None = None, folds: int = 5) -> list[Suspect]:
    """Suspicious labels of `rows` (the corpus), of all three heads together, most doubtful first.

    Out-of-fold probabilities come from the fast linear model in `folds`-fold cross-validation; a sector,
    and with it every contrast pair, stays on one side. About a minute on the whole corpus.
    """
    from ...models.features import RecordVectorizer
    from ..baselines.heads import cross_validate

    rows = load_corpus() if rows is None else rows
    predictions, tested = cross_validate(rows, RecordVectorizer(), Experiment("audit", "linear", folds=folds))
    seen = [rows[i] for i in tested]
    found: list[Suspect] = []
    for head in HEADS:
        known, labels, shares = shares_of(seen, predictions, head)
        wrong, quality = doubted(labels, shares)
        for k in wrong.nonzero()[0].tolist():
            row, best = seen[known[k]], int(shares[k].argmax())
            given, said = label_text(head, int(labels[k])), label_text(head, best)
            if head == "type":  # codes, as they stand in the corpus
                given, said = " ".join(row.accepted), LEAVES[best]
            suspect = Suspect(
                row.record.source,
                str(row.record.location),
                row.record.name,
                row.record.value or TIER_JOINT.join(row.record.tiers or ()),
                row.record.description,
                head,
                given,
                said,
                round(float(shares[k, best]), 4),
                round(float(quality[k]), 4),
            )
            found.append(suspect)
    return sorted(found, key=lambda s: s.quality)


def write_suspects(suspects: Sequence[Suspect], path: Path) -> None:
    """The suspects as a CSV file that Excel opens (UTF-8 with a mark)."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [f.name for f in fields(Suspect)])
        writer.writeheader()
        writer.writerows(asdict(s) for s in suspects)
