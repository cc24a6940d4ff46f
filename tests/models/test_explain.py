from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zhibiao.models.explain import explain
from zhibiao.models.keywords import KeywordModel
from zhibiao.models.load import load_model
from zhibiao.nlp.record import Indicator


@pytest.fixture(scope="module")
def model():
    return load_model("fast")


def test_the_satisfaction_word_carries_the_type(model) -> None:
    reasons = explain(model, Indicator("受训农机手满意度", "≥92%"))
    assert "满意" in reasons[0].text


def test_the_soft_words_carry_vagueness_and_the_number_its_absence(model) -> None:
    soft = explain(model, Indicator("灌区信息化管理水平", "逐步提高"), "vague")
    assert soft[0].field == "value"
    hard = explain(model, Indicator("灌区信息化管理水平", "提高5%"), "vague")
    assert any("5" in r.text for r in hard)


@settings(max_examples=30, deadline=None)
@given(st.text("渠道满意度率≥90%逐步提高。 a", max_size=20), st.text("及时率100%明显", max_size=10))
def test_spans_are_the_words_that_they_name(name: str, value: str) -> None:
    record = Indicator(name, value)
    for head in ("type", "vague", "boilerplate"):
        for reason in explain(KeywordModel(), record, head):
            assert getattr(record, reason.field)[reason.start : reason.end] == reason.text
            assert reason.weight > 0


def test_an_unknown_head_is_an_error(model) -> None:
    with pytest.raises(ValueError, match="colour"):
        explain(model, Indicator("x"), "colour")
