"""Formats that are not read: each is named, with what to do; what only looks like one is left alone."""

from __future__ import annotations

import pytest
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.foreign import complaint
from zhibiao.nlp.reading import parse_document

from .made import build
from .made.hostile_make import ole

FILLED = b"\1\0" * 400
MAIL = "From: a@b.cn\r\nTo: c@d.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html>表".encode()
PAGE = MAIL.replace(b"To: c@d.cn\r\n", b"")


def zipped(*names: str) -> bytes:
    return build.packed(dict.fromkeys(names, b"x"))


def opened(kind: str) -> bytes:
    return build.packed(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<a/>"}, 0
    )


@pytest.mark.parametrize(
    ("data", "named", "advice"),
    [
        (b"Rar!\x1a\x07\x01\0" + FILLED, "RAR", "zip"),
        (b"7z\xbc\xaf\x27\x1c" + FILLED, "7z", "zip"),
        (b"\x1f\x8b\x08" + FILLED, "gzip", "zip"),
        (b"a".ljust(257, b"\0") + b"ustar" + FILLED, "tar", "zip"),
        (b"GIF89a" + FILLED, "图片", "再试"),
        (b"RIFF\1\1\1\1WEBP" + FILLED, "图片", "再试"),
        (b"\0\0\0\x18ftypheic" + FILLED, "图片", "再试"),
        (b"\0\0\0\x18ftypisom" + FILLED, "视频", "绩效指标"),
        (b"AC1032" + FILLED, r"dwg", "pdf"),
        (b"%!PS-Adobe-3.0\n", "PostScript", "pdf"),
        (b"SQLite format 3\0", "数据库", "xlsx"),
        (b"\x7fELF" + FILLED, "程序", "文档"),
        (ole({"PowerPoint Document": FILLED}), "ppt", "docx"),
        (ole({"__properties_version1.0": FILLED}), "msg", "附件"),
        (ole({"Whatever": FILLED}), "OLE", "docx"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "pptx", "docx"),
        (zipped("Index/Document.iwa"), "pages", "docx"),
        (zipped("META-INF/container.xml", "mimetype"), "epub", "docx"),
        (zipped("[Content_Types].xml", "x.xml"), "正文", "再试"),
        (opened("presentation"), "演示文稿", "docx"),
        (opened("graphics"), "绘图", "pdf"),
        (MAIL, "eml", "附件"),
        (b'<?xml version="1.0"?><uof:UOF xmlns:uof="x"/>', "uof", "WPS"),
    ],
)
def test_a_foreign_format_is_named_with_what_to_do(data: bytes, named: str, advice: str) -> None:
    with pytest.raises(ReadError, match=f"{named}.*：请.*{advice}.*。$") as caught:
        parse_document(data, "表.docx")
    assert not caught.value.transient


@pytest.mark.parametrize(
    "data",
    [
        PAGE,
        opened("text"),
        opened("spreadsheet"),
        zipped("OFD.xml"),
        b"\x89PNG\r\n\x1a\n" + FILLED,
        b"\xff\xd8\xff\xe0" + FILLED,
        b"II*\0" + FILLED,
        b"BM\x36" + FILLED,
        zipped("ppt/绩效目标表.docx"),
        "MZ 镇绩效目标表".encode(),
        "CAJ 系统建设，AC1010 号".encode(),
        "From: 单位\n指标\n".encode(),
    ],
)
def test_what_has_a_reader_or_only_looks_foreign_is_let_through(data: bytes) -> None:
    assert complaint(data) is None
