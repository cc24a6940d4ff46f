"""The score: additive, explained, monotone; projects and documents; advice."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhibiao.models.keywords import KeywordModel
from zhibiao.nlp.document import Document, Project
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.advice import propose, with_references
from zhibiao.scoring.advice.advise import advise
from zhibiao.scoring.config import profile_config
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.points import (
    PROJECT_COSTS,
    START,
    costs_of,
    dimensions_of,
    grave_points,
    project_limits,
    project_mean,
    score_of,
    total_of,
)
from zhibiao.scoring.registry import DIMENSIONS, all_checks
from zhibiao.scoring.results import grade_of
from zhibiao.scoring.score import score_documents, score_records

MODEL = KeywordModel()
CODES = [c.code for c in all_checks()]
FINDINGS = st.builds(
    Finding,
    st.sampled_from(CODES),
    st.sampled_from(("P0", "P1", "P2", "P3")),
    st.just("name"),
    st.just(0),
    st.just(1),
    st.just("。"),
    extraction=st.booleans(),
)


@given(st.lists(FINDINGS, min_size=1, max_size=8), st.data())
def test_removing_a_finding_never_lowers_a_score(findings: list[Finding], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(findings) - 1))
    rest = findings[:gone] + findings[gone + 1 :]
    assert score_of(rest) >= score_of(findings)
    config = profile_config("declaration")
    before, after = (dimensions_of(costs_of(f, config), config) for f in (findings, rest))
    assert all(after[d] >= before[d] for d in DIMENSIONS)


@given(st.lists(FINDINGS, max_size=8))
def test_the_costs_explain_the_score(findings: list[Finding]) -> None:
    costs = costs_of(findings)
    assert [c.finding for c in costs] == findings
    assert score_of(findings) == pytest.approx(max(0.0, START - sum(c.points for c in costs)), abs=0.06)
    assert set(dimensions_of(costs, profile_config("declaration"))) == set(DIMENSIONS)


OWN = st.builds(
    Finding,
    st.sampled_from([c.code for c in all_checks() if c.scope == "document"]),
    st.sampled_from(("P0", "P1", "P2", "P3")),
    st.just("project"),
    st.just(0),
    st.just(0),
    st.just("。"),
    opinion=st.sampled_from((8, 9)),
)


def _project_score(rows: list[list[Finding]], own: list[Finding]) -> float:
    config = profile_config("declaration")
    blank = score_records([Indicator("渠道清淤长度", "12公里")], MODEL)[0]
    scored = [
        replace(blank, findings=tuple(f), score=score_of(f, config), costs=costs_of(f, config)) for f in rows
    ]
    costs = costs_of(own, config, PROJECT_COSTS)
    return total_of(costs, project_mean(scored), project_limits(scored, own))


@given(st.lists(st.lists(FINDINGS, max_size=3), min_size=1, max_size=5), st.lists(OWN, max_size=5), st.data())
def test_a_project_is_no_worse_for_one_finding_less(
    rows: list[list[Finding]], own: list[Finding], data: st.DataObject
) -> None:
    before = _project_score(rows, own)
    assert 0 <= before <= 100
    if own:
        gone = data.draw(st.integers(0, len(own) - 1))
        assert _project_score(rows, own[:gone] + own[gone + 1 :]) >= before
    at = data.draw(st.integers(0, len(rows) - 1))
    if rows[at]:
        fewer = [row[1:] if i == at else row for i, row in enumerate(rows)]
        assert _project_score(fewer, own) >= before


@given(st.integers(1, 40))
def test_each_row_more_to_be_sent_back_costs_less_than_the_one_before(rows: int) -> None:
    points = [grave_points(grave / rows) for grave in range(rows + 1)]
    steps = [b - a for a, b in itertools.pairwise(points)]
    assert points[0] == 0
    assert all(step > 0 for step in steps)
    assert all(b <= a + 1e-9 for a, b in itertools.pairwise(steps))


def test_a_third_of_rows_to_be_sent_back_makes_a_form_middling() -> None:
    vague = Finding("V29", "P1", "value", 0, 1, "。")
    fine: list[Finding] = []
    assert grade_of(_project_score([[vague], *[fine] * 24], [])) == "优"
    assert grade_of(_project_score([*[[vague]] * 2, *[fine] * 13], [])) == "良"
    assert grade_of(_project_score([*[[vague]] * 6, *[fine] * 10], [])) == "中"
    assert grade_of(_project_score([[vague]] * 12 + [fine] * 4, [])) == "差"


def test_what_cannot_be_assessed_costs_more_than_what_is_vague() -> None:
    vague = score_of([Finding("V29", "P1", "value", 0, 1, "。")])
    for check in all_checks():
        if check.fault == "target" and check.severity == "P0":
            assert score_of([Finding(check.code, "P0", "value", 0, 1, "。")]) < vague


def test_what_caps_a_projects_grade_is_said() -> None:
    vague = Finding("V29", "P1", "value", 0, 1, "。")
    lost = Finding("V04", "P0", "value", 0, 1, "。")
    none = Finding("M01", "P1", "project", 0, 0, "。", opinion=8)
    fine: list[Finding] = []
    assert grade_of(_project_score([fine] * 4, [])) == "优"
    assert grade_of(_project_score([*[fine] * 20, [lost]], [])) != "优"
    assert grade_of(_project_score([[vague], fine, fine], [])) not in ("优", "良")
    assert grade_of(_project_score([fine] * 4, [none])) == "中"
    assert _project_score([], []) == 0
    assert project_limits([], [])[0].reason == "指标表是空的"


def test_a_graver_finding_costs_more() -> None:
    points = [costs_of([Finding("V17", s, "value", 0, 1, "。")])[0].points for s in ("P0", "P1", "P2", "P3")]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == 4


def test_grades_follow_the_audit_form() -> None:
    assert [grade_of(x) for x in (100, 90, 89.9, 80, 79.9, 60, 59.9, 0)] == list("优优良良中中差差")


def test_a_fault_of_the_document_is_told_once_and_costs_the_document() -> None:
    ladder = ("90%以上", "80%-90%", "70%-80%", "70%以下")
    records = tuple(
        Indicator(f"第{i}渠段巡查率", tiers=ladder, source="a", activity=f"职责{i % 2}") for i in range(10)
    )
    scoring = score_documents([Document("a", records)], MODEL)
    (document,), (first, second) = scoring.documents, scoring.projects
    assert (first.name, second.name) == ("职责0", "职责1")
    assert (document.indicators, document.projects, first.indicators) == (10, 2, 5)
    assert [f.code for f in document.findings] == ["L09"]
    assert not first.findings  # one ladder for all is the document's fault
    assert document.score is not None
    assert document.score < first.score
    assert document.grade == grade_of(document.score)
    assert sum(document.severities.values()) == len(scoring.findings)


@pytest.mark.parametrize(
    ("cost", "wanted"), [("≤137584元", 13.7584), ("≤137584万元", 137584.0), ("", 137584.0)]
)
def test_the_money_of_a_project_is_told_by_its_costs(cost: str, wanted: float) -> None:
    """A budget system exports 元 under a heading of 万元."""
    row = Indicator(
        "管护费用",
        cost,
        level1="产出指标",
        level2="成本指标",
        project="管护",
        project_id="p",
        budget="137,584.00",
    )
    document = Document("a", (row,), projects=(Project("p", "管护", budget=137584.0),))
    (project,) = score_documents([document], MODEL).projects
    assert project.budget == wanted


def test_nothing_to_score_has_no_score() -> None:
    (document,) = score_documents([Document("a")], MODEL).documents
    assert (document.score, document.grade, document.indicators) == (None, "", 0)


def test_references_are_added_where_they_help() -> None:
    class Library:
        def near(self, record: Indicator, leaf: str, limit: int) -> list[Indicator]:
            return [Indicator("灌区节水知晓率", value="≥85%")][:limit]

    record = Indicator("农户节水意识", value="逐步提高")
    (item,) = score_records([record], MODEL)
    finding = next(f for f in item.findings if f.code == "V17")
    proposal = propose(record, item.context)
    assert (
        "灌区节水知晓率 ≥85%"
        in with_references(finding, record, item.context, Library(), proposal).suggestion
    )
    other = Finding("V07", "P2", "value", 0, 1, "。", "改。")
    assert advise([other], record, item.context, Library()) == (other,)


def test_what_a_row_of_the_year_is_told_is_not_told_its_row_of_the_term_again() -> None:
    row = Indicator("灌溉条件", "有所改善", level2="社会效益指标", project="灌区清淤", horizon="annual")
    term = replace(row, value="逐步改善", horizon="term")
    other = replace(term, name="用水条件")
    year, same, apart = (
        {f.code for f in scored.findings} for scored in score_records([row, term, other], MODEL)
    )
    assert "V17" in year & apart
    assert not year & same
