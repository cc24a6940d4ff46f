from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from zhibiao.nlp.normalize import fold, normalize, squeeze
from zhibiao.nlp.targets.parse import parse_target

texts = st.text(st.one_of(st.characters(), st.sampled_from("９０％≧　率 合格90%（）①㎡…\u200b")), max_size=60)


def test_one_spelling_for_width_variants_and_typeset_spaces() -> None:
    assert fold("≧９０％") == "≥90%"
    assert fold("合 格 率") == "合格率"
    assert fold("３．５ 万元／户") == "3.5万元/户"
    assert fold("LED power 灯") == "LED power灯"
    assert fold("①发放及时率") == "①发放及时率"


def test_traditional_characters_are_folded_one_for_one() -> None:
    assert fold("服務對象滿意度≥９５％") == "服务对象满意度≥95%"
    assert fold("著作登记数、乾隆年间建筑") == "著作登记数、乾隆年间建筑"  # of simplified Chinese themselves
    text = "檔案 整理份數"
    assert normalize(text).span(2, 4) == (3, 5)


def test_a_target_in_traditional_characters_is_parsed() -> None:
    target = parse_target("不少於３００畝")
    assert target is not None
    assert (target.comparator, target.number, target.unit) == ("≥", 300, "亩")


@given(texts)
def test_folding_is_normalising_without_offsets(text: str) -> None:
    assert fold(text) == normalize(text).text


def test_span_points_at_the_original_characters() -> None:
    text = "合 格 率 ９０％"
    done = normalize(text)
    start = done.text.index("率")
    assert text[slice(*done.span(start, start + 1))] == "率"
    assert text[slice(*done.span(done.text.index("90"), len(done.text)))] == "９０％"


@given(texts)
def test_offsets_are_in_order_and_inside(text: str) -> None:
    done = normalize(text)
    assert len(done.offsets) == len(done.text)
    assert list(done.offsets) == sorted(done.offsets)
    assert all(0 <= o < len(text) for o in done.offsets)


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    if unicodedata.is_normalized("NFKC", once):
        assert fold(once) == once


@given(texts)
def test_squeeze_keeps_every_visible_character(text: str) -> None:
    assert "".join(squeeze(text).split()) == "".join(text.split())
