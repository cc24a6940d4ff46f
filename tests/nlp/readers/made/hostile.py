"""Hostile and broken files, each with what reading it must say. Run it to write them to a folder.

    python -m tests.nlp.readers.made.hostile FOLDER

A case expects a message (a pattern for the ReadError), or an honest result: how many records, and a
pattern for what is said about the parts that were not read.
"""

from __future__ import annotations

import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import build
from . import hostile_pdf as pdf
from .hostile_make import (
    LIST,
    MIB,
    bad_checksum,
    bomb_member,
    docx_with,
    dtd,
    far_cells,
    fat_loop,
    flagged,
    laughs,
    nameless,
    nested_tables,
    nested_zip,
    old_word,
    ole,
    overlapping,
    spans,
    symlink,
    workbook,
    zipped,
)


@dataclass(frozen=True)
class Case:
    """A file by name; `error` is the expected message, else `records` and `problem` are."""

    name: str
    make: Callable[[], bytes]
    error: str = ""
    records: int = 0
    problem: str = ""
    limits: tuple[tuple[str, float], ...] = ()


FORM = len(build.EXPECTED)
HTML_FORM = build.html(build.FORM)
CASES = [
    # what is no document at all
    Case("空.docx", lambda: b"", "空的"),
    Case("空白.txt", lambda: b" \r\n\t \n", "空的"),
    Case("全零.pdf", lambda: b"\0" * 4096, "空的"),
    Case("乱码.docx", lambda: bytes(range(256)) * 40, "不是文本文件|编码"),
    Case("图片.docx", lambda: b"GIF89a" + b"\0" * 99, "图片"),
    Case("照片.pdf", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 99, "图片"),
    Case("其实是rar.zip", lambda: b"Rar!\x1a\x07\x01\0" + b"\1" * 99, "RAR 压缩包"),
    Case("其实是7z.zip", lambda: b"7z\xbc\xaf\x27\x1c" + b"\1" * 99, "7z 压缩包"),
    Case("其实是gzip.csv", lambda: b"\x1f\x8b\x08" + b"\1" * 99, "gzip 压缩包"),
    Case("程序.docx", lambda: b"\x7fELF" + b"\1" * 99, "程序"),
    Case("程序.xls", lambda: b"MZ\x90\0" + b"\1" * 99, "程序"),
    Case("数据库.xls", lambda: b"SQLite format 3\0" + b"\1" * 99, "数据库"),
    # Word
    Case("截断.docx", lambda: build.docx(build.FORM)[:9000], "不完整"),
    Case("只有头.docx", lambda: b"PK\x03\x04", "不完整"),
    Case("没有正文.docx", lambda: build.packed({"[Content_Types].xml": b"<Types/>"}), "没有正文"),
    Case("空正文.docx", lambda: build.packed({"word/document.xml": b""}), "不完整"),
    Case("别的根.docx", lambda: build.packed({"word/document.xml": b"<a/>"}), "没有正文"),
    Case("实体炸弹.docx", laughs, "DTD 或实体"),
    Case("二次膨胀.docx", lambda: dtd(f'<!ENTITY a "{"x" * 50000}">', "&a;" * 2000), "DTD 或实体"),
    Case(
        "属性实体.docx",
        lambda: build.word(
            '<w:p w:x="&h2;"/>', head='<!DOCTYPE w [<!ENTITY h1 "aaaaaaaaaa"><!ENTITY h2 "&h1;&h1;">]>'
        ),
        "DTD 或实体",
    ),
    Case("外部实体.docx", lambda: dtd('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), "DTD 或实体"),
    Case(
        "外部DTD.docx",
        lambda: build.word("", head='<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'),
        "DTD 或实体",
    ),
    Case("参数实体.docx", lambda: dtd('<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;', "x"), "DTD 或实体"),
    Case("未知实体.docx", lambda: build.word(build.paragraph("&nope;")), "DTD 或实体"),
    Case("正文炸弹.docx", bomb_member, "压缩炸弹"),
    Case(
        "跨一百万列.docx",
        lambda: build.word(build.table([build.cell("x", '<w:gridSpan w:val="1000000"/>')])),
        "列数",
    ),
    Case(
        "跳过十亿列.docx",
        lambda: build.word(
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999999"/></w:trPr>{build.cell("x")}</w:tr></w:tbl>'
        ),
        "列数",
    ),
    Case(
        "负跨列.docx",
        lambda: build.word(build.table([build.cell("x", '<w:gridSpan w:val="-5"/>')])),
        records=0,
    ),
    Case("三千列.docx", lambda: build.word(build.table(["x"] * 3000)), "列数"),
    Case("表中表六十层.docx", lambda: build.word(nested_tables(60)), "表格嵌套层数"),
    Case("标签五千层.docx", lambda: build.word("<w:sdt>" * 5000), "标签嵌套层数"),
    Case("XML截断.docx", lambda: build.packed({"word/document.xml": b"<a><b>"}), "不完整"),
    Case("XML错乱.docx", lambda: build.packed({"word/document.xml": b"<a><b></a></b>"}), "XML 不合法"),
    Case("一段太长.docx", lambda: build.word(build.paragraph("字" * 4_000_000)), "一段文字|炸弹"),
    Case(
        "带宏.docm",
        lambda: docx_with({"word/vbaProject.bin": b'Sub AutoOpen()\nShell "calc"\nEnd Sub'}),
        records=FORM,
    ),
    Case(
        "外部模板.docx",
        lambda: docx_with(
            {
                "word/_rels/settings.xml.rels": b'<Relationships><Relationship TargetMode="External" Target="http://127.0.0.1:9/x.dotm"/></Relationships>'
            }
        ),
        records=FORM,
    ),
    Case(
        "加密.docx",
        lambda: ole({"EncryptedPackage": b"\1" * 5000, "EncryptionInfo": b"\2" * 4096}),
        "密码保护",
    ),
    Case("压缩方式.docx", lambda: build.packed({"word/document.xml": b"<a/>"}, zipfile.ZIP_LZMA), "压缩方式"),
    # old Word
    Case("加密.doc", lambda: old_word(0x0100), "密码保护"),
    Case("损坏.doc", lambda: old_word(0), "无法转换|LibreOffice|没有正文"),
    Case("截断.doc", lambda: old_word(0)[:700], "不完整|无法转换|LibreOffice"),
    Case("循环.doc", fat_loop, "不完整|无法转换|LibreOffice"),
    Case("演示.ppt", lambda: ole({"PowerPoint Document": b"\1" * 4096}), "演示文稿"),
    Case("网页.doc", lambda: HTML_FORM, records=FORM),
    # web pages
    Case("五千层.html", lambda: b"<html>" + b"<div>" * 5000 + b"x", "标签嵌套层数"),
    Case("一百万层.html", lambda: b"<html>" + b"<b>" * 1_000_000 + b"x", "标签嵌套层数"),
    Case("表中表.html", lambda: b"<html>" + b"<table><tr><td>" * 200, "表格嵌套层数"),
    Case("跨度.html", lambda: spans(1000, 65534, 9000), "单元格个数|列数"),
    Case("荒唐跨度.html", lambda: spans(10**30, 10**30, 2), "列数"),
    Case(
        "外部资源.html",
        lambda: HTML_FORM.replace(
            b"<p>", b"<script src='http://127.0.0.1:9/x.js'></script><img src='file:///etc/passwd'><p>"
        ),
        records=FORM,
    ),
    Case(
        "实体声明.html",
        lambda: b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + HTML_FORM,
        records=FORM,
    ),
    Case("全是小于号.html", lambda: b"<html>" + b"<" * 3_000_000, records=0),
    Case("坏字节.html", lambda: b"<html><p>\xff\xfe\xff\xff\x80</p>\xff", "编码"),
    Case("截断.html", lambda: HTML_FORM[: HTML_FORM.find("周边".encode()) - 10], records=FORM - 1),
    # PDF
    Case("只有头.pdf", lambda: b"%PDF-1.7\n", "不完整"),
    Case("截断.pdf", lambda: build.pdf(build.FORM)[:700], "不完整|损坏"),
    Case("加密.pdf", lambda: build.pdf(build.FORM, encrypt="secret"), "密码保护"),
    Case("扫描.pdf", pdf.scanned, "扫描件"),
    Case(
        "内容炸弹.pdf", lambda: pdf.with_content(zlib.compress(b" " * 200 * MIB), "/FlateDecode"), "压缩炸弹"
    ),
    Case(
        "两层炸弹.pdf",
        lambda: pdf.with_content(
            zlib.compress(zlib.compress(b" " * 200 * MIB)), "[/FlateDecode /FlateDecode]"
        ),
        "压缩炸弹",
    ),
    Case("九层滤镜.pdf", lambda: pdf.with_content(b"x", "[" + "/ASCIIHexDecode " * 99 + "]"), "压缩炸弹"),
    Case(
        "预测器.pdf",
        lambda: pdf.with_content(
            zlib.compress(b"x" * 99), "/FlateDecode", "/DecodeParms << /Predictor 12 /Columns 99999999999 >>"
        ),
        "压缩炸弹",
    ),
    Case("游程炸弹.pdf", lambda: pdf.with_content(b"\x81x" * 2 * MIB, "/RunLengthDecode"), "压缩炸弹"),
    Case("循环页树.pdf", pdf.page_loop, "不完整|损坏"),
    Case("自画图形.pdf", pdf.drawing_itself, records=0),
    Case("互画图形.pdf", pdf.drawing_each_other, "已停止|线条", limits=(("seconds", 2.0),)),
    Case(
        "字符表四十亿.pdf",
        pdf.huge_character_map,
        "已停止|内存",
        limits=(("seconds", 3.0), ("memory", 300 * MIB)),
    ),
    Case(
        "一页三十万字.pdf",
        lambda: pdf.with_content(b"BT /F1 9 Tf (" + b"x" * 300_000 + b") Tj ET"),
        "一页上的字",
    ),
    Case(
        "页数.pdf",
        lambda: build.pdf(build.Sheet([["甲", "乙", "丙", "丁"]] * 300)),
        problem="第 4 页起没有读取：页数超过 3",
        limits=(("pages", 3),),
    ),
    Case("带脚本.pdf", pdf.with_script, records=0),
    Case("没有字.pdf", lambda: pdf.with_content(b"0 0 10 10 re f"), records=0),
    # lists and text
    Case("引号.csv", lambda: '三级指标,指标值\n"培训人数,≥20人\n'.encode(), records=1),
    Case("五千列.csv", lambda: b"," * 5000, "列数"),
    Case("公式.csv", lambda: "三级指标,指标值\n培训人数,\"=cmd|' /C calc'!A0\"\n".encode(), records=1),
    Case("双字节.csv", lambda: LIST.decode().encode("utf-16"), records=1),
    Case("半个字.csv", lambda: LIST.decode().encode("utf-16")[:-1], records=1),
    Case(
        "太深.jsonl",
        lambda: b"[" * 100_000 + b"\n" + '{"name": "培训人数"}'.encode(),
        records=1,
        problem="第 1 行",
    ),
    Case("坏字节.txt", lambda: b"\xff\xff\xff\xff" * 99, "编码"),
    Case("控制符.txt", lambda: b"\x01\x02\x03\x04" * 99, "不是文本文件"),
    Case("字数.txt", lambda: "字".encode() * 20_000, "字数", limits=(("characters", 10_000),)),
    Case("文件太大.txt", lambda: b"x" * 3 * MIB, "2 MB 的上限", limits=(("bytes", 2 * MIB),)),
    # zips
    Case("空.zip", lambda: zipped([]), "没有文件"),
    Case("截断.zip", lambda: zipped([("a.csv", LIST * 99)])[:60], "不完整"),
    Case(
        "路径.zip",
        lambda: zipped([(n, LIST) for n in ("../../../a.csv", "/etc/b.csv", "C:\\c.csv", "..\\d.csv")]),
        records=4,
    ),
    Case("链接.zip", symlink, records=1, problem="链接.csv：是符号链接"),
    Case("加密成员.zip", lambda: flagged(zipped([("a.csv", LIST)]), 1), problem="a.csv：文件有密码"),
    Case("坏校验.zip", bad_checksum, problem="清单.csv：文件不完整"),
    Case("同名.zip", lambda: zipped([("a.csv", LIST), ("a.csv", LIST)]), records=2),
    Case("方法.zip", lambda: zipped([("a.csv", LIST)], zipfile.ZIP_BZIP2), problem="压缩方式"),
    Case("两万个.zip", lambda: zipped([(f"{i}.csv", b"") for i in range(20_000)]), "文件个数"),
    Case("三层.zip", lambda: nested_zip(3), problem="压缩包嵌套层数"),
    Case("两层.zip", lambda: nested_zip(2), records=1),
    Case(
        "炸弹.zip",
        lambda: zipped([("a.csv", b"A" * 64 * MIB), ("b.csv", LIST)]),
        records=1,
        problem="a.csv：压缩内容展开后过大",
    ),
    Case("重叠.zip", overlapping, problem="压缩内容展开后过大", limits=(("expanded", 8 * MIB),)),
    Case("怪名.zip", lambda: zipped([("\n\x1b[31m" + "长" * 900 + ".csv", LIST)]), records=1),
    Case(
        "好坏都有.zip",
        lambda: zipped([("坏.docx", b"PK\x03\x04"), ("好.docx", build.docx(build.FORM))]),
        records=FORM,
        problem="坏.docx：文件不完整",
    ),
    Case(
        "国标名.zip", lambda: zipped([("QQQQ.csv", LIST)]).replace(b"QQQQ", "清单".encode("gbk")), records=1
    ),
    Case("无名.zip", lambda: nameless(zipped([("a.csv", LIST)])), "不完整"),
    # workbooks: as data, whatever they claim
    Case("截断.xlsx", lambda: workbook("<sheetData/>")[:400], "不完整|损坏"),
    Case("加密.xlsx", lambda: ole({"EncryptedPackage": b"\1" * 5000}), "密码保护"),
    Case("两角.xlsx", lambda: workbook(far_cells("A1", "XFD1048576")), "单元格个数"),
    Case("界外.xlsx", lambda: workbook(far_cells("A1", "ZZZZZZ99999999")), "单元格个数|行数|列数|损坏"),
    Case(
        "最大尺寸.xlsx",
        lambda: workbook(
            '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        ),
        records=0,
    ),
]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (folder / case.name).write_bytes(case.make())
    print(f"{len(CASES)} files in {folder}", file=sys.stderr)
