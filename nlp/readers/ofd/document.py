"""OFD: the pages of all its documents, their characters and rules, read like those of a PDF.

The file is a zip of XML parts. `OFD.xml` names the documents, a document its pages and templates.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...blocks import Block
from ...errors import ReadError, fail
from ..pages.blocks import Pages
from ..pages.page import Page
from ..safety.limits import Limits, Meter, over
from ..safety.markup import parse_xml
from ..safety.package import ZIP, Package, names
from .content import Canvas, Resources
from .values import child, children, numbers

if TYPE_CHECKING:
    from lxml.etree import _Element

_A4 = (0.0, 0.0, 210.0, 297.0)
_ENCRYPTION = ("encrypt", "decryptseed")


def accepts(data: bytes, suffix: str) -> bool:
    """True for a zip file with an `OFD.xml` at its root."""
    del suffix
    return data.startswith(ZIP) and any(n.lstrip("/").lower() == "ofd.xml" for n in names(data))


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks in reading order; locations are `第 N 页 表 N 行 N 列 N` and `第 N 页 段 N`."""
    meter = Meter(limits)
    pages = Pages(meter)
    parts = _Parts(data, meter)
    try:
        pages.take(_pages(parts, meter))
    except ReadError as error:
        # Encrypted parts (GM/T 0099) are no XML; a list beside them says how they were encrypted.
        if error.key in ("broken", "truncated", "no_main_part") and parts.encrypted:
            raise fail("encrypted") from None
        raise
    return pages.end()


class _Parts:
    """The XML parts by the names that other parts give them."""

    def __init__(self, data: bytes, meter: Meter) -> None:
        self.package = Package(data, meter.limits, meter)
        self.names = {_plain(n).lower(): n for n in self.package.members}
        self.encrypted = any(posixpath.basename(n).startswith(_ENCRYPTION) for n in self.names)

    def find(self, base: str, location: str | None) -> str | None:
        """The part at `location` as written in the part `base`; some write it from the root on."""
        location = (location or "").strip().replace("\\", "/")
        if not location:
            return None
        folder = "" if location.startswith("/") else posixpath.dirname(base)
        for path in (posixpath.join(folder, location), location):
            found = _plain(posixpath.normpath(path)).lower()
            if found in self.names:
                return found
        return None

    def root(self, name: str) -> _Element:
        """The root element of a part."""
        return parse_xml(self.package.stream(self.names[name]))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("./")


def _pages(parts: _Parts, meter: Meter) -> Iterator[Page]:
    number = 0
    found = False
    for body in children(parts.root("ofd.xml"), "DocBody"):
        name = parts.find("", _text(body, "DocRoot"))
        if name is None:
            continue
        found = True
        document = _Document(parts, name)
        for page in document.pages():
            number += 1
            if number > meter.limits.pages:
                over("pages", meter.limits.pages)
            yield document.drawn(page, number)
    if not found:
        raise fail("no_main_part")


class _Document:
    """One document of the file: what its pages share."""

    def __init__(self, parts: _Parts, name: str) -> None:
        self.parts, self.name = parts, name
        self.root = parts.root(name)
        common = child(self.root, "CommonData")
        self.box = _box(child(common, "PageArea")) or _A4
        self.templates = {
            t.get("ID", ""): parts.find(name, t.get("BaseLoc")) for t in children(common, "TemplatePage")
        }
        self.resources = Resources()
        for kind in ("PublicRes", "DocumentRes"):
            for element in children(common, kind):
                self.add_resources(self.resources, parts.find(name, element.text))

    def add_resources(self, resources: Resources, part: str | None) -> None:
        """Take in a resource part."""
        if part is not None:
            resources.add(self.parts.root(part))

    def pages(self) -> list[_Element]:
        """The entries of the pages."""
        return list(children(child(self.root, "Pages"), "Page"))

    def drawn(self, entry: _Element, number: int) -> Page:
        """A page with the templates that it lies on or under."""
        part = self.parts.find(self.name, entry.get("BaseLoc"))
        if part is None:
            raise fail("truncated")
        root = self.parts.root(part)
        resources = self.resources.copy()
        for element in children(root, "PageRes"):
            self.add_resources(resources, self.parts.find(part, element.text))
        box = _box(child(root, "Area")) or self.box
        canvas = Canvas(resources, box)
        over_it: list[_Element] = []
        for use in children(root, "Template"):
            template = self.templates.get(use.get("TemplateID", ""))
            if template is None:
                continue
            shape = self.parts.root(template)
            if use.get("ZOrder", "Background") == "Foreground":
                over_it.append(shape)
            else:
                canvas.draw(shape)
        for shape in (root, *over_it):
            canvas.draw(shape)
        return canvas.page(number)


def _text(element: _Element, name: str) -> str | None:
    found = child(element, name)
    return None if found is None else found.text


def _box(area: _Element | None) -> tuple[float, float, float, float] | None:
    found = None if area is None else child(area, "PhysicalBox")
    values = numbers(found.text if found is not None else "")
    return (values[0], values[1], values[2], values[3]) if len(values) == 4 else None
