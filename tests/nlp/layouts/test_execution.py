"""What a self-evaluation says of its money and points, and forms that follow one another in one file."""

from __future__ import annotations

import pytest
from zhibiao.nlp.document import Document
from zhibiao.nlp.layouts.execution import stated
from zhibiao.nlp.reading import parse_document

from ...forms.model import FORMATS, Layout, Sheet, blocks
from ...forms.writers import WRITERS

_TABLE = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | {name} | ≥100人 | 120人 | 50 | 50 | 无
效益指标 | 社会效益指标 | 受益群众比例 | ≥90% | 95% | 40 | 38.5 | 无
总分 | < | < | < | < | 100 | 98.3 |
"""
DEPARTMENT = """
部门整体支出绩效自评表
部门名称 | {unit} | < | < | < | < | < | <
部门整体支出总额（万元） | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
^ | 年度资金总额 | 200 | 210 | 205.8 | 10 | 98% | 9.8
""" + _TABLE.strip()
PROJECT = """
项目支出绩效自评表
填报单位：{unit}
项目名称 | {project} | < | < | < | < | < | <
预算执行情况（万元）（20分） | < | 预算数 | 执行数 | 执行率 | 得分 | < | <
合计 | < | 20 | 19 | 95% | 19 | < | <
""" + _TABLE.strip()
BESIDE = """
项目支出绩效自评表
项目名称 | {project} | < | < | < | < | < | <
预算执行 | 预算数 | 20 | 执行数 | 19 | 执行率 | 95% |
""" + _TABLE.strip()


def written(format: str, *bodies: str, stacked: bool = False) -> Document:
    """The forms of `bodies`, each on a sheet of its own or all on one, read back from `format`."""
    sheets = [Sheet(f"表{n}", tuple(blocks(body, "form"))) for n, body in enumerate(bodies, 1)]
    if stacked:
        sheets = [Sheet("表", tuple(block for sheet in sheets for block in sheet.blocks))]
    layout = Layout(id="form", sheets=tuple(sheets), unit="", projects=None, records=())
    return parse_document(WRITERS[format](layout), f"form.{format}")


def accounts(document: Document, kind: str) -> list[dict[str, str]]:
    """What the passages of `kind` state, form by form."""
    return [stated(p.text) for p in document.passages if p.kind == kind]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("stacked", [False, True])
def test_execution_and_total_are_those_of_their_form(format: str, stacked: bool) -> None:
    document = written(
        format,
        DEPARTMENT.format(unit="云山县民政局", name="救助老人"),
        PROJECT.format(unit="云山县救助站", project="流浪救助", name="救助人员"),
        stacked=stacked,
    )
    assert [(p.name, p.unit) for p in document.projects] == [
        ("云山县民政局部门整体支出", "云山县民政局"),
        ("流浪救助", "云山县救助站"),
    ]
    first = {"年初预算数": "200", "全年预算数": "210", "全年执行数": "205.8", "执行率": "98%"}
    second = {"全年预算数": "20", "全年执行数": "19", "执行率": "95%"}
    assert accounts(document, "execution") == [
        {**first, "分值": "10", "得分": "9.8"},
        {**second, "分值": "20", "得分": "19"},
    ]
    assert accounts(document, "total") == [{"分值": "100", "得分": "98.3"}] * 2
    ids = [p.id for p in document.projects]
    assert [p.project_id for p in document.passages if p.kind in ("execution", "total")] == [
        ids[0],
        ids[0],
        ids[1],
        ids[1],
    ]
    assert len(document.indicators) == 4


@pytest.mark.parametrize("format", FORMATS)
def test_figures_beside_their_labels(format: str) -> None:
    document = written(format, BESIDE.format(project="流浪救助", name="救助人员"))
    told = {"全年预算数": "20", "全年执行数": "19", "执行率": "95%"}
    assert accounts(document, "execution") == [told]
    scored = BESIDE.format(project="流浪救助", name="救助人员").replace("95%", "95%（分值10，得分9.5）", 1)
    assert accounts(written(format, scored), "execution") == [{**told, "分值": "10", "得分": "9.5"}]


@pytest.mark.parametrize("format", FORMATS)
def test_each_of_several_forms_keeps_its_unit(format: str) -> None:
    forms = (("云山县养老院", "养老院运转", "入住老人"), ("云山县救助站", "流浪救助", "救助人员"))
    bodies = [PROJECT.format(unit=u, project=p, name=n) for u, p, n in forms]
    for stacked in (False, True):
        document = written(format, *bodies, stacked=stacked)
        assert [r.unit for r in document.indicators] == ["云山县养老院"] * 2 + ["云山县救助站"] * 2


@pytest.mark.parametrize("format", FORMATS)
def test_weight_and_points_in_one_cell(format: str) -> None:
    both = PROJECT.replace("（20分）", "").replace("执行率 | 得分", "执行率 | 分值 / 得分")
    both = both.replace("95% | 19 |", "95% | 10 / 9.5 |").format(
        unit="云山县救助站", project="流浪救助", name="救助人员"
    )
    (found,) = accounts(written(format, both), "execution")
    assert (found["执行率"], found["分值"], found["得分"]) == ("95%", "10", "9.5")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "预算执行（万元） | 预算数： | 20 | 执行数： | 19 | < | < | <",
            {"全年预算数": "20", "全年执行数": "19"},
        ),
        (
            "预算执行（10分） | 全年预算数 20 | < | 全年执行数19 | < | 执行率95% | < | 得分：9.5",
            {"全年预算数": "20", "全年执行数": "19", "执行率": "95%", "分值": "10", "得分": "9.5"},
        ),
    ],
)
def test_sums_stand_beside_their_labels_or_with_them_in_a_cell(row: str, said: dict[str, str]) -> None:
    head = "项目支出绩效自评表\n项目名称 | {project} | < | < | < | < | < | <\n"
    document = written(
        "xlsx", (head + row + "\n" + _TABLE.strip()).format(project="渠道清淤", name="清淤户数")
    )
    assert accounts(document, "execution") == [said]


@pytest.mark.parametrize("format", ["xlsx", "docx", "html"])
def test_a_total_alone_is_that_of_the_points(format: str) -> None:
    body = BESIDE.format(project="流浪救助", name="救助人员")
    for row, total in (
        ("总分 | 97.5 | < | < | < | < | < |", [{"得分": "97.5"}]),
        ("合计 | 100 | < | < | < | < | < |", []),
    ):
        document = written(format, body.replace("总分 | < | < | < | < | 100 | 98.3 |", row))
        assert accounts(document, "total") == total
