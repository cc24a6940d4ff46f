"""Word documents that are one XML file: WordprocessingML 2003 and flat OPC, often posing as .doc."""

from __future__ import annotations

from ...blocks import Block
from ...errors import fail
from ..safety.limits import Limits, Meter, pieces
from ..safety.markup import parse_xml
from .wordml import read_body

_PART = "{http://schemas.microsoft.com/office/2006/xmlPackage}part"
_NAME = "{http://schemas.microsoft.com/office/2006/xmlPackage}name"
_MARKS = (b"schemas.microsoft.com/office/word/2003/wordml", b"schemas.microsoft.com/office/2006/xmlPackage")


def accepts(data: bytes, suffix: str) -> bool:
    """True for XML that declares one of the two namespaces near its start."""
    del suffix
    head = data[:8192].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and any(mark in head for mark in _MARKS)


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the document."""
    meter = Meter(limits)
    root = parse_xml(pieces(data))
    if root.tag.endswith("}package"):
        part = next((p for p in root.iter(_PART) if p.get(_NAME, "") == "/word/document.xml"), None)
        data_element = part[0] if part is not None and len(part) else None
        if data_element is None or not len(data_element):
            raise fail("no_main_part")
        root = data_element[0]
    return read_body(root, meter)
