"""Pages that browsers forgive: torn spans, tables without table tags, preformatted text, wrong labels."""

from __future__ import annotations

import random
from time import process_time

import pytest
from zhibiao.nlp.blocks import Block, Paragraph, Table
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.readers.web import html
from zhibiao.nlp.reading import parse_document


def read(text: str) -> list[Block]:
    return html.read(text.encode(), Limits())


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    assert block.grid
    return [[c.text for c in row] for row in block.rows]


HEAD = "<tr><th>一级指标<th>二级指标<th>三级指标<th>指标值"
TORN = [
    # one too long: the class below it would be pushed to the right
    (
        "<tr><td rowspan=3>产出指标<td rowspan=2>数量指标<td>甲<td>1<tr><td>乙<td>2"
        "<tr><td>效益指标<td>社会效益指标<td>丙<td>3<tr><td>满意度指标<td>服务对象满意度指标<td>丁<td>4",
        [
            ["产出指标", "数量指标", "甲"],
            ["", "", "乙"],
            ["效益指标", "社会效益指标", "丙"],
            ["满意度指标", "服务对象满意度指标", "丁"],
        ],
    ),
    (
        "<tr><td rowspan=3>产出指标<td rowspan=3>数量指标<td>甲<td>1<tr><td>乙<td>2"
        "<tr><td>质量指标<td>丙<td>3<tr><td>效益指标<td>社会效益指标<td>丁<td>4",
        [
            ["产出指标", "数量指标", "甲"],
            ["", "", "乙"],
            ["", "质量指标", "丙"],
            ["效益指标", "社会效益指标", "丁"],
        ],
    ),
    # one too short, or missing: what stands right of it would fall to the left
    (
        "<tr><td rowspan=2>产出指标<td rowspan=2>数量指标<td>甲<td>1<tr><td>乙<td>2<tr><td>丙<td>3"
        "<tr><td>效益指标<td>社会效益指标<td>丁<td>4",
        [["产出指标", "数量指标", "甲"], ["", "", "乙"], ["", "", "丙"], ["效益指标", "社会效益指标", "丁"]],
    ),
    (
        "<tr><td rowspan=2>产出指标<td>数量指标<td>甲<td>1<tr><td>质量指标<td>乙<td>2<tr><td>时效指标<td>丙<td>3"
        "<tr><td>效益指标<td>社会效益指标<td>丁<td>4",
        [
            ["产出指标", "数量指标", "甲"],
            ["", "质量指标", "乙"],
            ["", "时效指标", "丙"],
            ["效益指标", "社会效益指标", "丁"],
        ],
    ),
]


@pytest.mark.parametrize(("body", "expected"), TORN)
def test_a_rowspan_one_too_long_or_too_short_is_mended(body: str, expected: list[list[str]]) -> None:
    (table,) = read(f"<html><table>{HEAD}{body}</table>")
    assert [row[:3] for row in texts(table)[1:]] == expected
    assert [row[3] for row in texts(table)[1:]] == ["1", "2", "3", "4"]


CLASSES = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}


def page_of(form: list[tuple[str, str]], torn: int = -1, by: int = 0) -> str:
    """A table of indicators in these classes; the span number `torn` is wrong by so many rows."""
    number, rows = 0, []
    for index, classes in enumerate(form):
        row = ""
        for level in (1, 2):
            if index and form[index - 1][:level] == classes[:level]:
                continue
            rest = form[index:]
            rows_below = next((k for k, c in enumerate(rest) if c[:level] != classes[:level]), len(rest))
            row += f"<td rowspan={max(rows_below + by * (number == torn), 1)}>{classes[level - 1]}"
            number += 1
        rows.append(f"<tr>{row}<td>培训班次{index}<td>{index}期")
    return f"<html><table>{HEAD}{''.join(rows)}</table>"


@pytest.mark.parametrize("seed", range(12))
def test_any_one_span_wrong_by_one_gives_the_table_as_it_was_meant(seed: int) -> None:
    some = random.Random(seed)
    chosen = [(a, b) for a, all_b in CLASSES.items() for b in all_b if some.random() < 0.7 or b == all_b[0]]
    form = [pair for pair in chosen for _ in range(some.randint(1, 3))]
    meant = texts(read(page_of(form))[0])
    assert [row[2] for row in meant[1:]] == [f"培训班次{k}" for k in range(len(form))]
    for torn in range(len(chosen) + len({a for a, _ in chosen})):
        for by in (-1, 1):
            (table,) = read(page_of(form, torn, by))
            assert texts(table) == meant, (torn, by)


@pytest.mark.parametrize(
    "last",
    ["<td>备注<td>无", "<td>填报人：张三<td>电话：1", "<td colspan=3>备注<td>无<td>余", "<td>合计<td><td>"],
)
def test_rows_that_may_be_short_or_wide_are_left_as_they_are(last: str) -> None:
    body = "<tr><td>产出指标<td>数量指标<td>甲<td>1<tr><td>产出指标<td>数量指标<td>乙<td>2"
    (table,) = read(f"<html><table>{HEAD}{body}<tr>{last}</table>")
    assert texts(table)[-1][0] in ("备注", "填报人：张三", "合计")


