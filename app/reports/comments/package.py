"""An Office file with some parts changed or added: every other member stays as it was, in its order."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import NamedTuple

from ....nlp.readers.safety.limits import DEFAULT
from ....nlp.readers.safety.markup import parse_xml
from ....nlp.readers.safety.package import Package, display_name
from ....nlp.readers.word import docx
from .. import ReportError
from .splice import append_child

TYPES = "[Content_Types].xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = {  # by whether the package is strict
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_STRICT = "http://purl.oclc.org/ooxml/"
# A declaration of another encoding, or none.
_OTHER_ENCODING = re.compile(rb"\A[^>]{0,200}encoding=[\"'](?!utf-8)", re.IGNORECASE)


class Relation(NamedTuple):
    """What a part refers to: the last word of the relation's type, and the part."""

    id: str
    kind: str
    target: str


class Edited:
    """A package that is being changed. `suffix` is what to save it as, for the advice.

    Raises ReportError for what is signed or has macros, ReadError for what is broken.
    """

    def __init__(self, data: bytes, suffix: str) -> None:
        self.package = Package(data, DEFAULT)
        self.changed: dict[str, bytes] = {}
        if any(name.startswith("_xmlsignatures/") for name in self.package.members):
            raise ReportError("文件有数字签名，加批注会使签名失效：请先去掉签名，或改用 --format html。")
        if b"macroEnabled" in self.read(TYPES):
            raise ReportError(f"文件含有宏，没有写入批注：请另存为不含宏的 {suffix} 后再试。")
        self.main = docx.main_part(self.package)

    def __contains__(self, name: str) -> bool:
        return name in self.changed or name in self.package

    def read(self, name: str) -> bytes:
        """A part as it is now."""
        return self.changed[name] if name in self.changed else self.package.read(name)

    def text(self, name: str) -> bytes:
        """An XML part that can be changed between its bytes. Raises ReportError where it is not in UTF-8."""
        body = self.read(name)
        if body.startswith((b"\xff\xfe", b"\xfe\xff")) or _OTHER_ENCODING.match(body):
            raise ReportError("内容不是 UTF-8 编码，无法写入批注：请用 Office 或 WPS 另存一次后再试。")
        return body

    def write(self, name: str, content: bytes, content_type: str = "") -> None:
        """Change or add a part; a new one has its `content_type` declared."""
        if content_type and name not in self:
            override = f'<Override xmlns="{_CONTENT}" PartName="/{name}" ContentType="{content_type}"/>'
            self.changed[TYPES] = append_child(self.read(TYPES), override.encode())
        self.changed[name] = content

    def free(self, pattern: str) -> str:
        """The first name of a new part that `pattern` gives for 1, 2, …"""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to."""
        name, folder = _relations_of(part), posixpath.dirname(part)
        found = parse_xml([self.read(name)]) if name in self else ()
        return [
            Relation(r.get("Id", ""), r.get("Type", "").rpartition("/")[2], docx.target_of(r, folder))
            for r in found
        ]

    def relate(self, part: str, kind: str, target: str, strict: bool) -> str:
        """A new relation of a part to another; its id."""
        name = _relations_of(part)
        old = (
            self.read(name)
            if name in self
            else f'{HEAD}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
        )
        used, number = {r.id for r in self.relations(part)}, 1
        while f"zhibiao{number}" in used:
            number += 1
        new = (
            f'<Relationship xmlns="{_RELATIONS}" Id="zhibiao{number}" Type="{KINDS[strict]}/{kind}" '
            f'Target="/{target}"/>'
        )
        self.changed[name] = append_child(old, new.encode())
        return f"zhibiao{number}"

    def redirect(self, part: str, relation: Relation, target: str) -> None:
        """Let a relation lead to another part."""
        name = _relations_of(part)
        tag = re.compile(rb"<[^<>]*\sId\s*=\s*([\"'])" + re.escape(relation.id.encode()) + rb"\1[^<>]*>")
        self.changed[name] = tag.sub(
            lambda m: re.sub(
                rb"(\sTarget\s*=\s*)([\"']).*?\2", rb"\1\2/" + target.encode() + rb"\2", m[0], count=1
            ),
            self.read(name),
        )

    def saved(self) -> bytes:
        """The package as a file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
            written = set()
            for info in self.package.entries():
                name = display_name(info)
                file.writestr(info, self.changed[name] if name in self.changed else self.package.read(info))
                written.add(name)
            for name in self.changed:
                if name not in written:
                    file.writestr(name, self.changed[name])
        return buffer.getvalue()


def is_strict(namespace: str) -> bool:
    """Whether a main namespace is one of ISO 29500 Strict."""
    return namespace.startswith(_STRICT)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
