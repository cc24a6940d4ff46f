"""Where practice is split, the other class that evaluators accept is known by the name."""

from __future__ import annotations

import pytest
from zhibiao.models.guideline import split_practice


@pytest.mark.parametrize(
    ("name", "leaf", "others"),
    [
        ("牲畜疫苗接种率", "quantity", {"quality"}),
        ("重大隐患排查率", "quality", {"quantity"}),
        ("维护社会稳定", "social", {"sustainable"}),
        ("水厂服务投诉率", "satisfaction", {"quality"}),
        ("降低灌溉用水成本", "economic", {"cost"}),
    ],
)
def test_the_less_usual_class_is_accepted_too(name: str, leaf: str, others: set[str]) -> None:
    assert split_practice(name, leaf) == others | {leaf}


@pytest.mark.parametrize(
    ("name", "leaf"),
    [
        ("渠道长度", "quantity"),
        ("补助资金发放到位率", "quality"),
        ("台账规范管理率", "quality"),
        ("疫苗接种率", "cost"),
    ],
)
def test_nothing_is_added_where_evaluators_agree(name: str, leaf: str) -> None:
    assert split_practice(name, leaf) == frozenset()
