"""Single-file web pages (.mht, and Word's 单个文件网页 posing as .doc): the HTML part of a MIME message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from ...blocks import Block
from ...errors import fail
from ..safety.limits import Limits
from . import html

if TYPE_CHECKING:
    from email.message import Message

_FIELD = re.compile(rb"[\w-]{1,60}:")


def accepts(data: bytes, suffix: str) -> bool:
    """True for a MIME message."""
    del suffix
    header, _, _ = data[:8192].lstrip().replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = b"\n" + header.lower()
    return bool(_FIELD.match(header)) and b"\nmime-version:" in fields and b"\ncontent-type:" in fields


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the message's first HTML part; where that only frames others (Excel's sheets), of them all."""
    from email import message_from_bytes

    pages = list(_pages(message_from_bytes(data), limits.depth))
    if not pages:
        raise fail("no_main_part")
    return html.read_all(pages if b"<frameset" in pages[0].lower() else pages[:1], limits)


def _pages(message: Message, depth: int) -> Iterator[bytes]:
    """The HTML parts, each with its charset inside."""
    content = message.get_payload(decode=True) if message.get_content_type() == "text/html" else None
    if isinstance(content, bytes):
        charset = message.get_content_charset()
        labelled = not charset or b"charset" in content[:4096].lower()
        yield content if labelled else f'<meta charset="{charset}">'.encode() + content
    inner = message.get_payload() if message.is_multipart() and depth > 0 else None
    for part in inner if isinstance(inner, list) else ():
        yield from _pages(cast("Message", part), depth - 1)
