"""The corpus keeps its promises: quotas, labels, pairs, and it loads as a dataset."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from zhibiao.models.taxonomy import LEAVES
from zhibiao.nlp.normalize import fold
from zhibiao.training.data.corpus import (
    CORPUS,
    corpus_digest,
    corpus_files,
    groups_of,
    load_file,
    load_labelled,
    load_unlabelled,
)
from zhibiao.training.data.splits import SPLITS, TEST, split_of

from ..authored import load_corpus
from ..conftest import ROOT

ROWS = load_corpus()


def test_size_and_quotas() -> None:
    assert len({(r.record.name, r.record.target_text) for r in ROWS}) >= 6000
    assert len({r.sector for r in ROWS}) >= 24
    classes = Counter(r.accepted[0] for r in ROWS)
    assert set(classes) == set(LEAVES)
    assert min(classes.values()) >= 500
    assert sum(r.vague is True for r in ROWS) >= 2000
    assert sum(r.boilerplate is True for r in ROWS) >= 1000


def test_labels_are_known_and_preferred_comes_first() -> None:
    for row in ROWS:
        assert row.accepted
        assert set(row.accepted) <= set(LEAVES)
        assert len(set(row.accepted)) == len(row.accepted)
        assert row.record.name
        assert row.sector
        assert row.register


def test_a_row_without_a_target_is_not_called_vague() -> None:
    assert not [r.record.name for r in ROWS if r.vague and not r.record.target_text]


def test_each_contrast_pair_flips_exactly_one_label() -> None:
    pairs = defaultdict(list)
    for row in ROWS:
        if row.pair:
            pairs[row.pair].append(row)
    assert len(pairs) >= 1000
    for one, other in pairs.values():
        flips = [
            one.accepted[0] != other.accepted[0],
            one.vague != other.vague,
            one.boilerplate != other.boilerplate,
        ]
        assert sum(flips) == 1
        assert one.sector == other.sector


def test_pairs_are_never_split_between_folds() -> None:
    groups = groups_of(ROWS)
    seen: dict[str, str] = {}
    for row, group in zip(ROWS, groups, strict=True):
        if row.pair:
            assert seen.setdefault(row.pair, group) == group


def test_evaluation_rows_are_not_in_the_corpus(shared: Path) -> None:
    def key(name: str, value: str) -> tuple[str, str]:
        return tuple("".join(c for c in fold(t) if c.isalnum() or c in "%‰≥≤<>") for t in (name, value))  # type: ignore[return-value]

    written_by_us = [*(r.record for r in ROWS), *load_unlabelled()]
    ours = {key(r.name, r.target_text) for r in written_by_us}
    for name in ("dev", "seeds"):
        for row in load_labelled(shared / "gold" / f"{name}.jsonl"):
            written = key(row.record.name, row.record.value)
            assert len(written[0]) < 2 or written not in ours


def test_unlabelled_texts_are_written_and_distinct(tmp_path: Path) -> None:
    texts = load_unlabelled()
    assert len(texts) >= 2000
    assert len({(t.name, t.value) for t in texts}) == len(texts)
    assert load_unlabelled(tmp_path) == []


def test_the_digest_changes_with_the_data(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("head\nx\ny\n")
    first = corpus_digest(tmp_path)
    (tmp_path / "a.csv").write_text("head\nx\n")
    assert corpus_digest(tmp_path) != first
    (tmp_path / "b.csv").write_text("head\ny\n")
    assert corpus_digest(tmp_path) == first  # the same rows in other files


def test_it_loads_as_a_dataset(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    splits = datasets.load_dataset(str(ROOT / "data"), cache_dir=str(tmp_path))
    assert set(splits) == set(SPLITS)
    assert sum(map(len, splits.values())) == len(ROWS)
    train = splits["train"]
    assert tuple(train.features["type"].names) == LEAVES
    assert train.features["vague"].dtype == train.features["boilerplate"].dtype == "int8"
    assert set(train["vague"][:]) == {0, 1, None}
    contrast = datasets.load_dataset(str(ROOT / "data"), "contrast", cache_dir=str(tmp_path))
    assert sum(map(len, contrast.values())) == len({r.pair for r in ROWS if r.pair})


def test_no_name_and_no_neighbouring_sector_stands_in_two_splits() -> None:
    rows = {split: [r for p in corpus_files(CORPUS / split) for r in load_file(p)] for split in SPLITS}
    joined = [row for split in SPLITS for row in rows[split]]
    assert split_of(joined) == [split for split in SPLITS for _ in rows[split]]
    names = [{fold(r.record.name) for r in rows[split]} for split in SPLITS]
    assert not names[0] & names[1]
    assert not names[0] & names[2]
    assert not names[1] & names[2]
    assert {r.sector for r in rows["test"]} == set(TEST)


def test_a_corpus_file_can_be_evaluated_and_another_csv_says_what_it_lacks(tmp_path: Path) -> None:
    (path,) = (p for p in (ROOT / "data" / "corpus" / "train").glob("23_*.csv"))
    assert [r.record for r in load_labelled(path)] == [r.record for r in load_file(path)]
    other = tmp_path / "other.csv"
    other.write_text("name,value\n清淤长度,12公里\n", encoding="utf-8")
    with pytest.raises(ValueError, match="缺少 tiers 列"):
        load_labelled(other)
