from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")
from zhibiao.models.estimators import IndicatorClassifier
from zhibiao.models.features import FeatureConfig, RecordVectorizer
from zhibiao.models.linear import ESTIMATORS, WEIGHTS, from_estimators, load_estimators, load_linear
from zhibiao.models.load import ModelError, load_model
from zhibiao.models.predictions import Predictions, Thresholds
from zhibiao.models.taxonomy import LEAVES
from zhibiao.nlp.record import Indicator

RECORDS = [
    Indicator(f"{thing}{word}", value)
    for thing in "渠路桥灯树"
    for word, value in (("合格率", "100%"), ("数量", "5处"))
]
LABELS = ["quality", "quantity"] * 5


@pytest.fixture
def small(tmp_path: Path) -> Path:
    records = [*RECORDS[:2], *(Indicator(n) for n in LEAVES)]
    vectorizer = RecordVectorizer(FeatureConfig(bits=12)).fit(records)
    types = IndicatorClassifier().fit_features(vectorizer.transform(records), [*LABELS[:2], *LEAVES])
    flag = IndicatorClassifier().fit_features(vectorizer.transform(RECORDS), [True, False] * 5)
    heads = {"type": types, "vague": flag, "boilerplate": flag}
    from_estimators(vectorizer, heads, Thresholds(), {"data": "test"}).save(tmp_path)
    return tmp_path


def test_a_saved_model_says_the_same_after_loading(small: Path) -> None:
    model = load_linear(small)
    first, second = model.predict(RECORDS), load_linear(small).predict(RECORDS)
    np.testing.assert_array_equal(first.types, second.types)
    assert model.card == {"data": "test"}
    assert len(model.predict([])) == 0


def test_the_skops_estimators_say_the_same_as_the_weights(small: Path) -> None:
    model = load_linear(small)
    linear = load_estimators(small)["type"]
    features = model.vectorizer.transform(RECORDS)
    order = [list(linear.classes_).index(leaf) for leaf in LEAVES]
    np.testing.assert_allclose(
        model.predict(RECORDS).types, linear.predict_proba(features)[:, order], atol=1e-5
    )


def test_a_model_folder_holds_no_pickle_and_a_stranger_cannot_smuggle_one(small: Path) -> None:
    assert sorted(p.name for p in small.iterdir()) == ["config.json", WEIGHTS, ESTIMATORS]
    ran = small / "ran"

    class Evil:
        def __reduce__(self) -> tuple:
            return (ran.write_text, ("x",))

    (small / WEIGHTS).write_bytes(pickle.dumps(Evil()))
    with pytest.raises(ModelError):
        load_model(str(small))
    assert not ran.exists()


def test_a_skops_file_with_foreign_types_is_refused(small: Path) -> None:
    import skops.io
    from skops.io.exceptions import UntrustedTypesFoundException

    skops.io.dump({"type": IndicatorClassifier()}, small / ESTIMATORS)
    with pytest.raises(UntrustedTypesFoundException):
        load_estimators(small)


@pytest.mark.parametrize("text", ["", "[]", '{"kind": "fast"}', '{"kind": "other"}', "{"])
def test_a_broken_folder_is_a_clear_error(small: Path, text: str) -> None:
    (small / "config.json").write_text(text)
    with pytest.raises(ModelError, match="模型"):
        load_model(str(small))


def test_a_missing_model_is_a_clear_error() -> None:
    with pytest.raises(ModelError, match="找不到模型"):
        load_model("nowhere")


def test_predictions_can_be_rethresholded() -> None:
    types = np.full((1, 9), 0.05)
    types[0, 0], types[0, 1] = 0.4, 0.25
    predictions = Predictions(types, np.array([0.6]), np.array([0.4]), Thresholds(type_set=0.3))
    assert predictions.type_sets() == [["quantity"]]
    assert predictions.rethreshold(type_set=0.2).type_sets() == [["quantity", "quality"]]
    assert predictions.is_vague()[0]
    assert not predictions.rethreshold(vague=0.7).is_vague()[0]
    assert json.dumps(predictions.labels()) == '["quantity"]'
