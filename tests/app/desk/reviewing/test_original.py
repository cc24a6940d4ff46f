"""The original beside the findings: faithful tables, flagged cells, pages as pictures, kept as long as the file."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.original.drawing import parts_of
from zhibiao.app.desk.original.showing import ROWS, blocks, stretches

from ..given import desk_of, give, keys_on, page
from ..running import LIBRARY, ROADS, SPORTS, workbook


@pytest.fixture(autouse=True)
def known_reviewer(client: TestClient) -> None:
    client.cookies.clear()
    client.post("/reviewer", data={"name": "王敏"})


def merged_workbook() -> bytes:
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("目标 表")
        sheet.merge_range("B2:F2", "项目支出绩效目标表")
        for j, title in enumerate(("一级指标", "二级指标", "三级指标", "指标值"), 1):
            sheet.write(3, j, title)
        sheet.merge_range("B5:B6", "产出指标")
        for i, row in enumerate((("数量指标", "打井眼数", "95%"), ("质量指标", "打井效果", "进一步改善")), 4):
            for j, text in enumerate(row, 2):
                sheet.write(i, j, text)
    return out.getvalue()


def shown(client: TestClient, key: str, query: str = "") -> str:
    document = desk_of(client).store.documents(key)[0].id
    answer = client.get(f"/jobs/{key}/documents/{document}/original{query}", headers={"x-fragment": "1"})
    assert answer.status_code == 200, answer.text
    return answer.text


def flagged(text: str) -> dict[str, str]:
    """Place → text of the flagged cells."""
    found = re.findall(
        r'data-at="([^"]+)"[^>]*>(?:<small class="n">\d*</small>)?(?:<bdi>)?<a [^>]*class="flag[^>]*>([^<]*)</a>',
        text,
    )
    return dict(found)


def test_a_sheet_has_its_letters_numbers_and_merged_cells(client: TestClient) -> None:
    (key,) = give(client, ("打井.xlsx", merged_workbook()))
    text = shown(client, key)
    assert re.findall(r'<th scope="col">(\w)</th>', text) == list("BCDEF")
    assert re.search(r'data-at="目标 表!B2" colspan="5">项目支出绩效目标表<', text)
    assert re.search(r'data-at="目标 表!B5" rowspan="2">产出指标<', text)
    assert re.findall(r'<th scope="row">(\d+)</th>', text) == ["2", "3", "4", "5", "6"]
    flags = flagged(text)
    assert flags["目标 表!E6"] == "进一步改善"
    found = {k for _, k in keys_on(page(client, key))}
    linked = set(re.findall(r"f\d+--?\d+-(\d-\w+)", text))
    assert linked <= found, "every flag leads to a finding of the page"
    assert "目标 表!D5</a>" in page(client, key), "places are shown whole"
    address, finding = next(pair for pair in keys_on(page(client, key)) if "/items/-" not in pair[0])
    number = address.rpartition("/")[2]
    assert f"-{number}-{finding}" in text
    client.post(address, data={"action": "dismiss", "finding": finding})
    assert f"-{number}-{finding}" not in shown(client, key), "what was dismissed is no longer marked"


def test_word_tables_text_lines_and_lists_are_shown_as_they_stand(client: TestClient) -> None:
    from docx import Document

    made = Document()
    made.add_paragraph("项目绩效目标表")
    table = made.add_table(3, 4)
    rows = [("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "打井眼数", "95%")]
    rows += [("产出指标", "质量指标", "打井效果", "进一步改善")]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    out = BytesIO()
    made.save(out)
    word, text, rows_ = give(
        client, ("打井.docx", out.getvalue()), ("公路.txt", ROADS), ("文化.csv", LIBRARY)
    )
    assert 'data-at="段 1"' in shown(client, word)
    assert re.search(r'data-at="表 1 行 2 列 1" rowspan="2">', shown(client, word))
    assert "进一步改善" in flagged(shown(client, word)).values()
    lines = flagged(shown(client, text))
    assert {v.strip() for v in lines.values()} >= {"进一步提高", "有效改善"}
    assert 'data-at="行 2"><small class="n">2</small>' in shown(client, text)
    assert flagged(shown(client, rows_))["行 3 列 2"] == "不断提升"


def test_a_long_sheet_comes_in_stretches_and_opens_at_the_place(client: TestClient) -> None:
    rows = [("三级指标", "指标值")] + [(f"第{i}号泵站完好率", f"≥{i % 90}%") for i in range(450)]
    (key,) = give(client, ("泵站.xlsx", workbook(rows)))
    first, second = shown(client, key), shown(client, key, "?at=清单!A300")
    assert 'data-at="清单!A1"' in first
    assert 'data-at="清单!A300"' in second
    assert second.count("<tr>") == ROWS + 1
    assert "（2 / 3）" in second
    assert 'data-at="清单!A451"' in shown(client, key, "?n=2")
    whole = client.get(f"/jobs/{key}/documents/{desk_of(client).store.documents(key)[0].id}/original")
    assert "<html" in whole.text, "it is a page of its own, too"


def test_a_member_of_an_archive_is_shown(client: TestClient) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("一/公路.txt", ROADS)
        archive.writestr("一/文化.csv", LIBRARY)
    (key,) = give(client, ("全部.zip", out.getvalue()))
    first, second = desk_of(client).store.documents(key)
    texts = [
        client.get(f"/jobs/{key}/documents/{d.id}/original", headers={"x-fragment": "1"}).text
        for d in (first, second)
    ]
    assert ["养护公路里程" in t for t in texts] == [True, False]
    assert ["新购图书册数" in t for t in texts] == [False, True]


def test_a_page_of_a_pdf_is_a_picture(client: TestClient, shared: Path) -> None:
    pytest.importorskip("pypdfium2")
    data = (shared / "real" / "budget_no_indicator_table_1.pdf").read_bytes()
    (key,) = give(client, ("预算.pdf", data[: 2**20] if len(data) < 2**20 else data))
    if not desk_of(client).store.documents(key):
        pytest.skip("the file is larger than this desk takes")
    document = desk_of(client).store.documents(key)[0].id
    assert "pages/1.jpg" in shown(client, key)
    picture = client.get(f"/jobs/{key}/documents/{document}/pages/1.jpg")
    assert picture.content.startswith(b"\xff\xd8")
    assert client.get(f"/jobs/{key}/documents/{document}/pages/0.jpg").status_code == 404


def test_what_was_drawn_goes_with_the_file(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    shown(client, key)
    desk = desk_of(client)
    (file,) = desk.store.files(key)
    drawn = desk.settings.drawn / file.stored
    assert list(drawn.iterdir())
    desk.uploads.discard(file.stored)
    desk.store.forget_file(file.id)
    assert not drawn.exists()
    document = desk.store.documents(key)[0].id
    late = client.get(f"/jobs/{key}/documents/{document}/original", headers={"x-fragment": "1"})
    assert late.status_code == 410
    assert "保存期限" in late.json()["detail"]
    assert client.get(f"/jobs/{key}/documents/999/original").status_code == 404


def test_hostile_ranges_are_cut(client: TestClient) -> None:
    from zhibiao.app.desk.original.drawing import Line, Part
    from zhibiao.nlp.location import Location

    lines = tuple(Line(Location("x", row=n), ("a", "b")) for n in (1, 2))
    part = Part("sheet", "x", lines=lines, merged=((1, 1, 10**9, 2), (1, 2, 2, 2), (1, 1, 1, 10**9)))
    (block,) = blocks([part], {})
    assert [len(cells) for _, cells in block.rows] == [1, 0]


def test_text_of_a_document_is_never_markup(client: TestClient) -> None:
    rows = [("三级指标", "指标值"), ("<script>window.bad=1</script>率", "<img src=x onerror=bad>")]
    (key,) = give(client, ("坏.xlsx", workbook(rows)))
    assert "<script>" not in shown(client, key)
    assert "<img src=x" not in shown(client, key)


def test_real_workbooks_keep_their_cells(shared: Path) -> None:
    path = sorted((shared / "real").glob("*.xlsx"))[0]
    parts = parts_of(path.read_bytes(), path.name)
    assert all(p.kind == "sheet" for p in parts)
    assert any(p.merged for p in parts)
    for stretch in stretches(parts):
        for block in blocks(stretch, {}):
            width = len(block.letters)
            covered = sum(c.across * c.down for _, cells in block.rows for c in cells)
            assert covered == width * len(block.rows), "merged cells leave no hole and no overlap"


def test_rows_that_are_not_shown_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhibiao.app.desk.original import drawing

    monkeypatch.setattr(drawing, "_MOST_ROWS", ROWS + 7)
    for data, name in ((workbook([("甲",)] * 500), "甲.xlsx"), ("甲\n".encode() * 500, "甲.txt")):
        shown = [part for stretch in stretches(parts_of(data, name)) for part in stretch]
        assert [part.rest for part in shown] == [0, 500 - ROWS - 7]


def test_the_original_opens_where_a_form_begins_that_is_not_filled_in(client: TestClient) -> None:
    (key,) = give(client, ("赛事.txt", SPORTS))
    line = SPORTS.splitlines().index("项目名称：青少年赛事") + 1
    address = re.search(r'id="see-original" href="(\S+)"', page(client, key, 2))[1]
    assert unquote(address).endswith(f"?at=行 {line}")
