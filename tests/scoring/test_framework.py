"""Scopes, precedence, spans, order: what holds for all checks together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zhibiao.models.keywords import KeywordModel
from zhibiao.models.predictions import Predictions
from zhibiao.nlp.document import Document, Unread
from zhibiao.nlp.location import NOWHERE, Location
from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.record import Indicator, from_mapping
from zhibiao.scoring.clip import clipped_names
from zhibiao.scoring.context import contexts_of
from zhibiao.scoring.findings import Finding, field_text
from zhibiao.scoring.points import START, score_of
from zhibiao.scoring.registry import all_checks
from zhibiao.scoring.results import Scored
from zhibiao.scoring.run import groups
from zhibiao.scoring.score import score_documents, score_records
from zhibiao.scoring.views import RecordView

from ..conftest import read_jsonl

MODEL = KeywordModel()
PIECES = st.sampled_from(
    [
        "开展",
        "保障",
        "提高",
        "水渠",
        "农户",
        "满意度",
        "覆盖率",
        "数量",
        "及时性",
        "完成率",
        "=",
        "/",
        "、",
        "，",
        "。",
        "（",
        "）",
        "1",
        "90",
        "%",
        "％",
        "≥",
        "≤",
        "＜",
        "100",
        "逐步",
        "提高",
        "了",
        "约",
        "起",
        "万元",
        "户",
        "人",
        "1年",
        "2024年全年",
        "实际",
        "百分比",
        "高于",
        "全省",
        "水平",
        "以上",
        "以下",
        "-",
        "~",
        "\\",
        "\u3000",
        "\u200b",
        "满意",
        "非常",
        "不",
        "C级",
        "十万分之二",
        "5‰",
        "含：",
        "1、",
        "2、",
    ]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
RECORDS = st.builds(
    Indicator,
    name=TEXTS,
    value=TEXTS,
    description=TEXTS,
    level1=st.sampled_from(("", "产出指标", "效益指标", "满意度指标")),
    level2=st.sampled_from(("", "数量指标", "质量指标", "时效指标", "成本指标", "可持续影响指标", "好"))
    | TEXTS,
    project=st.sampled_from(("", "清淤", "抗旱")),
    tiers=st.none() | st.lists(TEXTS, min_size=1, max_size=4).map(tuple),
    history=st.lists(TEXTS, max_size=2).map(tuple),
    actual=TEXTS,
    source=st.sampled_from(("a", "b")),
    location=st.sampled_from((NOWHERE, Location(line=3, part=1), Location(line=3, part=2))),
    narrative=st.booleans(),
)


def _codes(item: Scored) -> set[str]:
    return {f.code for f in item.findings}


@settings(max_examples=150, deadline=None)
@given(st.lists(RECORDS, max_size=6))
def test_any_records_are_scored_in_order_with_spans_in_their_fields(records: list[Indicator]) -> None:
    scored = score_records(records, MODEL)
    assert [s.record for s in scored] == records
    for item in scored:
        assert 0.0 <= item.score <= 100.0
        for f in item.findings:
            text = field_text(item.record, f.field)
            assert 0 <= f.start <= f.end <= len(text), (f, text)
            assert f.message.endswith(("。", "？"))
            assert f.suggestion or f.severity == "P3"


def test_real_records_have_sound_findings(shared: Path) -> None:
    rows = read_jsonl(shared / "gold" / "forms.jsonl")
    records = [from_mapping({**row, "source": row["file"]}) for row in rows]
    for item in score_records(records, MODEL):
        grave = [(f.field, f.start, f.end) for f in item.findings if f.severity <= "P1"]
        assert len(grave) == len(set(grave)), item.record.name
        for f in item.findings:
            assert f.end <= len(field_text(item.record, f.field))


def test_the_specific_code_takes_the_place_of_the_general_one() -> None:
    (trend,) = score_records([Indicator("农户节水意识", value="逐步提高")], MODEL)
    assert "V17" in _codes(trend)
    assert "V29" not in _codes(trend)
    (placeholder,) = score_records([Indicator("供水人口", value="*")], MODEL)
    assert "V04" in _codes(placeholder)
    assert "V30" not in _codes(placeholder)


def test_sets_are_projects_of_one_document() -> None:
    records = [
        Indicator("甲", source="a", project="P", activity="1"),
        Indicator("乙", source="a", project="P", activity="2"),
        Indicator("丙", source="a", activity="1"),
        Indicator("丁", source="b", project="P"),
    ]
    contexts = contexts_of(records, MODEL.predict(records), "2020")
    items = [RecordView(*pair) for pair in zip(records, contexts, strict=True)]
    assert list(groups(items, "project").values()) == [[0, 1], [2], [3]]
    assert list(groups(items, "document").values()) == [[0, 1, 2], [3]]


def test_project_checks_do_not_look_across_projects() -> None:
    output = Indicator("保障春灌", value="保障春灌", level1="产出指标", level2="质量指标", project="甲")
    benefit = Indicator("保障春灌", value="保障春灌", level1="效益指标", level2="社会效益指标", project="甲")
    other = Indicator("保障春灌", value="保障春灌", level1="效益指标", level2="社会效益指标", project="乙")
    scored = score_records([output, benefit, other], MODEL)
    assert ["T05" in _codes(s) for s in scored] == [False, True, False]


def test_findings_of_one_span_keep_the_rule_and_drop_the_model() -> None:
    record = Indicator("完成率", value="100%", level1="产出指标", level2="数量指标")
    (item,) = score_records([record], MODEL)
    assert "N14" in _codes(item)
    assert "B16" not in _codes(item)


class _AllBoilerplate(KeywordModel):
    """Takes every record for boilerplate."""

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        said = super().predict(records)
        return replace(said, boilerplate=np.ones(len(records)))


def test_one_span_carries_one_grave_finding() -> None:
    (item,) = score_records([Indicator("开展各项节水活动", value="好")], _AllBoilerplate())
    # B16 says of the same characters what N01 does, and only a model says so; the row goes back for its target.
    assert [(f.code, f.severity) for f in item.findings] == [("V29", "P1"), ("N01", "P2")]


@pytest.mark.parametrize(
    ("record", "severity"),
    [
        (Indicator("保障灌区供水", value="明显改善"), "P2"),
        (Indicator("完成渠道清淤任务", value="100%"), "P1"),
    ],
)
def test_a_row_that_goes_back_for_its_target_does_not_go_back_for_its_name(
    record: Indicator, severity: str
) -> None:
    (item,) = score_records([record], MODEL)
    assert [f.severity for f in item.findings if f.code == "N01"] == [severity]


def test_clipped_names_are_found_only_where_many_share_a_width() -> None:
    lost = ["率=按规范巡查的渠段数量按", "=年度内接受巡查的渠段数的", "渠巡查率=年内巡查渠段数/应"] * 3
    assert clipped_names([*lost, "水费收缴率"]) == list(range(9))
    assert clipped_names(["渠道巡查率", "水费收缴率", "农户满意度"] * 4) == []


def test_what_was_lost_in_extraction_costs_nothing() -> None:
    note = Finding("N11", "P3", "name", 0, 1, "截断", extraction=True)
    assert score_of([note]) == START
    assert "extraction" not in note.as_dict()


@pytest.mark.parametrize("standard", ["2020", "2021"])
def test_no_records_no_results(standard: str) -> None:
    assert score_records([], MODEL, standard) == []


def test_what_was_not_read_is_not_missing() -> None:
    rows = (
        Indicator(
            "清淤长度",
            "",
            level1="产出指标",
            level2="数量指标",
            project="清淤",
            source="a.xlsx",
            goal="清淤12公里",
        ),
        Indicator(
            "巡查次数",
            "",
            level1="产出指标",
            level2="数量指标",
            project="清淤",
            source="a.xlsx",
            goal="清淤12公里",
        ),
    )
    whole = score_documents([Document("a.xlsx", rows)], MODEL).findings
    column = Unread(Location(sheet="表一", row=3, column=5), "没有认出", "column")
    partly = score_documents([Document("a.xlsx", rows, unread=(column,))], MODEL).findings
    missing = {c.code for c in all_checks() if c.absence}
    assert {f.code for f in whole} & missing
    assert not {f.code for f in partly} & missing


def test_a_doubtful_reading_is_never_blamed_on_the_author() -> None:
    rows = [Indicator("服务人数", "实际", recognised=sure, source="a.png") for sure in (None, 0.99, 0.5)]
    typed, sharp, doubtful = (score_documents([Document("a.png", (row,))], MODEL).records[0] for row in rows)
    assert {f.severity for f in typed.findings} == {f.severity for f in sharp.findings} != {"P3"}
    assert doubtful.findings
    assert all(f.severity == "P3" and "对照原件" in f.message for f in doubtful.findings)
    assert doubtful.score == START


PROSE = """项目名称：山洪灾害防治
预算金额：86万元
年度绩效目标：维护雨量站126处，组织演练12场。
绩效指标：
（一）产出指标
1.数量指标：维护雨量站126处，组织演练12场。
2.质量指标：数据到报率达到95%以上。
3.时效指标：汛前检修于4月15日前完成。
（二）效益指标
1.社会效益指标：危险区预警覆盖人数3.1万人。
（三）满意度指标
1.群众满意度达到90%以上。
"""


def test_where_a_document_has_no_table_its_prose_is_the_form() -> None:
    document = parse_document(PROSE.encode(), "目标.txt")
    assert all(r.narrative for r in document.indicators)
    found = score_documents([document], MODEL)
    assert [(p.indicators, p.findings) for p in found.projects] == [(6, ())]  # its table is not empty
    assert all(s.record.narrative for s in found.records)
