"""What a project stands on (政策依据, 测算依据), and labels of a form's head that have no answer."""

from __future__ import annotations

import re

import pytest
from zhibiao.nlp.blocks import Paragraph
from zhibiao.nlp.document import Passage
from zhibiao.nlp.layouts.survey import survey
from zhibiao.nlp.reading import parse_document

from ..forms.model import FORMATS, layouts
from ..forms.writers import WRITERS
from .test_passages import around, rows

FORM = next(layout for layout in layouts() if layout.id == "basis_blocks")
DECLARED = next(layout for layout in layouts() if layout.id == "declaration")
HEAD = ("一级指标", "二级指标", "三级指标", "指标值")
ROW = ("产出指标", "数量指标", "巡护里程", "≥1860公里")


def basis(passages: list[Passage] | tuple[Passage, ...]) -> list[tuple[str, str]]:
    """Kind and text, without white space, of what a project stands on."""
    kinds = ("policy", "calculation")
    return [(p.kind, re.sub(r"\s", "", p.text)) for p in passages if p.kind in kinds]


@pytest.mark.parametrize("format", FORMATS)
def test_policy_and_calculation_are_read_in_every_format(format: str) -> None:
    document = parse_document(WRITERS[format](FORM), f"表.{format}")
    found = basis(document.passages)
    assert ("policy", "《森林防火条例》；云林〔2023〕16号") in found
    assert ("calculation", "巡护员12人×2400元×12个月=34.56万元；防火物资11.94万元。") in found
    assert {p.project_id for p in document.passages if p.kind in ("policy", "calculation")} == {
        document.projects[0].id
    }


@pytest.mark.parametrize("format", FORMATS)
def test_the_declaration_form_of_a_district(format: str) -> None:
    document = parse_document(WRITERS[format](DECLARED), f"表.{format}")
    assert basis(document.passages) == [
        ("policy", "一、《广东省消防工作若干规定》；二、区消防安全委员会年度工作要点。"),
        ("calculation", "巡查员28人×7200元×12个月=241.92万元；装备更新11.58万元。"),
    ]


@pytest.mark.parametrize("format", ["html", "docx", "xlsx"])
def test_an_empty_field_is_told(format: str) -> None:
    document = parse_document(WRITERS[format](FORM), f"表.{format}")
    assert ("calculation", "") in basis(document.passages)
    assert [p.text for p in document.passages if p.kind == "code"] == [""]


def test_the_text_may_stand_below_its_label() -> None:
    found = around(
        rows(
            ("项目名称", "森林防火", "", ""),
            ("测算依据", "", "", ""),
            ("防火物资12万元；巡护车油费3万元。", "", "", ""),
            ("立项依据", "", "", ""),
            HEAD,
            ROW,
        )
    )
    assert basis(found) == [("calculation", "防火物资12万元；巡护车油费3万元。"), ("policy", "")]


def test_a_paragraph_may_begin_with_its_label() -> None:
    found = around(
        Paragraph("项目名称：森林防火"), Paragraph("（二）测算依据：防火物资12万元。"), rows(HEAD, ROW)
    )
    assert [(p.kind, p.text, p.project) for p in found if p.kind == "calculation"] == [
        ("calculation", "防火物资12万元。", "森林防火")
    ]


@pytest.mark.parametrize(
    "beside", ["主管部门", "实施单位（盖章）", "项目负责人及电话", "项目名称：森林防火", "资金类别"]
)
def test_the_heading_beside_an_empty_code_is_no_code(beside: str) -> None:
    found = survey([rows(("项目编码", "", beside, ""), ("项目名称", "森林防火", "", ""), HEAD, ROW)])
    assert [p.code for p in found.projects] == [""]
    assert [p.text for p in found.passages if p.kind == "code"] == [""]


def test_goals_of_both_times_over_one_table_leave_its_time_open() -> None:
    annual, term = ("年度目标：", "巡护1860公里。", "", ""), ("长期目标：", "三年不发生重大火灾。", "", "")
    head = ("项目名称", "森林防火", "", "")
    for goals, wanted in (((annual, term), ""), ((annual,), "annual"), ((term,), "term")):
        found = survey([rows(head, *goals, HEAD, ROW)])
        assert [r.horizon for r in found.indicators] == [wanted]
