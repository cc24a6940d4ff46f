"""Generators of hostile files that must cost nobody but themselves. Run it to write them to a folder.

    python -m tests.hostile.files FOLDER

`tests/nlp/readers/made/hostile.py` has those that a reader refuses by itself. These keep a library busy, make it abort, fill
the memory or break on a border; each names what may be said of it (a pattern), '' where it is read as it is.
"""

from __future__ import annotations

import gzip
import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from ..nlp.readers.made import build
from ..nlp.readers.made import hostile_pdf as pdf
from ..nlp.readers.made.hostile_make import LIST, MIB, nested_zip, ole, workbook, zipped
from ..nlp.readers.made.sheet_files import ods, raw

Made = tuple[str, Callable[[], bytes], str]
STOPPED = "已停止|意外退出"  # by whoever watches the reader


def all_files() -> Iterator[Made]:
    """Name, maker and what may be said of each."""
    yield from _web()
    yield from _workbooks()
    yield from _words()
    yield from _pages()
    yield from _texts()
    yield from _archives()


def _web() -> Iterator[Made]:
    head, row = "<html><meta charset=utf-8><table>", "<tr><td>三级指标<td>指标值<tr><td>修渠长度<td>3公里"
    page: dict[str, tuple[Callable[[], str], str]] = {
        "注释四十次.html": (lambda: "<!---->" * 40 + head + row, ""),
        "注释百万次.html": (lambda: "<!---->" * 300_000 + head + row, ""),
        "空白与注释.html": (lambda: ("<!--" + " " * 50 + "-->\n") * 20_000 + head + row, ""),
        "半个注释.html": (lambda: "<!--" * 300_000 + head, "没有找到|。$|^$"),
        "属性二十万.html": (
            lambda: head + "<tr><td " + " ".join(f"a{i}=1" for i in range(200_000)) + ">x",
            f"{STOPPED}|没有找到",
        ),
        "属性一兆.html": (lambda: head + f'<tr><td title="{"x" * MIB}">x', "没有找到"),
        "样式重复.html": (lambda: head + f'<tr><td style="{"a:b;" * 200_000}">x', f"{STOPPED}|没有找到"),
        "格子百万.html": (lambda: head + "<tr>" + "<td>x" * 1_000_000, "列数|已停止"),
        "行三十万.html": (lambda: head + "<tr><td>甲<td>乙" * 300_000, f"{STOPPED}|没有找到|内存"),
        "合并行交错.html": (
            lambda: head + "<tr>" + "<td rowspan=60000>x" * 900 + "<tr><td>y" * 5000,
            "单元格|列数|已停止|没有找到",
        ),
        "实体连串.html": (lambda: head + "<tr><td>" + "&amp" * 500_000, "一段文字|没有找到|已停止"),
        "声明编码.html": (lambda: "<meta charset=rot13>" + head + row, "没有找到|。$|^$"),
        "声明压缩.html": (lambda: "<meta charset=zlib_codec>" + head + row, "没有找到|。$|^$"),
        "嵌套列表.html": (lambda: head + "<ul><li>" * 100_000, "嵌套"),
        "脚本巨大.html": (lambda: "<script>" + "x=1;" * 1_000_000 + "</script>" + head + row, ""),
        "零字节.html": (lambda: head + "<tr><td>\0\0\0" * 50_000, "没有找到|。$|^$"),
    }
    for name, (make, said) in page.items():
        yield name, (lambda make=make: make().encode()), said


