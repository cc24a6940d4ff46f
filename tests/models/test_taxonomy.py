from __future__ import annotations

import pytest
from zhibiao.models.taxonomy import LEAVES, NAMES, declared_leaves, level1


@pytest.mark.parametrize(
    ("first", "second", "leaves"),
    [
        ("产出指标", "数量指标", "quantity"),
        ("产出", "数量", "quantity"),
        ("项目完成指标", "质量指标", "quality"),
        ("产出指标", "进度指标", "timeliness"),
        ("产出指标", "产出成本", "cost"),
        ("效益指标", "环境效益指标", "ecological"),
        ("项目效益指标", "可持续发展影响", "sustainable"),
        ("效益指标", "社会效益", "social"),
        ("满意度指标", "社会公众或服务对象满意度", "satisfaction"),
        ("效益指标", "服务对象满意指标", "satisfaction"),
        ("成本指标", "社会成本指标", "cost"),
        ("成本指标", "", "cost"),
        ("产出指标", "", "quantity quality timeliness cost"),
        ("产出指标", "验收合格后投入使用", "quantity quality timeliness cost"),
        ("", "", ""),
        ("工作内容", "3座", ""),
    ],
)
def test_declared_classes_and_their_aliases(first: str, second: str, leaves: str) -> None:
    assert declared_leaves(first, second) == set(leaves.split())


def test_lasting_effects_are_a_class_in_2020_and_part_of_the_benefits_in_2021() -> None:
    assert "sustainable" not in declared_leaves("效益指标", "社会效益指标", "2020")
    assert "sustainable" in declared_leaves("效益指标", "社会效益指标", "2021")


def test_cost_is_an_output_in_2020_and_a_level_of_its_own_in_2021() -> None:
    assert (level1("cost", "2020"), level1("cost", "2021")) == ("产出", "成本")
    assert {level1(leaf) for leaf in LEAVES} == {"产出", "效益", "满意度"}
    assert set(NAMES) == set(LEAVES)


def test_unknown_words_are_errors() -> None:
    with pytest.raises(ValueError, match="1999"):
        level1("cost", "1999")
    with pytest.raises(KeyError):
        level1("speed")
