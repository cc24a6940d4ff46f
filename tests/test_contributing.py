"""What CONTRIBUTING tells to write works as it stands there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest
from zhibiao.nlp import vocabulary
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.layouts.flat import flat_or_layout
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.scoring.registry import Check, codes_found

from .conftest import ROOT
from .forms import model

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHECK, READER = (dedent(code) for code in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
(FORM,) = (dedent(form) for form in re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL))


def module(code: str, name: str) -> ModuleType:
    """The code as a module of that name."""
    made = ModuleType(name)
    made.__package__ = name.rpartition(".")[0]
    exec(compile(code, name, "exec"), made.__dict__)
    return made


def test_the_check() -> None:
    check = module(CHECK, "zhibiao.scoring.checks.values.wording.V99").CHECK
    assert isinstance(check, Check)
    assert [codes_found(check, e) for e in (*check.bad, *check.good)] == [True, True, False, False]


def test_the_form_needs_the_two_words(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "FOLDER", tmp_path)
    (tmp_path / "columns").mkdir()
    (tmp_path / "columns" / "new.toml").write_text(FORM, encoding="utf-8")
    (layout,) = model.layouts()
    assert [r["name"] for r in layout.records] == ["清淤长度", "验收合格率", "灌区农户满意度"]
    assert {vocabulary.column(word) for word in ("绩效要点", "预期达到")} == {""}


def test_the_reader() -> None:
    reader = module(READER, "zhibiao.nlp.readers.text.jsontable")
    data = '[{"三级指标": "清淤长度", "指标值": "12公里"}]'.encode()
    assert reader.accepts(data, ".json")
    assert not reader.accepts(b"{}", ".json")
    (table,) = reader.read(data, Limits())
    (record,) = flat_or_layout(table) or ()
    assert (record.name, record.value, str(record.location)) == ("清淤长度", "12公里", "行 2 列 1")
    with pytest.raises(ReadError):
        reader.read(data[:-1], Limits())
    with pytest.raises(ReadError):
        reader.read(data, Limits(rows=1))


def test_without_an_environment_make_says_what_to_do(tmp_path: Path) -> None:
    make = shutil.which("make") or ""
    bare = {"PATH": str(tmp_path)}
    done = subprocess.run(
        [make, f"VENV={tmp_path}", "lint"], cwd=ROOT, env=bare, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "make setup" in done.stdout
