"""A registered model as MLflow serves it: a DataFrame of records in, the fields of the scored record out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mlflow.exceptions import MlflowException
from mlflow.pyfunc.model import PythonModel

from ..models.load import load_model
from ..models.taxonomy import STANDARDS
from ..nlp.record import Indicator, from_mapping
from ..scoring.config import ConfigError
from ..scoring.results import Scored
from ..scoring.score import score_records
from ..scoring.stages import AUTO
from ..training.tracking.registry import Served
from .tables import flat_row

if TYPE_CHECKING:
    import pandas as pd

INPUTS = (
    *("name", "value", "description", "level1", "level2", "project", "activity", "tiers", "history"),
    *("actual", "grade", "source", "location", "goal", "budget", "basis"),
)
LISTS = ("tiers", "history")
PARAMS = {"standard": "2020", "profile": AUTO}
FIELDS = (
    *("id", "type", "type_level1", "type_probability", "type_set", "vague", "vague_probability"),
    *("boilerplate", "boilerplate_probability", "target", "findings", "score", "score_grade"),
)
_SCRIPT = """\
import mlflow
from zhibiao.app.served import ScoringModel

mlflow.models.set_model(ScoringModel())
"""


class ScoringModel(PythonModel):  # type: ignore[misc]
    """Predicts `FIELDS` of the scored record; lists and objects are JSON texts, '' where there is no target."""

    model: Any = None

    def load_context(self, context: Any) -> None:
        """Load the model folder that was logged with it."""
        self.model = load_model(str(context.artifacts["model"]))

    def predict(
        self, context: Any, model_input: pd.DataFrame, params: dict[str, Any] | None = None
    ) -> pd.DataFrame:
        """One row a record, same order. Records of one `source` ('' if none is given) are one document.

        `params` may hold `standard` and `profile`. Raises MlflowException (HTTP 400) for unknown ones.
        """
        import pandas as pd

        chosen = PARAMS | (params or {})
        if chosen["standard"] not in STANDARDS:
            known = "、".join(STANDARDS)
            raise MlflowException.invalid_parameter_value(
                f"没有名为“{chosen['standard']}”的分类标准：请用 {known}。"
            )
        rows: list[dict[str, Any]] = model_input.to_dict("records")  # type: ignore[assignment]
        records = [record_of(row) for row in rows]
        try:
            scored = score_records(records, self.model, chosen["standard"], chosen["profile"])
        except ConfigError as error:
            raise MlflowException.invalid_parameter_value(str(error)) from error
        return pd.DataFrame([answer(s) for s in scored], columns=list(FIELDS))


def record_of(row: Mapping[str, Any]) -> Indicator:
    """The record of a row whose `LISTS` are JSON texts; a text that is no JSON list is its only item."""
    lists = {key: _items(row[key]) for key in LISTS if isinstance(row.get(key), str)}
    return from_mapping({**row, **lists})


def answer(scored: Scored) -> dict[str, Any]:
    """The row that is returned for a scored record."""
    row = scored.as_dict()
    # Not None: pandas would make NaN of it, and MLflow a JSON that no other language reads.
    return flat_row({key: "" if row[key] is None else row[key] for key in FIELDS})


def served() -> Served:
    """What `training.tracking.registry` needs to know; the example is scored by the rules, which need no file."""
    asked = {"name": "机耕道硬化里程", "value": "≥6.4公里"}
    example = answer(score_records([from_mapping(asked)], load_model("keywords"))[0])
    return Served(_SCRIPT, INPUTS, PARAMS, asked, example, ("pandas", "rapidfuzz"))


def _items(text: str) -> list[str] | None:
    if not text.strip():
        return None
    try:
        items = json.loads(text)
    except ValueError:
        return [text]
    return [str(i) for i in items] if isinstance(items, list) else [text]
