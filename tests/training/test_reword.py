"""Rewording swaps words for others of their kind, wherever the record says them."""

from __future__ import annotations

from zhibiao.nlp.record import Indicator
from zhibiao.training.data.rewording import lexicon, reword

ROWS = [
    Indicator("水库大坝维修数量", "3座", description="反映大坝维修的数量"),
    Indicator("学校食堂满意度", "≥90%"),
    Indicator("农村道路路面合格率", tiers=("98%", "95%")),
]


def test_reworded_records_are_new_distinct_and_the_same_for_a_seed() -> None:
    made = reword(ROWS, 60)
    assert len(made) == 60
    assert len({(r.name, r.value, r.description) for r in made}) == 60
    assert not {r.name for r in made} & {r.name for r in ROWS}
    assert made == reword(ROWS, 60)
    assert made != reword(ROWS, 60, seed=1)


def test_targets_stay_and_what_is_measured_is_mostly_kept() -> None:
    made = reword(ROWS, 200)
    targets = {(r.value, r.tiers) for r in made}
    assert targets == {(r.value, r.tiers) for r in ROWS}
    kept = sum(r.name.endswith(("数量", "满意度", "合格率")) for r in made)
    assert 0.7 < kept / len(made) < 1


def test_a_word_is_swapped_in_the_description_too() -> None:
    described = [r for r in reword(ROWS[:1], 200) if r.description and "大坝" not in r.name]
    assert described
    assert not any("大坝" in r.description for r in described)


def test_another_word_has_the_same_tag_and_length() -> None:
    import random

    known, chance = lexicon(), random.Random(0)
    for word in ("学校", "食堂", "道路"):
        other = known.other(word, chance)
        assert known.tags[other] == known.tags[word]
        assert len(other) == len(word)


def test_nothing_can_be_reworded_where_no_word_is_known() -> None:
    assert reword([Indicator("U站", "1个")], 5) == []
    assert reword([], 5) == []
