"""Reference indicators: the library that ships, how they are found, the user's own archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from zhibiao.models.taxonomy import LEAVES, NAMES, level1
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.advice import (
    LIBRARY,
    Entry,
    Library,
    Several,
    archive_library,
    read_library,
    terms,
)
from zhibiao.scoring.batch.parts import schemas
from zhibiao.scoring.config import profile_config
from zhibiao.scoring.context import example_context
from zhibiao.scoring.repetition.errors import RepetitionError
from zhibiao.scoring.run import run_all
from zhibiao.scoring.score import score_records
from zhibiao.scoring.views import RecordView

from .test_advice import MODEL

ENTRIES = [
    ("quantity", Entry("渠道清淤长度", "≥12公里", "水利")),
    ("quantity", Entry("渠道清淤的长度", "12公里", "水利")),
    ("quantity", Entry("图书馆藏书数量", "≥3万册", "文旅")),
    ("quantity", Entry("公共安全检查次数", "4次", "应急")),
    ("satisfaction", Entry("灌区农户满意度", "≥90%", "水利")),
    ("satisfaction", Entry("到馆群众满意度", "≥92%", "文旅")),
    ("economic", Entry("降低乘客出行成本", "每月45元", "交通")),
]


def _near(name: str, leaf: str, project: str = "", limit: int = 3) -> list[str]:
    library = Library(lambda: ENTRIES)
    return [r.name for r in library.near(Indicator(name, project=project), leaf, limit)]


def test_the_library_is_clean() -> None:
    rows = list(read_library())
    assert len(rows) > 1000
    assert {leaf for leaf, _ in rows} == set(LEAVES)
    records = [_filed(leaf, e, i) for i, (leaf, e) in enumerate(rows)]
    contexts = [
        example_context(r, type=leaf, type_set=(leaf,)) for r, (leaf, _) in zip(records, rows, strict=True)
    ]
    items = [RecordView(*pair) for pair in zip(records, contexts, strict=True)]
    found = run_all(items, profile_config("declaration")).records
    grave = {
        r.name: [f.code for f in said if f.severity < "P3" and f.field in ("name", "value", "level2")]
        for r, said in zip(records, found, strict=True)
    }
    assert {name: codes for name, codes in grave.items() if set(codes) - SET_CODES} == {}
    assert all(c.target is not None and c.target.kind != "qualitative" for c in contexts)
    assert all(terms(r.name) for r in records)
    assert len({r.name for r in records}) == len(records)


# A lone indicator in a document lacks everything that a set must have.
SET_CODES = {"M01", "M02", "M03", "M06", "C10"}


def _filed(leaf: str, entry: Entry, i: int) -> Indicator:
    return Indicator(
        entry.name,
        value=entry.value,
        level1=f"{level1(leaf)}指标",
        level2=f"{NAMES[leaf]}指标",
        source=str(i),
    )


def test_one_of_the_same_class_and_thing_is_found_in_one_wording_only() -> None:
    assert _near("开展渠道清淤", "quantity") in (["渠道清淤长度"], ["渠道清淤的长度"])
    assert _near("渠道清淤", "satisfaction") == []


@pytest.mark.parametrize("name", ["提高服务水平", "完成率", "检查", "无人机巡线", "", "100%", "。"])
def test_nothing_is_better_than_nonsense(name: str) -> None:
    assert _near(name, "quantity") == []


def test_people_alone_are_no_object() -> None:
    assert _near("群众满意度", "satisfaction") == []
    assert _near("到馆读者满意度", "satisfaction") == ["到馆群众满意度"]
    assert _near("群众", "quantity") == []


def test_a_name_without_an_object_gets_none() -> None:
    assert _near("完成率", "quantity", project="市图书馆免费开放") == []


@pytest.mark.parametrize(
    ("name", "leaf"),
    [
        ("渠道清淤完成率", "quantity"),  # another measure of the same object
        ("管网故障抢修长度", "quantity"),
        ("食品安全检查次数", "quantity"),  # the same measure of another object
        ("降低企业员工培训成本", "economic"),  # what is done to it is no object
    ],
)
def test_another_measure_or_another_object_is_no_example(name: str, leaf: str) -> None:
    assert _near(name, leaf) == []


def test_by_when_is_no_example_for_how_soon() -> None:
    library = Library(
        lambda: [
            ("timeliness", Entry("泵站维修完成时间", "6月底前")),
            ("timeliness", Entry("泵站维修响应时间", "2小时内")),
        ]
    )
    found = library.near(Indicator("泵站维修时限"), "timeliness", 3)
    assert [r.name for r in found] == ["泵站维修响应时间"]


def test_what_is_like_the_project_too_comes_first() -> None:
    entries = [("quantity", Entry(f"{where}路灯盏数", "40盏")) for where in ("城东片", "滨河路", "城西片")]
    library = Library(lambda: entries)
    found = library.near(Indicator("路灯盏数", project="滨河路改造"), "quantity", 3)
    assert len(found) == 3
    assert found[0].name == "滨河路路灯盏数"


def test_a_record_is_no_example_for_itself_and_the_limit_holds() -> None:
    assert _near("灌区农户满意度", "satisfaction") == []
    assert _near("渠道清淤", "quantity", limit=0) == []


def test_the_library_is_read_once_and_only_when_asked() -> None:
    read = []

    def load() -> Iterator[tuple[str, Entry]]:
        read.append(1)
        yield from ENTRIES

    library = Library(load)
    assert read == []
    for _ in range(3):
        library.near(Indicator("渠道清淤"), "quantity", 3)
    assert read == [1]


def test_the_shipped_library_helps_with_a_common_case() -> None:
    names = [r.name for r in LIBRARY.near(Indicator("档案整理效果"), "quality", 3)]
    assert any("档案" in name for name in names)


def _row(name: str, **changes: Any) -> dict[str, Any]:
    base = {"name": name, "value": "≥12公里", "type": "quantity", "score": 100.0, "source": "甲.xlsx"}
    return {**base, "vague": False, "boilerplate": False, "findings": [], **changes}


def _finding(severity: str) -> dict[str, Any]:
    return {"code": "V27", "severity": severity, "field": "value", "start": 0, "end": 1, "opinion": 2}


def _archive(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "indicators").mkdir(parents=True)
    table = pa.Table.from_pylist(list(rows), schemas()["indicators"])
    pq.write_table(table, folder / "indicators" / "a.parquet")
    return folder


def test_an_archive_gives_its_well_formed_indicators_only(tmp_path: Path) -> None:
    rows = [
        _row("东干渠清淤长度"),
        _row("南干渠清淤长度", score=89.9),
        _row("西干渠清淤长度", vague=True),
        _row("北干渠清淤长度", boilerplate=True),
        _row("中干渠清淤长度", findings=[_finding("P2")]),
        _row("总干渠清淤长度", findings=[_finding("P3")]),
        _row("支渠清淤长度", value=""),
        _row("支渠清淤满意度", type="satisfaction"),
    ]
    library = archive_library(_archive(tmp_path, *rows))
    found = library.near(Indicator("干渠清淤"), "quantity", 9)
    assert {r.name for r in found} == {"东干渠清淤长度", "总干渠清淤长度"}
    assert found[0].source == "甲.xlsx"


def test_a_damaged_part_costs_its_references_only(tmp_path: Path) -> None:
    folder = _archive(tmp_path, _row("东干渠清淤长度"))
    (folder / "indicators" / "0.parquet").write_bytes(b"PAR1 no more")
    assert archive_library(folder).near(Indicator("干渠清淤"), "quantity", 3)


def test_a_folder_that_is_no_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(RepetitionError, match="没有 zhibiao batch 的结果"):
        archive_library(tmp_path)


def test_what_batch_writes_can_be_read_back(tmp_path: Path) -> None:
    record = Indicator(
        "东干渠清淤长度", value="≥12公里", level1="产出指标", level2="数量指标", source="甲.xlsx"
    )
    rows = [s.as_dict() for s in score_records([record], MODEL)]
    library = archive_library(_archive(tmp_path, *({**row, "findings": []} for row in rows)))
    leaf = rows[0]["type"]
    assert [r.name for r in library.near(Indicator("干渠清淤"), leaf, 3)] == ["东干渠清淤长度"]


def test_the_users_archive_goes_before_the_library() -> None:
    own = Library(lambda: [("quantity", Entry("北渠道清淤里程", "3公里"))])
    both = Several(own, Library(lambda: ENTRIES))
    found = [r.name for r in both.near(Indicator("渠道清淤"), "quantity", 2)]
    assert found[0] == "北渠道清淤里程"
    assert len(found) == 2
