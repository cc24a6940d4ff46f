"""Every form of `tests/forms` gives the same records and projects in every format."""

from __future__ import annotations

import re
from functools import cache

import pytest
from zhibiao.nlp.document import Document
from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.vocabulary import column, label

from ...forms.model import FOLDER, NUMBERS, blocks, layouts
from ...forms.writers import WRITERS

LAYOUTS = {layout.id: layout for layout in layouts()}
CASES = [(id, format) for id, layout in LAYOUTS.items() for format in layout.formats]
OWN = ("project", "level1", "level2", "name", "value")
# A field that no record of a layout states has to be empty in all of them, those of MAYBE excepted.
FIELDS = ("description", "actual", "weight", "points", "reason", "tiers", "history")
MAYBE = ("horizon", "basis", "cell", "code", "criteria")
ATTRIBUTES = {"code": "project_code"}
PROJECT = ("code", "unit", "budget", "goal")
forms = pytest.mark.parametrize(("id", "format"), CASES)


@cache
def read(id: str, format: str) -> Document:
    """The layout, written and read once a format."""
    return parse_document(WRITERS[format](LAYOUTS[id]), f"{id}.{format}")


def bare(field: str, value: object) -> object:
    """A value without any space: a PDF does not tell a new paragraph from a wrapped line."""
    if field in NUMBERS:
        return None if value in ("", None) else float(str(value))
    if isinstance(value, tuple):
        value = "/".join(value)
    return re.sub(r"\s+", "", str(value or ""))


def found(id: str, format: str, *fields: str) -> list[tuple[object, ...]]:
    """What the records read say in `fields`, in the order of the form."""
    return [
        tuple(bare(f, getattr(r, ATTRIBUTES.get(f, f))) for f in fields) for r in read(id, format).indicators
    ]


def right(id: str, *fields: str) -> list[tuple[object, ...]]:
    """What they have to say."""
    return [tuple(bare(f, r.get(f, "")) for f in fields) for r in LAYOUTS[id].records]


def ordered(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Sorted: blocks side by side may be read row by row or one after the other."""
    return sorted(rows, key=str)


@forms
def test_names_values_and_classes(id: str, format: str) -> None:
    assert ordered(found(id, format, *OWN)) == ordered(right(id, *OWN))


@forms
def test_fields(id: str, format: str) -> None:
    fields = (*FIELDS, *(f for f in MAYBE if f in LAYOUTS[id].stated))
    wrong = {}
    for field in fields:
        pair = ordered(found(id, format, "name", field)), ordered(right(id, "name", field))
        if pair[0] != pair[1]:
            wrong[field] = [(a, b) for a, b in zip(*pair, strict=False) if a != b]
    assert not wrong, "field: (read, right)"


@forms
def test_records_come_in_the_order_of_the_form(id: str, format: str) -> None:
    for term in {r.get("horizon", "") for r in LAYOUTS[id].records}:
        rows = [r for r in found(id, format, "name", "horizon") if not term or r[1] == term]
        names = [bare("name", r["name"]) for r in LAYOUTS[id].records if r.get("horizon", "") == term]
        assert [name for name, _ in rows] == names


@forms
def test_projects(id: str, format: str) -> None:
    stated = LAYOUTS[id].projects
    if stated is None:
        return
    projects = read(id, format).projects
    assert [bare("name", p.name) for p in projects] == [p["name"] for p in stated]
    assert len({p.id for p in projects}) == len(stated)
    wrong = {
        (p["name"], field): (read_as, p.get(field, ""))
        for project, p in zip(projects, stated, strict=True)
        for field in PROJECT
        if (read_as := bare(field, getattr(project, field))) != bare(field, p.get(field, ""))
        and (field in p or field != "goal")
    }
    assert not wrong, "(project, field): (read, right)"


@forms
def test_each_record_belongs_to_its_project(id: str, format: str) -> None:
    document = read(id, format)
    if LAYOUTS[id].projects is None:
        return
    owners = {p.id: (p.name, p.code, p.unit) for p in document.projects}
    records = [(r.project_id, (r.project, r.project_code, r.unit)) for r in document.indicators]
    assert [owner for _, owner in records] == [owners.get(key) for key, _ in records]
    assert len(found(id, format)) == len(LAYOUTS[id].records)


@forms
def test_unit(id: str, format: str) -> None:
    assert bare("unit", read(id, format).unit) == LAYOUTS[id].unit


@forms
def test_what_was_not_read_is_reported_and_nothing_else(id: str, format: str) -> None:
    unread = read(id, format).unread
    stated = LAYOUTS[id].unread
    assert len(unread) == len(stated), unread
    assert all(word in u.reason and u.location for word, u in zip(stated, unread, strict=True)), unread


@forms
def test_every_record_has_its_own_place(id: str, format: str) -> None:
    records = read(id, format).indicators
    assert all(r.location and r.recognised is None for r in records)
    assert len({r.id for r in records}) == len(records)


@pytest.mark.parametrize("id", [id for id, layout in LAYOUTS.items() if "txt" in layout.formats])
def test_csv(id: str) -> None:
    assert ordered(found(id, "csv", *OWN)) == ordered(right(id, *OWN))


def test_the_layouts_are_what_they_should_be() -> None:
    files = list(FOLDER.glob("*/*.toml"))
    assert len(files) >= 40
    assert len(LAYOUTS) > len(files)
    for layout in LAYOUTS.values():
        assert "{" not in str([b for s in layout.sheets for b in s.blocks if isinstance(b, str)])
        owners = {p["name"] for p in layout.projects or ()}
        assert layout.projects is None or all(r["project"] in owners for r in layout.records), layout.id


@pytest.mark.parametrize("id", [id for id in LAYOUTS if "[" in id])
def test_a_wording_is_known_to_the_vocabulary(id: str) -> None:
    wording = id.partition("[")[2].removesuffix("]")
    assert column(wording) or label(wording)


@pytest.mark.parametrize("body", ["甲 | 乙\n丙 | 丁 | 戊", "甲 | < | 乙\n^ | 丙 | 丁"])
def test_a_form_that_is_drawn_wrongly_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"x\.toml"):
        list(blocks(body, "x.toml"))
