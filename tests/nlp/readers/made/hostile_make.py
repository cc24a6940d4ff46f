"""The makers of hostile files that are not PDF: broken and lying zip, OLE and XML."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

from . import build

LIST = "三级指标,指标值\n培训人数,≥20人\n".encode()
MIB = 2**20


def dtd(declarations: str, use: str) -> bytes:
    """A .docx whose main part has a document type."""
    return build.word(build.paragraph(use), head=f"<!DOCTYPE w [{declarations}]>")


def laughs() -> bytes:
    """Ten to the ninth 'ha'."""
    entities = "".join(f'<!ENTITY h{i} "{f"&h{i - 1};" * 10}">' for i in range(1, 10))
    return dtd('<!ENTITY h0 "ha">' + entities, "&h9;")


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file of version 3 with streams of at least 4096 bytes (so there is no mini stream)."""
    sector = 512
    chunks = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    fat: list[int] = [0xFFFFFFFD]
    body = b""
    starts = {}
    for name, data in chunks.items():
        data += b"\0" * (-len(data) % sector)
        count = len(data) // sector
        starts[name] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + count), 0xFFFFFFFE]
        body += data
    directory_start = len(fat)
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if chunks else 0xFFFFFFFF)]
    for k, (name, data) in enumerate(chunks.items(), 1):
        right = k + 1 if k < len(chunks) else 0xFFFFFFFF
        entries.append(_entry(name, 2, starts[name], len(data), right=right))
    entries += [b"\0" * 128] * (-len(entries) % 4)
    directory = b"".join(entries)
    fat += [*range(directory_start + 1, directory_start + len(directory) // sector), 0xFFFFFFFE]
    table = struct.pack("<128I", *(fat + [0xFFFFFFFF] * (128 - len(fat))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        directory_start,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + table + body + directory


def _entry(
    name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    fields = struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return text.ljust(64, b"\0") + fields + b"\0" * 36 + struct.pack("<IQ", start, size)


def old_word(flags: int, rest: bytes = b"\0" * 5000) -> bytes:
    """An OLE file with a WordDocument stream that is a Word 97 head and rubbish."""
    return ole(
        {
            "WordDocument": struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x804, 0, flags) + rest,
            "1Table": b"\7" * 4096,
        }
    )


def fat_loop() -> bytes:
    """An OLE file whose directory chain comes back to itself."""
    data = bytearray(ole({"WordDocument": b"\0" * 4096}))
    start = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, 512 + 4 * start, start)
    return bytes(data)


def zipped(entries: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file whose names may repeat."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in entries:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            file.writestr(info, data)
    return out.getvalue()


def symlink() -> bytes:
    """A zip file with a link to /etc/passwd beside a list."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        info = zipfile.ZipInfo("链接.csv")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(info, "/etc/passwd")
        file.writestr("清单.csv", LIST)
    return out.getvalue()


def flagged(data: bytes, bits: int) -> bytes:
    """The zip file with flag bits set in every local and central header."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= bits
            at = out.find(mark, at + 4)
    return bytes(out)


def bad_checksum() -> bytes:
    """A stored member with one byte changed."""
    return zipped([("清单.csv", LIST)], zipfile.ZIP_STORED).replace("≥20".encode(), "≥30".encode(), 1)


def nameless(data: bytes) -> bytes:
    """The zip file with its one central name cut to nothing."""
    out = bytearray(data)
    at = out.find(b"PK\x01\x02")
    length = struct.unpack_from("<H", out, at + 28)[0]
    struct.pack_into("<HH", out, at + 28, 0, length)  # the name's bytes become an extra field
    return bytes(out)


def overlapping() -> bytes:
    """A central directory that names the same megabyte a thousand times."""
    data = zipped([("a.txt", b"x" * MIB)])
    end = data.rfind(b"PK\x05\x06")
    start = data.find(b"PK\x01\x02")
    entry = data[start:end]
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, 1000, 1000, len(entry) * 1000, start)
    return data[:start] + entry * 1000 + bytes(tail)


def nested_zip(depth: int) -> bytes:
    """A list inside so many archives."""
    data, name = LIST, "清单.csv"
    for _ in range(depth):
        data, name = zipped([(name, data)]), "内.zip"
    return data


def bomb_member() -> bytes:
    """60 MB of the same where the text of the document should be."""
    return build.packed({"word/document.xml": b"<a>" + b"<b>AAAAAAAA</b>" * 4 * MIB})


def docx_with(extra: dict[str, bytes]) -> bytes:
    """The form with more parts."""
    data = build.docx(build.FORM)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return build.packed({**{n: file.read(n) for n in file.namelist()}, **extra})


def workbook(sheet: str, head: str = "") -> bytes:
    """A minimal .xlsx."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return build.packed(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.'
                'openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
                'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
            ).encode(),
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{head}<worksheet xmlns="{main}">{sheet}</worksheet>'.encode(),
        }
    )


def far_cells(*places: str) -> str:
    """Cells far apart, each on a row of its own."""
    cell = '<row><c r="{}" t="inlineStr"><is><t>x</t></is></c></row>'
    return f"<sheetData>{''.join(cell.format(p) for p in places)}</sheetData>"


def spans(across: int, down: int, rows: int) -> bytes:
    """A page whose cells claim to be huge."""
    return b"<html><table>" + f"<tr><td rowspan={down} colspan={across}>x".encode() * rows


def nested_tables(depth: int) -> str:
    """Tables in tables."""
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
