from __future__ import annotations

from pathlib import Path

import pytest
from zhibiao.training.config import CONFIGS, ExperimentError, from_values, load_config


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.toml")), ids=lambda p: p.stem)
def test_every_shipped_configuration_loads(path: Path) -> None:
    assert load_config(path.stem).name == path.stem


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(ExperimentError, match="不认识的键 epoch，"):
        from_values({"name": "x", "kind": "encoder", "epoch": 3})


def test_a_wrong_type_and_an_unknown_kind_are_named() -> None:
    with pytest.raises(ExperimentError, match="folds"):
        from_values({"name": "x", "kind": "linear", "folds": "five"})
    with pytest.raises(ExperimentError, match="kind"):
        from_values({"name": "x", "kind": "magic"})


def test_a_missing_file_and_bad_toml_are_clear(tmp_path: Path) -> None:
    with pytest.raises(ExperimentError, match="找不到配置"):
        load_config("nothing")
    (tmp_path / "bad.toml").write_text("kind = ")
    with pytest.raises(ExperimentError, match="TOML"):
        load_config(tmp_path / "bad.toml")
