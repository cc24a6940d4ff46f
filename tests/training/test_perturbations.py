"""Records as forms garble them, and how often a model's right class turns wrong by it."""

from __future__ import annotations

import random

import numpy as np
import pytest
from zhibiao.models.load import load_model
from zhibiao.models.predictions import Predictions, Thresholds
from zhibiao.models.taxonomy import LEAVES
from zhibiao.nlp.normalize import fold
from zhibiao.nlp.record import Indicator
from zhibiao.training.data.corpus import Labelled
from zhibiao.training.data.perturbations import TAUGHT, TESTED, kinds, perturb
from zhibiao.training.evaluation.robustness import robustness

RECORDS = [
    Indicator("渠道清淤长度", value="≥18公里", description="当年清淤的渠道总长"),
    Indicator("泵站设备完好率", value="≥95%", description="完好台数除以总台数"),
    Indicator("灌区农户满意度", value="≥90%", description="抽样问卷"),
]
CHANGES = kinds(TESTED)


@pytest.mark.parametrize("kind", CHANGES)
def test_every_kind_changes_something_and_leaves_the_measure(kind: str) -> None:
    chance = random.Random(1)
    changed = [CHANGES[kind](record, RECORDS, chance) for record in RECORDS for _ in range(5)]
    assert any(c not in RECORDS for c in changed)
    for before, after in zip([r for r in RECORDS for _ in range(5)], changed, strict=True):
        # What is measured, the end of the name, can still be read.
        assert before.name[-2:] in fold(after.name).replace(" ", "")


def test_what_is_taught_is_not_what_is_tested() -> None:
    for field in ("prefixes", "suffixes", "openings"):
        assert not set(getattr(TAUGHT, field)) & set(getattr(TESTED, field))


def test_changed_copies_name_their_original_and_repeat_by_seed() -> None:
    made = perturb(RECORDS, 30, seed=4)
    assert made == perturb(RECORDS, 30, seed=4)
    assert all(record != RECORDS[at] for at, record in made)
    assert not perturb([], 5)


class _ByLength:
    """A model that any change to a name confuses."""

    def predict(self, records: list[Indicator]) -> Predictions:
        shares = np.zeros((len(records), len(LEAVES)))
        for i, record in enumerate(records):
            shares[i, LEAVES.index("quantity" if record.name == RECORDS[0].name else "cost")] = 1
        return Predictions(shares, np.zeros(len(records)), np.zeros(len(records)), Thresholds())


def test_only_classes_that_were_right_count() -> None:
    rows = [
        Labelled(RECORDS[0], ("quantity",), None, None),
        Labelled(RECORDS[1], ("quality",), None, None),
    ]
    found = {t.kind: t for t in robustness(_ByLength(), rows)}
    assert found["prefix"].share == 1.0
    assert (found["explained"].wrong, found["bare"].wrong) == (0, 0)
    assert found["all"].rows == sum(t.rows for kind, t in found.items() if kind != "all")


def test_the_bundled_model_keeps_its_classes_under_prefixes_width_and_traditional_characters() -> None:
    rows = [
        Labelled(r, (leaf,), None, None)
        for r, leaf in zip(RECORDS, ("quantity", "quality", "satisfaction"), strict=True)
    ]
    found = {t.kind: t.wrong for t in robustness(load_model("fast"), rows)}
    assert (found["prefix"], found["wide"], found["traditional"], found["bare"]) == (0, 0, 0, 0)
