"""Word documents (.docx, .docm, Strict or Transitional): the main part, tables and paragraphs.

Headers, footers, footnotes and comments are other parts and stay out; macros are never looked at.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ...blocks import Block
from ...errors import fail
from ..safety.limits import Limits, Meter
from ..safety.markup import parse_xml
from ..safety.package import ZIP, Package, names
from .wordml import read_body

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DEFAULT_PART = "word/document.xml"


def accepts(data: bytes, suffix: str) -> bool:
    """True for a zip file with a Word main part."""
    del suffix
    if not data.startswith(ZIP):
        return False
    inside = names(data)
    return _DEFAULT_PART in inside or (
        "[Content_Types].xml" in inside
        and any(n.startswith("word/document") and n.endswith(".xml") for n in inside)
    )


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the document; locations are `段 N` and `表 N 行 N`."""
    meter = Meter(limits)
    package = Package(data, limits, meter)
    part = main_part(package)
    root = parse_xml(package.stream(part))
    return read_body(root, meter, lambda ids: _chunks(package, part, ids, limits))


def main_part(package: Package) -> str:
    """The name of the part that holds the text; raises `ReadError` where there is none."""
    if "_rels/.rels" in package:
        for relation in parse_xml(package.stream("_rels/.rels")).iter(_RELATIONS):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in package:
                return target
    if _DEFAULT_PART in package:
        return _DEFAULT_PART
    raise fail("no_main_part")


def _chunks(package: Package, part: str, ids: list[str], limits: Limits) -> list[Block]:
    """Embedded HTML (w:altChunk): whole documents are exported so by some web systems."""
    from ..web import html, mhtml

    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package:
        return []
    blocks: list[Block] = []
    targets = {
        r.get("Id", ""): target_of(r, folder) for r in parse_xml(package.stream(relations)).iter(_RELATIONS)
    }
    for target in (targets.get(i, "") for i in ids):
        if target not in package:
            continue
        data = package.read(target)
        reader = next((r for r in (mhtml, html) if r.accepts(data, posixpath.splitext(target)[1])), None)
        if reader is not None:
            blocks.extend(reader.read(data, limits))
    return blocks


def target_of(relation: _Element, folder: str) -> str:
    """The part that a relation from `folder` points to, '' for one outside the package."""
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return ""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
