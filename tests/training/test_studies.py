"""Audit, agreement and learning curve: what a reader of the experiments may ask for again."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from zhibiao.models.predictions import Predictions, Thresholds
from zhibiao.models.taxonomy import LEAVES
from zhibiao.nlp.record import Indicator
from zhibiao.training.data.corpus import Labelled
from zhibiao.training.evaluation.confident_learning import doubted, shares_of
from zhibiao.training.studies.agreement import SECOND, agreements
from zhibiao.training.studies.audit import audit, write_suspects
from zhibiao.training.studies.diversity import diversities, diversity
from zhibiao.training.studies.learning_curve import subset

from ..authored import load_corpus

ROWS = load_corpus()


def test_the_second_annotation_prints_the_figures_of_the_data_card() -> None:
    found = {(a.reading, a.round, a.label): a for a in agreements()}
    figures = {key: (round(a.kappa, 3), round(a.accepted, 3)) for key, a in found.items()}
    assert figures["1", "1", "type"] == (0.956, 0.999)
    assert figures["1", "5", "type"] == (0.950, 0.985)
    assert (figures["1", "1", "vague"][0], figures["1", "5", "vague"][0]) == (0.973, 0.978)
    assert (figures["1", "1", "boilerplate"][0], figures["1", "5", "boilerplate"][0]) == (0.935, 0.865)
    assert [figures["2", "", label] for label in ("type", "vague", "boilerplate")] == [
        (0.922, 0.998),
        (0.945, 0.978),
        (0.987, 0.997),
    ]
    assert (found["1", "", "type"].rows, found["2", "", "type"].rows) == (1320, 800)


def test_the_second_annotation_is_of_rows_of_the_corpus() -> None:
    ours = {str(r.record.location) for r in ROWS}
    with SECOND.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(r["id"], r["reading"]) for r in rows}) == len(rows)
    # A row may since have been dropped or rewritten, which gives it another id.
    assert sum(r["id"] in ours for r in rows) / len(rows) > 0.95
    assert all(set(r["second_types"].split()) <= set(LEAVES) for r in rows)


def test_kappa_is_agreement_beyond_chance(tmp_path: Path) -> None:
    head = "id,reading,round,first_types,first_vague,first_boilerplate,second_types,second_vague,second_boilerplate"
    lines = [
        "a,1,2,cost,1,,cost,1,",
        "b,1,2,cost,0,,social cost,0,",
        "c,1,2,social,1,1,social,0,1",
        "d,1,2,social,0,0,social,1,0",
    ]
    path = tmp_path / "two.csv"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    found = {a.label: a for a in agreements(path) if a.round}
    assert found["type"].kappa == pytest.approx(0.5)
    assert found["type"].accepted == 1.0
    assert found["vague"].kappa == pytest.approx(0.0)
    assert (found["boilerplate"].rows, found["boilerplate"].kappa) == (2, 1.0)


def test_a_planted_error_is_found_by_confident_learning() -> None:
    generator = np.random.default_rng(0)
    labels = np.repeat([0, 1, 2], 40)
    shares = generator.dirichlet((1, 1, 1), 120) * 0.1
    shares[np.arange(120), labels] += 0.9
    shares[[5, 50]] = [[0.99, 0.005, 0.005], [0.005, 0.99, 0.005]]
    labels[[5, 50]] = [1, 2]
    wrong, quality = doubted(labels, shares)
    assert np.flatnonzero(wrong).tolist() == [5, 50]
    assert quality[[5, 50]].max() < quality[np.setdiff1d(np.arange(120), [5, 50])].min()


def test_a_label_nobody_else_has_is_no_error_of_the_method() -> None:
    wrong, quality = doubted(np.zeros(3, dtype=np.int64), np.full((3, 9), 1 / 9))
    assert not wrong.any()
    assert quality.tolist() == [1, 1, 1]


def test_a_further_accepted_class_is_no_error() -> None:
    row = Labelled(Indicator("疫苗接种率", "≥95%"), ("quantity", "quality"), None, True)
    types = np.full((1, 9), 0.02)
    types[0, LEAVES.index("quality")] = 0.84
    predictions = Predictions(types, np.zeros(1), np.array([0.3]), Thresholds())
    known, labels, shares = shares_of([row], predictions, "type")
    assert (known, labels.tolist()) == ([0], [LEAVES.index("quantity")])
    assert shares[0, LEAVES.index("quantity")] == pytest.approx(0.86)
    assert shares_of([row], predictions, "vague")[0] == []
    assert shares_of([row], predictions, "boilerplate")[2].tolist() == [[0.7, 0.3]]


def test_the_audit_finds_swapped_labels_among_its_first(tmp_path: Path) -> None:
    rows = ROWS[::30]
    at = next(
        i for i, r in enumerate(rows) if r.record.name.endswith("满意度") and r.accepted == ("satisfaction",)
    )
    rows[at] = replace(rows[at], accepted=("cost",))
    suspects = audit(rows, folds=2)
    assert [s.quality for s in suspects] == sorted(s.quality for s in suspects)
    (found,) = [s for s in suspects if s.id == str(rows[at].record.location) and s.label == "type"]
    assert (found.given, found.suggestion) == ("cost", "satisfaction")
    write_suspects(suspects, tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(suspects)


def test_smaller_shares_are_nested_and_keep_pairs_whole() -> None:
    small, large = subset(ROWS, 0.1), subset(ROWS, 0.25)
    assert 0 <= len(small) - 0.1 * len(ROWS) < 2  # a pair is taken whole
    assert {id(r) for r in small} <= {id(r) for r in large}
    pairs = [r.pair for r in small if r.pair]
    assert all(pairs.count(p) == 2 for p in set(pairs[:200]))
    assert len(subset(ROWS, 1.0)) == len(ROWS)


def test_a_district_repeats_itself_as_real_filings_do() -> None:
    """Real filings of one district: gzip ratio 0.36, 4.4 four-grams a name (600 distinct rows)."""
    districts = [v for v in diversities() if v.title.endswith("_r5")]
    assert len(districts) >= 6
    for found in districts:
        assert found.rows == 600
        assert found.gzip == pytest.approx(0.364, rel=0.15)
        assert found.grams == pytest.approx(4.40, rel=0.16)


def test_diversity_falls_when_names_are_filled_into_a_template() -> None:
    written = [Labelled(r.record, (), None, None) for r in ROWS[:300]]
    filled = [
        Labelled(Indicator(f"{a}工作完成率达到预期目标的情况", f"{i}%"), (), None, None)
        for i, a in enumerate("水路桥灯树林田山河湖" * 30)
    ]
    one, other = diversity("written", written), diversity("filled", filled)
    assert other.gzip < one.gzip / 2
    assert other.grams < one.grams / 2
    with pytest.raises(ValueError, match="没有指标"):
        diversity("none", [])
