"""XML → tree with nothing fetched and nothing expanded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from ...errors import fail
from .limits import over

if TYPE_CHECKING:
    from lxml.etree import _Element

# libxml2's own bounds, which protect its recursive parts and its buffers.
_MAX_DEPTH = 256
_MAX_TEXT = 10_000_000


def parse_xml(chunks: Iterable[bytes]) -> _Element:
    """Root of the document in `chunks`. Raises `ReadError` for broken XML and for any DTD."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        for chunk in chunks:
            parser.feed(chunk)
        root: _Element = parser.close()
    except etree.XMLSyntaxError as error:
        # The exception is often only the last thing to go wrong, an undefined entity the first.
        raise _reason(f"{error} {' '.join(e.message for e in parser.feed_error_log)}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise fail("dtd")
    return root


def _reason(message: str) -> Exception:
    lower = message.lower()
    if "entity" in lower or "amplification" in lower or "dtd" in lower:
        return fail("dtd")
    if "depth" in lower:
        over("elements", _MAX_DEPTH)
    if "end of" in lower or "premature" in lower or "not been feed" in lower or "no element" in lower:
        return fail("truncated")
    if "limit" in lower:
        over("piece", _MAX_TEXT)
    return fail("broken", reason="XML 不合法")


def all_text(element: _Element) -> str:
    """All text inside an element."""
    return "".join(cast("Iterator[str]", element.itertext()))


def take_out(element: _Element) -> None:
    """Remove an element but not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
