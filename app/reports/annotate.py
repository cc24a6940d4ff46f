"""The user's own Word file with Word comments at the flagged cells and paragraphs, nothing else changed.

The file is changed between its bytes: comment marks go into the main part, comments into theirs, and what
ties the two together into the list of content types and the relations. All other parts are copied.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ...nlp.errors import ReadError
from ...nlp.readers.safety.limits import DEFAULT
from ...nlp.readers.safety.markup import parse_xml
from ...nlp.readers.safety.package import Package, display_name
from ...nlp.readers.word import docx
from ...scoring.findings import Finding
from ...scoring.results import Scoring
from . import Report, ReportError
from .comments import Comments
from .owner_places import all_anchors
from .places import find_places
from .splice import fill, splice, tags

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = "[Content_Types].xml"
# A declaration of another encoding, or none.
_OTHER_ENCODING = re.compile(rb"\A[^>]{0,200}encoding=[\"'](?!utf-8)", re.IGNORECASE)


def build(report: Report) -> bytes:
    """The annotated file of the only document. Raises ReportError when there are several, or no .docx."""
    if not report.documents:
        raise ReportError("没有能写入批注的 Word 文件：请给出一个能读取的 .docx。")
    if len(report.documents) != 1:
        raise ReportError(
            f"批注要写回原来的 Word 文件，而输入有 {len(report.documents)} 个：请一次只给一个 .docx，"
            "或用 -o 指定一个文件夹。"
        )
    return _annotated(report, report.documents[0].source)


def build_each(report: Report) -> dict[str, bytes]:
    """File name → annotated file, for each document; the names are those of the inputs.

    Raises ReportError that names each file that can't be annotated, with the others in `made`.
    """
    files: dict[str, bytes] = {}
    failures: list[str] = []
    for document in report.documents:
        name = Path(document.source).name
        stem, suffix = posixpath.splitext(name)
        copy = 2
        while name in files:
            name, copy = f"{stem} ({copy}){suffix}", copy + 1
        try:
            files[name] = _annotated(report, document.source)
        except ReportError as error:
            failures.append(str(error))
    if failures:
        raise ReportError("\n".join(failures), files)
    return files


def _path(report: Report, source: str) -> Path:
    path = report.files.get(source, Path(source))
    if not path.is_file():
        raise ReportError(
            f"{source}：批注只能写回单独的 .docx 文件，请从压缩包中取出，或把清单和标准输入改用其他格式。"
        )
    return path


def _annotated(report: Report, source: str) -> bytes:
    path = _path(report, source)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReportError(f"{source}：无法读取（{error.strerror}），请检查文件的访问权限。") from error
    try:
        return annotate(data, _of(report.scoring, source), report.made)
    except (ReadError, ReportError) as error:
        raise ReportError(f"{source}：{error}") from error


def _of(scoring: Scoring, source: str) -> Scoring:
    """What is scored of one document."""
    return Scoring(
        tuple(s for s in scoring.records if s.record.source == source),
        tuple(p for p in scoring.projects if p.source == source),
        tuple(d for d in scoring.documents if d.source == source),
    )


def annotate(data: bytes, scoring: Scoring, made: str = "") -> bytes:
    """The .docx `data` with a comment for each cell or paragraph that findings of its indicators and projects are
    about; those about the document stand at its first paragraph.

    Raises ReportError for what is no .docx, is signed, or has macros; ReadError for what is broken.
    """
    if not docx.accepts(data, ".docx"):
        raise ReportError("不是 .docx 文件，无法写入批注：请用 Word 或 WPS 另存为 .docx 后再试。")
    package = Package(data, DEFAULT)
    if any(name.startswith("_xmlsignatures/") for name in package.members):
        raise ReportError("文件有数字签名，加批注会使签名失效：请先去掉签名，或改用 --format html。")
    if b"macroEnabled" in package.read(_TYPES):
        raise ReportError("文件含有宏，没有写入批注：请另存为不含宏的 .docx 后再试。")
    part = docx.main_part(package)
    body = package.read(part)
    if body.startswith((b"\xff\xfe", b"\xfe\xff")) or _OTHER_ENCODING.match(body):
        raise ReportError("正文不是 UTF-8 编码，无法写入批注：请用 Word 或 WPS 另存一次后再试。")
    root = parse_xml([body])
    found = all_anchors(find_places(parse_xml([body])), scoring)
    if not found:
        return data
    comments = Comments(package, part, root.tag[1:].partition("}")[0], made)
    changed = {part: _mark(body, root, found, comments), **comments.parts()}
    return _repacked(package, changed)


def _mark(body: bytes, root: _Element, found: Mapping[int, list[Finding]], comments: Comments) -> bytes:
    """The main part with a mark for the beginning and one for the end of each comment."""
    elements = list(root.iter())
    number = {element: i for i, element in enumerate(elements)}
    paragraph = f"{{{comments.namespace}}}p"
    starts: dict[int, str] = {}
    ends: dict[int, str] = {}
    properties: dict[int, int] = {}
    for at in sorted(found):
        holder = elements[at] if at >= 0 else next((e for e in elements if e.tag == paragraph), None)
        place = _range(holder, paragraph) if holder is not None else None
        if place is None:
            continue
        first, last = number[place[0]], number[place[1]]
        start, end = comments.marks(comments.add(found[at]))
        starts[first] = starts.get(first, "") + start
        ends[last] = ends.get(last, "") + end
        if len(place[0]) and place[0][0].tag == f"{paragraph}Pr":
            properties[first] = number[place[0][0]]
    where = tags(body, {*starts, *ends, *properties.values()})
    edits = []
    for n in sorted({*starts, *ends}):
        start, end = starts.get(n, ""), ends.get(n, "")
        if start and not where[n].empty:
            begin = where[properties[n]].after if n in properties else where[n].inside
            edits.append((begin, begin, start.encode()))
            start = ""
        edits.append(fill(body, where[n], (start + end).encode()))
    return splice(body, edits)


def _range(holder: _Element, paragraph: str) -> tuple[_Element, _Element] | None:
    """First and last paragraph of a cell, or twice the paragraph itself; None for a cell without one.

    Word takes no comments in a text box: there, it is the paragraph that the box is anchored in.
    """
    namespace = paragraph[:-1]
    box = next((e for e in reversed([holder, *holder.iterancestors(f"{namespace}txbxContent")])), holder)
    if box is not holder:
        holder = next(box.iterancestors(paragraph), holder)
    if holder.tag == paragraph:
        return holder, holder
    inside = [
        p
        for p in holder.iter(paragraph)
        if next(p.iterancestors(f"{namespace}tc", f"{namespace}txbxContent"), None) is holder
    ]
    return (inside[0], inside[-1]) if inside else None


def _repacked(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts changed or added; every other member as it was, in its order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        written = set()
        for info in package.entries():
            name = display_name(info)
            file.writestr(info, changed[name] if name in changed else package.read(info))
            written.add(name)
        for name in changed:
            if name not in written:
                file.writestr(name, changed[name])
    return buffer.getvalue()
