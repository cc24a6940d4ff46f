from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhibiao.nlp.segment import domain_words, segmenter


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
def test_domain_words_stay_whole_and_number_ranges_are_cut_by_sign(engine: str) -> None:
    if engine == "rjieba":
        pytest.importorskip("rjieba")
    words = segmenter(engine).cut("农村公路优良率95%-99%，群众满意度明显提高")
    assert {"农村公路", "优良率", "群众满意度", "明显提高", "95", "99"} <= set(words)


@given(st.text("村水率满意度提高0123456789%≥.，（）abc ", max_size=40))
def test_cutting_loses_no_character(text: str) -> None:
    assert "".join(segmenter("jieba").cut(text)) == text


def test_both_engines_cut_alike() -> None:
    pytest.importorskip("rjieba")
    texts = [
        "渠系水利用系数提高到0.56",
        "12月底前完成3个乡镇水厂改造",
        "受训护林员满意度≥90%",
        "补助标准500元/户/年",
    ]
    assert [segmenter("jieba").cut(t) for t in texts] == [segmenter("rjieba").cut(t) for t in texts]


def test_the_global_tokenizer_of_jieba_is_left_alone() -> None:
    probe = (
        "import jieba; from zhibiao.nlp.segment import segmenter; segmenter('jieba').cut('规范管理率');"
        "print(jieba.dt.initialized, 'DEBUG' in str(jieba.default_logger.level))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert done.stderr == ""


def test_unknown_engine_is_an_error() -> None:
    with pytest.raises(ValueError, match="thulac"):
        segmenter("thulac")


def test_the_dictionary_has_no_single_characters() -> None:
    assert all(len(word) >= 2 for word, _ in domain_words())
