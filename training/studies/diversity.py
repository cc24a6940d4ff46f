"""How diverse the corpus is, file by file: written rows repeat as filings do, template-filled ones more."""

from __future__ import annotations

import gzip
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..data.corpus import CORPUS, Labelled, corpus_files, load_file, load_labelled

SAMPLE = 600  # rows that are compared: more rows of one kind always compress better
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Diversity:
    """Of a sample of distinct (name, target) rows: compressed by raw size of the names (the higher, the less

    is repeated), distinct four-character sequences a name, and distinct names a row."""

    title: str
    rows: int
    gzip: float
    grams: float
    names: float


def diversity(title: str, rows: Sequence[Labelled], sample: int = SAMPLE) -> Diversity:
    """Diversity of `rows`; `sample` 0 takes them all. Raises ValueError where there are none."""
    pairs = sorted({(r.record.name, r.record.target_text) for r in rows})
    if not pairs:
        raise ValueError(f"{title}：没有指标")
    if 0 < sample < len(pairs):
        pairs = random.Random(0).sample(pairs, sample)
    names = [name for name, _ in pairs]
    raw = "\n".join(names).encode()
    grams = {n[i : i + _GRAM] for n in names for i in range(len(n) - _GRAM + 1)}
    return Diversity(
        title,
        len(pairs),
        len(gzip.compress(raw, 9)) / len(raw),
        len(grams) / len(names),
        len(set(names)) / len(names),
    )


def diversities(references: Sequence[Path] = (), folder: Path = CORPUS) -> list[Diversity]:
    """Each corpus file, the corpus as a whole, and labelled lists to compare with."""
    files: dict[str, list[Labelled]] = defaultdict(list)
    for path in corpus_files(folder):  # an author's part stands in several splits
        files[path.stem] += load_file(path)
    found = [diversity(title, rows) for title, rows in files.items()]
    found.append(diversity("全部语料", [r for rows in files.values() for r in rows]))
    return found + [diversity(f"对照 {path.name}", load_labelled(path)) for path in references]


def report(references: Sequence[Path] = ()) -> str:
    """The diversities as a Markdown table."""
    lines = ["| 文件 | 抽样 | gzip 比 | 每名四字串 | 不同名称 |", "|---|---|---|---|---|"]
    lines += [
        f"| {v.title} | {v.rows} | {v.gzip:.3f} | {v.grams:.2f} | {v.names:.2f} |"
        for v in diversities(references)
    ]
    return "\n".join(lines)
