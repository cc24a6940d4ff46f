"""The pyfunc of a registered model: what it answers for a DataFrame of records."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("mlflow")
pd = pytest.importorskip("pandas")

from mlflow.exceptions import MlflowException  # noqa: E402
from zhibiao.app.served import FIELDS, INPUTS, PARAMS, ScoringModel, record_of, served  # noqa: E402
from zhibiao.models.load import load_model  # noqa: E402
from zhibiao.nlp.record import Indicator  # noqa: E402
from zhibiao.scoring.score import score_records  # noqa: E402

ROWS = (
    {"name": "机耕道硬化里程", "value": "≥6.4公里", "level1": "产出指标", "level2": "质量指标"},
    {"name": "受益农户满意度", "value": "较高"},
    {"name": "", "value": ""},
)


@pytest.fixture
def model() -> ScoringModel:
    made = ScoringModel()
    made.model = load_model("fast")
    return made


def ask(model: ScoringModel, rows: Any, **params: str) -> list[dict[str, Any]]:
    """The answer as its reader has it: JSON texts read."""
    table = model.predict(None, pd.DataFrame(rows), params)
    assert tuple(table.columns) == FIELDS
    texts = ("type_set", "target", "findings")
    return [
        {k: json.loads(v) if k in texts and v else v for k, v in row.items()}
        for row in table.to_dict("records")
    ]


def test_it_answers_with_what_scoring_says_row_by_row(model: ScoringModel) -> None:
    records = [Indicator(**row) for row in ROWS]
    expected = [s.as_dict() for s in score_records(records, model.model)]
    found = ask(model, ROWS)
    assert len(found) == len(ROWS)
    for row, whole in zip(found, expected, strict=True):
        assert row == {k: "" if whole[k] is None else whole[k] for k in FIELDS}
    assert [f["code"] for f in found[1]["findings"]] == ["V29"]


def test_a_name_is_enough(model: ScoringModel) -> None:
    (row,) = ask(model, [{"name": "村级网格员培训覆盖率"}])
    assert row["target"] == ""
    assert row["findings"][0]["code"] == "V30"


def test_no_rows_are_answered_with_none(model: ScoringModel) -> None:
    assert ask(model, {"name": []}) == []


def test_a_ladder_is_a_json_text_as_in_the_answer() -> None:
    ladder = record_of({"name": "村民满意度", "tiers": '["≥95%", "≥90%"]', "history": "", "actual": "96%"})
    assert ladder == Indicator("村民满意度", tiers=("≥95%", "≥90%"), actual="96%")
    assert record_of({"name": "村民满意度", "tiers": "≥95%"}).tiers == ("≥95%",)
    # What a table leaves empty is no ladder.
    assert record_of({"name": "村民满意度", "tiers": float("nan"), "history": None}).tiers is None


def test_the_standard_and_the_profile_of_a_request_count(model: ScoringModel) -> None:
    cost = [{"name": "亩均改造成本", "value": "≤3万元"}]
    assert ask(model, cost)[0]["type_level1"] == "产出"
    assert ask(model, cost, standard="2021")[0]["type_level1"] == "成本"
    soft = [{"name": "项目的实施时间", "value": "2024年1月-12月", "level2": "时效指标"}]
    severity = {
        p: ask(model, soft, profile=p)[0]["findings"][0]["severity"] for p in ("declaration", "selfcheck")
    }
    assert severity == {"declaration": "P1", "selfcheck": "P2"}


@pytest.mark.parametrize("params", [{"standard": "2019"}, {"profile": "weekly"}])
def test_an_unknown_setting_is_refused_in_a_sentence(model: ScoringModel, params: dict[str, str]) -> None:
    with pytest.raises(MlflowException, match=r"请用") as refused:
        model.predict(None, pd.DataFrame(ROWS), params)
    assert refused.value.get_http_status_code() == 400


def test_the_example_in_the_signature_is_a_row_of_an_answer() -> None:
    made = served()
    assert tuple(made.example) == FIELDS
    assert made.required == ("name",)
    assert set(made.inputs) == set(INPUTS)
    assert made.params == PARAMS


def test_without_a_profile_the_stage_is_found(model: ScoringModel) -> None:
    assert PARAMS["profile"] == "auto"
    rows = [
        {
            "name": "项目的实施时间",
            "value": "2024年1月-12月",
            "level2": "时效指标",
            "actual": "2024年1月-12月",
        }
    ]
    assert ask(model, rows) == ask(model, rows, profile="selfcheck")
    assert ask(model, rows) != ask(model, rows, profile="declaration")
