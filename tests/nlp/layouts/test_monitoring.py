"""绩效运行监控表: completions of a part of the year, and columns beside them."""

from __future__ import annotations

import pytest
from zhibiao.models.load import load_model
from zhibiao.nlp.reading import parse_document
from zhibiao.scoring.score import score_documents

HEAD = "一级指标\t二级指标\t三级指标\t年度指标值\t{actual}\t全年预计完成情况\t偏差原因\t改进措施\n"
ROWS = "产出指标\t数量指标\t渠道清淤长度\t≥36公里\t12公里\t36公里\t{reason}\t{measure}\n"


def form(actual: str = "1-7月执行情况", forecast: bool = True, reason: str = "", measure: str = "") -> str:
    text = "灌区维护项目绩效表\n" + HEAD.format(actual=actual) + ROWS.format(reason=reason, measure=measure)
    return text if forecast else text.replace("\t全年预计完成情况", "").replace("12公里\t36公里", "12公里")


@pytest.mark.parametrize("actual", ["1-7月执行情况", "上半年完成值", "截至9月完成情况"])
@pytest.mark.parametrize("forecast", [True, False])
def test_half_of_a_year_is_no_shortfall(actual: str, forecast: bool) -> None:
    document = parse_document(form(actual, forecast).encode(), "监控.txt")
    (record,) = document.indicators
    assert (record.actual, record.interim) == ("12公里", True)
    scoring = score_documents([document], load_model("fast"))
    assert "C23" not in {f.code for f in scoring.records[0].findings}
    assert scoring.documents[0].profile == "selfcheck"


@pytest.mark.parametrize("actual", ["全年完成值", "实际完成值", "1-12月完成情况"])
def test_the_whole_year_is_reviewed(actual: str) -> None:
    document = parse_document(form(actual, forecast=False).encode(), "自评.txt")
    assert not document.indicators[0].interim
    found = score_documents([document], load_model("fast")).records[0].findings
    assert "C23" in {f.code for f in found}


def test_a_measure_in_a_column_of_its_own_belongs_to_the_reason() -> None:
    (record,) = parse_document(
        form("实际完成值", False, "汛期停工", "明年提前到3月开工").encode(), "自评.txt"
    ).indicators
    assert record.reason == "汛期停工；明年提前到3月开工"
