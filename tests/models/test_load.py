"""A model folder with wrong numbers ends in a sentence, not in a traceback or in scores that are no numbers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from zhibiao.models.load import ARTEFACTS, ModelError, load_model

FAST = ARTEFACTS / "fast"
WRONG: list[tuple[str, Any]] = [
    ("temperatures.type", float("nan")),
    ("temperatures.type", 0),
    ("temperatures.vague", -1),
    ("temperatures.type", "x"),
    ("temperatures", {}),
    ("thresholds.vague", float("nan")),
    ("thresholds.type_set", "0.5"),
    ("thresholds.boilerplate", 7),
    ("thresholds", {"vague": 0.5, "other": 1}),
    ("features.bits", 60),
    ("features.bits", 3),
    ("features.idf", 1e9),
    ("features.weights", [1]),
    ("features.weights", [float("inf")] * 5),
    ("card", None),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FAST, tmp_path / "model"))


@pytest.mark.parametrize(("key", "value"), WRONG, ids=lambda v: str(v)[:20])
def test_a_wrong_number_is_refused(folder: Path, key: str, value: Any) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    *above, last = key.split(".")
    inner = config
    for name in above:
        inner = inner[name]
    inner[last] = value
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match="无法加载"):
        load_model(str(folder))


def test_weights_that_are_no_numbers_are_refused(folder: Path) -> None:
    (path,) = folder.glob("*.safetensors")
    arrays = load_file(path)
    arrays["bias"] = arrays["bias"].copy()
    arrays["bias"][3] = np.nan
    save_file(arrays, path)
    with pytest.raises(ModelError, match="无法加载"):
        load_model(str(folder))


def test_the_folder_as_it_is_loads(folder: Path) -> None:
    assert len(load_model(str(folder)).predict([])) == 0
