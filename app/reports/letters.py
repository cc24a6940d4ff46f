"""审核意见: a Word document that says of each project what a reviewer would write."""

from __future__ import annotations

import io
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import Report
from .facts import SEVERITY_NAMES, clean, profile_name, standard_name, unread_parts
from .house import House
from .opinions import GROUPS, Opinion, Review, named, reviewed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_NUMERALS = "一二三四五"
_MOST_QUOTES = 30
_names = partial(named, name=str, most=_MOST_QUOTES)
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def build(report: Report) -> bytes:
    """All in one document: what is to be said of a file itself, then its projects, each on a page of its own."""
    return _document(
        report, [r for whole, projects in reviewed(report) for r in (*_worth(whole), *projects)], missed=True
    )


def build_each(report: Report) -> dict[str, bytes]:
    """File name → the document of one project, or of what is to be said of a file itself."""
    files: dict[str, bytes] = {}
    for whole, projects in reviewed(report):
        for review in (*_worth(whole), *projects):
            title = f"审核意见_{review.project}" if review.project else f"文件意见_{Path(review.source).stem}"
            stem = _UNSAFE.sub("_", clean(title))[:60].strip("._")
            name, copy = f"{stem}.docx", 2
            while name in files:
                name, copy = f"{stem}_{copy}.docx", copy + 1
            files[name] = _document(report, [review], missed=False)
    return files or {"审核意见.docx": build(report)}


def _worth(whole: Review) -> list[Review]:
    """The review of a file itself, where it says anything."""
    return [whole] if whole.opinions or (whole.unread and whole.indicators) else []


def _document(report: Report, found: list[Review], missed: bool) -> bytes:
    house = report.house or House()
    word = _blank(house)
    for i, review in enumerate(found):
        _letter(word, report, review, new_page=i > 0)
    if not report.scored:
        _heading(word, house.title, 0, new_page=bool(found))
        _paragraph(word, "没有找到绩效指标，无法提出审核意见。")
    told = {review.source for review in found if not review.project}
    parts = [part for part in unread_parts(report) if part[0] not in told] if missed else []
    if parts:
        _heading(word, "没有读到的部分", 1)
        for source, place, reason in parts:
            _paragraph(word, f"{source}{f'（{place}）' if place else ''}：{reason}")
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _letter(word: WordDocument, report: Report, review: Review, new_page: bool) -> None:
    house, sign = report.house or House(), report.signed(review.source)
    _heading(word, house.title if review.project else house.whole_title, 0, new_page)
    if house.number:
        _paragraph(word, house.number, align="center")
    facts = [
        ("项目名称", review.project),
        ("项目编码", review.code),
        ("填报单位", review.unit),
        ("资金", review.budget),
        ("项目", f"{review.projects} 个" if review.projects else ""),
        ("指标", f"{review.indicators} 条"),
        ("项目得分" if review.project else "文件得分", review.scored),
        ("得分说明", review.why),
        ("审核阶段", f"{profile_name(report.profile)}，{standard_name(report.standard)}"),
        ("文件", review.source),
        ("位置", review.place),
        ("审核日期", sign.date),
        ("审核人", sign.reviewer),
        ("复核人", sign.second),
    ]
    blank = ("项目编码", "审核人") if review.project else ("审核人",)
    _facts(word, [(k, v) for k, v in facts if v or k in blank])
    _findings(word, review)
    _heading(word, f"{_NUMERALS[len(GROUPS)]}、小结", 1)
    _paragraph(word, review.summary)
    if review.notes:
        _paragraph(word, f"另有 {review.notes} 处仅供参考的提示，没有列入意见。")
    if review.project:
        _heading(word, f"{_NUMERALS[len(GROUPS) + 1]}、审核结论", 1)
        _paragraph(word, review.conclusion, bold=True)
    elif review.unread:
        _heading(word, f"{_NUMERALS[len(GROUPS) + 1]}、没有读到的部分", 1)
        for place, reason in review.unread:
            _paragraph(word, f"{place}：{reason}" if place else reason)
    if house.office:
        _paragraph(word, house.office, align="right")
        _paragraph(word, sign.date, align="right")


