"""docs/configuration.md: its settings are read, its commands understood, its completion answers in each shell."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from zhibiao.app.cli import main
from zhibiao.scoring.config import COSTS, load_config
from zhibiao.scoring.registry import DIMENSIONS

from ..conftest import ROOT

PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = re.findall(r"^(zhibiao [^#\n]+?) *(?:#.*)?$", PAGE, re.MULTILINE)
SHELLS = re.findall(r"_ZHIBIAO_COMPLETE ?= ?\"?(\w+)_source", PAGE)


def test_the_example_is_read_and_shows_every_section(tmp_path: Path) -> None:
    path = tmp_path / "本单位.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    config = load_config(path)
    assert set(tomllib.loads(EXAMPLE)) == {"checks", "severity", "weights", "costs", "dimensions", "words"}
    assert config.severity["V29"] == "P2"
    assert (config.is_on("V15"), config.is_on("B16"), config.is_on("V01")) == (False, False, True)
    assert (config.weights["V12"], dict(config.costs), dict(config.dimensions)) == (0.5, COSTS, DIMENSIONS)
    assert set(config.words.extra) == {"placeholder", "slogan", "superior_bodies"}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_understood(line: str) -> None:
    _, name, *words = shlex.split(line)
    command = main.get_command(click.Context(main), name)
    assert command is not None, name
    command.make_context(name, words)


def test_four_shells_are_named() -> None:
    assert SHELLS == ["bash", "zsh", "fish", "powershell"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_gets_its_script_and_its_answer(shell: str) -> None:
    def said(step: str) -> str:
        asked = {"COMP_WORDS": "zhibiao score --for", "COMP_CWORD": "--for" if shell == "fish" else "2"}
        environment = {**os.environ, **asked, "_ZHIBIAO_COMPLETE": f"{shell}_{step}"}
        command = [sys.executable, "-c", "from zhibiao.app.cli import main; main(prog_name='zhibiao')"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout

    assert "_ZHIBIAO_COMPLETE" in said("source")
    assert "--format" in said("complete")


def test_what_the_page_says_of_the_environment_is_so() -> None:
    for name in re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE):
        places = (p for folder in ("app", "models", "training") for p in (ROOT / folder).rglob("*.py"))
        assert any(name in p.read_text(encoding="utf-8") for p in places), name
