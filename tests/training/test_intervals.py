"""Figures come with intervals, source by source, as a table and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from zhibiao.app.cli import main
from zhibiao.models.predictions import Predictions, Thresholds
from zhibiao.models.taxonomy import LEAVES
from zhibiao.nlp.record import Indicator
from zhibiao.training.data.corpus import Labelled
from zhibiao.training.evaluation.intervals import intervals
from zhibiao.training.evaluation.metrics import evaluate

_ROW = {"name": "渠道清淤长度", "value": "≥18公里", "types": ["quantity"], "vague": 0, "boilerplate": 0}


def _drawn(count: int, right: float) -> tuple[list[Labelled], Predictions]:
    chance = np.random.default_rng(5)
    rows = [Labelled(Indicator(f"{i}"), ("quantity",), bool(i % 3 == 0), None) for i in range(count)]
    shares = np.full((count, len(LEAVES)), 0.01)
    said = np.where(chance.random(count) < right, LEAVES.index("quantity"), LEAVES.index("cost"))
    shares[np.arange(count), said] = 0.92
    return rows, Predictions(shares, chance.random(count), np.zeros(count), Thresholds())


@pytest.mark.parametrize(
    "score", ["type_accuracy", "level1_accuracy", "vague_f1", "macro_f1", "type_ece", "coverage"]
)
def test_the_figure_lies_in_its_interval_and_more_rows_make_it_narrower(score: str) -> None:
    widths = []
    for count in (60, 1500):
        rows, predictions = _drawn(count, 0.8)
        low, high = intervals(rows, predictions)[score]
        # A calibration error of few rows is drawn upwards: its interval may lie above it.
        assert low - 0.02 <= getattr(evaluate(rows, predictions), score) <= high
        widths.append(high - low)
    assert widths[1] < widths[0] or score == "level1_accuracy"


def test_an_accuracy_has_about_the_interval_of_a_share() -> None:
    rows, predictions = _drawn(400, 0.8)
    low, high = intervals(rows, predictions)["type_accuracy"]
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(0.8 * 0.2 / 400), abs=0.01)


def test_no_label_no_figure() -> None:
    rows, predictions = _drawn(30, 0.9)
    assert all(np.isnan(end) for end in intervals(rows, predictions)["boilerplate_f1"])


def test_sources_stand_apart_and_json_has_every_figure(tmp_path: Path) -> None:
    rows = [_ROW | {"source": source} for source in ("甲县", "甲县", "乙市")]
    path = tmp_path / "two.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    table = CliRunner().invoke(main, ["evaluate", str(path), "--model", "keywords"]).output
    assert "来源 甲县（2 条）" in table
    assert "来源 乙市（1 条）" in table
    found = json.loads(
        CliRunner().invoke(main, ["evaluate", str(path), "--model", "keywords", "--json"]).output
    )
    assert [r["source"] for r in found] == ["", "乙市", "甲县"]
    assert set(found[0]["intervals"]) == set(found[0]["scores"]) - {"rows"}
    assert found[0]["coverage_by_class"] == {"quantity": 1.0}


def test_robustness_is_asked_by_a_flag(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(_ROW, ensure_ascii=False), encoding="utf-8")
    output = CliRunner().invoke(main, ["evaluate", str(path), "--model", "keywords", "--robust"]).output
    assert "| 繁体 | 1 | 0 | 0.0% |" in output