def test_a_wide_note_does_not_end_the_cell_beside_it() -> None:
    row = "<tr><td>产出指标<td>数量指标<td>甲<td>1"
    body = f"<tr><td rowspan=4>绩效指标<td>产出指标<td>数量指标<td>甲<td>1{row}<tr><td colspan=5>注{row}"
    (table,) = read(f"<html><table>{body}{row.replace('<tr>', '<tr><td>尾')}</table>")
    assert [r[1] for r in texts(table)] == ["产出指标", "产出指标", "注", "产出指标", "产出指标"]


DRAWN = [
    "<div role=table><div role=rowgroup><div role=row>{c0}</div></div><div role=rowgroup><div role=row>{c1}</div></div></div>",
    "<div style='display:table'><div style='display: table-row'>{s0}</div><div style='display:table-row'>{s1}</div></div>",
    "<style>b{{}} .x .r, .q{{display:table-row}} .c{{color:red;display:table-cell}}</style><div><p class='a r'>{k0}</p><p class=q>{k1}</p></div>",
    "<div class=flex><div>{d0}</div><div>{d1}</div></div>",
    "<ul>{l0}</ul><ul>{l1}</ul>",
    "<div><div class=head><div>{d0}</div></div><div class=body><div>{d1}</div></div></div>",
]


@pytest.mark.parametrize("page", DRAWN)
def test_a_table_without_table_tags_is_a_table(page: str) -> None:
    rows = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "培训人数", "≥20人"]]
    cells = {
        "c": "<span role=cell>{}</span>",
        "s": "<div style='display:table-cell'>{}</div>",
        "k": "<span class=c>{}</span>",
        "d": "<div><span>{}</span></div>",
        "l": "<li>{}</li>",
    }
    marks = {
        f"{k}{n}": "".join(cell.format(t) for t in row)
        for k, cell in cells.items()
        for n, row in enumerate(rows)
    }
    before, table, after = read(f"<html><p>前</p>{page.format(**marks)}<p>后</p>")
    assert texts(table) == rows
    assert [b.text for b in (before, after) if isinstance(b, Paragraph)] == ["前", "后"]


def test_a_page_arranged_by_styles_is_no_table() -> None:
    page = (
        "<div style='display:table'><div style='display:table-row'><div style='display:table-cell'>菜单</div>"
        "<div style='display:table-cell'>正文<table><tr><td>甲</table></div></div></div><p><span>一</span><span>二</span></p>"
        "<p><span>三</span><span>四</span></p>"
    )
    blocks = read(f"<html>{page}")
    assert [texts(b) for b in blocks if isinstance(b, Table)] == [[["甲"]]]
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == ["菜单", "正文", "一二", "三四"]


def test_preformatted_text_keeps_its_lines_tabs_and_blanks() -> None:
    blocks = read(
        "<html><p>头</p><table><tr><td>甲</table><pre>一  二\n三</pre><p style='white-space: pre-wrap'>四\n五</p>"
    )
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == ["头", "一  二", "三", "四", "五"]
    tabs = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训人数\t≥20人"
    (record,) = parse_document(f"<html><p>题</p><pre>\n{tabs}\n</pre>".encode(), "表.html").indicators
    assert (record.level1, record.level2, record.name, record.value) == (
        "产出指标",
        "数量指标",
        "培训人数",
        "≥20人",
    )
    assert str(record.location) == "段 3 列 3"


def test_a_label_names_an_encoding_of_text_or_nothing() -> None:
    text = "<meta charset={}><table><tr><td>三级指标</table>"
    for label in ("rot13", "idna", "zlib", "utf-7", "unicode_escape", "undefined", "iso-8859-1"):
        for encoding in ("utf-8", "gbk"):
            (table,) = html.read(text.format(label).encode(encoding), Limits())
            assert texts(table) == [["三级指标"]]
    (table,) = html.read(b"<meta charset=iso-8859-1><table><tr><td>\xb1 caf\xe9</table>", Limits())
    assert texts(table) == [["± café"]]


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        (b"<!---->" * 1000 + b"<html>", True),
        (b"<!---->" * 1100 + b"x", False),
        (b"<!--" * 2000, False),
        (b"<?xml version='1.0'?>\n<!-- <x> -->\n<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf \n<table border=1>", True),
        (b"<tables>", False),
        (b"<?xml version='1.0'?><a/>", False),
        (b" " * 8000 + b"<div>", True),
    ],
)
def test_the_start_of_a_page_is_found_in_linear_time(head: bytes, is_page: bool) -> None:
    started = process_time()
    assert html.accepts(head, ".txt") is is_page
    assert process_time() - started < 0.2


def test_a_row_keeps_the_boxes_that_nobody_declared() -> None:
    page = (
        "<div role=table><div role=row>说明</div><div role=row><b role=cell>甲</b><i>乙</i><svg></svg></div>"
        "<div role=row><b role=cell>丙</b><i>丁</i></div></div>"
    )
    note, table = read(f"<html>{page}")
    assert isinstance(note, Paragraph)
    assert texts(table) == [["甲", "乙"], ["丙", "丁"]]
