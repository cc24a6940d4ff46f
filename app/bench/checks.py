"""The checks of records, of projects and of documents, beside the prediction of the model that they go with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ...models.load import load_model
from ...nlp.reading import read_documents
from ...nlp.targets.parse import forget
from ...scoring.config import Config, profile_config
from ...scoring.context import contexts_of
from ...scoring.findings import Finding
from ...scoring.registry import all_checks
from ...scoring.run import Around, look_at_records, look_at_sets, run_all
from ...scoring.stages import Stages
from ...scoring.views import RecordView
from . import ROUNDS, Section, seconds_of

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


def section(folder: Path = SAMPLES) -> Section:
    """Milliseconds a document of reading, predicting and each kind of checks, and their ratio to the prediction."""
    paths = sorted(p for p in folder.iterdir() if p.is_file())
    documents = [d for path in paths for d in read_documents(path)]
    records = [r for d in documents for r in d.indicators]
    model, config = load_model("fast"), profile_config("declaration")

    def predict() -> None:
        forget()
        contexts_of(records, model.predict(records), "2020", config.words)

    contexts = contexts_of(records, model.predict(records), "2020", config.words)
    items = [RecordView(*pair) for pair in zip(records, contexts, strict=True)]
    around = {d.source: Around(d.passages, d.projects, bool(d.unread or d.problems)) for d in documents}
    run_all(items, config, around)  # patterns are compiled once a process, however many documents follow
    count = max(1, len(documents))
    works: dict[str, Callable[[], Any]] = {
        "读取": lambda: [read_documents(path) for path in paths],
        "解析目标值、预测（fast）": predict,
        **_checks(items, config, around),
    }
    times = seconds_of(list(works.values()))
    predicting = times[1]
    return Section(
        "检查",
        f"{len(documents)} 个文件、{len(records)} 条指标，各环节轮流运行 {ROUNDS} 轮，取中位数；全部检查所用时间为预测的 "
        f"{times[-1] / predicting:.2f} 倍。",
        ("环节", "毫秒/文件", "与预测之比"),
        tuple(
            (title, f"{1000 * time / count:.1f}", f"{time / predicting:.2f}")
            for title, time in zip(works, times, strict=True)
        ),
    )


def _checks(
    items: Sequence[RecordView], config: Config, around: Mapping[str, Around]
) -> dict[str, Callable[[], Any]]:
    """The checks of each scope, and all together with what merging their findings takes. Views remember what they
    have worked out, so each run makes its own."""

    stages = Stages(config)
    on = stages.codes_on(check.code for check in all_checks())

    def of_records() -> None:
        found: list[list[Finding]] = [[] for _ in items]
        look_at_records(items, on, around, found)

    def of_sets(scope: str) -> None:
        look_at_sets(items, stages, on, around, scope, [[] for _ in items], {}, {})

    return {
        "检查指标": of_records,
        "检查项目": partial(of_sets, "project"),
        "检查文件": partial(of_sets, "document"),
        "全部检查（含合并）": lambda: run_all(items, config, around),
    }
