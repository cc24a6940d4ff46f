"""Ticks, boxes and signs that Word writes as characters of symbol fonts."""

from __future__ import annotations

# By the low byte: the code is mostly one of the private use area (F0FC), sometimes the bare byte (FC).
_SYMBOLS = {
    ("wingdings", 0xFC): "√",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□",
    ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "□",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xA3): "≤",
}


def symbol(font: str, code: int) -> str:
    """The sign that `code` shows in `font`; '' for one that is unknown and no character of its own."""
    known = _SYMBOLS.get((font.strip().lower(), code & 0xFF))
    if known is not None:
        return known
    return chr(code) if 0x20 <= code < 0xD800 else ""
