"""Generic words are learned from rows that are boilerplate although the list leaves something over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from zhibiao.models import anchor, words
from zhibiao.models.explain import boilerplate_reason, left_over
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.batch.settings import make_settings
from zhibiao.training.data.corpus import Labelled
from zhibiao.training.studies.words import generic_words

from ..authored import load_corpus
from ..conftest import ROOT

_OF = tuple(f"sector {i}" for i in range(12))


def _rows(
    left: tuple[str, ...], boilerplate: bool, count: int = 12
) -> list[tuple[Labelled, tuple[str, ...]]]:
    record = Indicator("".join(left))
    return [(Labelled(record, (), None, boilerplate, sector=_OF[i % 12]), left) for i in range(count)]


def test_a_word_is_generic_where_rows_of_boilerplate_leave_it_over() -> None:
    pairs = [*_rows(("汇总",), True), *_rows(("汇总", "水闸"), False), *_rows(("水闸",), False)]
    rows, left = zip(*pairs, strict=True)
    assert generic_words(rows, left, {"汇总": 12, "水闸": 12}) == {"汇总"}


def test_a_word_of_anchored_rows_is_none_though_one_label_says_so() -> None:
    pairs = [*_rows(("闸门",), False), *_rows(("闸门",), True, 1)]
    rows, left = zip(*pairs, strict=True)
    assert not generic_words(rows, left, {"闸门": 12})


def test_a_word_of_few_sectors_is_none() -> None:
    rows, left = zip(*_rows(("汇总",), True), strict=True)
    assert not generic_words(rows, left, {"汇总": 3})


def test_the_number_of_sectors_is_that_of_the_corpus() -> None:
    assert len({r.sector for r in load_corpus()}) == words.SECTORS


def test_the_reason_names_what_is_left_rarest_first() -> None:
    record = Indicator("全县水闸启闭设备检修完成率", value="≥95%")
    assert [n for _, n in left_over(record)] == sorted(n for _, n in left_over(record))
    assert "“启闭”" in boilerplate_reason(record)
    assert "什么也不剩" in boilerplate_reason(Indicator("各项任务完成率", value="100%"))


def test_a_users_own_words_are_struck_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Indicator("网格事项办结率", value="100%")
    assert not anchor.stands_anywhere(record)
    path = tmp_path / "own.txt"
    path.write_text("网格  # 我们每个项目都有\n", encoding="utf-8")
    monkeypatch.setenv(words.USER_WORDS, str(path))
    caches = (words.user_words, anchor._listed, anchor._by_first, anchor.struck)
    for cache in caches:
        cache.cache_clear()
    try:
        assert anchor.stands_anywhere(record)
        with_words = make_settings().model_digest
    finally:
        monkeypatch.undo()
        for cache in caches:
            cache.cache_clear()
    # An archive that was scored with other words is scored again.
    assert make_settings().model_digest != with_words


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_file_of_words_that_cannot_be_read_is_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "own.txt"
    if content is not None:
        path.write_bytes(content)
    sample = ROOT / "data" / "samples" / "yunling_water_2025.txt"
    done = subprocess.run(
        [sys.executable, "-m", "zhibiao", "score", str(sample)],
        env=os.environ | {words.USER_WORDS: str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"环境变量 ZHIBIAO_GENERIC 所指的文件“{path}”读不出")
    assert "Traceback" not in done.stderr


def test_no_document_loads_a_dictionary_of_words_to_be_scored() -> None:
    code = (
        "import sys, zhibiao; zhibiao.score(['考核评价及时性', '渠道清淤长度']); "
        "sys.exit(int('jieba' in sys.modules or 'rjieba' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_word_put_together_from_generic_ones_is_an_anchor_all_the_same() -> None:
    assert {"上", "岗", "考核"} <= words.generic()
    assert anchor.remainder("考核上岗率") == ("考核上岗率",)
    assert anchor.remainder("考核率") == ()
