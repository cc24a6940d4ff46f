"""Text put into an XML file between its bytes, so that every other byte stays as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple
from xml.parsers import expat


class Tag(NamedTuple):
    """Byte offsets of an element: its start tag, what comes after that, its end tag, and what follows.

    For `<a/>` `inside` and `close` are both the place of the slash.
    """

    start: int
    inside: int
    close: int
    after: int

    @property
    def empty(self) -> bool:
        """Whether it is written `<a/>`."""
        return self.inside == self.close and self.after == self.close + 2


def tags(data: bytes, wanted: Collection[int]) -> dict[int, Tag]:
    """Where the elements with these numbers stand; the root is number 0, in the order of start tags.

    `data` is well-formed XML in UTF-8 without a DTD (the readers let no other through).
    """
    parser = expat.ParserCreate()
    found: dict[int, Tag] = {}
    stack: list[tuple[int, int]] = []
    count = 0

    def opened(name: str, attributes: object) -> None:
        del name, attributes
        nonlocal count
        stack.append((count, parser.CurrentByteIndex))
        count += 1

    def closed(name: str) -> None:
        del name
        number, start = stack.pop()
        if number in wanted:
            end = _tag_end(data, start)
            if data[end - 1 : end] == b"/":
                found[number] = Tag(start, end - 1, end - 1, end + 1)
            else:
                close = parser.CurrentByteIndex
                found[number] = Tag(start, end + 1, close, data.index(b">", close) + 1)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.Parse(data, True)
    return found


def _tag_end(data: bytes, start: int) -> int:
    """The offset of the `>` that ends the tag at `start`; attribute values may hold others."""
    at, quote = start, 0
    while True:
        byte = data[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == 0x3E:
            return at
        at += 1


def splice(data: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """`data` with what stands between two offsets replaced by a text; texts of one offset in their order."""
    parts, last = [], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[0]):
        parts += [data[last:start], text]
        last = end
    return b"".join([*parts, data[last:]])


def fill(data: bytes, tag: Tag, text: bytes) -> tuple[int, int, bytes]:
    """The edit that puts `text` at the end of an element, also of one written `<a/>`."""
    if not tag.empty:
        return tag.close, tag.close, text
    name = data[tag.start + 1 : tag.close].split(maxsplit=1)[0]
    return tag.close, tag.after, b">" + text + b"</" + name + b">"


def append_child(data: bytes, text: bytes) -> bytes:
    """`data` with `text` as the last child of its root element."""
    return splice(data, [fill(data, tags(data, {0})[0], text)])
