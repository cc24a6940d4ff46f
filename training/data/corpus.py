"""The labelled corpus in `data/` and other labelled lists → records with labels."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...nlp.record import Indicator, from_mapping

CORPUS = Path(__file__).resolve().parents[2] / "data" / "corpus"
UNLABELLED = CORPUS.parent / "unlabelled"
TIER_JOINT = " | "
OWN = "own:"  # begins the `sector` of a row that a user brought


@dataclass(frozen=True, slots=True)
class Labelled:
    """A record and what the guideline says of it.

    `accepted` holds the accepted leaf codes, preferred first ('' labels: empty). `vague` and
    `boilerplate` are None where undecidable. `sector`, else `pair`, keeps together what must not be split
    between training and test. A `weight` below 1 marks a hint (a class that a document declares): it is
    learned from with that weight and never measured on.
    """

    record: Indicator
    accepted: tuple[str, ...]
    vague: bool | None
    boilerplate: bool | None
    sector: str = ""
    register: str = ""
    pair: str = ""
    round: str = ""
    origin: str = "corpus"
    weight: float = 1.0


def corpus_files(folder: Path = CORPUS) -> list[Path]:
    """The CSV files of a folder and its splits in a fixed order: an author's part, of all splits, after the other."""
    return sorted(folder.rglob("*.csv"), key=lambda path: (path.name, path.parent.name))


def load_corpus(folder: Path = CORPUS) -> list[Labelled]:
    """Every row of the corpus. Raises FileNotFoundError when there is none."""
    files = corpus_files(folder)
    if not files:
        raise FileNotFoundError("这里没有语料：请在项目目录里运行，或给出标注文件")
    return [row for path in files for row in load_file(path)]


def corpus_digest(folder: Path = CORPUS) -> str:
    """SHA-256 over the rows of the corpus, whatever file they stand in; recorded with every model trained on them."""
    lines = [line for path in corpus_files(folder) for line in path.read_bytes().splitlines()[1:]]
    return hashlib.sha256(b"\n".join(sorted(lines))).hexdigest()


def load_unlabelled(folder: Path = UNLABELLED) -> list[Indicator]:
    """Written records that nobody labelled: a student asks its teacher. Empty where there is no folder."""
    found = []
    for path in corpus_files(folder):
        with path.open(encoding="utf-8", newline="") as file:
            found += [from_mapping(row, source=path.name) for row in csv.DictReader(file)]
    return found


def load_file(path: Path) -> list[Labelled]:
    """The rows of one corpus file."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tiers = row["tiers"].split(TIER_JOINT) if row["tiers"] else None
            labelled = Labelled(
                from_mapping({**row, "tiers": tiers, "location": row["id"]}, source=path.name),
                tuple(row["accepted"].split()),
                _flag(row["vague"]),
                _flag(row["boilerplate"]),
                row["sector"],
                row["register"],
                row["pair"],
                row["round"],
            )
            found.append(labelled)
    return found


def load_labelled(path: Path) -> list[Labelled]:
    """Labelled JSONL rows: record fields with `types` (or `accepted`), `vague`, `boilerplate`; or a corpus file (.csv).

    Rows without types keep empty `accepted`. Raises ValueError for a line that is no JSON object, and for a .csv
    without the corpus's columns.
    """
    if path.suffix == ".csv":
        try:
            return load_file(path)
        except KeyError as error:
            raise ValueError(f"{path}：缺少 {error.args[0]} 列") from error
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError(f"{path}:{number}")
        types = row.get("types") or row.get("accepted") or ()
        rows.append(
            Labelled(
                from_mapping({k: v for k, v in row.items() if k != "source"}),
                tuple(types.split() if isinstance(types, str) else types),
                _flag(row.get("vague")),
                _flag(row.get("boilerplate")),
                sector=str(row.get("sector", "")),
                origin=str(row.get("source") or row.get("doc") or path.stem),
            )
        )
    return rows


def _flag(value: Any) -> bool | None:
    if value is None or value == "":
        return None
    return str(value).lower() in ("1", "true", "是", "yes")


def groups_of(rows: Sequence[Labelled]) -> list[str]:
    """Cross-validation groups: by sector, so that no project family or pair is split."""
    return [row.sector or row.pair or row.record.id for row in rows]
