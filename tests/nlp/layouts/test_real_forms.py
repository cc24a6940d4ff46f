"""The declaration forms of a district, and budgets that have no indicator table."""

from __future__ import annotations

from pathlib import Path

import pytest
from zhibiao.nlp.reading import read_document

from ...conftest import read_jsonl

BOOKS = [f"declaration_forms_2023_{n}.xlsx" for n in range(1, 7)]
FIELDS = ("sheet", "project", "level1", "level2", "name", "value", "description")


def alias(label: str) -> str:
    """产出指标 and 产出 are the same class; the gold records have the short names."""
    return label.removesuffix("指标")


@pytest.mark.parametrize("book", BOOKS)
def test_records_equal_the_gold_records(book: str, shared: Path) -> None:
    rows = [r for r in read_jsonl(shared / "gold" / "forms.jsonl") if r["file"] == book]
    gold = [tuple(" ".join(alias(row[f]).split()) for f in FIELDS) for row in rows]
    found = [
        (
            str(r.location).partition("!")[0],
            r.project,
            alias(r.level1),
            alias(r.level2),
            r.name,
            r.value,
            r.description,
        )
        for r in read_document(shared / "real" / book).indicators
    ]
    assert len(found) == len(set(found))
    # Two sheets of one project state one record alike; the gold list holds it once.
    twice = {t for t in found if t not in gold and any(t[1:] == g[1:] for g in gold)}
    assert len(twice) == (1 if book.endswith("_4.xlsx") else 0)
    assert sorted(t for t in found if t not in twice) == sorted(gold)


def test_there_are_701_records_in_all(shared: Path) -> None:
    records = [r for book in BOOKS for r in read_document(shared / "real" / book).indicators]
    assert len({(r.project, r.level1, r.level2, r.name, r.value, r.description) for r in records}) == 701


@pytest.mark.parametrize("number", [1, 2])
def test_a_budget_without_an_indicator_table_gives_none(number: int, shared: Path) -> None:
    document = read_document(shared / "real" / f"budget_no_indicator_table_{number}.pdf")
    assert document.indicators == ()
    assert document.unread == ()


def test_nothing_is_reported_as_unread_where_everything_was_read(shared: Path) -> None:
    for path in [*(shared / "real").glob("*.xlsx"), *(shared / "seeds").glob("*.txt")]:
        assert read_document(path).unread == ()
