"""The pages of docs/ say what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from zhibiao.app.cli import main
from zhibiao.scoring.config import COSTS, PROFILES, load_config
from zhibiao.scoring.points import (
    DOCUMENT_COSTS,
    FIRST_GRAVE,
    GRAVE_SHARE,
    MEAN_SHARE,
    MEDIUM,
    NOT_BEST,
    PROJECT_COSTS,
)

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "checks.md").read_text(encoding="utf-8")
_COMMAND = re.compile(r"^(?:\$ )?(zhibiao [a-z][^#\n]+?) *(?:#.*)?$", re.MULTILINE)
COMMANDS = [
    pytest.param(line, id=f"{page.name}: {line}")
    for page in (*sorted(DOCS.glob("*.md")), DOCS.parent / "README.md", DOCS.parent / "CONTRIBUTING.md")
    for line in _COMMAND.findall(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_understood(line: str) -> None:
    _, name, *words = shlex.split(line)
    command = main.get_command(click.Context(main), name)
    assert command is not None, name
    command.make_context(name, words)


def test_the_settings_are_valid(tmp_path: Path) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "本单位.toml"
    path.write_text(text, encoding="utf-8")
    config = load_config(path)
    assert not config.is_on("V15")
    assert not config.is_on("N16")
    assert not config.is_on("T01")
    assert config.severity["V29"] == "P2"


def test_scores_are_explained_as_they_are_made() -> None:
    rows = dict(re.findall(r"^\| (指标得分|项目得分|文件得分) \| (.*) \|$", PAGE, re.MULTILINE))
    for row, costs in (("指标得分", COSTS), ("项目得分", PROJECT_COSTS), ("文件得分", DOCUMENT_COSTS)):
        assert "，".join(f"{s} {n:g} 分" for s, n in costs.items() if n) in rows[row]
    for figure in (
        f"平均失分的 {MEAN_SHARE:.0%}",
        f"× {GRAVE_SHARE:g} 分（{FIRST_GRAVE:.0%} 以内",
        f"最高 {NOT_BEST:g} 分",
        f"最高 {MEDIUM:g} 分",
    ):
        assert figure in rows["项目得分"]


def test_every_profile_is_named() -> None:
    for key, name in PROFILES.items():
        assert f"| `{key}` | {name} |" in PAGE


def test_links_lead_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\(([^):#]+)\)", page.read_text(encoding="utf-8")):
            assert (DOCS / target).exists(), target
