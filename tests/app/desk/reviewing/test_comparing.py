"""A form that comes back, or last year's, beside the new one."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.comparing import ADDED, ANSWERED, CHANGED, DROPPED, GONE, LOOK, SAME, STANDS, compare
from zhibiao.app.desk.packing import WHOLE
from zhibiao.models.load import load_model
from zhibiao.nlp.document import Document, Project
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.score import score_documents

from ..given import desk_of, give, keys_on, page
from ..running import LIBRARY, ROADS


def scoring(*rows: tuple[str, str], project: str = "灌区改造", code: str = "", source: str = "a.xlsx"):
    records = tuple(
        Indicator(n, v, level2="社会效益指标", project=project, project_id="p", source=source)
        for n, v in rows
    )
    document = Document(source, records, projects=(Project("p", project, code),))
    return score_documents([document], load_model("keywords"))


OLD = scoring(
    ("灌区面貌", "明显改善"), ("渠道衬砌长度", "≥30公里"), ("农户满意度", "≥90%"), ("旧指标一则", "≥1项")
)
NEW = scoring(
    ("灌区灌溉面积", "≥2万亩"),
    ("灌区面貌", "明显改善"),
    ("渠道衬砌总长度", "≥32公里"),
    ("农户满意度", "≥95%"),
)


def test_indicators_are_matched_by_what_they_are_called() -> None:
    (pair,) = compare(OLD, NEW).pairs
    found = {(r.old.name if r.old else "", r.new.name if r.new else ""): r.state for r in pair.rows}
    assert found == {
        ("", "灌区灌溉面积"): ADDED,
        ("灌区面貌", "灌区面貌"): SAME,
        ("渠道衬砌长度", "渠道衬砌总长度"): CHANGED,
        ("农户满意度", "农户满意度"): CHANGED,
        ("旧指标一则", ""): GONE,
    }


def test_what_became_of_earlier_findings() -> None:
    old = scoring(("灌区面貌", "明显改善"), ("群众获得感", "增强"), ("泵站运行", "良好"))
    assert all(s.findings for s in old.records)
    new = scoring(("灌区面貌", "明显改善"), ("群众获得感", "≥90%的受访群众表示满意"))
    (pair,) = compare(old, new).pairs
    states = {r.old.name: {a.state for a in r.answers} for r in pair.rows if r.old}
    assert states["灌区面貌"] == {STANDS}
    assert ANSWERED in states["群众获得感"]
    assert states["泵站运行"] == {DROPPED}


def test_projects_are_matched_by_code_before_name() -> None:
    old = scoring(("衬砌长度", "≥1公里"), project="旧名", code="0001")
    (pair,) = compare(old, scoring(("衬砌长度", "≥1公里"), project="全新的叫法", code="0001")).pairs
    assert (pair.old.name, pair.new.name) == ("旧名", "全新的叫法")
    apart = compare(old, scoring(("甲乙丙", "1"), project="别的什么事情", code="0002")).pairs
    assert [(p.old is None, p.new is None) for p in apart] == [(True, False), (False, True)]


def test_the_page_beside_an_earlier_job(client: TestClient) -> None:
    client.cookies.clear()
    client.post("/reviewer", data={"name": "王敏"})
    better = ROADS.replace("进一步提高", "优良率≥85%").replace("≥120公里", "≥130公里")
    other, before, after = give(client, ("文化.csv", LIBRARY), ("去年.txt", ROADS), ("今年.txt", better))
    address = f"/jobs/{before}/documents/{desk_of(client).store.documents(before)[0].id}/items/{WHOLE - 1}"
    client.post(address, data={"action": "add", "message": "本所的意见"})
    found = keys_on(page(client, before))
    where, dismissed = next(pair for pair in found if "/items/-" not in pair[0])
    client.post(where, data={"action": "dismiss", "finding": dismissed})
    offered = re.findall(r'<option value="(\w+)"', client.get(f"/jobs/{after}/compare").text)
    assert offered[0] == before, "who has a project in common comes first"
    assert other in offered
    assert client.post(f"/jobs/{after}/compare", data={"with": before}).status_code == 303
    text = client.get(f"/jobs/{after}/compare").text
    summary = re.sub(r"<.*?>|\s", "", re.search(r'<p id="summary">.*?</p>', text, re.S)[0])
    assert f"{LOOK}1。" in summary, "a reviewer's own is for a reviewer to look at"
    assert f"{CHANGED}2，{ADDED}0，{GONE}0，{SAME}3。" in summary
    assert "本所的意见" in text
    assert "对照" in client.get(f"/jobs/{after}/history").text
    for nowhere in (after, "none", "%00"):
        assert client.get(f"/jobs/{after}/compare?with={nowhere}").status_code == 200


@pytest.mark.parametrize("names", [("", ""), ("甲", "")])
def test_rows_without_a_name_are_no_match(names: tuple[str, str]) -> None:
    (pair,) = compare(scoring((names[0], "1")), scoring((names[1], "2"))).pairs
    assert {r.state for r in pair.rows} == {ADDED, GONE}
