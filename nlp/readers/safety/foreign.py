"""Formats that are recognised only to say what to do with them. Pictures and OFD have readers of their own."""

from __future__ import annotations

import re

from ...errors import ReadError, fail
from .ole import OLE, is_encrypted_package, streams
from .package import ZIP, names

_ARCHIVES = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"MSCF\x00\x00\x00\x00", "cab"),
    (b"PK\x07\x08", "分卷 zip"),
)
_TAR_AT = 257
# Pictures that no reader takes.
_PICTURES = (
    b"GIF8",
    b"8BPS",
    b"\xff\x0a",
    b"\x00\x00\x00\x0cJXL ",
    b"\x00\x00\x00\x0cjP  ",
    b"\x00\x00\x01\x00",
)
_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")  # behind `ftyp`

_SLIDES = "演示文稿"
_TO_PDF, _TO_DOCX, _TO_XLSX = "导出为 .pdf", "另存为 .docx", "另存为 .xlsx"
_ATTACHMENT = "把附件或正文另存为文件"
_FORM_FILE = "换成含绩效指标的文档"
_OTHERS = (
    (b"AC10", "CAD 图纸（.dwg）", _TO_PDF),
    (b"%!PS", "PostScript", _TO_PDF),
    (b"AT&TFORM", "DjVu", _TO_PDF),
    (b"CAJ", "CAJ 文件", _TO_PDF),
    (b"HN\x01\x00", "CAJ 文件", _TO_PDF),
    (b"\xd7\xcd\xc6\x9a", "图元文件（.wmf）", _TO_PDF),
    (b"\xffWPC", "WordPerfect 文档", _TO_DOCX),
    (b"SQLite format 3", "数据库", _TO_XLSX),
    (b"\x00\x01\x00\x00Standard ", "数据库（Access）", _TO_XLSX),
    (b"PAR1", "数据文件（Parquet）", "另存为 .csv"),
    (b"MZ", "程序", _FORM_FILE),
    (b"\x7fELF", "程序", _FORM_FILE),
    (b"ID3", "音频", _FORM_FILE),
    (b"\x1aE\xdf\xa3", "视频", _FORM_FILE),
)
# By a stream that only this kind of OLE file has, and by a part of a zip file.
_OLE_KINDS = (
    ("PowerPoint Document", f"{_SLIDES}（.ppt）", _TO_DOCX),
    ("__properties_version1.0", "邮件（.msg）", _ATTACHMENT),
    ("VisioDocument", "Visio 图（.vsd）", _TO_PDF),
    ("MatOST", "Works 文档", _TO_DOCX),
    ("HwpSummaryInformation", "HWP 文档", _TO_DOCX),
)
_READ = {"WordDocument", "Workbook", "Book"}
_ZIP_KINDS = (
    ("ppt/presentation.xml", f"{_SLIDES}（.pptx）", _TO_DOCX),
    ("visio/document.xml", "Visio 图（.vsdx）", _TO_PDF),
    ("Index/Document.iwa", "iWork 文件（.pages、.numbers、.key）", "导出为 .docx 或 .xlsx"),
    ("FixedDocumentSequence.fdseq", "XPS", _TO_PDF),
    ("META-INF/container.xml", "电子书（.epub）", _TO_DOCX),
    ("AndroidManifest.xml", "程序", _FORM_FILE),
)
_OPEN = b"mimetypeapplication/vnd.oasis.opendocument."
_OPEN_KINDS = {b"presentation": _SLIDES, b"graphics": "绘图", b"formula": "公式", b"database": "数据库"}
_MAIL = re.compile(rb"\n(?:to|received|message-id|delivered-to):")


def complaint(data: bytes) -> ReadError | None:
    """Why `data` can't be read, for a format that is known and not supported; None for all others."""
    for magic, kind in _ARCHIVES:
        if data.startswith(magic):
            return fail("archive_kind", kind=kind)
    if data.startswith(b"ustar", _TAR_AT):
        return fail("archive_kind", kind="tar")
    if data.startswith(_PICTURES) or data[8:12] == b"WEBP":
        return fail("image")
    if data[4:8] == b"ftyp":
        return fail("image") if data[8:12] in _BRANDS else _foreign("视频", _FORM_FILE)
    for magic, kind, advice in _OTHERS:
        # A text may begin with the same letters.
        if data.startswith(magic) and (b"\x00" in data[:1024] or not magic.isalnum()):
            return _foreign(kind, advice)
    if data.startswith(OLE):
        return _of_ole(data)
    if data.startswith(ZIP):
        return _of_zip(data)
    return _of_text(data[:8192])


def _foreign(kind: str, advice: str) -> ReadError:
    return fail("foreign", kind=kind, advice=advice)


def _of_ole(data: bytes) -> ReadError | None:
    if is_encrypted_package(data):
        return fail("encrypted")
    inside = streams(data)
    for stream, kind, advice in _OLE_KINDS:
        if stream in inside:
            return _foreign(kind, advice)
    if not inside:
        return fail("truncated")
    return None if _READ & inside else _foreign("不认识的 OLE 文件", "另存为 .docx 或 .xlsx")


def _of_zip(data: bytes) -> ReadError | None:
    inside = names(data)
    for part, kind, advice in _ZIP_KINDS:
        if part in inside:
            return _foreign(kind, advice)
    head = data[30:120]
    for name, kind in _OPEN_KINDS.items():
        if head.startswith(_OPEN + name):
            return _foreign(f"OpenDocument {kind}", _TO_DOCX if kind == _SLIDES else _TO_PDF)
    if "[Content_Types].xml" in inside and not any(n.startswith(("word/", "xl/")) for n in inside):
        return fail("no_main_part")
    return None


def _of_text(head: bytes) -> ReadError | None:
    """Mail, and the office format of GB/T 20916, which is XML."""
    if b"uof:UOF" in head or b"<\xe7\x94\xb5\xe5\xad\x90\xe6\x96\x87\xe4\xbb\xb6" in head:
        return _foreign("标文通（.uof）文件", "用 WPS 另存为 .docx 或 .xlsx")
    header = b"\n" + head.replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    if (
        b"\nfrom:" in header
        and (b"\nmime-version:" in header or b"\nsubject:" in header)
        and _MAIL.search(header)
    ):
        return _foreign("邮件（.eml）", _ATTACHMENT)
    return None
