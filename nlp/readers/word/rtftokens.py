"""RTF bytes → characters and control words, with code pages, fonts and skipped destinations settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ...errors import fail
from ..safety.limits import over
from .symbols import symbol

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|([^\\{}\r\n\x00]+)|."
    rb"|[\r\n]+",
    re.DOTALL,
)
_MAX_DEPTH = 1000
# Destinations without text of the document, or with a second version of what stands elsewhere.
_SKIPPED = frozenset(
    b"colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf footnote"
    b" annotation fldinst listtext pntext nonesttables xe tc rxe private nonshppict shprslt sp objdata"
    b" filetbl ftnsep ftnsepc aftnsep aftnsepc themedata datafield atnid atnauthor template".split()
)
_OPTIONAL = frozenset(b"shpinst nesttableprops shptxt".split())  # read although they are marked \*
# Windows code pages that Python knows under another name, and code pages by the charsets of fonts.
_CODECS = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_OF_CHARSET = {128: 932, 129: 949, 134: 936, 136: 950}
_SYMBOLS = 2  # the charset of fonts whose bytes are signs
_CHARACTERS = {
    "tab": "\t", "line": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emdash": "—", "endash": "–", "bullet": "•", "~": "\u00a0", "_": "-", "emspace": " ", "enspace": " ",
}  # fmt: skip


class Token(NamedTuple):
    """A control word (`{` and `}` too) with its number, or, without a word, text."""

    word: str
    number: int | None = None
    text: str = ""


@dataclass(slots=True)
class _Group:
    """What a group inherits from the one around it."""

    skipped: bool = False
    fonts: bool = False
    hidden: bool = False
    font: int = -1
    blanks: int = 1  # characters that stand for a \u in readers without Unicode


class _Fonts:
    """Code page and, for symbol fonts, name of each font."""

    def __init__(self) -> None:
        self.charsets: dict[int, int] = {}
        self.names: dict[int, str] = {}

    def name(self, font: int, text: str) -> None:
        if font not in self.names and text.strip():
            self.names[font] = text.strip().rstrip(";")


def tokens(data: bytes) -> Iterator[Token]:
    """Text as it stands, and the control words outside skipped destinations. Raises `ReadError`."""
    group, stack = _Group(), list[_Group]()
    fonts = _Fonts()
    default = 1252
    raw, owed = bytearray(), 0  # bytes not decoded yet; characters to drop after a \u
    first = optional = False  # at the beginning of a group; after its \*
    at, end = 0, len(data)

    def text() -> str:
        charset = fonts.charsets.get(group.font, 0)
        codec = "latin-1" if charset == _SYMBOLS else _codec(_OF_CHARSET.get(charset, default))
        decoded = raw.decode(codec, "replace").replace("\ufffd", "")
        raw.clear()
        if charset == _SYMBOLS:
            return "".join(symbol(fonts.names.get(group.font, ""), ord(c)) for c in decoded)
        return decoded

    while at < end:
        match = _TOKEN.match(data, at)
        if match is None:
            break
        at = match.end()
        word, number, byte, sign, brace, plain = match.groups()
        if byte is not None or plain is not None:
            piece = bytes.fromhex(byte.decode()) if byte is not None else plain
            first = False
            if owed:
                dropped = min(owed, len(piece))
                owed, piece = owed - dropped, piece[dropped:]
            if not group.skipped and not group.hidden:
                raw += piece
            continue
        if word is None and sign is None and brace is None:
            continue
        if raw and (shown := text()):
            if group.fonts:
                fonts.name(group.font, shown)
            else:
                yield Token("", None, shown)
        if brace == b"{":
            stack.append(replace(group))
            if len(stack) > _MAX_DEPTH:
                over("elements", _MAX_DEPTH)
            first, optional, owed = True, False, 0
            yield Token("{")
            continue
        if brace == b"}":
            if not stack:
                return  # the document's own group has ended
            yield Token("}")
            group, owed = stack.pop(), 0
            if not stack:
                return
            continue
        value = int(number) if number is not None else None
        name = (word or sign or b"").decode("latin-1")
        if name == "*":
            optional = True
            continue
        if first and (word in _SKIPPED or (optional and word not in _OPTIONAL)):
            group.skipped = True
        first = False
        if name == "bin":
            at += max(value or 0, 0)
        elif group.skipped:
            continue
        elif name == "u" and value is not None:
            owed = group.blanks
            if not group.hidden:
                yield Token("", None, _unicode(value, fonts, group.font))
        elif name in _CHARACTERS:
            if not group.hidden:
                yield Token("", None, _CHARACTERS[name])
        elif name in "{}\\" and word is None:
            raw += sign if not group.hidden else b""
        elif name in "\r\n" and word is None:
            yield Token("par")
        elif name == "ansicpg" and value:
            default = value
        else:
            _apply(name, value, group, fonts)
            yield Token(name, value)
    raise fail("truncated")


def _apply(name: str, value: int | None, group: _Group, fonts: _Fonts) -> None:
    """Settings of the group; the words that make up tables and paragraphs are the reader's."""
    if name == "fonttbl":
        group.fonts = True
    elif name == "f" and value is not None:
        group.font = value
    elif name == "fcharset" and value is not None:
        fonts.charsets[group.font] = value
    elif name == "uc" and value is not None:
        group.blanks = value
    elif name in ("v", "deleted"):
        group.hidden = value != 0
    elif name == "plain":
        group.hidden, group.font = False, -1


def _unicode(value: int, fonts: _Fonts, font: int) -> str:
    """The character of a \\u; half of a pair stays so until its other half is read."""
    code = value & 0xFFFF if value < 0x10000 else value
    if 0xF000 <= code <= 0xF0FF:
        return symbol(fonts.names.get(font, ""), code)
    return chr(code) if code and code <= 0x10FFFF else ""


def _codec(page: int) -> str:
    if page in _CODECS:
        return _CODECS[page]
    try:
        b"".decode(f"cp{page}")
    except LookupError:
        return "gb18030"
    return f"cp{page}"
