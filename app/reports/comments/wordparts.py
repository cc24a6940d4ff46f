"""The comments part of a Word document, and what ties it to the main part."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ....nlp.readers.safety.markup import parse_xml
from ....scoring.findings import Finding
from ..facts import clean
from ..marks import lines_of
from .package import HEAD, Edited, is_strict
from .splice import append_child

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR = "zhibiao 指标"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INITIALS = "指"


class Comments:
    """The comments of a document: those there before, and the new ones."""

    def __init__(self, file: Edited, namespace: str, made: str) -> None:
        self.file, self.namespace = file, namespace
        known = [r.target for r in file.relations(file.main) if r.kind == "comments" and r.target in file]
        self.part = known[0] if known else ""
        self.old = file.text(self.part) if self.part else b""
        said = parse_xml([self.old]).iter(f"{{{namespace}}}comment") if self.old else ()
        self.texts = {c.get(f"{{{namespace}}}id"): "".join(map(str, c.itertext())) for c in said}
        used = re.findall(rb"<(?:\w+:)?comment\s[^>]*?\bid=[\"'](\d+)", self.old)
        self.first = max(map(int, used), default=-1) + 1
        self.new: list[str] = []
        try:
            self.date = f' w:date="{date.fromisoformat(made[:10]).isoformat()}T00:00:00Z"'
        except ValueError:
            self.date = ""

    def said(self, holder: _Element) -> str:
        """What the comments that begin in an element said before."""
        begins = holder.iter(f"{{{self.namespace}}}commentRangeStart")
        return "\n".join(self.texts.get(b.get(f"{{{self.namespace}}}id"), "") for b in begins)

    def add(self, findings: Iterable[Finding]) -> int:
        """A comment that says these findings; its id."""
        number = self.first + len(self.new)
        reference = "<w:r><w:annotationRef/></w:r>"
        paragraphs = []
        for text in lines_of(findings):
            paragraphs.append(
                '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
                '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
                f'{reference}<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">'
                f"{escape(clean(text))}</w:t></w:r></w:p>"
            )
            reference = ""
        self.new.append(
            f'<w:comment xmlns:w={quoteattr(self.namespace)} w:id="{number}" w:author={quoteattr(AUTHOR)}'
            f"{self.date} w:initials={quoteattr(_INITIALS)}>{''.join(paragraphs)}</w:comment>"
        )
        return number

    def marks(self, number: int) -> tuple[str, str]:
        """What stands before and behind the text that comment `number` is about."""
        ns, at = f"xmlns:w={quoteattr(self.namespace)}", f'w:id="{number}"'
        return f"<w:commentRangeStart {ns} {at}/>", (
            f"<w:commentRangeEnd {ns} {at}/><w:r {ns}><w:commentReference {at}/></w:r>"
        )

    def write(self) -> None:
        """Put the comments into the file."""
        new = "".join(self.new).encode()
        if self.part:
            self.file.write(self.part, append_child(self.old, new))
            return
        folder = posixpath.dirname(self.file.main)
        part = posixpath.join(folder, "comments.xml")
        if part in self.file:
            part = self.file.free(posixpath.join(folder, "comments{}.xml"))
        head = f"{HEAD}<w:comments xmlns:w={quoteattr(self.namespace)}>".encode()
        self.file.write(part, head + new + b"</w:comments>", _CONTENT)
        self.file.relate(self.file.main, "comments", part, is_strict(self.namespace))
