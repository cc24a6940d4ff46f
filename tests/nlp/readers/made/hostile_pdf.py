"""Hand-made PDF files, small and hostile."""

from __future__ import annotations

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def assemble(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A PDF of numbered objects with its table of contents."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    count = max(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    for number in range(1, count):
        out += f"{places.get(number, 0):010d} 00000 n \n".encode()
    out += f"trailer << /Size {count} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def page(content: bytes, resources: str = f"/Font << /F1 {FONT} >>", **more: bytes) -> dict[int, bytes]:
    """Objects of a one-page document; `more` are further objects named `o5`, `o6` …"""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>".encode(),
        4: content,
        **{int(name[1:]): value for name, value in more.items()},
    }


def with_content(data: bytes, filters: str = "", more: str = "") -> bytes:
    """One page with this content stream."""
    return assemble(page(stream(data, (f"/Filter {filters} " if filters else "") + more)))


def scanned() -> bytes:
    """Two pages that are images."""
    image = stream(
        b"\x80" * 100,
        "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    draw = stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    objects = page(draw, "/XObject << /I 5 0 R >>", o5=image)
    objects[2] = b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>"
    objects[6] = objects[3]
    return assemble(objects)


def page_loop() -> bytes:
    """A page tree that contains itself and nothing else."""
    return assemble(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}
    )


def _form(draws: str, names: str) -> bytes:
    return stream(
        draws.encode(),
        f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << {names} >> >>",
    )


def drawing_itself() -> bytes:
    """A form that draws itself."""
    return assemble(page(stream(b"/X Do"), "/XObject << /X 5 0 R >>", o5=_form("/X Do", "/X 5 0 R")))


def drawing_each_other() -> bytes:
    """Twelve forms, each of which draws the next ten times: a million million drawings."""
    forms = {f"o{k}": _form("/X Do " * 10, f"/X {k + 1} 0 R") for k in range(5, 17)}
    last = stream(b"0 0 1 1 re f", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return assemble(page(stream(b"/X Do"), "/XObject << /X 5 0 R >>", **forms, o17=last))


def huge_character_map() -> bytes:
    """A font whose map to Unicode claims every code of four bytes."""
    cmap = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n"
    cmap += b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [7 0 R] >>"
    child = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 9 9] >> >>"
    )
    content = stream(b"BT /F1 9 Tf <00410042> Tj ET")
    return assemble(page(content, "/Font << /F1 5 0 R >>", o5=font, o6=stream(cmap), o7=child))


def with_script() -> bytes:
    """A document that asks to run JavaScript and a program when opened."""
    objects = page(stream(b"BT /F1 12 Tf 50 700 Td (hello) Tj ET"))
    objects[1] = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9'\\)) "
        b"/Next << /S /Launch /F (/bin/sh) >> >> >>"
    )
    return assemble(objects)
