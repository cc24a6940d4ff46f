"""Scikit-learn estimators over records: hashed features and a calibrated logistic regression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression

from ..nlp.record import Indicator
from .features import FeatureConfig, RecordVectorizer
from .softmax import logits, probabilities

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix


class RecordClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Classifies lists of `Indicator` records.

    `c` is the inverse regularisation of the logistic regression, `temperature` divides its logits so
    that probabilities are calibrated (fitted by the training on held-out records), `tolerance` is how small
    the gradient must be for the search to end. After `fit`, `classes_` are the labels, `vectorizer` the
    fitted features and `linear_` the inner scikit-learn model.
    """

    def __init__(
        self,
        config: FeatureConfig | None = None,
        c: float = 10.0,
        temperature: float = 1.0,
        tolerance: float = 1e-3,
    ) -> None:
        self.config = config
        self.c = c
        self.temperature = temperature
        self.tolerance = tolerance
        self.vectorizer = RecordVectorizer(config)

    def fit(
        self, records: Sequence[Indicator], y: Sequence[Any], sample_weight: Sequence[float] | None = None
    ) -> RecordClassifier:
        """Learn from records and their labels, optionally weighted."""
        self.vectorizer = RecordVectorizer(self.config).fit(records)
        return self.fit_features(self.vectorizer.transform(records), y, sample_weight)

    def fit_features(
        self, features: csr_matrix, y: Sequence[Any], sample_weight: Sequence[float] | None = None
    ) -> RecordClassifier:
        """`fit` on features that `self.vectorizer` made."""
        self.linear_ = LogisticRegression(C=self.c, max_iter=300, tol=self.tolerance)
        self.linear_.fit(features, np.asarray(y), sample_weight=sample_weight)
        self.classes_ = self.linear_.classes_
        return self

    def predict(self, records: Sequence[Indicator]) -> NDArray[Any]:
        """The likeliest label of each record."""
        labels: NDArray[Any] = self.classes_[self.predict_proba(records).argmax(axis=1)]
        return labels

    def predict_proba(self, records: Sequence[Indicator]) -> NDArray[np.float64]:
        """Calibrated probabilities, shape (records, classes), in the order of `classes_`."""
        return self.proba_of(self.vectorizer.transform(records))

    def proba_of(self, features: csr_matrix) -> NDArray[np.float64]:
        """`predict_proba` on features that `self.vectorizer` made."""
        linear = self.linear_
        return probabilities(logits(linear.coef_, linear.intercept_, features), self.temperature)
