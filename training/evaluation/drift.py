"""How two scored archives differ: what the model says of them, how sure it is, and their words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from ...models.taxonomy import LEAVES, NAMES
from ...nlp.segment import segmenter

if TYPE_CHECKING:
    import duckdb

SHIFTED, DRIFTED = 0.1, 0.25  # of a population stability index: usual limits for "look" and "act"
WORDS = 20  # shown
SAMPLE = 200_000  # indicators of an archive whose words are counted
_BINS = 10  # of the top probability


@dataclass(frozen=True)
class ScoredFolder:
    """Shares of one archive's indicators: by `types` and `confidence` decile; `flags` by name; words of names."""

    rows: int
    types: dict[str, int]
    confidence: dict[str, int]
    flags: dict[str, float]
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class Shift:
    """A word's share of all words before and after, in thousandths, and its log-likelihood ratio (Dunning)."""

    word: str
    before: float
    after: float
    weight: float


def read(out: Path) -> ScoredFolder:
    """What is compared of the archive that `zhibiao batch` wrote to `out`. Raises FileNotFoundError where there is none."""
    import duckdb

    if not any((out / "indicators").glob("*.parquet")):
        raise FileNotFoundError(f"{out} 里没有 zhibiao batch 的结果（indicators 文件夹）")
    with duckdb.connect() as db:
        pattern = str(out / "indicators" / "*.parquet").replace("'", "''")
        db.execute(f"CREATE VIEW indicators AS SELECT * FROM read_parquet('{pattern}')")
        total, vague, boilerplate, several = db.execute(
            "SELECT count(*), avg(vague::INT), avg(boilerplate::INT), avg((len(type_set) > 1)::INT) FROM indicators"
        ).fetchone() or (0, 0.0, 0.0, 0.0)
        return ScoredFolder(
            int(total),
            _counts(db, "type"),
            _counts(db, f"least(floor(type_probability * {_BINS}), {_BINS - 1})::INT"),
            {
                "模糊": float(vague or 0),
                "套话": float(boilerplate or 0),
                "类别不止一个可能": float(several or 0),
            },
            _words(db),
        )


def _counts(db: duckdb.DuckDBPyConnection, what: str) -> dict[str, int]:
    return {
        str(k): int(n)
        for k, n in db.execute(f"SELECT {what}, count(*) FROM indicators GROUP BY 1").fetchall()
    }


def _words(db: duckdb.DuckDBPyConnection) -> Counter[str]:
    cut, found = segmenter().cut, Counter[str]()
    sample = f"SELECT name, count(*) FROM (SELECT name FROM indicators USING SAMPLE {SAMPLE} ROWS (reservoir, 7)) GROUP BY 1"
    for name, times in db.execute(sample).fetchall():
        found.update(dict.fromkeys((w for w in cut(name or "") if len(w) > 1), times))
    return found


def stability(before: dict[str, int], after: dict[str, int]) -> float:
    """Population stability index of two distributions; 0 where they are the same. Half a row stands for none."""
    keys = before.keys() | after.keys()
    one, other = sum(before.values()), sum(after.values())
    if not one or not other:
        return 0.0
    total = 0.0
    for key in keys:
        p, q = max(before.get(key, 0), 0.5) / one, max(after.get(key, 0), 0.5) / other
        total += (q - p) * log(q / p)
    return total


def shifts(before: Counter[str], after: Counter[str]) -> list[Shift]:
    """Words whose share changed, the strongest evidence first (log-likelihood ratio of Dunning 1993)."""
    one, other = before.total(), after.total()
    if not one or not other:
        return []
    found = []
    for word in before.keys() | after.keys():
        a, b = before[word], after[word]
        expected = (a + b) / (one + other)
        weight = 2 * sum(n * log(n / (size * expected)) for n, size in ((a, one), (b, other)) if n)
        found.append(Shift(word, 1000 * a / one, 1000 * b / other, weight))
    return sorted(found, key=lambda s: (-s.weight, s.word))


def report(one: Path, other: Path) -> str:
    """The comparison of two archives as Markdown. Raises FileNotFoundError where one is missing."""
    before, after = read(one), read(other)
    lines = [f"# 漂移：{one}（{before.rows} 条）→ {other}（{after.rows} 条）", ""]
    lines += ["| | 之前 | 之后 | 变化 |", "|---|---|---|---|"]
    for leaf in LEAVES:
        a, b = (x.types.get(leaf, 0) / max(x.rows, 1) for x in (before, after))
        lines.append(f"| {NAMES[leaf]} | {a:.1%} | {b:.1%} | {100 * (b - a):+.1f} |")
    for name, a in before.flags.items():
        b = after.flags[name]
        lines.append(f"| {name} | {a:.1%} | {b:.1%} | {100 * (b - a):+.1f} |")
    lines += ["", "| 分布 | PSI | 判断 |", "|---|---|---|"]
    unknown = sum(n for w, n in after.words.items() if w not in before.words) / max(after.words.total(), 1)
    for name, index in (
        ("类别", stability(before.types, after.types)),
        ("把握（最高概率）", stability(before.confidence, after.confidence)),
    ):
        lines.append(f"| {name} | {index:.3f} | {verdict(index)} |")
    lines += ["", f"之后的词里有 {unknown:.1%} 在之前的档案中没有出现过。", ""]
    lines += ["| 变化最大的词 | 之前 ‰ | 之后 ‰ |", "|---|---|---|"]
    lines += [
        f"| {s.word} | {s.before:.2f} | {s.after:.2f} |" for s in shifts(before.words, after.words)[:WORDS]
    ]
    return "\n".join(lines)


def verdict(index: float) -> str:
    """What a population stability index means."""
    if index < SHIFTED:
        return "稳定"
    return "有变化，请抽查" if index < DRIFTED else "明显漂移，请标注一批新指标再评估"
