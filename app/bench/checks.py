"""All checks beside the prediction of the model that they go with, on documents."""

from __future__ import annotations

from pathlib import Path

from ...models.load import load_model
from ...nlp.reading import read_documents
from ...nlp.targets.parse import forget
from ...scoring.config import profile_config
from ...scoring.context import contexts_of
from ...scoring.run import run_all
from . import ROUNDS, Section, seconds

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


def section(folder: Path = SAMPLES) -> Section:
    """Milliseconds a document: reading, parsing and predicting, all checks, and the last two's ratio."""
    paths = sorted(p for p in folder.iterdir() if p.is_file())
    documents = [d for path in paths for d in read_documents(path)]
    records = [r for d in documents for r in d.indicators]
    model, config = load_model("fast"), profile_config("declaration")
    words = config.words

    def predict() -> None:
        forget()
        contexts_of(records, model.predict(records), "2020", words)

    contexts = contexts_of(records, model.predict(records), "2020", words)
    items = list(zip(records, contexts, strict=True))
    passages = {d.source: d.passages for d in documents}
    run_all(items, config, passages)  # patterns are compiled once a process, however many documents follow
    reading = seconds(lambda: [read_documents(path) for path in paths])
    predicting, checking = seconds(predict), seconds(lambda: run_all(items, config, passages))
    rows = (("读取", reading), ("解析目标值、预测（fast）", predicting), ("全部检查", checking))
    return Section(
        "检查",
        f"{len(documents)} 个文件、{len(records)} 条指标，{ROUNDS} 轮取中位数；全部检查所用时间为预测的 {checking / predicting:.2f} 倍。",
        ("环节", "毫秒/文件"),
        tuple((name, f"{1000 * value / max(1, len(documents)):.1f}") for name, value in rows),
    )
