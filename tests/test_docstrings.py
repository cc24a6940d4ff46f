"""The examples in docstrings hold, wherever they stand."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from .conftest import ROOT

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
ROOMS = ("nlp", "models", "scoring", "training")
MODULES = [
    "zhibiao." + ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings_hold(name: str) -> None:
    done = doctest.testmod(import_module(name), optionflags=FLAGS)
    assert done.attempted
    assert done.failed == 0
