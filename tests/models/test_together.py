"""The encoder and the fast model together: what each adds."""

from __future__ import annotations

import numpy as np
import pytest
from zhibiao.models.predictions import Predictions, Thresholds
from zhibiao.models.taxonomy import LEAVES
from zhibiao.models.together import Together
from zhibiao.nlp.record import Indicator


class Says:
    """A model that gives every record the same probabilities of quantity and quality, the rest to none."""

    thresholds, card = Thresholds(), {"corpus_sha256": "0"}

    def __init__(self, quantity: float, vague: float = 0.25) -> None:
        self.vague, self.asked = vague, 0
        self.row = np.zeros(len(LEAVES))
        self.row[LEAVES.index("quantity")], self.row[LEAVES.index("quality")] = quantity, 1 - quantity

    def predict(self, records: list[Indicator]) -> Predictions:
        self.asked += len(records)
        types = np.tile(self.row, (len(records), 1))
        flags = np.full(len(records), self.vague)
        return Predictions(types, flags, flags, self.thresholds)


def label(encoder: float, partner: float, **declared: str) -> str:
    model = Together(Says(encoder), Says(partner))  # type: ignore[arg-type]
    return model.predict([Indicator("渠道管护", **declared)]).labels()[0]


def test_the_surer_of_two_decides() -> None:
    assert label(0.6, 0.1) == "quality"
    assert label(0.4, 0.9) == "quantity"


def test_the_rest_is_the_encoders_and_no_records_give_none() -> None:
    model = Together(Says(0.6), Says(0.6))  # type: ignore[arg-type]
    assert len(model.predict([])) == 0
    said = model.predict([Indicator("渠道管护")])
    assert said.vague.tolist() == [0.25]
    assert said.types.sum() == pytest.approx(1.0)
    assert (model.thresholds, model.card) == (Says.thresholds, Says.card)


@pytest.mark.parametrize(
    ("sure", "vague", "asked"), [(0.99, 0.01, 0), (0.99, 0.99, 0), (0.9, 0.01, 1), (0.99, 0.5, 1)]
)
def test_the_encoder_reads_only_what_the_fast_model_is_not_sure_of(
    sure: float, vague: float, asked: int
) -> None:
    encoder = Says(0.2)
    said = Together(encoder, Says(sure, vague)).predict([Indicator("渠道管护")])  # type: ignore[arg-type]
    assert encoder.asked == asked
    if not asked:
        assert said.types.max() == sure
        assert said.vague.tolist() == [vague]
