"""No regular expression of the package can be kept busy by a text: on whole documents time grows with the length,
on fields, which are looked at up to a length, none takes long."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from zhibiao.nlp.record import LONGEST

from .attack import ABORTED, attacks, of_length, seconds

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "data" / "samples" / "yunling_water_2025.txt"
WHOLE = 20_000  # characters of a document's text
FIELD = LONGEST // 4  # of a field: a square makes 16 times as long of the longest, a cube 64 times
SOON = 0.05  # processor seconds: what takes less of a whole text is not looked into
SHORT = 0.2
LONG = 0.5
TIMES = 4
GROWTH = 8  # times as long for four times the text: 4 where it is linear, 16 where it is quadratic


def slow(pattern: re.Pattern, use: str, whole: bool) -> str:
    """The attack that succeeds, '' where none does."""
    for attack in attacks(pattern):
        text = of_length(attack, WHOLE if whole else FIELD)
        soon = SOON if whole else SHORT
        if seconds(pattern, use, text, LONG) < soon or (took := _fastest(pattern, use, text)) < soon:
            continue
        before = _fastest(pattern, use, of_length(attack, WHOLE // 4)) if took < ABORTED and whole else 0
        if not before or took / before > GROWTH:
            return f"{use} of {pattern.pattern!r} takes {took:.2f} s for {attack}"
    return ""


def _fastest(pattern: re.Pattern, use: str, text: Any) -> float:
    """Of a few times: what else the machine does makes one of them say nothing."""
    return min(seconds(pattern, use, text, LONG) for _ in range(TIMES))


def test_every_pattern_of_the_package() -> None:
    """In a process of its own: it must see the modules being imported."""
    command = [sys.executable, "-W", "ignore", "-m", "patterns.test_patterns"]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=True)
    tried, found = json.loads(done.stdout)
    assert tried > 250
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "use", "length"),
    [
        (r"(?:a|b|ab)*c", "match", "field"),
        (r"\s*x?\s*y", "match", "document"),
        (r"(?:不断|逐步)*提高", "search", "document"),
        (r"(?:对[^对]*|对)*满意", "fullmatch", "field"),
        (r"\d+月", "search", "document"),
    ],
)
def test_a_slow_pattern_would_be_seen(pattern: str, use: str, length: str) -> None:
    assert slow(re.compile(pattern), use, length == "document")


@pytest.mark.parametrize(
    ("pattern", "use"),
    [(r"(?<!\d)\d+月", "search"), (r"\s*+(?:x\s*+)?y", "match"), (r"[a-z]*\d", "fullmatch")],
)
def test_a_linear_pattern_is_let_pass(pattern: str, use: str) -> None:
    assert not slow(re.compile(pattern), use, True)


def _main() -> None:
    from .collect import collected

    patterns = {made: found for made, found in collected(SAMPLE).items() if attacks(made)}
    faults = (
        f"{sorted(homes)}: {fault}"
        for made, (homes, uses) in patterns.items()
        for use in sorted(uses)
        if (fault := slow(made, use, any(home.startswith("zhibiao.nlp.") for home in homes)))
    )
    print(json.dumps([len(patterns), list(faults)]))


if __name__ == "__main__":
    _main()
