"""The Python door: what it takes, what it gives, and that every example in a docstring or on its page is true."""

from __future__ import annotations

import doctest
import math
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import zhibiao
from zhibiao.app.tables import write_csv
from zhibiao.nlp import shown
from zhibiao.nlp.layouts.prose import clauses
from zhibiao.scoring import fields, frame, marked
from zhibiao.scoring.batch import units
from zhibiao.scoring.points import START
from zhibiao.scoring.score import score_records

from ..conftest import ROOT

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
MODULES = [zhibiao, frame, marked, shown, units, clauses]
PAGE = ROOT / "docs" / "python.md"
BAD = "<script>alert('渠')</script>明显提高"


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_examples_of_a_module(module) -> None:
    names = {"zhibiao": zhibiao}
    assert doctest.testmod(module, extraglobs=names, optionflags=FLAGS).failed == 0


def test_examples_of_the_page() -> None:
    done = doctest.testfile(str(PAGE), module_relative=False, optionflags=FLAGS)
    assert done.attempted > 15
    assert done.failed == 0


def test_every_public_name_is_there_and_explained() -> None:
    for name in zhibiao.__all__:
        assert getattr(zhibiao, name).__doc__, name
        assert name in PAGE.read_text(encoding="utf-8"), name
    undone = [name for name in zhibiao.__all__ if "+SKIP" in getattr(zhibiao, name).__doc__]
    assert undone == []


@pytest.mark.parametrize(
    "given",
    [
        ["管护员培训人次 ≥200人次"],
        [{"三级指标": "管护员培训人次", "指标值": "≥200人次"}],
        [zhibiao.Indicator("管护员培训人次", "≥200人次")],
        [["管护员培训人次", "≥200人次"]],
        pd.Series(["管护员培训人次 ≥200人次"]),
        pd.DataFrame([["管护员培训人次", "≥200人次"]]),
        pd.DataFrame({"指标名称": ["管护员培训人次"], "目标值": ["≥200人次"]}),
        pd.DataFrame({"name": pd.Categorical(["管护员培训人次"]), "value": ["≥200人次"]}),
        pd.DataFrame(
            [["农村处", "管护员培训人次", "≥200人次"]],
            columns=pd.MultiIndex.from_tuples(
                [("处室", "Unnamed: 0_level_1"), ("绩效指标", "三级指标"), ("绩效指标", "指标值")]
            ),
        ),
    ],
    ids=[
        "text",
        "dict",
        "record",
        "list",
        "series",
        "numbered",
        "chinese",
        "categorical",
        "two rows of headings",
    ],
)
def test_whatever_indicators_come_in(given) -> None:
    table = zhibiao.score(given)
    assert table.iloc[0][["name", "value", "type", "score"]].tolist() == [
        "管护员培训人次",
        "≥200人次",
        "quantity",
        START,
    ]
    assert all(isinstance(c, (str, int)) for c in table.columns)


def test_empty_cells_are_empty_texts_and_no_row_is_lost() -> None:
    cells = ["培训人次", np.nan, None, pd.NA, pd.NaT, 7]
    table = zhibiao.score(
        pd.DataFrame(
            {"name": cells, "value": [200.0, np.nan, None, pd.NA, 1.5, pd.NaT], "narrative": math.nan}
        )
    )
    assert table["name"].tolist() == ["培训人次", "", "", "", "", "7"]
    assert table["value"].tolist() == ["200", "", "", "", "1.5", ""]
    assert not table["narrative"].any()
    assert zhibiao.score(pd.Series([None, math.nan, "培训人次"]))["name"].tolist() == ["", "", "培训人次"]


def test_a_date_of_a_table_engine_is_a_date() -> None:
    table = zhibiao.score(pd.DataFrame({"name": ["验收完成时间"], "value": [pd.Timestamp("2025-12-01")]}))
    assert (table.at[0, "value"], table.at[0, "target"]["kind"]) == ("2025-12-01", "date")


def test_the_index_and_the_columns_of_a_table_are_kept() -> None:
    given = pd.DataFrame(
        {"处室": ["甲", "乙"], "name": ["培训人次", "抽检次数"], "findings": ["旧", "旧"]}, index=[3, 3]
    )
    table = zhibiao.score(given)
    assert (table.index.tolist(), table.columns[0], table["处室"].tolist()) == ([3, 3], "处室", ["甲", "乙"])
    assert (table.columns == "findings").sum() == 1
    assert isinstance(table["findings"].iloc[0], list)
    again = zhibiao.score(table)
    assert again.columns.tolist() == table.columns.tolist()
    assert again["score"].tolist() == table["score"].tolist()


@pytest.mark.parametrize("level", ["indicator", "project", "document"])
def test_nothing_gives_an_empty_table_with_its_columns(level: str) -> None:
    wanted = {"indicator": fields.INDICATOR, "project": fields.PROJECT, "document": fields.DOCUMENT}[level]
    for nothing in ([], pd.DataFrame({"name": []})):
        table = zhibiao.score(nothing, level=level)
        assert (len(table), table.columns.tolist()) == (0, list(wanted))
    some = zhibiao.score(["培训人次 ≥200人次"], level=level)
    assert some.columns.tolist() == list(wanted)
    assert zhibiao.findings(zhibiao.score([], level=level)).empty


