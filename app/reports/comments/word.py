"""The user's own Word file with Word comments at the flagged cells and paragraphs.

The file is changed between its bytes: comment marks go into the main part, comments into theirs, and what
ties the two together into the list of content types and the relations. All other parts are copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ....nlp.readers.safety.markup import parse_xml
from ....scoring.findings import Finding
from ....scoring.results import Scoring
from ..marks import unsaid
from .owners import all_anchors
from .package import Edited
from .places import find_places
from .splice import fill, splice, tags
from .wordparts import Comments

if TYPE_CHECKING:
    from lxml.etree import _Element


def annotate(data: bytes, scoring: Scoring, made: str = "") -> bytes:
    """The .docx `data` with a comment for each cell or paragraph that findings of its indicators and projects are
    about; those about the document stand at its first paragraph.

    Raises ReportError for what is signed, or has macros; ReadError for what is broken.
    """
    file = Edited(data, ".docx")
    body = file.text(file.main)
    root = parse_xml([body])
    found = all_anchors(find_places(parse_xml([body])), scoring)
    if not found:
        return data
    comments = Comments(file, root.tag[1:].partition("}")[0], made)
    marked = _mark(body, root, found, comments)
    if not comments.new:
        return data
    file.write(file.main, marked)
    comments.write()
    return file.saved()


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
        if holder is None or place is None:
            continue
        findings = unsaid(found[at], comments.said(holder))
        if not findings:
            continue
        first, last = number[place[0]], number[place[1]]
        start, end = comments.marks(comments.add(findings))
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
