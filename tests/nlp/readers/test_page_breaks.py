"""Tables over pages and untidily drawn ones, as PDF and as OFD: the records that a reader of the paper sees."""

from __future__ import annotations

import pytest
from zhibiao.nlp.blocks import Table
from zhibiao.nlp.readers.ofd import document as ofd
from zhibiao.nlp.readers.pdf import document as pdf
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.reading import parse_document

from .made import (
    drawing,
    drawn_between_pages,
    drawn_downwards,
    drawn_faintly,
    drawn_over_pages,
    drawn_roughly,
    drawn_untidily,
)
from .made.drawn_forms import FORMS, Record

# They fill FORMS.
DRAWN = (
    drawn_over_pages,
    drawn_between_pages,
    drawn_untidily,
    drawn_roughly,
    drawn_faintly,
    drawn_downwards,
)
ONE_TABLE = (
    "continued_without_a_header",
    "header_on_each_page",
    "other_columns_on_the_next_page",
    "margins_of_left_and_right_pages_differ",
    "words_between_the_parts",
    "a_class_cell_over_a_whole_page",
)


def records(data: bytes, name: str) -> list[Record]:
    found = parse_document(data, name).indicators
    return [(r.project, r.level1, r.level2, r.name, r.value) for r in found]


@pytest.mark.parametrize("name", FORMS)
def test_pdf(name: str) -> None:
    pages, expected = FORMS[name]
    assert records(drawing.pdf(*pages), "表.pdf") == expected


@pytest.mark.parametrize("name", FORMS)
def test_ofd_is_read_as_its_twin(name: str) -> None:
    pages, expected = FORMS[name]
    assert records(drawing.ofd(*pages), "表.ofd") == expected


@pytest.mark.parametrize("name", ONE_TABLE)
def test_parts_on_several_pages_are_one_table(name: str) -> None:
    pages, _ = FORMS[name]
    for read, data in ((pdf.read, drawing.pdf(*pages)), (ofd.read, drawing.ofd(*pages))):
        assert sum(isinstance(b, Table) for b in read(data, Limits())) == 1
