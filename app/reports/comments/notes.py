"""The comments of one sheet of a workbook: the part that says them and the part that draws their boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ....nlp.location import column_letters
from ....nlp.readers.safety.markup import parse_xml
from ....scoring.findings import Finding
from .. import ReportError
from ..facts import clean
from ..marks import lines_of, unsaid
from .boxes import Boxes, Measures
from .grid import Range, place_of
from .package import HEAD, KINDS, Edited, Relation, is_strict
from .splice import append_child, fill, splice, tags
from .wordparts import AUTHOR

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What comes behind the element that shows the boxes, in the order of the schema.
_BEHIND = frozenset(
    [
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "AlternateContent",
        "extLst",
    ]
)


class Notes:
    """The comments of the sheet in `part`: those there before, and the new ones. `uses` counts how many sheets refer to
    a part: what several of them share is copied before it is changed."""

    def __init__(self, file: Edited, part: str, uses: Counter[str], merged: Sequence[Range]) -> None:
        self.file, self.part, self.uses = file, part, uses
        self.body = file.text(part)
        self.root = parse_xml([self.body])
        self.namespace = self.root.tag[1:].partition("}")[0]
        self.relations = file.relations(part)
        self.known = self._one("comments")
        self.text = file.text(self.known.target) if self.known else self._empty()
        self.said = parse_xml([self.text])
        self.old = {place_of(c.get("ref", "")): c for c in self.said.iter("{*}comment")}
        self.threads = self._threads()
        self.ends = {(top, left): right for top, left, _, right in merged}
        self.measures = Measures(self.root)
        self.new: dict[tuple[int, int], list[str]] = {}

    def _one(self, kind: str) -> Relation | None:
        return next((r for r in self.relations if r.kind == kind and r.target in self.file), None)

    def _empty(self) -> bytes:
        text = f"{HEAD}<comments xmlns={quoteattr(self.namespace)}><authors></authors><commentList></commentList>"
        return f"{text}</comments>".encode()

    def _threads(self) -> set[tuple[int, int]]:
        """The cells that hold a conversation: what is added to its comment would not be seen."""
        parts = (r.target for r in self.relations if r.kind == "threadedComment" and r.target in self.file)
        return {
            place_of(c.get("ref", ""))
            for part in parts
            for c in parse_xml([self.file.read(part)]).iter("{*}threadedComment")
        }

    def add(self, row: int, column: int, findings: Iterable[Finding]) -> None:
        """A comment that says these findings, less those that the cell's says already; beside a cell that holds a
        conversation, in the next free one."""
        about = f"（关于 {column_letters(column)}{row}）"
        inside = ((c, _text(old)) for (r, c), old in self.old.items() if r == row)
        before = "\n".join(text for c, text in inside if c == column or about in text)
        lines = lines_of(unsaid(findings, before))
        if not lines:
            return
        at = column
        while (row, at) in self.threads or (at != column and (row, at) in self.old):
            at += 1
        if at != column:
            lines = [about, *lines]
        self.new.setdefault((row, at), []).extend(lines)

    def write(self) -> None:
        """Put the comments into the file, if there are any."""
        if self.new:
            self._write_comments()
            self._write_boxes()

    def _write_comments(self) -> None:
        elements = list(self.said.iter())
        number = {element: i for i, element in enumerate(elements)}
        authors, listed = (next(e for e in elements if _name(e) == n) for n in ("authors", "commentList"))
        inside = {place: _texts(comment) for place, comment in self.old.items()}
        wanted = {number[authors], number[listed], *(number[e] for es in inside.values() for e in es)}
        where = tags(self.text, wanted)
        author = f"<author xmlns={quoteattr(self.namespace)}>{escape(AUTHOR)}</author>"
        edits = [fill(self.text, where[number[authors]], author.encode())]
        fresh = []
        for (row, column), lines in self.new.items():
            run = self._run(lines)
            if (row, column) not in self.old:
                ref = f"{column_letters(column)}{row}"
                fresh.append(
                    f'<comment xmlns={quoteattr(self.namespace)} ref="{ref}" authorId="{len(authors)}">'
                    f"<text>{run}</text></comment>"
                )
                continue
            text, *runs = inside[row, column]
            run = self._run(["", f"—— {AUTHOR} ——", *lines])
            if not runs:
                edits.append(fill(self.text, where[number[text]], run.encode()))
                continue
            last = where[number[runs[-1]]]
            if _name(runs[-1]) == "t":  # a text without runs: it becomes one
                edits.append((last.start, last.start, f"<r xmlns={quoteattr(self.namespace)}>".encode()))
                run = f"</r>{run}"
            edits.append((last.after, last.after, run.encode()))
        edits.append(fill(self.text, where[number[listed]], "".join(fresh).encode()))
        self._keep("comments", self.known, "xl/comments{}.xml", splice(self.text, edits), _COMMENTS)

    def _run(self, lines: Sequence[str]) -> str:
        text = escape(clean("\n".join(lines)))
        return (
            f'<r xmlns={quoteattr(self.namespace)}><rPr><sz val="9"/><rFont val="宋体"/><charset val="134"/></rPr>'
            f'<t xml:space="preserve">{text}</t></r>'
        )

    def _write_boxes(self) -> None:
        shown = next((e for e in self.root if _name(e) == "legacyDrawing"), None)
        key = (
            next((str(v) for k, v in shown.items() if str(k).endswith("}id")), "")
            if shown is not None
            else ""
        )
        header = next((e for e in self.root if _name(e) == "legacyDrawingHF"), None)
        heads = set(map(str, header.values())) if header is not None else set()
        drawn = [r for r in self.relations if r.kind == "vmlDrawing" and r.target in self.file]
        known = next((r for r in drawn if r.id == key or (not key and r.id not in heads)), None)
        boxes = Boxes(self.file.read(known.target) if known else b"")
        for (row, column), lines in self.new.items():
            boxes.add(row, column, self.measures, self.ends.get((row, column), column), lines)
        made = self._keep("vmlDrawing", known, "xl/drawings/vmlDrawing{}.vml", boxes.xml(), _DRAWING)
        if not key:
            self.file.write(self.part, self._with_drawing(made))

    def _keep(
        self, kind: str, known: Relation | None, pattern: str, content: bytes, content_type: str
    ) -> str:
        """Write a part that this sheet has for itself; the id of the relation to it."""
        if known and self.uses[known.target] < 2:
            self.file.write(known.target, content)
            return known.id
        part = self.file.free(pattern)
        self.file.write(part, content, content_type)
        if known:
            self.file.redirect(self.part, known, part)
            self.uses[known.target] -= 1
            return known.id
        return self.file.relate(self.part, kind, part, is_strict(self.namespace))

    def _with_drawing(self, key: str) -> bytes:
        """The sheet with the element that shows the boxes."""
        relations = KINDS[is_strict(self.namespace)]
        element = (
            f"<legacyDrawing xmlns={quoteattr(self.namespace)} xmlns:r={quoteattr(relations)} r:id={quoteattr(key)}/>"
        ).encode()
        behind = next((e for e in self.root if _name(e) in _BEHIND), None)
        if behind is None:
            return append_child(self.body, element)
        number = next(i for i, e in enumerate(self.root.iter()) if e is behind)
        at = tags(self.body, {number})[number].start
        return splice(self.body, [(at, at, element)])


def _texts(comment: _Element) -> list[_Element]:
    """The text of a comment, and its runs."""
    text = next((e for e in comment if _name(e) == "text"), None)
    if text is None:
        raise ReportError("原有的批注不完整，无法写入：请用 Excel 或 WPS 另存一次后再试。")
    return [text, *(e for e in text if _name(e) in ("r", "t"))]


def _text(comment: _Element) -> str:
    return "".join(map(str, comment.itertext()))


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
