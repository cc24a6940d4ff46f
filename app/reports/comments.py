"""The comments part of a Word document, and what ties it to the main part."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from ...nlp.readers.safety.markup import parse_xml
from ...nlp.readers.safety.package import Package
from ...nlp.readers.word import docx
from ...scoring.findings import Finding
from .facts import SEVERITY_NAMES, advice, clean, said
from .splice import append_child

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATION_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_AUTHOR, _INITIALS = "zhibiao 指标", "指"


class Comments:
    """The comments of a document: those there before, and the new ones."""

    def __init__(self, package: Package, part: str, namespace: str, made: str) -> None:
        self.package, self.main, self.namespace = package, part, namespace
        folder, name = posixpath.split(part)
        self.relations = posixpath.join(folder, "_rels", f"{name}.rels")
        self.part, self.known = self._find(folder)
        self.old = package.read(self.part) if self.known else b""
        used = re.findall(rb"<(?:\w+:)?comment\s[^>]*?\bid=[\"'](\d+)", self.old)
        self.first = max(map(int, used), default=-1) + 1
        self.new: list[str] = []
        try:
            self.date = f' w:date="{date.fromisoformat(made[:10]).isoformat()}T00:00:00Z"'
        except ValueError:
            self.date = ""

    def _find(self, folder: str) -> tuple[str, bool]:
        if self.relations in self.package:
            for relation in parse_xml(self.package.stream(self.relations)):
                if relation.get("Type", "").endswith("/relationships/comments"):
                    target = docx.target_of(relation, folder)
                    if target in self.package:
                        return target, True
        name, count = posixpath.join(folder, "comments.xml"), 2
        while name in self.package:
            name, count = posixpath.join(folder, f"comments{count}.xml"), count + 1
        return name, False

    def add(self, findings: Iterable[Finding]) -> int:
        """A comment that says these findings; its id."""
        number = self.first + len(self.new)
        texts = dict.fromkeys(line for f in findings for line in _lines(f))
        reference = "<w:r><w:annotationRef/></w:r>"
        paragraphs = []
        for text in texts:
            paragraphs.append(
                '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
                '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
                f'{reference}<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">'
                f"{escape(clean(text))}</w:t></w:r></w:p>"
            )
            reference = ""
        self.new.append(
            f'<w:comment xmlns:w={quoteattr(self.namespace)} w:id="{number}" w:author={quoteattr(_AUTHOR)}'
            f"{self.date} w:initials={quoteattr(_INITIALS)}>{''.join(paragraphs)}</w:comment>"
        )
        return number

    def marks(self, number: int) -> tuple[str, str]:
        """What stands before and behind the text that comment `number` is about."""
        ns, at = f"xmlns:w={quoteattr(self.namespace)}", f'w:id="{number}"'
        return f"<w:commentRangeStart {ns} {at}/>", (
            f"<w:commentRangeEnd {ns} {at}/><w:r {ns}><w:commentReference {at}/></w:r>"
        )

    def parts(self) -> dict[str, bytes]:
        """The parts that comments need, changed or new."""
        new = "".join(self.new).encode()
        if self.known:
            return {self.part: append_child(self.old, new)}
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        whole = f"{head}<w:comments xmlns:w={quoteattr(self.namespace)}>".encode() + new + b"</w:comments>"
        strict = self.namespace == _STRICT
        relations = (
            self.package.read(self.relations)
            if self.relations in self.package
            else f'{head}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
        )
        relation = (
            f'<Relationship xmlns="{_RELATIONS}" Id="{_free_id(relations)}" '
            f'Type="{_RELATION_STRICT if strict else _RELATION}" Target="/{self.part}"/>'
        )
        override = (
            '<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" '
            f'PartName="/{self.part}" ContentType="{_CONTENT}"/>'
        )
        return {
            self.part: whole,
            self.relations: append_child(relations, relation.encode()),
            _TYPES: append_child(self.package.read(_TYPES), override.encode()),
        }


def _free_id(relations: bytes) -> str:
    used, number = set(re.findall(rb"Id=[\"']([^\"']+)", relations)), 1
    while f"zhibiao{number}".encode() in used:
        number += 1
    return f"zhibiao{number}"


def _lines(finding: Finding) -> list[str]:
    lines = [f"【{SEVERITY_NAMES[finding.severity]}】{said(finding)}"]
    return [*lines, f"建议：{advice(finding)}"] if finding.suggestion else lines
