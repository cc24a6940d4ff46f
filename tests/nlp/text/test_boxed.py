"""Tables drawn with bars whose cells go on in the next line."""

from __future__ import annotations

import pytest
from zhibiao.nlp.document import Document
from zhibiao.nlp.readers.text.lines.boxed import unboxed
from zhibiao.nlp.reading import read_document

FORM = """
                项目支出绩效目标表
单位：万元
|项目名称  |古树名木保护                                  |
|资金情况  |年度资金总额：|46.50                          |
|          |其中：财政拨款|46.50                          |
|年度目标  |为辖区318株古树逐株体检，对其中42株衰弱株支撑、|
|          |防腐，认养古树60株，居民满意度不低于88%。      |
|一级指标|二级指标  |三级指标          |指标值        |
|产出指标|数量指标  |古树健康体检株数  |≥318株       |
|        |          |衰弱古树支撑、防腐|≥42株        |
|        |          |株数              |              |
|        |质量指标  |复壮古树成活率    |≥95%         |
|        |时效指标  |体检报告完成时间  |2024年10月31日|
|        |          |                  |前            |
|效益指标|社会效益指|古树认养株数      |≥60株        |
|        |标        |                  |              |
|满意度指|服务对象满|周边居民满意度    |≥88%         |
|标      |意度指标  |                  |              |
"""
RULE = "+--------+----------+------------------+--------------+"
ROWS = [
    ("产出指标", "数量指标", "古树健康体检株数", "≥318株"),
    ("产出指标", "数量指标", "衰弱古树支撑、防腐株数", "≥42株"),
    ("产出指标", "质量指标", "复壮古树成活率", "≥95%"),
    ("产出指标", "时效指标", "体检报告完成时间", "2024年10月31日前"),
    ("效益指标", "社会效益指标", "古树认养株数", "≥60株"),
    ("满意度指标", "服务对象满意度指标", "周边居民满意度", "≥88%"),
]


def _ruled(form: str) -> str:
    """The form with a rule above each row."""
    told: list[str] = []
    for line in form.splitlines():
        rest = any(text in line for text in ("|防腐", "|株数", "|前", "|标 ", "|标      |意"))
        told += [RULE] * (line.startswith("|") and not rest) + [line]
    return "\n".join(told)


@pytest.fixture(params=["full", "ruled"])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("boxed") / "form.txt"
    path.write_text(FORM if request.param == "full" else _ruled(FORM), encoding="utf-8")
    return read_document(path)


def test_what_a_full_cell_has_no_room_for_goes_on_below(document: Document) -> None:
    assert [(r.level1, r.level2, r.name, r.value) for r in document.indicators] == ROWS


def test_the_head_of_the_form_is_read(document: Document) -> None:
    (project,) = document.projects
    assert (project.name, project.budget) == ("古树名木保护", 46.5)
    assert project.goal.endswith("对其中42株衰弱株支撑、防腐，认养古树60株，居民满意度不低于88%。")


def test_rows_without_room_in_their_cells_stay_apart() -> None:
    lines = ["|三级指标|目标|", "|清运次数|90次|", "|巡查次数|48次|", "|收集点数|36个|", "|垃圾清运|98%%|"]
    assert unboxed(lines) == lines


def test_a_quotation_mark_moves_the_bars_of_its_line_by_a_place() -> None:
    lines = [
        "|总体目标|目标        |",
        "|        |推行“河长制”|",
        "|        |常态管护，全|",
        "|        |年巡河48次。 |",
        "|        |             |",
        "|三级指标|目标        |",
    ]
    assert unboxed(lines)[1] == "\t推行“河长制”常态管护，全年巡河48次。"


def test_the_next_of_numbered_items_is_of_the_same_cell() -> None:
    lines = [
        "|项目名称  |灌区清淤                                      |",
        "|测算依据  |1.清淤12公里×2万元=24万元；                    |",
        "|          |2.检修闸门8座×1.5万元=12万元；                 |",
        "|          |3.宣传4万元。                                  |",
        "|年度目标  |清淤12公里，检修闸门8座。                      |",
        "|主管部门  |云岭县水利局                                  |",
    ]
    assert [line for line in unboxed(lines) if "1." in line] == [
        "测算依据\t1.清淤12公里×2万元=24万元；2.检修闸门8座×1.5万元=12万元；3.宣传4万元。"
    ]
