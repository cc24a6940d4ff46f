"""Structured files for the fuzzer to start from: those of the tests of layouts and readers."""

from __future__ import annotations

import io

from PIL import Image

from ..nlp.layouts.fixtures import DOCUMENTS
from ..nlp.layouts.grids import to_docx, to_xlsx
from ..nlp.readers.made import (
    build,
    drawing,
    drawn_between_pages,  # noqa: F401 - each adds its forms to FORMS
    drawn_roughly,  # noqa: F401
    drawn_untidily,  # noqa: F401
    sheet_files,
)
from ..nlp.readers.made.drawn_forms import FORMS

_DOCUMENTS = list(DOCUMENTS.values())[::4]
_DRAWN = [pages for pages, _ in list(FORMS.values())[::5]]
_PICTURES = (
    *(("PNG", mode) for mode in ("L", "RGBA", "P", "I;16")),
    *(("TIFF", mode) for mode in ("1", "L", "RGB", "CMYK", "I;16", "F")),
    *(("JPEG", mode) for mode in ("RGB", "CMYK")),
    *(("BMP", mode) for mode in ("RGB", "P", "1")),
)


def docx() -> list[bytes]:
    nested = build.table(
        ["一级指标", "三级指标"], [build.table(["指标值", "≥95%"]) + build.paragraph(""), "数量"]
    )
    return [build.docx(build.FORM), build.word(build.paragraph("附件") + nested), *map(to_docx, _DOCUMENTS)]


def xlsx() -> list[bytes]:
    cells = {"A1": "三级指标", "B1": "指标值", "A2": "培训人数", "B2": 0.95, "A3": "完成日期", "B3": 45291}
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>指标名称</t></is></c><c r="C1" t="s"><v>0</v></c></row>'
    flat = sheet_files.xlsx(cells, {"B2": "0.0%", "B3": "yyyy-mm-dd"}, ("A5:B6",))
    return [flat, sheet_files.raw(row, "<si><t>表</t></si>"), *map(to_xlsx, _DOCUMENTS)]


def pdf() -> list[bytes]:
    return [build.pdf(build.FORM), *(drawing.pdf(*pages) for pages in _DRAWN)]


def ofd() -> list[bytes]:
    return [drawing.ofd(*pages, documents=1 + at % 2) for at, pages in enumerate(_DRAWN)]


def image() -> list[bytes]:
    found = []
    for form, mode in _PICTURES:
        out = io.BytesIO()
        Image.new(mode, (40, 32)).save(out, form)
        found.append(out.getvalue())
    return found


FILES = {"docx": docx, "xlsx": xlsx, "pdf": pdf, "ofd": ofd, "image": image}
