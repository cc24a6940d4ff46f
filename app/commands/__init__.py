"""One module a command of `zhibiao`, named like it; each defines `command`. Heavy imports stay inside."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from ...nlp.errors import reason
from ...nlp.readers.safety.limits import DEFAULT, MIB
from ..terminal import harmless

AUTO = "auto"  # the profile that fits what is read
PROFILES = ("declaration", "selfcheck", "disclosure")
STANDARDS = ("2020", "2021")
LEVELS = ("indicator", "project", "document")
SECONDS, MEMORY = DEFAULT.seconds, DEFAULT.memory // MIB  # limits for one document; memory in MB
SEVERITIES = ("P0", "P1", "P2", "P3")


def say(message: str) -> None:
    """One line for the user, on standard error."""
    click.echo(harmless(message), err=True)


def stop(message: str) -> NoReturn:
    """Say why a command can't do its work, and end it with exit code 2."""
    say(message)
    sys.exit(2)


def unwritable(output: Path | str, error: OSError) -> str:
    """The sentence for an output that can't be written."""
    return f"{output}：无法写入（{reason(error)}），请检查文件夹是否存在、是否可写。"
