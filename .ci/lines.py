"""Lines of Python by folder, blank ones too: `python .ci/lines.py [REVISION]` sets those of a revision beside them."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def git(*words: str) -> bytes:
    """What git says."""
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True).stdout


def here() -> dict[str, int]:
    """Lines of each tracked Python file of the working tree."""
    names = git("ls-files", "*.py").decode().split()
    return {n: (ROOT / n).read_bytes().count(b"\n") for n in names if (ROOT / n).is_file()}


def at(revision: str) -> dict[str, int]:
    """Lines of each Python file of a revision."""
    names = [n for n in git("ls-tree", "-r", "--name-only", revision).decode().split() if n.endswith(".py")]
    return {n: git("show", f"{revision}:{n}").count(b"\n") for n in names}


def by_room(lines: dict[str, int]) -> Counter[str]:
    """Lines of each top folder; files that stand in none are the root's."""
    found: Counter[str] = Counter()
    for name, count in lines.items():
        found[name.partition("/")[0] if "/" in name else "root"] += count
    return found


def main() -> None:
    """Print the table."""
    sides = [by_room(here())] if len(sys.argv) == 1 else [by_room(at(sys.argv[1])), by_room(here())]
    rooms = sorted(set().union(*sides) - {"tests"})
    for room in rooms:
        print(f"{room:12}" + "".join(f"{side[room]:9,}" for side in sides))
    print(f"{'all of these':12}" + "".join(f"{side.total() - side['tests']:9,}" for side in sides))
    print(f"{'tests':12}" + "".join(f"{side['tests']:9,}" for side in sides))


if __name__ == "__main__":
    main()