@pytest.mark.parametrize(
    "wrong", [{"name": "一条"}, 5, b"x", [5], [{"x": 1}, 3.5], pd.DataFrame({"别的": [1]})], ids=str
)
def test_what_is_no_indicator_is_refused_in_chinese(wrong) -> None:
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        zhibiao.score(wrong)


def test_a_missing_file_is_also_what_open_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="找不到文件") as caught:
        zhibiao.read(tmp_path / "无.docx")
    assert isinstance(caught.value, zhibiao.ReadError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.key) == (type(caught.value), str(caught.value), "missing")
    (tmp_path / "空.docx").touch()
    with pytest.raises(zhibiao.ReadError) as other:
        zhibiao.read(tmp_path / "空.docx")
    assert not isinstance(other.value, OSError)


def test_findings_are_one_a_row_from_every_level_and_file(sample: Path, tmp_path: Path) -> None:
    for level, about in (("indicator", "id"), ("project", "project_id"), ("document", "source")):
        table = zhibiao.score(sample, level=level)
        found = zhibiao.findings(table)
        assert len(found) == sum(map(len, table["findings"])) > 0
        assert found[about].tolist() == [row[about] for _, row in table.iterrows() for _ in row["findings"]]
        assert found["severity"].isin(["P0", "P1", "P2", "P3"]).all()
    table = zhibiao.score(sample)
    table.to_parquet(tmp_path / "t.parquet")
    assert (
        zhibiao.findings(pd.read_parquet(tmp_path / "t.parquet"))["code"].tolist()
        == zhibiao.findings(table)["code"].tolist()
    )
    with pytest.raises(ValueError, match=r"zhibiao\.score"):
        zhibiao.findings(table[["name"]])


@pytest.mark.parametrize("as_text", ["to_csv", "command"])
def test_a_table_that_went_through_a_csv_file_is_still_one(
    as_text: str, sample: Path, tmp_path: Path
) -> None:
    table = zhibiao.score(sample)
    if as_text == "to_csv":
        table.to_csv(tmp_path / "t.csv", index=False)
    else:
        with (tmp_path / "t.csv").open("w", encoding="utf-8-sig", newline="") as out:
            write_csv(table.to_dict("records"), out)
    again = pd.read_csv(tmp_path / "t.csv")
    assert zhibiao.findings(again)["code"].tolist() == zhibiao.findings(table)["code"].tolist()
    assert zhibiao.show(again).html.count("<mark") == zhibiao.show(table).html.count("<mark") > 0


def test_columns_of_one_name_stay_two() -> None:
    given = pd.DataFrame([["甲", "乙", "培训人次 ≥200人次"]], columns=["备注", "备注", "三级指标"])
    assert zhibiao.score(given).columns.tolist()[:4] == ["备注", "备注", "三级指标", "schema_version"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: zhibiao.score(["培训人次"], standard="1999"),
        lambda: zhibiao.score(["培训人次"], level="row"),
        lambda: zhibiao.findings("培训人次"),
        lambda: zhibiao.findings(pd.DataFrame({"findings": ["不是表"]})),
        lambda: zhibiao.show(zhibiao.score(["培训人次"], level="project")),
        lambda: zhibiao.show(zhibiao.score(["培训人次"])[["name", "score", "findings"]]),
    ],
)
def test_what_can_not_be_asked_is_said_in_chinese(ask) -> None:
    with pytest.raises(ValueError, match=r"[一-鿿]"):
        ask()


def test_a_notebook_shows_marks_and_runs_no_script(sample: Path) -> None:
    html = zhibiao.show([{"name": "<b>群众</b>满意度", "value": BAD, "description": "&"}]).html
    assert "<script" not in html
    assert "<b>群众" not in html
    assert '<mark style="background:' in html
    assert zhibiao.show(zhibiao.score(sample), limit=3).html.count("<tr>") == 4
    (scored,) = score_records([zhibiao.Indicator("群众满意度", BAD)], zhibiao.load_model())
    assert "<mark" in scored._repr_html_()
    document = zhibiao.read_document(sample)
    assert document._repr_html_().count("<tr>") == 26
    assert "<script" not in type(document)(BAD, (zhibiao.Indicator(BAD),), (BAD,))._repr_html_()


def test_overlapping_marks_have_the_gravest_colour_and_all_messages() -> None:
    findings = [
        {"severity": "P2", "start": 0, "end": 4, "message": "一"},
        {"severity": "P0", "start": 2, "end": 9, "message": "“二”"},
    ]
    html = marked.marked("逐步提高水平", findings)
    assert html.count("<mark") == 3
    assert html.count(marked.COLOURS["P0"][0]) == 2
    assert 'title="一\n“二”"' in html
    assert marked.marked("", findings) == ""
