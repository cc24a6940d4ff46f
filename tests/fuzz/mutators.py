"""Changes of structured files: what is inside a package, a stream or a chunk is mutated, and what holds it stays whole.

A mutator takes a file and a source of chance and returns another file; equal seeds give equal files. Bytes flipped at
random would seldom get past a checksum, so nothing behind it would ever be tried.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random

Mutator = Callable[[bytes, Random], bytes]
_LONGEST = 400_000
# Numbers at which sizes, counts and places turn, as text and as four bytes.
_NUMBERS = [0, 1, 2, 255, 256, 1024, 16384, 16385, 32768, 65535, 65536, 1048576, 1048577, 2**31, 2**32 - 1]
_NUMERALS = [b"-1", b"", b"1e9", b"1e400", b"0.0000001", b"NaN", b"A1", *(str(n).encode() for n in _NUMBERS)]
_TEXTS = [
    *(
        "绩效指标",
        "一级指标",
        "三级指标",
        "指标值",
        "项目名称",
        "年度绩效目标",
        "产出指标\n数量指标",
        "≥95%",
        "第 1 页",
        "合计",
    ),
    *(" " * 300, "9" * 300, "-" * 200, "\u3000", "（", "|", "\t", "\ufffe", "&#55296;", "&#0;", "&lt;"),
]
_TAG = re.compile(rb"<[^<>]{1,2000}>")
_QUOTED = re.compile(rb"\"[^\"<>]{0,200}\"")
_DIGITS = re.compile(rb"\d{1,10}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TOKEN = re.compile(
    rb"/[A-Za-z0-9]{1,30}|\d{1,10}|[\[\]<>()]|\b(?:obj|endobj|R|Tj|TJ|Tf|Tm|cm|re|Do|BT|ET|q|Q)\b"
)


def package(data: bytes, chance: Random) -> bytes:
    """A zip of XML parts (.docx, .xlsx, .ofd) with one or two parts changed, dropped, doubled or swapped."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = [(name, file.read(name)) for name in dict.fromkeys(file.namelist())]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return data
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(parts)) if parts else 0
        how = chance.random()
        if not parts or how > 0.03:
            parts[at : at + 1] = [(parts[at][0], _markup(parts[at][1], chance))] if parts else []
        elif how < 0.01:
            del parts[at]
        elif how < 0.02:
            parts.append((parts[at][0], _markup(parts[at][1], chance)))
        else:
            parts[at] = parts[at][0], chance.choice(parts)[1]
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        warnings.simplefilter("ignore")  # of a part that is there twice
        for name, part in parts:
            file.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _markup(part: bytes, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        part = chance.choice((_attribute, _attribute, _number, _element, _element, _text, _flip))(
            part, chance
        )
    return part


def _somewhere(pattern: re.Pattern[bytes], data: bytes, chance: Random) -> re.Match[bytes] | None:
    """A match of the pattern behind a random place, None where there is none."""
    return pattern.search(data, chance.randrange(len(data) + 1)) or pattern.search(data)


def _put(data: bytes, span: tuple[int, int], new: bytes) -> bytes:
    return data[: span[0]] + new + data[span[1] :]


def _attribute(data: bytes, chance: Random) -> bytes:
    here = _somewhere(_QUOTED, data, chance)
    other = _somewhere(_QUOTED, data, chance)
    if not here or not other:
        return data
    new = chance.choice((other[0], b'"' + chance.choice(_NUMERALS) + b'"'))
    return _put(data, here.span(), new)


def _number(data: bytes, chance: Random) -> bytes:
    here = _somewhere(_DIGITS, data, chance)
    return _put(data, here.span(), chance.choice(_NUMERALS)) if here else data


def _element(data: bytes, chance: Random) -> bytes:
    """A stretch from tag to tag taken out, repeated, moved elsewhere, or its tag exchanged for another."""
    tags = [m.span() for m in _TAG.finditer(data)]
    if len(tags) < 3:
        return data
    first = chance.randrange(len(tags) - 1)
    last = min(len(tags) - 1, first + chance.choice((0, 1, 1, 2, 4, 16)))
    span = tags[first][0], tags[last][1]
    piece = data[slice(*span)]
    how = chance.randrange(4)
    if how == 0:
        return _put(data, span, b"")
    if how == 1:
        return _put(data, span, piece * chance.choice((2, 3, 50)))[:_LONGEST]
    place = chance.choice(tags)[1]
    if how == 2:
        return _put(data, (place, place), piece)
    return _put(data, tags[first], data[slice(*chance.choice(tags))])


def _text(data: bytes, chance: Random) -> bytes:
    here = _somewhere(_TAG, data, chance)
    return _put(data, (here.end(), here.end()), chance.choice(_TEXTS).encode()) if here else data


def _flip(data: bytes, chance: Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return _put(data, (at, at + chance.choice((0, 1, 4))), chance.randbytes(chance.choice((0, 1, 4))))


def pdf(data: bytes, chance: Random) -> bytes:
    """A PDF with tokens changed, in its objects or in a stream that is packed again; lengths stay as they were said."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        here = _somewhere(_STREAM, data, chance)
        if here and chance.random() < 0.5:
            data = _put(data, here.span(1), _restreamed(here[1], chance))
        else:
            data = chance.choice((_token, _token, _number, _flip))(data, chance)
    return data[:_LONGEST]


def _restreamed(packed: bytes, chance: Random) -> bytes:
    try:
        plain, pack = zlib.decompress(packed), zlib.compress
    except zlib.error:
        plain, pack = packed, bytes
    for _ in range(chance.choice((1, 2, 8))):
        plain = chance.choice((_token, _token, _number, _flip))(plain, chance)
    return pack(plain)


def _token(data: bytes, chance: Random) -> bytes:
    here, other = _somewhere(_TOKEN, data, chance), _somewhere(_TOKEN, data, chance)
    if not here or not other:
        return data
    how = chance.randrange(3)
    span = here.span() if how else (here.end(), here.end())
    return _put(data, span, other[0] if how < 2 else chance.choice(_NUMERALS))


def image(data: bytes, chance: Random) -> bytes:
    """A picture with bytes of its head, or numbers in it, changed; the checksums of PNG are made true again."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 4))):
        at = chance.randrange(min(len(out), chance.choice((64, 256, len(out) or 1)))) if out else 0
        number = chance.choice(_NUMBERS)
        form = chance.choice(("<I", ">I", "<H", ">H", "B"))
        if at + struct.calcsize(form) <= len(out):
            struct.pack_into(form, out, at, number % 256 ** struct.calcsize(form))
    if chance.random() < 0.1:
        del out[chance.randrange(len(out) + 1) :]
    return _checked(bytes(out))


def _checked(data: bytes) -> bytes:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return data
    at, out = 8, [data[:8]]
    while at + 12 <= len(data):
        size = struct.unpack_from(">I", data, at)[0]
        body = data[at + 4 : at + 8 + size]
        out += [data[at : at + 4], body, struct.pack(">I", zlib.crc32(body))]
        at += 12 + size
    return b"".join(out)


MUTATORS: dict[str, Mutator] = {"docx": package, "xlsx": package, "ofd": package, "pdf": pdf, "image": image}
