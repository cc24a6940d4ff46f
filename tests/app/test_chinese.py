"""The command line speaks Chinese, click's own messages included."""

from __future__ import annotations

import ast
import errno
import inspect
import os
import re
from importlib import import_module

import click
import pytest
from click.testing import CliRunner
from zhibiao.app import chinese
from zhibiao.app.cli import main
from zhibiao.nlp.errors import reason

ENGLISH = re.compile(r"(?<![-\w/.\[|])[A-Z]?[a-z]{3,}(?: [a-z]{2,})+")
# Prompts, editors, files that click opens, mistakes in a program: no command line of ours can bring them about.
NEVER = re.compile(
    r"confirm|Confirm|continue|edit|Edit|Repeat|two entered|invalid input|colour|stream|UUID|Windows error|unknown error"
    r"|Could not open|DeprecationWarning|deprecated|defined twice|Boolean option|Could not determine|No options defined"
    r"|Arguments take|start character|Choice\(|does not match|values are required|iterable|executable|any key"
)
COMMAND = re.compile(r"zhibiao(?: [a-z]+)*")
WRONG = [
    ["scroe"],
    ["score"],
    ["score", "--foo", "x"],
    ["score", "x", "--forma", "csv"],
    ["score", "x", "--format", "pdf"],
    ["score", "x", "--format"],
    ["score", "x", "--memory", "0"],
    ["score", "x", "--memory", "many"],
    ["score", "x", "--seconds", "abc"],
    ["score", "x", "--summary=1"],
    ["checks", "V01", "V02"],
    ["batch"],
    ["serve", "--port", "99999"],
    ["bench", "xx"],
    ["--versio"],
]


def english(text: str) -> list[str]:
    """Runs of English words that are not a command line."""
    return ENGLISH.findall(COMMAND.sub("", text))


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_command_line_is_explained_in_chinese(words: list[str]) -> None:
    done = CliRunner().invoke(main, words, prog_name="zhibiao")
    assert done.exit_code == 2
    assert english(done.output) == []
    assert re.search("[\u4e00-\u9fff]", done.output.splitlines()[-1])


@pytest.mark.parametrize("command", ["", *main.list_commands(click.Context(main))])
def test_help_is_in_chinese_and_fits_the_terminal(command: str) -> None:
    words = [command, "--help"] if command else ["--help"]
    done = CliRunner().invoke(main, words, prog_name="zhibiao", terminal_width=80)
    said = done.stdout  # what a thread of another test logs meanwhile goes to stderr
    assert said.startswith("用法: zhibiao")
    assert english(said) == []
    assert max(map(chinese._width, said.splitlines())) <= 80


def test_every_message_of_click_has_its_words() -> None:
    """What an upgrade of click says anew is translated, or found to be out of reach."""
    asked = set()
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "shell_completion", "types"):
        for node in ast.walk(ast.parse(inspect.getsource(import_module(f"click.{name}")))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                given = tuple(a.value for a in node.args[:2] if isinstance(a, ast.Constant))
                asked |= {given} if given else set()
    assert len(asked) > 40
    known = set(chinese.MESSAGES)
    assert {m for m in asked if not known & set(m) and not NEVER.search(m[0])} == set()
    assert known <= {message for given in asked for message in given} | {"required"}


def test_a_refusal_of_the_system_is_said_in_chinese() -> None:
    assert reason(OSError(errno.ENOENT, os.strerror(errno.ENOENT))) == "不存在"
    assert reason(OSError("x")) == "OSError"
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"


def test_the_words_of_a_message_are_whole() -> None:
    assert chinese._fitting("用法（handover）", 8) == "用法（"
    assert chinese._fitting("handover", 4) == "hand"
