"""The interval algebra against brute force on a grid, and what ladders say in words."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zhibiao.scoring.checks.ladders.analysis import Ladder, analyse, doubles, gaps, unreachable
from zhibiao.scoring.checks.ladders.criteria import untold
from zhibiao.scoring.checks.ladders.intervals import (
    INF,
    Domain,
    Interval,
    complement,
    covered,
    overlap,
    union,
)

DOMAINS = (Domain(0.0, 10.0), Domain(), Domain(whole=True), Domain(-INF, INF), Domain(0.0, 10.0, True))
LADDERS_EACH = 50  # random ladders of one hypothesis example: 200 examples make 10,000


def _random_interval(rng: random.Random) -> tuple[Interval, int]:
    low, high = sorted((rng.randint(0, 10), rng.randint(0, 10)))
    kind = rng.randrange(4)
    if kind == 0:
        return Interval(float(low), INF, rng.random() < 0.5, False), 1
    if kind == 1:
        return Interval(-INF, float(high), False, rng.random() < 0.5), -1
    if kind == 2:
        return Interval(float(low), float(low)), 0
    return Interval(float(low), float(high), rng.random() < 0.6, rng.random() < 0.6), 0


def _random_ladder(rng: random.Random) -> Ladder:
    tiers = [_random_interval(rng) for _ in range(rng.randint(2, 5))]
    return Ladder(rng.choice(DOMAINS), tuple(i for i, _ in tiers), tuple(s for _, s in tiers), "percent")


def _grid(domain: Domain) -> list[float]:
    """Whole and half values (halves stand for what lies between), within the domain and a little around."""
    steps = range(-4, 25)
    return [s / 2 for s in steps if domain.low <= s / 2 <= domain.high and (not domain.whole or s % 2 == 0)]


def _claimed_twice(ladder: Ladder, value: float) -> set[tuple[int, int]]:
    """Pairs of tiers that both hold `value`, thresholds that are nested in one another left out."""
    pairs = set()
    for i, one in enumerate(ladder.intervals):
        for j in range(i + 1, len(ladder.intervals)):
            other = ladder.intervals[j]
            assert one is not None
            assert other is not None
            side = ladder.one_sided[j]
            nested = side and side == ladder.one_sided[i]
            inside = side and one.low == one.high and other.low < one.low < other.high
            if not nested and not inside and one.contains(value) and other.contains(value):
                pairs.add((i, j))
    return pairs


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_algebra_agrees_with_a_grid(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(LADDERS_EACH):
        ladder = _random_ladder(rng)
        found, twice = gaps(ladder), doubles(ladder)
        dead = unreachable(ladder)
        reached: set[int] = set()
        for value in _grid(ladder.domain):
            holding = [i for i, t in enumerate(ladder.intervals) if t is not None and t.contains(value)]
            assert any(g.contains(value) for g in found) == (not holding), (ladder, value)
            pairs = {(d.first, d.second) for d in twice if d.interval.contains(value)}
            assert pairs == _claimed_twice(ladder, value), (ladder, value)
            reached.update(holding[:1])
        # A tier that is the first to hold some value is not dead, and one that is none is.
        assert set(dead) == set(range(len(ladder.intervals))) - reached, ladder


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6))
def test_union_and_complement_split_the_domain(pairs: list[tuple[int, int]]) -> None:
    intervals = [Interval(float(min(p)), float(max(p))) for p in pairs]
    domain = Domain(0.0, 10.0)
    joined, rest = union(intervals), complement(intervals, domain)
    for i in range(101):
        value = i / 10
        assert any(j.contains(value) for j in joined) != any(r.contains(value) for r in rest)
    assert all(a.high <= b.low for a, b in itertools.pairwise(joined))


def test_whole_numbers_know_no_gap_between_neighbours() -> None:
    domain = Domain(whole=True)
    assert complement([Interval(0, 3), Interval(4, INF, True, False)], domain) == []
    assert overlap(Interval(0, 3), Interval(3, 5), domain) == Interval(3, 3)
    assert covered(Interval(3, 4, False, False), [], domain)


@pytest.mark.parametrize(
    ("tiers", "name", "shown"),
    [
        (("≥80%", "60%以下"), "覆盖率", ["(60%, 80%)"]),
        (("100%", "95%-99%", "95%以下"), "覆盖率", ["(99%, 100%)"]),
        (("≥95%", "≥90%", "≥80%", "<80%"), "覆盖率", []),
        (("≥95%", "≥80%且<95%", "<80%"), "覆盖率", []),
        (("未发生事故", "2起", "3起以上"), "事故", ["1起"]),
        (("80%", "60%以下"), "投资完成率", ["(60%, 80%)", "80%以上"]),
        (("≥12场", "10-11场", "8场以下"), "宣传场次", ["9场"]),
        (("≤3‰", "≤5‰", ">6‰"), "死亡率", ["(5‰, 6‰]"]),
        (("≥2万元", "1万元以下"), "增收额", ["(10000元, 20000元)"]),
    ],
)
def test_gaps_in_words(tiers: tuple[str, ...], name: str, shown: list[str]) -> None:
    analysis = analyse(tiers, name)
    assert analysis is not None
    assert [analysis.ladder.domain.show(g) for g in analysis.gaps] == shown


def test_ladders_of_words_or_of_two_units_are_left_alone() -> None:
    assert analyse(("非常满意", "满意", "一般")) is None
    assert analyse(("≥90%", "10场", "5场")) is None
    assert analyse(()) is None


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("完成率100%得5分；80%～90%得3分；60%以下不得分", "90%～100%、60%～80%"),
        ("≥95%，得10分；85%（含）-95%，得8分；60%-75%，得5分；低于60%，得0分", "75%～85%"),
        (
            "办结时间3个工作日以内得满分，5～7个工作日得一半，10个工作日以上不得分",
            "4工作日、8~9工作日",
        ),
        ("5个以上得满分；3个得60%分值；0个不得分", "4个、1~2个"),
        ("90%以上得满分，80%～90%得80%分值，60%～80%得60%分值，60%以下不得分", ""),  # no gap
        ("90分以上为优，60分以下为差", ""),  # points may fall evenly between two
        ("90%以上得满分，70%～80%酌情得分，60%以下不得分，不得分的须说明", ""),
        ("①建成5个得3分②验收合格率90%以上得3分③投诉3起以下得3分", ""),
        ("完成率90%以上得满分，差错率3%以下得一半，返工率1%以下不得分", ""),  # three measures
        ("90%以上得满分，基本完成得一半，60%以下不得分", ""),  # what 基本完成 is may fill it
        ("90%以上得满分；" * 60, ""),  # too long to be a ladder
    ],
)
def test_gaps_of_a_ladder_in_words(text: str, gaps: str) -> None:
    assert untold(text, "工作完成率") == gaps
