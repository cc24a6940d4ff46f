"""What stands in the three tables: the rows of score, what they are called, and how far a document was read."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
from zhibiao.models.load import load_model
from zhibiao.nlp.reading import parse_documents
from zhibiao.scoring.batch.columns import TABLES, schemas
from zhibiao.scoring.batch.run import run_batch
from zhibiao.scoring.batch.settings import make_settings
from zhibiao.scoring.findings import LEVELS
from zhibiao.scoring.score import score_documents

from .helpers import Quiet, batch, documents, table_rows

Made = tuple[Path, list[str]]


def test_rows_are_those_of_score(made: Made, undisturbed: Path) -> None:
    folder, _ = made
    model = load_model("fast")
    expected: dict[str, list[dict]] = {level: [] for level in LEVELS}
    for path in sorted(folder.rglob("*.html")):
        for document in parse_documents(path.read_bytes(), path.relative_to(folder).as_posix()):
            scoring = score_documents([document], model)
            for level in LEVELS:
                expected[level] += [item.as_dict() for item in scoring.at(level)]
    assert len(expected["indicator"]) > 20
    for level, table in zip(LEVELS, TABLES, strict=True):
        names = schemas()[table].names
        got = [{k: r[k] for k in expected[level][0]} for r in table_rows(undisturbed, table, ".html")]
        assert sorted(map(repr, got)) == sorted(map(repr, expected[level])), table
        assert set(expected[level][0]) <= set(names)


def test_every_column_is_a_field_of_the_contract_and_is_described(sample: Path, undisturbed: Path) -> None:
    from zhibiao.nlp.reading import read_documents

    scoring = score_documents(read_documents(sample), load_model("fast"))
    for level, table in zip(LEVELS, TABLES, strict=True):
        row = scoring.at(level)[0].as_dict()
        schema = pq.read_schema(next((undisturbed / table).glob("*.parquet")))
        assert schema.names[: len(row)] == list(row)
        finding = schema.field("findings").type.value_type
        assert [f.name for f in finding] == list(scoring.findings[0].as_dict())
        assert all(f.metadata[b"description"] for f in [*schema, *finding])
    target = schemas()["indicators"].field("target").type
    assert [f.name for f in target] == list(scoring.records[0].as_dict()["target"])


def test_a_document_that_was_read_in_part_and_an_empty_form(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    head = "<table><tr><td>项目名称</td><td>{name}</td></tr><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>{row}</table>"
    row = "<tr><td>产出指标</td><td>数量指标</td><td>修渠长度</td><td>≥3公里</td></tr>"
    full, empty = head.format(name="修渠", row=row), head.format(name="植树", row="")
    odd = head.format(name="补苗", row=row + row.replace("修渠长度", ""))
    for name, tables in {"部分": odd, "两个": full + empty, "空表": empty}.items():
        page = f'<meta charset="utf-8">{tables}'
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    batch(folder, tmp_path / "out")
    found = documents(tmp_path / "out")
    assert found["部分.html"]["unread"]
    assert {s: r["status"] for s, r in found.items()} == {
        "部分.html": "partial",
        "两个.html": "ok",
        "空表.html": "empty",
    }
    projects = {(r["source"], r["project"]): r for r in table_rows(tmp_path / "out", "projects")}
    assert projects["空表.html", "植树"]["indicators"] == 0
    assert projects["空表.html", "植树"]["score_grade"] == "差"
    assert projects["两个.html", "修渠"]["indicators"] == 1
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["documents"]["partial"] == 1
    assert summary["projects"]["empty"] == 2


def test_each_document_is_scored_under_its_own_stage(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    head = "三级指标,指标值,实际完成值,项目名称\n"
    (folder / "自评.csv").write_text(f"{head}修渠长度,3公里,2公里,修渠\n", encoding="utf-8")
    (folder / "申报.csv").write_text(f"{head}修渠长度,3公里,,修渠\n", encoding="utf-8")
    settings = make_settings("keywords", profile="auto")
    run_batch(folder, tmp_path / "out", settings, 1, Quiet())
    found = documents(tmp_path / "out")
    assert {s: r["profile"] for s, r in found.items()} == {"自评.csv": "selfcheck", "申报.csv": "declaration"}
