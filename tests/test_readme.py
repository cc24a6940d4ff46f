"""The console blocks of README and docs/ show what the commands really print; links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import ROOT, SHARED, load_script

blocks = load_script(ROOT / ".ci" / "blocks.py")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    pytest.param(page, *one, id=f"{page.name}: {one[0]}")
    for page in blocks.PAGES
    for one in blocks.commands(page.read_text(encoding="utf-8"))
]


def test_commands_are_shown() -> None:
    assert len(COMMANDS) >= 4


@pytest.mark.parametrize(("page", "command", "shown"), COMMANDS)
def test_a_block_shows_what_is_printed(page: Path, command: str, shown: str) -> None:
    if "../shared" in command and not SHARED.is_dir():
        pytest.skip("../shared is absent")
    printed = blocks.run(command)
    assert blocks.same(shown, printed), f"make regenerate ONLY=blocks renews {page.name}:\n{printed}"


def test_same_can_tell_a_difference() -> None:
    assert blocks.same("a\n…\nd\n", "a\nb\nc\nd\n")
    assert not blocks.same("a\n…\nd\n", "a\nb\nc\ne\n")
    assert blocks.same("| fast | 0.9 | 1,234 |", "| fast | 0.9 | 99 |")


def test_a_block_is_renewed_with_as_much_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "run", {"zhibiao a": "1\n2\n3\n4\n", "zhibiao b": "5\n"}.__getitem__)
    page = "words\n```console\n$ zhibiao a\n0\n…\n4\n$ zhibiao b\n5\n```\nmore\n"
    assert blocks.renewed(page) == page.replace("0\n…", "1\n…")
    assert blocks.renewed(blocks.renewed(page)) == blocks.renewed(page)


def test_make_test_is_the_readmes_test_command() -> None:
    (command,) = re.findall(r"&& (pytest\b[^\n]*)", README)
    assert f"\t{command}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
    steps = re.findall(r"^step (\S+)", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert steps == ["setup", "lint", "types", "regenerate-check", "test"]


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda p: p.name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target
