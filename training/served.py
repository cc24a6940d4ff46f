"""The model as MLflow serves it: a DataFrame of records in, the scored fields out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlflow.pyfunc.model import PythonModel

from ..models.load import load_model
from ..nlp.record import from_mapping

if TYPE_CHECKING:
    import pandas as pd

SIGNATURE_COLUMNS = ("name", "value", "description", "level1", "level2", "project")


class ScoringModel(PythonModel):  # type: ignore[misc]
    """Predicts the models' fields of the scored record; lists and objects are JSON texts."""

    model: Any = None

    def load_context(self, context: Any) -> None:
        """Load the bundled folder that was logged with the model."""
        self.model = load_model(str(Path(context.artifacts["model"])))

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> pd.DataFrame:
        """One row a record, same order: type, its probability and set, vague, boilerplate, the target."""
        import pandas as pd

        rows_in: list[dict[str, Any]] = model_input.to_dict("records")  # type: ignore[assignment]
        records = [from_mapping(row) for row in rows_in]
        found = self.model.predict(records)
        vague, boilerplate, sets = found.is_vague(), found.is_boilerplate(), found.type_sets()
        rows = [
            {
                "type": label,
                "type_level1": upper,
                "type_probability": float(found.types[i].max()),
                "type_set": json.dumps(sets[i]),
                "vague": bool(vague[i]),
                "vague_probability": float(found.vague[i]),
                "boilerplate": bool(boilerplate[i]),
                "boilerplate_probability": float(found.boilerplate[i]),
                "target": json.dumps(t.as_dict(), ensure_ascii=False) if (t := records[i].target) else "",
            }
            for i, (label, upper) in enumerate(zip(found.labels(), found.level1(), strict=True))
        ]
        return pd.DataFrame(rows)


def scored_columns() -> pd.DataFrame:
    """One example row of what `predict` returns, for the signature."""
    import pandas as pd

    row = {
        "type": "quantity",
        "type_level1": "产出",
        "type_probability": 0.9,
        "type_set": "[]",
        "vague": False,
        "vague_probability": 0.1,
        "boilerplate": False,
        "boilerplate_probability": 0.1,
        "target": "",
    }
    return pd.DataFrame([row])
