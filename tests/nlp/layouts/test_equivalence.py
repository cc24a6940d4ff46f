"""The same table gives the same records whatever it is wrapped in."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from zhibiao.nlp.normalize import fold
from zhibiao.nlp.reading import read_document
from zhibiao.nlp.record import Indicator

from .fixtures import DOCUMENTS, EXPECTED
from .grids import WRITERS, missing, to_docs

FORMATS = [
    pytest.param(f, marks=pytest.mark.skipif(bool(missing(f)), reason=f"{missing(f)} is not installed"))
    for f in WRITERS
]


@cache
def word_97() -> dict[str, bytes]:
    return to_docs(DOCUMENTS)


def read_as(name: str, format: str, folder: Path) -> tuple[Indicator, ...]:
    path = folder / f"表.{format}"
    path.write_bytes(word_97()[name] if format == "doc" else WRITERS[format](DOCUMENTS[name]))
    return read_document(path).indicators


def bare(record: Indicator, format: str) -> Indicator:
    """Without its place. A PDF does not tell a new paragraph from a wrapped line."""
    record = replace(record, source="", location="")
    if format != "pdf":
        return record
    return replace(record, **{k: fold(getattr(record, k)) for k in ("name", "value", "description", "goal")})


def keys(records: tuple[Indicator, ...]) -> list[tuple[str, str, str, str, str]]:
    return [(r.owner, r.level1, r.level2, r.name, r.value) for r in records]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_grid_holds_the_expected_records(name: str, tmp_path: Path) -> None:
    assert keys(read_as(name, "html", tmp_path)) == EXPECTED[name]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_format_gives_equal_records(name: str, format: str, tmp_path: Path) -> None:
    records = read_as(name, format, tmp_path)
    reference = read_as(name, "html", tmp_path)
    assert [bare(r, format) for r in records] == [bare(r, format) for r in reference]
    assert all(str(r.location) for r in records)
    assert len({str(r.location) for r in records}) == len(records) or format in ("csv", "txt")


def test_there_are_enough_documents() -> None:
    assert len(DOCUMENTS) >= 12
    assert set(DOCUMENTS) == set(EXPECTED)
