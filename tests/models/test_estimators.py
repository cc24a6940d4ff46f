"""The estimators keep scikit-learn's contract, on texts."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
import zhibiao
from zhibiao.models.inputs import records_of
from zhibiao.nlp.record import Indicator

pytest.importorskip("sklearn")
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, cross_val_predict
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC
from sklearn.utils.estimator_checks import check_estimator
from zhibiao.models.estimators import SKIPPED_CHECKS, IndicatorClassifier, IndicatorVectorizer

ROWS = [
    {"name": f"{thing}{word}", "value": value}
    for thing in "渠路桥灯树"
    for word, value in (("合格率", "100%"), ("数量", "5处"))
]
RECORDS = [Indicator(**row) for row in ROWS]
NAMES = [row["name"] for row in ROWS]
LABELS = ["quality", "quantity"] * 5
SMALL = IndicatorVectorizer(bits=12)


@pytest.mark.parametrize(
    "estimator",
    [IndicatorVectorizer(bits=10), IndicatorClassifier(IndicatorVectorizer(bits=10))],
    ids=lambda e: type(e).__name__,
)
@pytest.mark.filterwarnings("ignore")
def test_scikit_learns_own_checks_hold_but_for_those_listed(estimator) -> None:
    results = check_estimator(estimator, on_fail=None, expected_failed_checks=SKIPPED_CHECKS)
    assert [(r["check_name"], r["exception"]) for r in results if r["status"] == "failed"] == []
    assert len(results) > 40
    assert {r["check_name"] for r in results if r["status"] == "xfail"} <= set(SKIPPED_CHECKS)


@pytest.mark.parametrize(
    "given",
    [
        RECORDS,
        ROWS,
        pd.DataFrame(ROWS),
        pd.DataFrame(ROWS, index=range(50, 60)),
        pd.DataFrame(ROWS).rename(columns={"name": "三级指标", "value": "指标值"}),
        [{"三级指标": r["name"], "目标值": r["value"]} for r in ROWS],
        np.array([[r["name"], r["value"]] for r in ROWS]),
        np.array(ROWS, dtype=object),
    ],
    ids=["records", "dicts", "frame", "indexed", "chinese", "chinese-dicts", "cells", "objects"],
)
def test_all_forms_of_input_say_the_same(given) -> None:
    model = IndicatorClassifier(SMALL).fit(given, LABELS)
    assert list(model.predict(given)) == LABELS
    expected = IndicatorClassifier(SMALL).fit(RECORDS, LABELS).predict_proba(RECORDS)
    np.testing.assert_allclose(model.predict_proba(given), expected)


@pytest.mark.parametrize(
    "given", [NAMES, pd.Series(NAMES, index=range(7, 17)), np.array(NAMES), tuple(NAMES)]
)
def test_a_text_alone_is_the_name(given) -> None:
    assert [r.name for r in records_of(given)] == NAMES
    model = IndicatorClassifier(SMALL).fit(given, LABELS)
    assert model.score(given, LABELS) == 1.0


@pytest.mark.parametrize("wrong", ["渠道长度", 5, None, [1.5], [None], {"name": "渠道长度"}, []])
def test_what_is_no_list_of_indicators_is_named(wrong) -> None:
    with pytest.raises(ValueError, match="指标"):
        IndicatorVectorizer(bits=8).fit(wrong)


def test_a_table_without_names_is_refused() -> None:
    with pytest.raises(ValueError, match="指标名称"):
        records_of(pd.DataFrame({"a": ["渠道长度"]}))


def test_a_grid_search_tunes_features_and_classifier_together() -> None:
    grid = {"vectorizer__bits": [8, 12], "vectorizer__idf": [0.0, 1.0], "C": [0.1, 10.0]}
    search = GridSearchCV(IndicatorClassifier(IndicatorVectorizer()), grid, cv=2)
    search.fit(pd.DataFrame(ROWS), LABELS)
    assert set(search.best_params_) == set(grid)
    assert list(search.predict(ROWS)) == LABELS


def test_the_vectoriser_stands_in_a_pipeline_beside_others() -> None:
    pipeline = make_pipeline(
        make_union(IndicatorVectorizer(bits=10), IndicatorVectorizer(bits=8)), LinearSVC()
    )
    assert list(cross_val_predict(pipeline, NAMES, LABELS, cv=2)) == LABELS


def test_a_clone_has_the_settings_and_nothing_that_was_learned() -> None:
    model = IndicatorClassifier(IndicatorVectorizer(bits=11), C=3.0, temperature=1.5).fit(NAMES, LABELS)
    copy = clone(model)
    assert copy.get_params()["vectorizer__bits"] == 11
    assert (copy.C, copy.temperature) == (3.0, 1.5)
    assert not hasattr(copy, "classes_")
    assert list(pickle.loads(pickle.dumps(model)).predict(NAMES)) == LABELS


def test_a_higher_temperature_is_less_sure_of_the_same_label() -> None:
    sure = IndicatorClassifier(SMALL).fit(RECORDS, LABELS)
    unsure = IndicatorClassifier(SMALL, temperature=4.0).fit(RECORDS, LABELS)
    assert (unsure.predict(RECORDS) == sure.predict(RECORDS)).all()
    assert unsure.predict_proba(RECORDS).max() < sure.predict_proba(RECORDS).max()


def test_weights_decide_between_contradicting_labels() -> None:
    twice, labels = RECORDS[:2] * 2, ["quality", "quantity", "quantity", "quality"]
    model = IndicatorClassifier(SMALL).fit(twice, labels, [9.0, 9.0, 0.1, 0.1])
    assert list(model.predict(RECORDS[:2])) == ["quality", "quantity"]


def test_they_stand_in_the_public_face() -> None:
    assert zhibiao.IndicatorClassifier is IndicatorClassifier
    assert zhibiao.IndicatorVectorizer is IndicatorVectorizer
