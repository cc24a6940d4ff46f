"""Tables over pages and untidily drawn ones, as PDF and as OFD: the records that a reader of the paper sees."""

from __future__ import annotations

import drawing
import drawn_over_pages
import drawn_untidily
import pytest
from drawn_forms import FORMS, Record
from zhibiao.nlp.reading import parse_document

DRAWN = (drawn_over_pages, drawn_untidily)  # they fill FORMS


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
