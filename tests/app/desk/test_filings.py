"""A job is a filing: several files together, copies said, found and chosen in the list."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from .given import desk_of, give, give_filing, page
from .running import LIBRARY, ROADS, SPORTS

# One unit's form, as another unit copies it: the checks of several files find that, those of one do not.
FORM = "三级指标,指标值,指标解释,项目名称\n" + "".join(
    f"{name},≥{90 + i}%,按规定检修泵站机电设备、保证汛期安全运行不停机的{name}合计数,灌溉服务\n"
    for i, name in enumerate(
        (
            "干支渠道清淤完成率",
            "泵站设备检修合格率",
            "渠道巡查及时率",
            "农户水费知晓率",
            "渠道杂草清除率",
            "闸门启闭正常率",
        )
    )
)


@pytest.fixture(autouse=True)
def known_reviewer(client: TestClient) -> None:
    client.cookies.clear()
    client.post("/reviewer", data={"name": "王敏"})


def test_several_files_are_one_job_with_all_their_projects(client: TestClient) -> None:
    key = give_filing(client, ("公路.txt", ROADS), ("文化.csv", LIBRARY), ("体育.txt", SPORTS))
    job = desk_of(client).store.job(key)
    assert (job.name, job.state, job.projects, job.empty) == ("公路.txt 等 3 个文件", "done", 5, 1)
    assert 0 < job.score < 100
    shown = page(client, key)
    assert [re.sub("<.*?>", "", d) for d in re.findall(r'<li class="document">.*?</li>', shown)] == [
        "公路.txt",
        "文化.csv",
        "体育.txt",
    ]
    listed = client.get("/").text
    row = re.search(rf'<tr id="j{key}">.*?</tr>', listed, re.S)[0]
    assert "空表 1" in row
    assert re.search(r'class="mark g\d">\d+ [优良中差]<', row)
    assert "3 个文件" in row
    exported = client.get(f"/jobs/{key}/export?format=csv&level=document").text
    assert all(name in exported for name in ("公路.txt", "文化.csv", "体育.txt"))


def test_a_copy_is_said_and_not_scored_twice(client: TestClient) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("又一份.txt", ROADS)
        archive.writestr("体育.txt", SPORTS)
    key = give_filing(client, ("公路.txt", ROADS), ("副本.txt", ROADS), ("全部.zip", out.getvalue()))
    desk = desk_of(client)
    assert [k.source for k in desk.store.documents(key)] == ["公路.txt", "全部.zip!体育.txt"]
    notes = [f.note for f in desk.store.files(key)]
    assert notes[1] == "与 公路.txt 完全相同，没有重复评分。"
    assert notes[2] == "全部.zip!又一份.txt 与 公路.txt 的内容相同，没有重复评分。"
    assert desk.store.job(key).unread == 0
    assert "没有重复评分" in page(client, key)
    (again,) = give(client, ("公路.txt", ROADS))
    assert "完全相同" in desk.store.files(again)[0].note
    assert desk.store.job(again).indicators == 5


def test_the_files_of_a_job_are_compared_with_each_other(client: TestClient) -> None:
    forms = [("东渠县水利局.csv", FORM), ("西渠县水利局.csv", FORM.replace("≥9", "≥8"))]
    together = desk_of(client).store.job(give_filing(client, *forms))
    alone = [desk_of(client).store.job(key) for key in give(client, *forms)]
    assert together.findings > sum(job.findings for job in alone)


def test_a_file_that_is_refused_or_unreadable_leaves_the_others(client: TestClient) -> None:
    key = give_filing(client, ("大.txt", b"x" * (2**20 + 1)), ("空.txt", " "), ("公路.txt", ROADS))
    job = desk_of(client).store.job(key)
    assert (job.state, job.indicators, job.unread) == ("done", 5, 2)
    shown = page(client, key)
    assert "1 MB 的上限" in shown
    assert "文件是空的" in shown
    assert "未读完 2" in client.get("/?state=partial").text


def test_folders_stay_in_the_names(client: TestClient) -> None:
    key = give_filing(client, ("申报/甲/公路.txt", ROADS), ("申报/乙/公路.txt", SPORTS))
    assert desk_of(client).store.job(key).name == "申报"
    assert [f.name for f in desk_of(client).store.files(key)] == ["申报/甲/公路.txt", "申报/乙/公路.txt"]
    named = give_filing(client, ("a.txt", ROADS), ("a.txt", SPORTS), name="交通局 2025")
    assert desk_of(client).store.job(named).name == "交通局 2025"
    assert [f.name for f in desk_of(client).store.files(named)] == ["a.txt", "a (2).txt"]


def test_jobs_are_found_sorted_and_chosen(settings) -> None:
    from zhibiao.app.desk.web import create_app

    app = create_app(settings())
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        roads, sports, empty = give(client, ("公路.txt", ROADS), ("体育.txt", SPORTS), ("无.txt", "没有表"))

        def shown(query: str) -> list[str]:
            return re.findall(r'<tr id="j(\w+)">', client.get(f"/?{query}").text)

        assert shown("") == [empty, sports, roads]
        assert shown("order=old") == [roads, sports, empty]
        assert shown("order=left")[-1] == empty
        assert shown("q=公路") == [roads]
        assert shown("q=青少年赛事") == [sports], "a project's name is found"
        assert shown("q=%25") == []
        assert shown("state=blank") == [empty, sports]
        assert shown("state=open&order=name") == [sports, roads]
        assert shown("mine=1&state=nonsense") == [empty, sports, roads], "nobody is logged in"
        gone = client.post("/jobs/delete?q=txt", data={"key": [roads, empty]})
        assert gone.headers["location"] == "/?q=txt"
        assert shown("") == [sports]
        assert client.post("/jobs/delete", data={"key": "none"}).status_code == 303


def test_a_filing_of_which_nothing_was_read_says_why_of_each_file(client: TestClient) -> None:
    key = give_filing(client, ("空的.docx", b""), ("只有空白.txt", b" \n"))
    job = desk_of(client).store.job(key)
    assert job.state == "failed"
    assert "空的.docx：" in job.reason
    assert "只有空白.txt：" in job.reason


def test_a_file_that_was_given_before_is_not_called_unread(client: TestClient) -> None:
    give(client, ("图书.csv", LIBRARY + "借阅册次,≥3,产出指标,数量指标,图书馆运行\n"))
    (key,) = give(client, ("图书.csv", LIBRARY + "借阅册次,≥3,产出指标,数量指标,图书馆运行\n"))
    shown = page(client, key)
    assert "完全相同" in shown
    assert "没有读出" not in shown


@pytest.mark.parametrize("word", ["0", "1", "[", ",", "_", "%"])
def test_jobs_are_found_by_names_and_not_by_how_they_are_kept(client: TestClient, word: str) -> None:
    give(client, ("衬砌渠.txt", ROADS))
    assert "没有符合条件的任务" in client.get("/", params={"q": f"衬砌渠 {word}"}).text
    assert "衬砌渠.txt" in client.get("/", params={"q": "衬砌渠 公路养护"}).text
