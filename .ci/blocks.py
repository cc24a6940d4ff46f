"""The console blocks of README and docs/: what each command prints, run anew.

A line `…` stands for any lines left out; speeds in the last column of a table differ from run to run.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_LEFT_OUT = "…"


def commands(text: str) -> list[tuple[str, str]]:
    """(command, what the page says it prints) of each `$` line in the console blocks of a page."""
    pieces = [p for block in _BLOCK.findall(text) for p in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, output) for command, _, output in (p.partition("\n") for p in pieces)]


def run(command: str) -> str:
    """What a `zhibiao` command prints on standard output, run in the repository's root."""
    name, *words = shlex.split(command)
    if name != "zhibiao":
        raise ValueError(f"a console block shows {name}: only zhibiao is run")
    call = [sys.executable, "-m", "zhibiao", *words]
    return subprocess.run(call, cwd=ROOT, capture_output=True, timeout=300, check=False).stdout.decode()


def same(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed."""
    left_out = re.escape(f"\n{_LEFT_OUT}\n")
    pattern = re.escape(_steady(shown)).replace(left_out, r"\n(?:.*\n)*?")
    return re.fullmatch(pattern, _steady(printed)) is not None


def _steady(text: str) -> str:
    lines = [re.sub(r"[\d,]+ \|$", "… |", line.rstrip()) for line in text.strip().splitlines()]
    return "\n".join(lines)


def renewed(text: str) -> str:
    """The page with its console blocks as they print now; as many lines before and after `…` as there were."""

    def renew(block: re.Match[str]) -> str:
        found = []
        for command, shown in commands(f"```console\n{block[0]}```"):
            printed = run(command)
            found.append(f"$ {command}\n{shown if same(shown, printed) else _cut(shown, printed)}")
        return "".join(found)

    return _BLOCK.sub(renew, text)


def _cut(shown: str, printed: str) -> str:
    old, new = shown.splitlines(), printed.splitlines()
    if _LEFT_OUT in old:
        first, last = old.index(_LEFT_OUT), len(old) - 1 - old[::-1].index(_LEFT_OUT)
        new = [*new[:first], _LEFT_OUT, *new[len(new) - (len(old) - 1 - last) :]]
    return "".join(f"{line.rstrip()}\n" for line in new)
