"""The evaluators' guide says what the program does, and its pictures can be taken."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from types import ModuleType

import click
import pytest
from zhibiao.app.cli import main
from zhibiao.app.reports.facts import SEVERITY_MEANINGS, SEVERITY_NAMES

from ...conftest import ROOT, SLOW_TOO, load_script

FOLDER = ROOT / "app" / "guide"
GUIDE = (FOLDER / "README.md").read_text(encoding="utf-8")
HELP = (ROOT / "app" / "desk" / "templates" / "review.html").read_text(encoding="utf-8")
COMMANDS = [
    line
    for line in [
        *re.findall(r"^(zhibiao [^#\n]+?) *(?:#.*)?$", GUIDE, re.MULTILINE),
        *re.findall(r"`(zhibiao [^`]+)`", GUIDE),
    ]
    if len(line.split()) > 1
]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return load_script(FOLDER / "shoot.py")


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_understood(line: str) -> None:
    _, name, *words = shlex.split(line)
    command = main.get_command(click.Context(main), name)
    assert command is not None, name
    command.make_context(name, words)  # raises for an option or a choice that there is not


def test_every_kind_of_command_is_looked_at() -> None:
    assert {line.split()[1] for line in COMMANDS} == {"score", "checks", "serve", "train"}


def test_severities_mean_what_the_reports_say() -> None:
    rows = re.findall(r"^\| (P\d) (\S+) \| ([^|]+) \|", GUIDE, re.MULTILINE)
    assert {code: name for code, name, _ in rows} == SEVERITY_NAMES
    for code, _, meaning in rows:
        assert SEVERITY_MEANINGS[code].startswith(meaning.strip())


def test_keys_are_those_of_the_desk() -> None:
    here, there = (set(re.findall(r"<kbd>(.)</kbd>", text)) for text in (GUIDE, HELP))
    assert len(here) >= 8
    assert here <= there


def test_pictures_are_shown_and_explained(script: ModuleType) -> None:
    shown = re.findall(r"!\[([^\]]+)\]\((\w+)\.png\)", GUIDE)
    assert {name for _, name in shown} == set(script.PICTURES) == {p.stem for p in FOLDER.glob("*.png")}
    assert sum(p.stat().st_size for p in FOLDER.glob("*.png")) < 400_000


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^):]+)\)", GUIDE):
        assert (FOLDER / target).exists(), target


@pytest.mark.skipif(not SLOW_TOO, reason="ZHIBIAO_SLOW=1, and `make regenerate ONLY=pictures` does it")
def test_the_pictures_can_be_taken(script: ModuleType, tmp_path: Path) -> None:
    pytest.importorskip("playwright.sync_api", reason="playwright is absent")
    image = pytest.importorskip("PIL.Image", reason="pillow is absent")
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        pytest.skip("chromium is absent: apt install chromium")
    script.shoot(tmp_path)
    for name, height in script.PICTURES.items():
        with image.open(tmp_path / f"{name}.png") as picture:
            assert picture.size == (1280, height)
            assert len(picture.convert("RGB").getcolors(1 << 20)) > 20  # not an empty page
