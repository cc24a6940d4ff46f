"""The bands find what comparing all with all finds; the tables on disk are those in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from zhibiao.app.bench import archive as bench
from zhibiao.scoring.repetition import near, tables
from zhibiao.scoring.repetition.minhash import BANDS, band_keys, differing, outlines
from zhibiao.scoring.repetition.near import Bands, near_pairs, verified, write_bands


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return bench.sample_texts(3000)


def pairs(texts: list[str]) -> list[tuple[str, str]]:
    found = near_pairs(band_keys(texts), outlines(texts), lambda rows: [texts[i] for i in rows])
    return [tuple(sorted((texts[i], texts[j]))) for a, b in found for i, j in zip(a, b, strict=True)]


def test_the_bands_find_what_comparing_all_finds(texts: list[str]) -> None:
    true, found = bench.true_pairs(texts), pairs(texts)
    assert len(true) > 100
    assert len(found) == len(set(found))
    assert set(found) <= true
    assert len(set(found)) / len(true) >= 0.98


def test_keys_do_not_depend_on_the_texts_around(texts: list[str]) -> None:
    alone = np.concatenate([band_keys([t]) for t in texts[:50]])
    assert (band_keys(texts)[:50] == alone).all()


def test_texts_with_other_figures_share_no_band() -> None:
    one, two, same = band_keys(["渠道清淤长度\x1f12公里", "渠道清淤长度\x1f21公里", "渠道清淤长度\x1f12公里"])
    assert not (one == two).any()
    assert (one == same).all()


def test_keys_are_stable() -> None:
    # They are on users' disks: a change needs a new index.VERSION.
    assert band_keys(["渠道清淤长度\x1f12公里"])[0, :2].tolist() == [4059025625, 2733449338]


def test_differing_bits() -> None:
    numbers = np.random.default_rng(1).integers(0, 2**63, (2, 500), dtype=np.uint64)
    expected = [(int(a) ^ int(b)).bit_count() for a, b in numbers.T]
    assert differing(*numbers).tolist() == expected


def test_bands_on_disk_give_the_rows(texts: list[str], tmp_path: Path) -> None:
    keys, (masks, sizes) = band_keys(texts), outlines(texts)
    write_bands(tmp_path, keys, np.arange(len(texts), dtype=np.uint32))
    np.save(tmp_path / "masks.npy", masks)
    np.save(tmp_path / "sizes.npy", sizes)
    bands = Bands(tmp_path)
    for i in (0, 100, len(texts) - 1):
        sharing = set(np.flatnonzero((keys == keys[i]).any(axis=1)).tolist())
        found = bands.candidates(keys[i], outlines([texts[i]]))
        assert i in found
        assert set(found) <= sharing
        assert not any(verified([texts[i]], [texts[j]])[0] for j in sharing - set(found))


def test_large_buckets_stay_linear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "WINDOW", 3)
    column = np.zeros(100, np.uint32)
    found = near._neighbours(column, np.arange(100, dtype=np.uint32))
    assert sum(len(a) for a, _ in found) == 99 + 98 + 97


def test_no_texts() -> None:
    empty = np.zeros((0, BANDS), np.uint32)
    outlined = np.zeros(0, np.uint64), np.zeros(0, np.int32)
    assert list(near_pairs(empty, outlined, lambda rows: [])) == []


def test_sorted_tables_across_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_ROWS", 10)
    digests = sorted(range(3, 200, 4))
    batches = [
        pa.record_batch({"digest": pa.array(digests[i : i + 7], pa.uint64())}) for i in range(0, 50, 7)
    ]
    assert tables.write_sorted(tmp_path / "t.arrow", batches, batches[0].schema) == 50
    table = tables.Sorted(tmp_path / "t.arrow")
    assert len(table) == 50
    assert [table.find(d) for d in digests] == list(range(50))
    assert [table.row(i)["digest"] for i in range(50)] == digests
    assert [table.find(d) for d in (0, 4, 198, 10**18)] == [None] * 4


def test_an_empty_table(tmp_path: Path) -> None:
    schema = pa.schema([("digest", pa.uint64())])
    assert tables.write_sorted(tmp_path / "t.arrow", [], schema) == 0
    assert tables.Sorted(tmp_path / "t.arrow").find(3) is None
