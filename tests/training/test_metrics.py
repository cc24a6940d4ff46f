from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from zhibiao.models.predictions import Predictions, Thresholds
from zhibiao.models.taxonomy import LEAVES
from zhibiao.nlp.record import Indicator
from zhibiao.training.data.corpus import Labelled
from zhibiao.training.evaluation.calibration import (
    accepted_temperature,
    best_threshold,
    calibrate_logits,
    conformal_limit,
    temperature,
)
from zhibiao.training.evaluation.evaluate import blame
from zhibiao.training.evaluation.metrics import calibration_error, evaluate, macro_f1


def row(accepted: str, vague: bool | None = None) -> Labelled:
    return Labelled(Indicator("x"), tuple(accepted.split()), vague, None)


def sure_of(*leaves: str, share: float = 0.92) -> Predictions:
    types = np.full((len(leaves), 9), (1 - share) / 8)
    for i, leaf in enumerate(leaves):
        types[i, LEAVES.index(leaf)] = share
    zeros = np.zeros(len(leaves))
    return Predictions(types, zeros, zeros, Thresholds(type_set=0.05))


def test_any_accepted_class_is_right_and_level_1_is_judged_by_itself() -> None:
    rows = [row("quantity quality"), row("social"), row("cost")]
    scores = evaluate(rows, sure_of("quality", "economic", "social"))
    assert scores.type_accuracy == pytest.approx(1 / 3)
    assert scores.level1_accuracy == pytest.approx(2 / 3)
    assert scores.coverage == pytest.approx(1 / 3)


def test_macro_f1_counts_every_class_alike() -> None:
    assert macro_f1([("cost",), ("cost",), ("social",)], ["cost", "cost", "cost"]) == pytest.approx(0.4)
    assert macro_f1([("cost", "economic")], ["economic"]) == 1


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    confidence, right = np.full(100, 0.9), np.arange(100) < 70
    assert calibration_error(confidence, right, bins=1) == pytest.approx(0.2)


def test_undecided_rows_do_not_count_for_vague() -> None:
    rows = [row("cost", True), row("cost", None), row("cost", False)]
    predictions = sure_of("cost", "cost", "cost")
    vague = Predictions(predictions.types, np.array([0.9, 0.9, 0.1]), np.zeros(3), Thresholds())
    assert evaluate(rows, vague).vague_f1 == 1


def test_temperature_finds_overconfidence() -> None:
    generator = np.random.default_rng(0)
    values = generator.normal(size=(4000, 3))
    odds = np.exp(values) / np.exp(values).sum(axis=1, keepdims=True)
    truth = np.array([generator.choice(3, p=p) for p in odds])
    assert temperature(values, truth) == pytest.approx(1, abs=0.15)
    assert temperature(values * 3, truth) == pytest.approx(3, abs=0.4)


def test_accepted_temperature_sharpens_when_every_answer_is_accepted() -> None:
    values = np.eye(9)[np.arange(90) % 9] * 2
    accepted = [(LEAVES[i % 9],) for i in range(90)]
    wrong = [(LEAVES[(i + i % 2) % 9],) for i in range(90)]
    assert accepted_temperature(values, accepted) < accepted_temperature(values, wrong)


def test_threshold_and_conformal_limit_do_what_they_promise() -> None:
    assert 0.4 < best_threshold(np.array([0.1, 0.4, 0.6, 0.9]), np.array([False, False, True, True])) <= 0.6
    shares = np.full((1000, 9), 0.0)
    shares[:, 0] = np.linspace(0, 1, 1000)
    limit = conformal_limit(shares, [("quantity",)] * 1000)
    assert np.mean(shares[:, 0] >= limit) == pytest.approx(0.95, abs=0.01)


def test_a_sure_model_still_keeps_an_arguable_class() -> None:
    sure = np.tile(np.array([0.9] + [0.0125] * 8), (500, 1))
    assert conformal_limit(sure, [("quantity",)] * 500) == pytest.approx(0.06)


def test_the_class_temperature_is_that_of_whole_filings_where_there_are_enough() -> None:
    values = np.zeros((1200, 11))
    values[:, 0] = 2.0
    rows = [Labelled(Indicator("x"), ("quantity",), False, False, round="5") for _ in range(600)]
    hard = [Labelled(Indicator("x"), ("cost",), True, True, round="1") for _ in range(600)]
    few = [replace(r, round="1") for r in rows]
    filings, _ = calibrate_logits(values, rows + hard, 0.95)
    mixed, _ = calibrate_logits(values, few + hard, 0.95)
    assert filings["type"] < mixed["type"]


def test_blame_counts_declarations_that_no_set_allows() -> None:
    def declared(name: str, level2: str, accepted: str) -> Labelled:
        return Labelled(
            Indicator(name, level1="产出指标", level2=level2), tuple(accepted.split()), None, None
        )

    rows = [
        declared("渠道长度", "质量指标", "quantity"),  # wrong, found
        declared("灌溉水量", "数量指标", "quantity"),  # right
        declared("机井合格率", "质量指标", "quality"),  # right, but the model errs
        declared("疫苗接种率", "质量指标", "quantity quality"),  # practice is split
        declared("水费", "", "cost"),  # declares no leaf
    ]
    found = blame(rows, sure_of("quantity", "quantity", "timeliness", "quantity", "cost", share=0.99))
    assert (found.blamed, found.accepted, found.found, found.wrong) == (1, 3, 1, 1)


def test_f1_per_class_is_logged_with_its_own_errors_only() -> None:
    from zhibiao.training.tracking.results import Evaluated, metrics_of

    rows = [row("cost"), row("cost economic"), row("social")]
    found = metrics_of(Evaluated("x", rows, sure_of("cost", "economic", "cost")))
    assert found["x.f1.cost"] == pytest.approx(4 / 5)
    assert found["x.f1.social"] == 0
