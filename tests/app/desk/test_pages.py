"""The desk used without a script: upload, read, decide, export, delete."""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.commands.train import _desk_labels
from zhibiao.app.desk.api import shown_name
from zhibiao.scoring.points import START
from zhibiao.training.data.corpus import load_labelled

from .given import CHOICES, desk_of, give, keys_on, page
from .running import HOSTILE, LIBRARY, ROADS, SPORTS, workbook


@pytest.fixture(autouse=True)
def known_reviewer(client: TestClient) -> None:
    client.cookies.clear()
    client.post("/reviewer", data={"name": "王敏"})


def test_a_document_is_shown_project_by_project(client: TestClient) -> None:
    roads, library = give(client, ("公路.txt", ROADS), ("文化.csv", LIBRARY))
    assert "农村公路养护" in page(client, roads)
    first, second = page(client, library, 1), page(client, library, 2)
    assert "新购图书册数" in first
    assert "观众满意度" not in first
    assert "观众满意度" in second
    assert re.search(r'<mark class="P\d" data-keys="\d-V\d\d[^"]*">不断提升</mark>', first)


def test_decisions_are_kept_shown_and_exported(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    found = keys_on(page(client, key))
    (where, dismissed), (away, edited) = found[0], found[-1]
    assert client.post(where, data={"action": "dismiss", "finding": dismissed}).status_code == 303
    texts = {"message": "请写明路面平整度。", "suggestion": "=1+1 写明数值"}
    assert client.post(away, data={"action": "edit", "finding": edited, **texts}).status_code == 303
    text = page(client, key)
    assert "不采纳 · <bdi>王敏</bdi>" in text
    assert "请写明路面平整度。" in text
    exported = [json.loads(r) for r in client.get(f"/jobs/{key}/export?format=jsonl").text.splitlines()]
    findings = {(r["location"], f["code"]): f for r in exported for f in r["findings"]}
    assert len(findings) == len(found) - 1
    assert [f for f in findings.values() if f["message"] == texts["message"]]
    assert all(r["score"] == START for r in exported if not r["findings"])


def test_the_document_and_each_project_stand_above_their_indicators(client: TestClient) -> None:
    (key,) = give(client, ("体育.txt", SPORTS))
    first, second = page(client, key, 1), page(client, key, 2)
    shown = [re.findall(r'aria-label="(整个文件|项目整体|指标 \d+)"', text) for text in (first, second)]
    assert shown == [["整个文件", "项目整体", *(f"指标 {i}" for i in range(1, 5))], ["项目整体"]]
    assert "没有填写任何指标" in second
    assert re.search(r'class="score g3"><b>0</b>', second)


def test_a_finding_about_a_project_is_decided_on_like_any_other(client: TestClient) -> None:
    (key,) = give(client, ("体育.txt", SPORTS))
    address, finding = next(pair for pair in keys_on(page(client, key, 1)) if "/items/-" in pair[0])
    texts = {"message": "没有写效果。", "suggestion": "补充受益人次。"}

    def exported(level: str) -> list[dict]:
        answer = client.get(f"/jobs/{key}/export?format=jsonl&level={level}")
        return [json.loads(row) for row in answer.text.splitlines()]

    before = exported("project")[0]
    edit = {"action": "edit", "finding": finding, **texts}
    part = client.post(address, data=edit, headers={"x-fragment": "1"}).text
    assert part.count('<article class="card head') == 2
    assert "没有写效果。" in part
    assert "已审 1 /" in part
    assert "没有写效果。" in {f["message"] for f in exported("project")[0]["findings"]}
    assert "没有写效果。" not in str(exported("indicator"))
    client.post(address, data={"action": "dismiss", "finding": finding})
    after = exported("project")[0]
    assert len(after["findings"]) == len(before["findings"]) - 1
    assert after["score"] > before["score"]
    assert exported("document")[0]["projects"] == 2
    assert client.post(address, data={"action": "label", "vague": "1"}).status_code == 404
    for fmt in ("xlsx", "html", "opinions", "handover", "csv"):
        assert client.get(f"/jobs/{key}/export?format={fmt}").status_code == 200, fmt


def test_a_decision_can_be_taken_back(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    address, finding = keys_on(page(client, key))[0]
    for action in ("dismiss", "reopen"):
        client.post(address, data={"action": action, "finding": finding})
    assert desk_of(client).store.ledger.standing(key) == {}
    assert desk_of(client).store.job(key).decided == 0


def test_a_fragment_is_the_changed_part_of_the_page(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    address, finding = keys_on(page(client, key))[0]
    part = client.post(address, data={"action": "accept", "finding": finding}, headers={"x-fragment": "1"})
    assert part.status_code == 200
    assert re.findall(r'<(?:article|span|ol)[^>]* id="([\w-]+)"', part.text, re.M)[-2:] == [
        "progress",
        "places",
    ]
    assert "<html" not in part.text
    assert "已审 1 /" in part.text


def test_nothing_is_decided_without_a_name(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    address, finding = keys_on(page(client, key))[0]
    client.cookies.clear()
    refused = client.post(address, data={"action": "accept", "finding": finding})
    assert refused.status_code == 422
    assert "姓名" in refused.json()["detail"]


@pytest.mark.parametrize(
    "changes",
    [
        {"finding": "99-V29"},
        {"action": "explode"},
        {"action": "edit", "message": " "},
        {"action": "label", "types": "nonsense"},
    ],
)
def test_decisions_on_nothing_are_refused(client: TestClient, changes: dict[str, str]) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    address, finding = keys_on(page(client, key))[0]
    refused = client.post(address, data={"action": "accept", "finding": finding, **changes})
    assert refused.status_code in (404, 422)
    assert refused.json()["detail"].endswith("。")
    assert client.post(address.rpartition("/")[0] + "/999", data={"action": "accept"}).status_code == 404
    assert desk_of(client).store.ledger.standing(key) == {}


def test_labels_are_rows_that_training_takes(client: TestClient, tmp_path) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    found = [pair for pair in keys_on(page(client, key)) if "/items/-" not in pair[0]]
    client.post(found[0][0], data={"action": "label", "vague": "0"})
    client.post(found[-1][0], data={"action": "label", "types": "satisfaction", "boilerplate": "1"})
    file = tmp_path / "labels.jsonl"
    file.write_bytes(client.get(f"/labels.jsonl?job={key}").content)
    rows = load_labelled(file)
    assert [(r.accepted, r.vague, r.boilerplate) for r in rows] == [
        ((), False, None),
        (("satisfaction",), None, True),
    ]
    # `zhibiao train --desk` reads the same decisions, of all uploads, from the desk's folder.
    taken = _desk_labels(desk_of(client).settings.data, tmp_path / "taken.jsonl")
    assert set(file.read_bytes().splitlines()) <= set(taken.read_bytes().splitlines())
    with pytest.raises(FileNotFoundError, match="审核台"):
        _desk_labels(tmp_path, tmp_path / "none.jsonl")


def test_text_of_documents_is_never_markup_or_template(client: TestClient) -> None:
    (key,) = give(client, ("<b>坏</b>.xlsx", workbook(HOSTILE)))
    pages = page(client, key, 1) + page(client, key, 2) + client.get("/").text
    assert "<script>window.bad" not in pages
    assert "<img src=x" not in pages
    assert "<b>坏" not in pages
    assert "&lt;script&gt;" in pages
    assert "49" not in re.findall(r"<h1>.*?</h1>", pages)[1]
    for fmt in ("xlsx", "html", "opinions", "handover", "csv", "jsonl"):
        assert client.get(f"/jobs/{key}/export?format={fmt}").status_code == 200, fmt


def test_a_word_file_comes_back_with_the_comments_that_were_left(client: TestClient) -> None:
    from docx import Document

    made = Document()
    made.add_paragraph("项目绩效目标表")
    rows = [("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "打井眼数", "95%")]
    rows += [
        ("产出指标", "质量指标", "打井效果", "进一步改善"),
        ("效益指标", "社会效益指标", "群众用水", "有效改善"),
    ]
    table = made.add_table(0, 4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    made.save(out)
    (key,) = give(client, ("打井.docx", out.getvalue()))
    address, finding = keys_on(page(client, key))[0]
    gone = re.search(r'class="words">\s*<p><bdi>(.*?)</bdi>', page(client, key))[1]
    client.post(address, data={"action": "dismiss", "finding": finding})
    back = Document(BytesIO(client.get(f"/jobs/{key}/export?format=comments").content))
    comments = [comment.text for comment in back.comments]
    assert comments
    assert not [c for c in comments if gone in c]
    desk = desk_of(client)
    (file,) = desk.store.files(key)
    desk.uploads.discard(file.stored)
    desk.store.forget_file(file.id)
    late = client.get(f"/jobs/{key}/export?format=comments")
    assert late.status_code == 422
    assert "保存期限" in late.json()["detail"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd.csv", "passwd.csv"),
        ("..\\..\\windows\\win.csv", "win.csv"),
        ("/abs/清单.csv", "清单.csv"),
        ("a\x00b\r\nset-cookie: x.csv", "a b set-cookie: x.csv"),
        ("..", "未命名"),
        (None, "未命名"),
        ("很" * 10_000 + ".csv", "很" * 140 + "….csv"),
    ],
)
def test_names_are_only_shown(name: str | None, shown: str) -> None:
    assert shown_name(name) == shown


def test_uploads_lie_under_random_names_in_one_folder(client: TestClient) -> None:
    (key,) = give(client, ("../../../逃走.csv", LIBRARY))
    desk = desk_of(client)
    (upload,) = desk.store.files(key)
    assert upload.name == "逃走.csv"
    assert re.fullmatch(r"[0-9a-f]{32}", upload.stored)
    assert desk.uploads.path(upload.stored).read_text() == LIBRARY
    assert not [p for p in desk.settings.data.rglob("*") if "逃走" in p.name]
    assert (
        desk.settings.uploads.stat().st_mode & 0o077,
        desk.uploads.path(upload.stored).stat().st_mode & 0o077,
    ) == (0, 0)


def test_a_file_that_cannot_be_read_says_why_and_the_others_are_read(client: TestClient) -> None:
    keys = give(client, ("空.txt", "  "), ("大.txt", b"x" * (2**20 + 1)), ("公路.txt", ROADS))
    listed = client.get("/").text
    rows = {k: re.search(rf'<tr id="j{k}">.*?</tr>', listed, re.S)[0] for k in keys}
    assert "文件是空的" in rows[keys[0]]
    assert "1 MB 的上限" in rows[keys[1]]
    assert "待审核" in rows[keys[2]]
    assert client.get(f"/jobs/{keys[0]}").headers["location"] == "/"


def test_too_many_files_are_refused(client: TestClient) -> None:
    sent = [("files", (f"{i}.csv", LIBRARY.encode())) for i in range(6)]
    refused = client.post("/jobs", files=sent, data=CHOICES)
    assert refused.status_code == 413
    assert "5 个" in refused.json()["detail"]


def test_an_archive_has_its_documents_one_after_another(client: TestClient) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("公路.txt", ROADS)
        archive.writestr("坏.txt", "")
        archive.writestr("文化.csv", LIBRARY)
    (key,) = give(client, ("全部.zip", out.getvalue()))
    text = page(client, key)
    assert [re.sub("<.*?>", "", d) for d in re.findall(r'<li class="document">.*?</li>', text)] == [
        "公路.txt",
        "文化.csv",
    ]
    assert "处没有读出" in text


def test_deleting_leaves_nothing(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    address, finding = keys_on(page(client, key))[0]
    client.post(address, data={"action": "accept", "finding": finding})
    desk = desk_of(client)
    stored = desk.uploads.path(desk.store.files(key)[0].stored)
    client.post(f"/jobs/{key}/delete")
    assert client.get(f"/jobs/{key}").status_code == 404
    assert client.post(address, data={"action": "accept", "finding": finding}).status_code == 404
    assert not stored.exists()
    assert desk.store.ledger.history(key) == []


def test_errors_are_pages_for_people_and_json_for_programs(client: TestClient) -> None:
    assert client.get("/jobs/none").json() == {"detail": "没有这个页面或内容：可能已被删除，请从首页进入。"}
    shown = client.get("/jobs/none", headers={"accept": "text/html"})
    assert shown.status_code == 404
    assert "没有成功" in shown.text


def test_the_form_finds_the_stage_unless_told(client: TestClient) -> None:
    options = client.get("/").text.partition('name="profile"')[2].partition("</select>")[0]
    assert options.startswith('><option value="auto" selected>自动判断</option>')