def _workbooks() -> Iterator[Made]:
    cell = '<row r="1"><c r="A1"><v>1</v></c><c r="{}"><v>2</v></c></row>'
    for name, place in {
        "行号四十亿.xlsx": "A4294967295",
        "行号最大.xlsx": "A1048577",
        "列号过大.xlsx": "XFE1",
        "列号二十位.xlsx": "AAAAAAAAAAAAAAAAAAAA1",
        "行号为零.xlsx": "A0",
        "行号负数.xlsx": "A-1",
    }.items():
        yield name, (lambda place=place: raw(cell.format(place))), "没有找到|。$|^$"
    yield (
        "字符串四十亿.xlsx",
        lambda: raw('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "<si><t>甲</t></si>"),
        "没有找到|。$|^$",
    )
    yield (
        "字符串序号.xlsx",
        lambda: raw('<row r="1"><c r="A1" t="s"><v>4294967295</v></c></row>', "<si><t>甲</t></si>"),
        "没有找到|。$|^$",
    )
    yield (
        "共享长串.xlsx",
        lambda: raw(_rows(20_000, ' t="s"'), f"<si><t>{'长' * 200_000}</t></si>"),
        "字数|内存|已停止",
    )
    yield (
        "内联长串.xlsx",
        lambda: raw(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"长" * 3_000_000}</t></is></c></row>'),
        "没有找到|。$|^$",
    )
    yield (
        "样式四十亿.xlsx",
        lambda: raw(_rows(3), styles='<styleSheet><cellXfs count="4294967295"/></styleSheet>'),
        "没有找到|。$|^$",
    )
    yield (
        "格式深引号.xlsx",
        lambda: raw(_rows(3, ' s="0"'), styles=_formats('"' * 100_000)),
        "没有找到|。$|^$",
    )
    yield (
        "格式方括号.xlsx",
        lambda: raw(_rows(3, ' s="0"'), styles=_formats("[" * 100_000)),
        "没有找到|。$|^$",
    )
    yield (
        "合并百万.xlsx",
        lambda: workbook(
            "<sheetData>"
            + _rows(3)
            + "</sheetData><mergeCells>"
            + '<mergeCell ref="A1:XFD1048576"/>' * 100_000
            + "</mergeCells>"
        ),
        "没有找到|。$|^$",
    )
    yield (
        "行无格子.xlsx",
        lambda: raw("".join(f'<row r="{r}"/>' for r in range(1, 300_000))),
        "没有找到|。$|^$",
    )
    yield (
        "数字很长.xlsx",
        lambda: raw(f'<row r="1"><c r="A1"><v>{"9" * 1_000_000}</v></c></row>'),
        "没有找到|。$|^$",
    )
    yield (
        "日期溢出.xlsx",
        lambda: raw('<row r="1"><c r="A1" s="0"><v>1e308</v></c></row>', styles=_formats("yyyy-mm-dd")),
        "没有找到|。$|^$",
    )
    yield "空表格.xlsx", lambda: raw("<row" * 500_000), "没有找到|。$|^$"
    yield (
        "重复行.ods",
        lambda: ods(
            '<table:table table:name="表"><table:table-row table:number-rows-repeated="4294967295"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
        ),
        "行数|单元格",
    )
    yield (
        "重复列.ods",
        lambda: ods(
            '<table:table table:name="表"><table:table-row><table:table-cell table:number-columns-repeated="4294967295" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
        ),
        "列数|单元格",
    )
    yield "坏簿.xls", lambda: ole({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\xff" * 6000}), "。$"
    yield "空簿.xls", lambda: ole({"Workbook": b"\0" * 4096}), "。$"
    yield "乱簿.xls", lambda: ole({"Book": bytes(range(256)) * 32}), "。$"


def _rows(count: int, kind: str = "") -> str:
    return "".join(f'<row r="{r}"><c r="A{r}"{kind}><v>0</v></c></row>' for r in range(1, count + 1))


def _formats(code: str) -> str:
    code = code.replace('"', "&quot;")
    return (
        f'<styleSheet><numFmts count="1"><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        '<cellXfs count="1"><xf numFmtId="200"/></cellXfs></styleSheet>'
    )


def _words() -> Iterator[Made]:
    yield "段落百万.docx", lambda: build.word("<w:p/>" * 400_000), f"{STOPPED}|没有找到|炸弹"
    yield (
        "一格长文.docx",
        lambda: build.word(build.table(["甲" * 2_000_000, "乙"])),
        f"{STOPPED}|没有找到|炸弹|一段文字",
    )
    yield "表一万张.docx", lambda: build.word(build.table(["甲", "乙"]) * 25_000), "表格个数|已停止|炸弹"
    yield "域代码.docx", lambda: build.word(build.paragraph("x") + "<w:fldSimple>" * 250), "嵌套|XML|不完整"
    yield (
        "命名空间.docx",
        lambda: build.word("<w:p " + " ".join(f'xmlns:n{i}="urn:{i}"' for i in range(5000)) + "/>"),
        "没有找到|。$|^$",
    )
    yield (
        "属性十万.docx",
        lambda: build.word("<w:p " + " ".join(f'w:a{i}="1"' for i in range(100_000)) + "/>"),
        "没有找到|。$|^$",
    )
    yield "花括号.rtf", lambda: b"{\\rtf1 " + b"{" * 200_000, "嵌套|不完整"
    yield "控制词.rtf", lambda: b"{\\rtf1 " + b"\\u20013?" * 400_000 + b"}", f"{STOPPED}|没有找到"
    yield "大跳转.rtf", lambda: b"{\\rtf1 \\bin2147483647 x}", "没有找到|。$|^$"
    yield "列宽.rtf", lambda: b"{\\rtf1 " + b"\\cellx2147483647" * 5000 + b"\\cell\\row}", "列数|没有找到"
    yield "随机.doc", lambda: ole({"WordDocument": bytes((i * 7919) % 256 for i in range(20_000))}), "。$"


def _pages() -> Iterator[Made]:
    yield "互画图形.pdf", pdf.drawing_each_other, f"{STOPPED}|线条"
    yield "字符表四十亿.pdf", pdf.huge_character_map, f"{STOPPED}|内存"
    yield "线条.pdf", lambda: pdf.with_content(b"0 0 m 9 9 l S " * 150_000), f"{STOPPED}|线条|没有找到"
    yield "图形状态.pdf", lambda: pdf.with_content(b"q " * 500_000), "没有找到|。$|^$"
    yield "数字栈.pdf", lambda: pdf.with_content(b"1 " * 1_000_000), "没有找到|。$|^$"
    yield "数组嵌套.pdf", lambda: pdf.with_content(b"[" * 100_000), "没有找到|。$|^$"
    yield "字典嵌套.pdf", lambda: pdf.with_content(b"<<" * 100_000), "没有找到|。$|^$"
    yield "字符串括号.pdf", lambda: pdf.with_content(b"(" * 500_000), "没有找到|。$|^$"
    yield (
        "目录百万.pdf",
        lambda: (
            b"%PDF-1.7\nxref\n0 99999999\n"
            + b"0000000000 65535 f \n" * 1000
            + b"trailer <</Root 1 0 R>>\n%%EOF"
        ),
        "。$",
    )
    yield "负偏移.pdf", lambda: b"%PDF-1.7\nstartxref\n-99999\n%%EOF", "。$"
    yield (
        "网格.pdf",
        lambda: pdf.with_content(
            b"".join(b"0 %d m 595 %d l S %d 0 m %d 842 l S " % (i, i, i, i) for i in range(590))
        ),
        "没有找到|。$|^$",
    )


def _texts() -> Iterator[Made]:
    yield "一行八兆.txt", lambda: ("指标" * 1_400_000).encode(), "没有找到|。$|^$"
    yield "空格八兆.txt", lambda: b"x" + b" " * 8 * MIB + b"x", "没有找到|。$|^$"
    yield "制表符.txt", lambda: b"x" + b"\t" * 2 * MIB + b"x", "没有找到|。$|^$"
    yield "着力.txt", lambda: (("着力" * 5000 + "\n") * 20).encode(), "没有找到|。$|^$"
    yield (
        "数字二万位.csv",
        lambda: f"三级指标,指标值\n修渠长度,{'9' * 20_000}公里\n".encode(),
        "没有找到|。$|^$",
    )
    yield (
        "项目名二万字.csv",
        lambda: f"三级指标,指标值,项目名称\n修渠长度,3公里,{'渠' * 20_000}\n".encode(),
        "",
    )
    yield "引号百万.csv", lambda: b'"' * 2_000_001, "没有找到|。$|^$"
    yield (
        "行五十万.csv",
        lambda: "三级指标,指标值\n".encode() + "修渠长度,3公里\n".encode() * 500_000,
        f"{STOPPED}|内存",
    )
    yield "孤立代理.jsonl", lambda: b'{"name": "\\ud800\\u4fee\\u6e20", "value": "3"}\n', "没有找到|。$|^$"
    yield (
        "数字溢出.jsonl",
        lambda: b'{"name": "\\u4fee\\u6e20", "value": 1e99999}\n' + b'{"name": 1' + b"0" * 5000 + b"}",
        "没有找到|。$|^$",
    )
    yield "深对象.jsonl", lambda: b'{"a":' * 100_000, "。$"
    yield "回车.txt", lambda: b"\r" * 4 * MIB + b"x", "没有找到|。$|^$"


def _archives() -> Iterator[Made]:
    def one_bad(name: str, data: bytes) -> bytes:
        return zipped([("前.csv", LIST), (name, data), ("后.csv", LIST)])

    yield "含卡死.zip", lambda: one_bad("互画.pdf", pdf.drawing_each_other()), f"互画.pdf：.*({STOPPED}|线条)"
    yield (
        "含耗尽.zip",
        lambda: one_bad("字符表.pdf", pdf.huge_character_map()),
        f"字符表.pdf：.*({STOPPED}|内存)",
    )
    yield "十层.zip", lambda: nested_zip(10), "压缩包嵌套层数"
    yield "自含名.zip", lambda: zipped([("自含名.zip", nested_zip(1)), ("a.csv", LIST)]), ""
    yield "其实是gz.zip", lambda: gzip.compress(b"x" * MIB), "gzip"
    yield "偏移.zip", lambda: _moved(zipped([("a.csv", LIST)])), "不完整|没有文件|损坏"
    yield "夸大.zip", lambda: _inflated(), "不完整|炸弹"


def _moved(data: bytes) -> bytes:
    """The directory says that it begins far behind the end."""
    out, end = bytearray(data), data.rfind(b"PK\x05\x06")
    struct.pack_into("<I", out, end + 16, 0xFFFFFFF0)
    return bytes(out)


def _inflated() -> bytes:
    """A member that says it is empty and is not."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.csv", zlib.compress(LIST))
    data = bytearray(out.getvalue())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<II", data, at + 20, 0, 0)
    return bytes(data)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make, _ in all_files():
        (folder / name).write_bytes(make())
    print(len(list(folder.iterdir())), "files in", folder)
