"""The JSON API by the contract, under load, and against what its description allows."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from .running import LIBRARY, ROADS


def post(client: TestClient, name: str, content: bytes | str, **form: str):
    data = content.encode() if isinstance(content, str) else content
    return client.post("/api/score", files={"file": (name, data)}, data=form)


def test_a_file_is_answered_with_the_contracts_records(client: TestClient, tmp_path: Path) -> None:
    answer = post(client, "文化.csv", LIBRARY)
    assert answer.status_code == 200
    file = tmp_path / "文化.csv"
    file.write_text(LIBRARY, encoding="utf-8")
    command = [sys.executable, "-m", "zhibiao.app", "score", file.name, "--format", "jsonl", "--level"]
    expected: dict[str, list] = {"problems": []}
    for key, level in {"records": "indicator", "projects": "project", "documents": "document"}.items():
        done = subprocess.run([*command, level], capture_output=True, cwd=tmp_path, check=True)
        expected[key] = [json.loads(r) for r in done.stdout.decode().splitlines()]
    assert answer.json() == expected
    assert [len(expected[key]) for key in ("records", "projects", "documents")] == [5, 2, 1]


def test_standard_and_profile_are_heeded(client: TestClient) -> None:
    cost = "三级指标,指标值\n每公里养护成本,≤2万元\n"
    levels = [
        post(client, "a.csv", cost, standard=s).json()["records"][0]["type_level1"] for s in ("2020", "2021")
    ]
    assert levels == ["产出", "成本"]


def test_what_was_not_read_is_told(client: TestClient) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("公路.txt", ROADS)
        archive.writestr("空.txt", "")
    answer = post(client, "全部.zip", out.getvalue()).json()
    assert len(answer["records"]) == 5
    assert any("空.txt" in p for p in answer["problems"])


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.txt", b"", 422),
        ("a.csv", b"x" * (2**20 + 1), 413),
        ("a.exe", b"MZ\x90\x00" + bytes(500), 415),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(500), 422),
        ("a.xlsx", b"PK\x03\x04" + bytes(500), 422),
    ],
)
def test_a_file_that_cannot_be_scored_is_one_sentence(
    client: TestClient, name: str, content: bytes, status: int
) -> None:
    answer = post(client, name, content)
    assert answer.status_code == status, answer.text
    assert list(answer.json()) == ["detail"]
    assert answer.json()["detail"].endswith("。")


def test_requests_that_make_no_sense(client: TestClient) -> None:
    cases = {
        "no body": client.post("/api/score"),
        "json": client.post("/api/score", json={"file": "x"}),
        "no file": client.post("/api/score", files={"other": ("a.txt", b"x")}),
        "standard": post(client, "a.csv", LIBRARY, standard="2013"),
        "method": client.get("/api/score"),
        "broken": client.post(
            "/api/score", content=b"--x\r\nbad", headers={"content-type": "multipart/form-data; boundary=x"}
        ),
    }
    statuses = {what: answer.status_code for what, answer in cases.items()}
    assert statuses == {
        "no body": 415,
        "json": 415,
        "no file": 422,
        "standard": 422,
        "method": 405,
        "broken": 422,
    }
    assert all(a.json()["detail"].endswith("。") for a in cases.values())


def test_nothing_of_a_scored_file_is_kept(client: TestClient) -> None:
    folder = client.app._app.state.desk.settings.uploads
    before = set(folder.iterdir())
    post(client, "文化.csv", LIBRARY)
    post(client, "a.txt", b"")
    assert set(folder.iterdir()) == before


def test_health(client: TestClient) -> None:
    health = client.get("/healthz").json()
    assert health["status"] == "ok"
    assert health["waiting"] == 0


def test_the_description_is_served_and_shown_without_help_from_elsewhere(client: TestClient) -> None:
    spec = client.get("/openapi.json").json()
    assert set(spec["paths"]) == {"/api/score", "/healthz"}
    shown = client.get("/docs").text
    assert "POST /api/score" in shown
    assert "boilerplate_probability" in shown
    assert "http://" not in shown.replace("http://127.0.0.1:8000/api/score", "")


def test_the_description_says_what_rows_have(client: TestClient) -> None:
    known = client.get("/openapi.json").json()["components"]["schemas"]
    answer = post(client, "文化.csv", LIBRARY).json()
    for key, model in {
        "records": "RecordModel",
        "projects": "ProjectModel",
        "documents": "DocumentModel",
    }.items():
        assert list(known[model]["properties"]) == list(answer[key][0]), model


def test_no_request_that_the_description_allows_breaks_the_server(client: TestClient) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is absent")
    from hypothesis import HealthCheck, Phase, given
    from hypothesis import settings as hypothesis_settings

    spec = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    seen: dict[str, set[int]] = {}
    calm = hypothesis_settings(
        max_examples=15,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for result in spec.get_all_operations():
        operation = result.ok()

        @calm
        @given(case=operation.as_strategy())
        def run(case) -> None:
            arguments = case.as_transport_kwargs(base_url="http://127.0.0.1")
            arguments.pop("cookies", None)
            answer = client.request(**arguments)
            seen.setdefault(f"{case.method} {case.path}", set()).add(answer.status_code)
            assert answer.status_code < 500, answer.text
            assert answer.headers["content-type"].startswith("application/json")

        run()
    assert set(seen) == {"POST /api/score", "GET /healthz"}
