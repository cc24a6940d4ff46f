"""Writes down what the environment of CI holds: `.ci/constraints.txt`, which CI installs from, and the table of
licences in `docs/dependencies.md`. Run in an environment into which `pip install -e ".[dev]"` has put the newest:

    python .ci/dependencies.py
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / ".ci" / "constraints.txt"
PAGE = ROOT / "docs" / "dependencies.md"
_TABLE = re.compile(r"(?<=<!-- licences -->\n).*?(?=<!-- end -->)", re.DOTALL)
_CLASSIFIER = "License :: OSI Approved :: "
# Said nowhere in their metadata, or not in a word: read from the files of the distribution.
_READ = {
    "cycler": "BSD-3-Clause",
    "huey": "MIT",
    "kiwisolver": "BSD-3-Clause",
    "lxml-stubs": "Apache-2.0",
    "pypdfium2": "BSD-3-Clause、Apache-2.0",
    "python-dateutil": "Apache-2.0、BSD-3-Clause",
    "python-multipart": "Apache-2.0",
    "skops": "MIT",
}


def installed(name: str = "zhibiao", extras: frozenset[str] = frozenset({"dev"})) -> dict[str, Distribution]:
    """What `name` with these extras needs, itself left out, by name."""
    found: dict[str, Distribution] = {}
    waiting = [(name, extras)]
    seen = set()
    while waiting:
        asked = waiting.pop()
        if asked in seen:
            continue
        seen.add(asked)
        try:
            one = distribution(asked[0])
        except PackageNotFoundError:
            continue  # for another system
        found[canonicalize_name(asked[0])] = one
        waiting += _needed(one, asked[1])
    found.pop(canonicalize_name(name))
    return found


def _needed(one: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in one.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            yield canonicalize_name(wanted.name), frozenset(wanted.extras)


def licence(one: Distribution) -> str:
    """The licence that a distribution states, as short as it does."""
    told = one.metadata
    name = canonicalize_name(told["Name"])
    if stated := _READ.get(name) or told.get("License-Expression"):
        return stated
    classifiers = told.get_all("Classifier") or ()
    named = [c.removeprefix(_CLASSIFIER) for c in classifiers if c.startswith(_CLASSIFIER)]
    return "、".join(named) or (told.get("License") or "见其文件").strip().partition("\n")[0]


def constraints() -> str:
    """One exact version a line; what a build adds to a version (+cpu) is no part of it elsewhere."""
    lines = (f"{name}=={one.version.partition('+')[0]}\n" for name, one in sorted(installed().items()))
    return "# What CI was last green with; written by .ci/dependencies.py\n" + "".join(lines)


def licences() -> str:
    """A Markdown table of what zhibiao itself and its extras for users install."""
    told = distribution("zhibiao").metadata.get_all("Provides-Extra") or ()
    wanting = {e: set(installed("zhibiao", frozenset({e}))) for e in sorted(told) if e != "dev"}
    base = installed("zhibiao", frozenset())
    users = installed("zhibiao", frozenset(wanting))
    rows = [
        f"| {name} | {one.version} | {licence(one)} | {extras_of(name, wanting, base)} |\n"
        for name, one in sorted(users.items())
    ]
    return "| 程序包 | 版本 | 许可证 | 附加功能 |\n|---|---|---|---|\n" + "".join(rows)


def extras_of(name: str, wanting: Mapping[str, Collection[str]], base: Collection[str]) -> str:
    """The extras that bring a distribution, '' for one that is always there."""
    return "" if name in base else "、".join(extra for extra, needed in wanting.items() if name in needed)


if __name__ == "__main__":
    CONSTRAINTS.write_text(constraints(), encoding="utf-8")
    PAGE.write_text(_TABLE.sub(lambda _: licences(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
