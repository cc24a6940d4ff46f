"""Single-file web pages (.mht, and Word's 单个文件网页 posing as .doc): the HTML part of a MIME message."""

from __future__ import annotations

import re

from ...blocks import Block
from ...errors import fail
from ..safety.limits import Limits
from . import html

_FIELD = re.compile(rb"[\w-]{1,60}:")


def accepts(data: bytes, suffix: str) -> bool:
    """True for a MIME message."""
    del suffix
    header, _, _ = data[:8192].lstrip().replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = b"\n" + header.lower()
    return bool(_FIELD.match(header)) and b"\nmime-version:" in fields and b"\ncontent-type:" in fields


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the message's first HTML part."""
    from email import message_from_bytes
    from email.message import Message

    def parts(message: Message, depth: int) -> Message | None:
        if message.get_content_type() == "text/html":
            return message
        if not message.is_multipart() or depth > limits.depth:
            return None
        inner = message.get_payload()
        found = (
            (parts(m, depth + 1) for m in inner if isinstance(m, Message)) if isinstance(inner, list) else ()
        )
        return next((m for m in found if m is not None), None)

    page = parts(message_from_bytes(data), 0)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise fail("no_main_part")
    charset = page.get_content_charset()
    if charset and b"charset" not in content[:4096].lower():
        content = f'<meta charset="{charset}">'.encode() + content
    return html.read(content, limits)