def _findings(word: WordDocument, review: Review) -> None:
    number = 0
    for i, group in enumerate(GROUPS):
        _heading(word, f"{_NUMERALS[i]}、{group}", 1)
        opinions = review.of(group)
        if not opinions:
            _paragraph(word, "未发现需要修改的问题。")
        for opinion in opinions:
            number += 1
            _opinion(word, number, opinion)


def _opinion(word: WordDocument, number: int, opinion: Opinion) -> None:
    """Rows of which the same is said stand together; advice that is not the same for all stands with its row."""
    severity = SEVERITY_NAMES[opinion.severity]
    _paragraph(word, f"{number}. {opinion.title}（{opinion.code}，{severity}）", bold=True, keep=True)
    alike = opinion.alike
    shown = alike[:_MOST_QUOTES]
    if len(alike) == 1:
        _paragraph(word, f"{'对象' if alike[0][0].whole else '指标'}：{_names(alike[0])}")
        _paragraph(word, f"问题：{alike[0][0].problem}")
    else:
        _paragraph(word, f"问题：共 {len(opinion.quotes)} 处。", keep=True)
        for i, quotes in enumerate(shown, 1):
            own = f"建议：{quotes[0].advice}" if quotes[0].advice and not opinion.advice else ""
            _paragraph(word, f"（{i}）{_names(quotes)}：{quotes[0].problem}{own}", indent=1)
        if len(alike) > len(shown):
            rest = sum(map(len, alike[len(shown) :]))
            _paragraph(word, f"……另有 {rest} 处，见指标明细。", indent=1)
    if opinion.advice:
        _paragraph(word, f"建议：{opinion.advice}")


def _blank(house: House) -> WordDocument:
    """An empty A4 document with fonts that Chinese offices have."""
    import docx
    from docx.shared import Cm, Pt, RGBColor

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.5)
    normal = word.styles["Normal"]
    normal.font.size = Pt(house.size)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.2
    _font(normal, house.body_font)
    for name, size in (("Title", 18), ("Heading 1", 13)):
        style = word.styles[name]
        _font(style, house.heading_font)
        style.font.color.rgb = RGBColor(0x1F, 0x29, 0x33)
        style.font.size = Pt(size)
    _page_numbers(word)
    word.core_properties.title = house.title
    word.core_properties.author = "zhibiao"
    return word


def _font(style: Any, name: str) -> None:
    from docx.oxml.ns import qn

    style.font.name = "Times New Roman"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    fonts.set(qn("w:eastAsia"), name)


def _page_numbers(word: WordDocument) -> None:
    """“第 1 页，共 3 页” at the foot of every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        paragraph.add_run(text)
        if field:
            element: Any = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), field)
            paragraph._p.append(element)


def _heading(word: WordDocument, text: str, level: int, new_page: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = _appended(word, "Heading1" if level else "Title")
    paragraph.add_run(clean(text))
    paragraph.paragraph_format.page_break_before = new_page or None
    if level == 0:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _paragraph(
    word: WordDocument, text: str, bold: bool = False, indent: int = 0, keep: bool = False, align: str = ""
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    paragraph = _appended(word)
    paragraph.add_run(clean(text)).bold = bold or None
    if align:
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    if indent:
        paragraph.paragraph_format.left_indent = Cm(0.8 * indent)
    if keep:
        paragraph.paragraph_format.keep_with_next = True


def _appended(word: WordDocument, style: str = "") -> Any:
    """A new last paragraph. python-docx looks for the end anew each time, which thousands of projects feel."""
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph

    element: Any = OxmlElement("w:p")
    word.element.body[-1].addprevious(element)
    if style:
        element.get_or_add_pPr().style = style
    return Paragraph(element, word._body)


def _facts(word: WordDocument, facts: list[tuple[str, str]]) -> None:
    from docx.oxml.table import CT_Tbl
    from docx.shared import Cm
    from docx.table import Table

    widths = (Cm(3), Cm(12.8))
    element = CT_Tbl.new_tbl(len(facts), 2, Cm(15.8))
    word.element.body[-1].addprevious(element)
    element.tblStyle_val = "TableGrid"
    table = Table(element, word._body)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, (key, value) in zip(table.rows, facts, strict=True):
        for cell, text, width in zip(row.cells, (key, value), widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = 0
            paragraph.add_run(clean(text)).bold = text is key or None
