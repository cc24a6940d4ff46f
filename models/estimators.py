"""The features and the linear classifier of indicators as scikit-learn estimators.

They take what `inputs.records_of` takes, so they stand in a `Pipeline` or a `GridSearchCV` over plain texts,
dictionaries or DataFrames. `SKIPPED_CHECKS` says which of scikit-learn's own checks do not fit text, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_consistent_length, check_is_fitted, column_or_1d, validate_data

from ..nlp.record import Indicator
from .arrays import logits, probabilities
from .features import FeatureConfig, RecordVectorizer
from .inputs import records_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix


_STEPS = 300  # of the search at most
# Checks of scikit-learn that are not met, by name, with the reason.
SKIPPED_CHECKS = {
    "check_sample_weight_equivalence_on_dense_data": (
        "document frequencies count the rows that were shown: a row of weight 0 counts, one of weight 2 counts once"
    ),
}


def _validated(estimator: Any, given: Any, reset: bool) -> list[Indicator]:
    """Records of `given`; arrays of cells or numbers go through scikit-learn's own validation first.

    Raises ValueError for an empty list and for what is no list of indicators.
    """
    table = hasattr(given, "columns")
    if table and reset:
        estimator.n_features_in_ = len(given.columns)
        if all(isinstance(c, str) for c in given.columns):
            estimator.feature_names_in_ = np.asarray(given.columns, dtype=object)
    elif not table and hasattr(given, "__array__") and not hasattr(given, "index"):
        given = np.asarray(given)
    if not table and (len(getattr(given, "shape", ())) == 2 or _numeric(given)):
        given = validate_data(estimator, given, reset=reset, dtype=None)
    records = records_of(given)
    if not records:
        raise ValueError("没有指标：至少需要一条。")
    return records


def _numeric(given: Any) -> bool:
    return isinstance(given, np.ndarray) and given.dtype.kind in "biufc"


class IndicatorVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Indicators → csr matrix of shape (records, 2 ** bits): hashed n-grams and what the target is.

    The parameters are those of `features.FeatureConfig`. After `fit`, `idf_` holds a weight a column.
    """

    def __init__(
        self,
        bits: int = 17,
        name: tuple[int, int] = (1, 4),
        value: tuple[int, int] = (1, 3),
        description: tuple[int, int] = (2, 3),
        everything: tuple[int, int] = (1, 4),
        weights: tuple[float, float, float, float, float] = (1.0, 0.7, 0.5, 1.5, 0.6),
        idf: float = 0.5,
    ) -> None:
        self.bits = bits
        self.name = name
        self.value = value
        self.description = description
        self.everything = everything
        self.weights = weights
        self.idf = idf

    def fit(self, X: Any, y: Any = None) -> IndicatorVectorizer:
        """Learn how frequent each feature is."""
        config = FeatureConfig.of(self.get_params(deep=False))
        self.features_ = RecordVectorizer(config).fit(_validated(self, X, reset=True))
        self.idf_ = self.features_.idf_
        return self

    def transform(self, X: Any) -> csr_matrix:
        """The matrix of features, float32."""
        check_is_fitted(self)
        return self.features_.transform(_validated(self, X, reset=False))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = tags.input_tags.dict = True
        tags.transformer_tags.preserves_dtype = []  # whatever comes in, float32 goes out
        return tags


class IndicatorClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Classifies indicators: an `IndicatorVectorizer` and a calibrated logistic regression.

    `vectorizer` None stands for one with the default settings. `C` is the inverse regularisation, `tol`
    how small the gradient must be for the search to end; `temperature` divides the logits, so that
    probabilities can be calibrated on held-out records. After `fit`, `classes_` are the labels,
    `vectorizer_` the fitted features and `linear_` the inner scikit-learn model.
    """

    def __init__(
        self,
        vectorizer: IndicatorVectorizer | None = None,
        C: float = 10.0,
        temperature: float = 1.0,
        tol: float = 1e-3,
    ) -> None:
        self.vectorizer = vectorizer
        self.C = C
        self.temperature = temperature
        self.tol = tol

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> IndicatorClassifier:
        """Learn from indicators and their labels, optionally weighted."""
        if y is None:
            raise ValueError("requires y to be passed, but the target y is None")
        records = _validated(self, X, reset=True)
        y = column_or_1d(y, warn=True)
        check_classification_targets(y)
        check_consistent_length(records, y)
        self.vectorizer_ = clone(self.vectorizer or IndicatorVectorizer()).fit(records)
        return self.fit_features(self.vectorizer_.transform(records), y, sample_weight)

    def fit_features(self, features: csr_matrix, y: Any, sample_weight: Any = None) -> IndicatorClassifier:
        """`fit` on features that a vectoriser made."""
        self.linear_ = LogisticRegression(C=self.C, max_iter=_STEPS, tol=self.tol)
        self.linear_.fit(features, np.asarray(y), sample_weight=sample_weight)
        self.classes_ = self.linear_.classes_
        return self

    def predict(self, X: Any) -> NDArray[Any]:
        """The likeliest label of each indicator."""
        probability = self.predict_proba(X)
        labels: NDArray[Any] = self.classes_[probability.argmax(axis=1)]
        return labels

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Calibrated probabilities, shape (records, classes), in the order of `classes_`."""
        return probabilities(self._logits(X), self.temperature)

    def decision_function(self, X: Any) -> NDArray[np.float64]:
        """Logits, shape (records, classes), or (records,) where there are two classes."""
        values = self._logits(X) / self.temperature
        return values[:, 1] if values.shape[1] == 2 else values

    def _logits(self, X: Any) -> NDArray[np.float64]:
        check_is_fitted(self)
        features = self.vectorizer_.transform(_validated(self, X, reset=False))
        return logits(self.linear_.coef_, self.linear_.intercept_, features)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = tags.input_tags.dict = True
        return tags
