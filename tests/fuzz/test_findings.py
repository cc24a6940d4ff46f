"""What fuzzing once found stays mended, and the properties hold for what fuzzing starts from."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from .mutators import MUTATORS
from .properties import PROPERTIES
from .seeds import dictionary, seeds

HERE = Path(__file__).resolve().parent
CHANGED = 60  # files of each kind: a few seconds
FINDINGS = sorted(p for p in (HERE / "findings").glob("*/*") if p.is_file())


@pytest.mark.parametrize("path", FINDINGS, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_a_finding_stays_mended(path: Path) -> None:
    PROPERTIES[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", MUTATORS)
def test_properties_hold_for_changed_files(target: str) -> None:
    files = seeds(target)
    changed = [MUTATORS[target](files[n % len(files)], Random(n)) for n in range(CHANGED)]
    assert len(set(changed)) > CHANGED * 0.8
    for data in changed:
        PROPERTIES[target](data)


@pytest.mark.parametrize("target", PROPERTIES)
def test_properties_hold_for_the_seeds(target: str) -> None:
    inputs = seeds(target)
    assert len(inputs) > 4
    assert dictionary(target).isascii()
    for data in inputs:
        PROPERTIES[target](data)


def test_an_exception_behind_the_front_door_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = sys.modules["zhibiao.nlp.reading"]

    def breaks(text: str) -> None:
        raise KeyError(text)

    monkeypatch.setattr(readers, "read_text", breaks)
    with pytest.raises(KeyError):
        PROPERTIES["text"](b"x")
