"""Exports that can be handed over: names, signatures, the office's own style, one zip with everything."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from docx import Document
from fastapi.testclient import TestClient

from ..given import desk_of, give, give_filing, keys_on, page
from ..running import ROADS, SPORTS, workbook

TABLE = workbook(
    [
        ("三级指标", "指标值", "一级指标", "二级指标", "项目名称"),
        ("健身氛围", "进一步浓厚", "效益指标", "社会效益指标", "全民健身"),
    ]
)


@pytest.fixture(autouse=True)
def known_reviewer(client: TestClient) -> None:
    client.cookies.clear()
    client.post("/reviewer", data={"name": "王敏"})


def named(answer) -> str:
    assert answer.status_code == 200, answer.text
    return unquote(answer.headers["content-disposition"].partition("UTF-8''")[2])


def opened(answer) -> ZipFile:
    return ZipFile(BytesIO(answer.content))


def words(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_names_tell_what_is_what(client: TestClient) -> None:
    (key,) = give(client, ("公路 2025.txt", ROADS))
    names = {
        f: named(client.get(f"/jobs/{key}/export?format={f}"))
        for f in ("xlsx", "handover", "opinions", "letters")
    }
    assert names == {
        "xlsx": "公路 2025-审核报告.xlsx",
        "handover": "公路 2025-交付工作簿.xlsx",
        "opinions": "公路 2025-审核意见.docx",
        "letters": "公路 2025-审核意见.zip",
    }
    (table,) = give(client, ("体育.xlsx", TABLE))
    assert named(client.get(f"/jobs/{table}/export?format=comments")) == "体育-批注.xlsx"


def test_a_word_file_for_each_project_as_on_the_command_line(client: TestClient) -> None:
    key = give_filing(client, ("公路.txt", ROADS), ("体育.txt", SPORTS))
    names = opened(client.get(f"/jobs/{key}/export?format=letters")).namelist()
    assert {"审核意见_农村公路养护.docx", "审核意见_全民健身.docx", "审核意见_青少年赛事.docx"} <= set(names)


def test_exports_carry_who_reviewed_when(client: TestClient) -> None:
    key = give_filing(client, ("公路.txt", ROADS), ("体育.txt", SPORTS))
    first = keys_on(page(client, key, 1))
    for address, finding in first:
        client.post(address, data={"action": "accept", "finding": finding})
    letters = opened(client.get(f"/jobs/{key}/export?format=letters"))
    roads, sports = (words(letters.read(f"审核意见_{n}.docx")) for n in ("农村公路养护", "全民健身"))
    assert "王敏" in roads
    assert "王敏" not in sports, "the other file was reviewed by nobody"
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(client.get(f"/jobs/{key}/export?format=handover").content))
    rows = [
        dict(zip([c.value for c in book["审核意见"][1]], r, strict=False))
        for r in book["审核意见"].iter_rows(min_row=2, values_only=True)
    ]
    assert [r["审核人"] for r in rows if r["项目名称"] == "农村公路养护"] == ["王敏"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", r["审核日期"]) for r in rows)
    assert "王敏" in client.get(f"/jobs/{key}/export?format=html").text
    for g in (2, 3):
        for address, finding in keys_on(page(client, key, g)):
            client.post(address, data={"action": "accept", "finding": finding})
    client.post("/reviewer", data={"name": "李强"})
    client.post(f"/jobs/{key}/approve", data={"action": "approve"})
    assert "复核人" in words(client.get(f"/jobs/{key}/export?format=opinions").content)
    book = load_workbook(BytesIO(client.get(f"/jobs/{key}/export?format=handover").content))
    assert "王敏（复核：李强）" in [c.value for c in book["审核意见"]["C"]] + [
        c.value for c in book["审核意见"]["D"]
    ]


def test_one_zip_holds_everything(client: TestClient) -> None:
    (before,) = give(client, ("去年.txt", ROADS.replace("120", "110")))
    key = give_filing(client, ("公路.txt", ROADS), ("体育.xlsx", TABLE), name="交通局：2025/一")
    address, finding = keys_on(page(client, key))[0]
    client.post(address, data={"action": "edit", "finding": finding, "message": "=我的话"})
    client.post(f"/jobs/{key}/compare", data={"with": before})
    answer = client.get(f"/jobs/{key}/export?format=zip")
    assert named(answer) == "交通局：2025_一-全部.zip"
    archive = opened(answer)
    names = archive.namelist()
    stem = "交通局：2025_一"
    assert names[:3] == [f"{stem}-审核报告.xlsx", f"{stem}-审核报告.html", f"{stem}-交付工作簿.xlsx"]
    assert {
        "批注/体育.xlsx",
        "批注/没有加批注的文件.txt",
        "审核经过.csv",
        "对照.csv",
        "明细/指标.csv",
    } <= set(names)
    assert "审核意见/审核意见_农村公路养护.docx" in names
    history = archive.read("审核经过.csv").decode("utf-8-sig")
    assert "已修改并采纳：=我的话" in history
    assert "养护公路里程 ≥110公里" in archive.read("对照.csv").decode("utf-8-sig")
    both = opened(client.get(f"/jobs/export?key={key}&key={before}"))
    assert {n.partition("/")[0] for n in both.namelist()} == {f"1-{stem}", "2-去年"}
    assert client.get("/jobs/export").status_code == 422
    assert client.get("/jobs/export?key=none").status_code == 404


def test_an_office_has_its_own_title_number_and_fonts(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    own = desk_of(client).settings.data / "house.toml"
    try:
        own.write_text(
            'title = "评审意见书"\nnumber = "某会评〔2026〕__号"\noffice = "某某事务所"\nbody_font = "仿宋"\nsize = 12',
            "utf-8",
        )
        data = client.get(f"/jobs/{key}/export?format=opinions").content
        text = words(data)
        assert "绩效目标审核意见" not in text
        assert all(said in text for said in ("评审意见书", "某会评〔2026〕__号", "某某事务所"))
        assert 'w:eastAsia="仿宋"' in ZipFile(BytesIO(data)).read("word/styles.xml").decode()
        for wrong in ("不是 TOML", 'titel = "x"', "title = 3", "size = 99", "size = true"):
            own.write_text(wrong, "utf-8")
            refused = client.get(f"/jobs/{key}/export?format=opinions")
            assert refused.status_code == 422
            assert "house.toml" in refused.json()["detail"]
    finally:
        own.unlink()


def test_a_finding_of_ones_own_has_the_title_of_its_opinion(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    document = desk_of(client).store.documents(key)[0].id
    mine = {"action": "add", "message": "本所的意见", "severity": "P1", "opinion": "3"}
    client.post(f"/jobs/{key}/documents/{document}/items/0", data=mine)
    text = words(client.get(f"/jobs/{key}/export?format=opinions&decided=1").content)
    assert "指标与项目的相关性不够（R03，重要）" in text
    assert "本所的意见" in text


def test_a_commented_file_is_what_its_name_says(client: TestClient) -> None:
    for copies in (1, 2):  # of two equal files one is not read
        key = give_filing(client, *((f"健身{i}.xlsx", TABLE) for i in range(copies)))
        answer = client.get(f"/jobs/{key}/export?format=comments")
        assert named(answer).endswith(".xlsx")
        assert "xl/workbook.xml" in opened(answer).namelist()


def test_what_is_chosen_is_called_after_what_could_be_read(client: TestClient) -> None:
    (failed,) = give(client, ("空的.docx", b""))
    (done,) = give(client, ("公路.txt", ROADS))
    assert named(client.get(f"/jobs/export?key={failed}&key={done}&key={done}")).startswith("公路-")


def test_comments_are_not_offered_for_what_takes_none(client: TestClient) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("健身.xlsx", TABLE)
    (key,) = give(client, ("健身.zip", out.getvalue()))
    assert 'value="comments"' not in page(client, key)
    refused = client.get(f"/jobs/{key}/export?format=comments").json()["detail"]
    assert "请从压缩包中取出" in refused


@pytest.mark.parametrize("text", ["没有指标的一段话。", "三级指标,指标值\n养护里程,若干\n"])
@pytest.mark.parametrize("fmt", ["zip", "xlsx", "html", "opinions", "letters", "handover", "csv", "jsonl"])
def test_a_job_without_indicators_or_projects_is_exported(client: TestClient, text: str, fmt: str) -> None:
    (key,) = give(client, ("说明.csv", text))
    assert named(client.get(f"/jobs/{key}/export?format={fmt}"))
