"""One module a command of `zhibiao`, named like it; each defines `command`. Heavy imports stay inside."""

from __future__ import annotations

import click

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
