from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from zhibiao.models.features import RecordVectorizer, fields_of, shape_tokens
from zhibiao.nlp.record import Indicator

texts = st.text(st.one_of(st.characters(), st.sampled_from("渠道修复率≥90%年元、。")), max_size=30)
records = st.builds(Indicator, name=texts, value=texts, description=texts, level1=texts, level2=texts)


@settings(max_examples=60, deadline=None)
@given(st.lists(records, min_size=1, max_size=6))
def test_a_record_has_the_same_features_alone_and_in_a_list(items: list[Indicator]) -> None:
    vectorizer = RecordVectorizer()
    together = vectorizer.transform(items)
    for i, item in enumerate(items):
        alone = vectorizer.transform([item])
        assert abs(together[i] - alone[0]).max() < 1e-6


def test_no_records_give_an_empty_matrix() -> None:
    assert RecordVectorizer().transform([]).shape == (0, 1 << 17)


def test_the_declared_class_is_never_looked_at() -> None:
    a = Indicator("渠道修复长度", "12公里", level1="产出指标", level2="数量指标")
    b = Indicator("渠道修复长度", "12公里", level1="满意度指标", level2="满意度", project="别的项目")
    x = RecordVectorizer().transform([a, b])
    assert abs(x[0] - x[1]).max() == 0


def test_same_words_in_another_field_are_other_features() -> None:
    x = RecordVectorizer().transform([Indicator("合格", "及时"), Indicator("及时", "合格")])
    assert abs(x[0] - x[1]).max() > 0


def test_figures_are_folded_to_their_shape() -> None:
    assert fields_of(Indicator("补植3，200株", "≥９５．５％")).value == "≥0%"
    x = RecordVectorizer().transform([Indicator("补植树苗", "320株"), Indicator("补植树苗", "4500株")])
    assert abs(x[0] - x[1]).max() == 0


def test_shape_tokens_tell_a_repeated_value_from_a_number() -> None:
    repeated = Indicator("提高村民意识", "提高村民意识", "提高村民意识")
    counted = Indicator("提高村民意识", "举办宣讲12场")
    tell = [set(shape_tokens(r, fields_of(r))) for r in (repeated, counted)]
    assert "value-in-name==" in tell[0]
    assert "hard=True" in tell[1]
    assert "hard=False" in tell[0]


def test_a_huge_name_is_cut_to_its_ends() -> None:
    x = RecordVectorizer().transform([Indicator("很" * 10_000 + "合格率", "100%")])
    assert np.isfinite(x.data).all()
    assert x.nnz < 2000
