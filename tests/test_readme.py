"""The README's console blocks show what the commands really print."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, SHARED

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
BLOCKS = BLOCK.findall(README)


def parts(block: str) -> list[tuple[str, str]]:
    """(command, expected output) of each `$` line in a block."""
    found = []
    for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = piece.partition("\n")
        found.append((command, output))
    return found


COMMANDS = [part for block in BLOCKS for part in parts(block)]


def steady(text: str) -> str:
    """Output without what differs from run to run: speeds, trailing space."""
    lines = [re.sub(r"[\d,]+ \|$", "… |", line.rstrip()) for line in text.strip().splitlines()]
    return "\n".join(lines)


def same(expected: str, got: str) -> bool:
    """Equal, where a line `…` in the README stands for any lines left out."""
    pattern = re.escape(steady(expected)).replace(re.escape("\n…\n"), r"\n(?:.*\n)*?")
    return re.fullmatch(pattern, steady(got)) is not None


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 4


@pytest.mark.parametrize(("command", "expected"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_output_block(command: str, expected: str) -> None:
    if "../shared" in command and not SHARED.is_dir():
        pytest.skip("../shared is absent")
    words = shlex.split(command)
    assert words[0] == "zhibiao"
    done = subprocess.run(
        [sys.executable, "-m", "zhibiao.app", *words[1:]],
        cwd=ROOT,
        capture_output=True,
        timeout=300,
        check=False,
    )
    got = done.stdout.decode()
    assert same(expected, got), got


def test_same_can_tell_a_difference() -> None:
    assert same("a\n…\nd\n", "a\nb\nc\nd\n")
    assert not same("a\n…\nd\n", "a\nb\nc\ne\n")
    assert same("| fast | 0.9 | 1,234 |", "| fast | 0.9 | 99 |")


def test_ci_runs_the_readme_test_command() -> None:
    (command,) = re.findall(r"&& (pytest\b[^\n]*)", README)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_path_that_the_readme_names_exists() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (Path(ROOT) / target).exists(), target
