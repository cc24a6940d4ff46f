"""Speed per stage beside naive baselines, in one run: medians of several rounds, on the corpus' own texts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from ..models.load import load_model
from ..nlp.record import Indicator
from .baselines import plain_text
from .corpus import load_corpus

ROUNDS = 5


def rate(work: Callable[[], Any], count: int, rounds: int = ROUNDS) -> float:
    """Items a second: the median of `rounds` timings of `work`, which handles `count` items."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return count / statistics.median(times)


def table(limit: int = 4000) -> str:
    """A Markdown table: stage, records a second, and the ratio to `jieba.lcut` over the same texts."""
    import jieba

    records = [r.record for r in load_corpus()][:limit]
    texts = [f"{r.name} {r.target_text} {r.description}" for r in records]
    jieba.setLogLevel(60)
    jieba.initialize()
    base = rate(lambda: [jieba.lcut(t) for t in texts], len(texts), 3)
    lines = [
        f"{len(records)} 条指标，单进程，{ROUNDS} 轮取中位数。",
        "",
        "| 环节 | 条/秒 | 与 jieba.lcut 之比 |",
        "|---|---|---|",
    ]
    for name, speed in [("jieba.lcut", base), *_stages(records)]:
        lines.append(f"| {name} | {speed:,.0f} | {speed / base:.2f} |")
    return "\n".join(lines)


def _stages(records: Sequence[Indicator]) -> list[tuple[str, float]]:
    from ..models.load import ModelError
    from ..nlp.segment import segmenter
    from ..nlp.targets.parse import forget, parse_target

    fast, keywords = load_model("fast"), load_model("keywords")
    few, cut = records[:200], segmenter().cut

    def parse() -> None:
        forget()
        for record in records:
            parse_target(record.target_text)

    def cold() -> None:
        forget()
        fast.predict(records)

    stages = [
        ("分词（本项目词典，不用 HMM）", rate(lambda: [cut(plain_text(r)) for r in records], len(records))),
        ("目标值解析", rate(parse, len(records))),
        ("关键词基线", rate(lambda: keywords.predict(records), len(records))),
        ("fast 整批预测（含解析）", rate(cold, len(records))),
        ("fast 逐条预测", rate(lambda: [fast.predict([r]) for r in few], len(few))),
    ]
    try:
        accurate = load_model("accurate")
    except ModelError:
        return stages
    return [*stages, ("accurate 整批预测", rate(lambda: accurate.predict(records[:600]), 600, 3))]
