"""What CI installs from fits what the project asks for, and its licences are listed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PINNED = dict(
    line.split("==")
    for line in (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
FOR_USERS = [*PROJECT["dependencies"], *(r for key, own in EXTRAS.items() if key != "dev" for r in own)]
WANTED = [r for r in map(Requirement, [*FOR_USERS, *EXTRAS["dev"]]) if r.name != "zhibiao"]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_what_ci_installs_is_allowed(wanted: Requirement) -> None:
    """A new dependency is written down by `python .ci/dependencies.py`."""
    assert wanted.specifier.contains(PINNED[canonicalize_name(wanted.name)], prereleases=True)


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_what_is_allowed_has_a_lowest_version(wanted: Requirement) -> None:
    typing_only = wanted.name.endswith("-stubs")
    assert typing_only or any(part.operator in (">=", "==") for part in wanted.specifier)


def test_every_licence_is_listed() -> None:
    rows = dict(re.findall(r"^\| (\S+) \| \S+ \| (.+?) \| \S* ?\|$", PAGE, re.MULTILINE))
    assert {canonicalize_name(Requirement(line).name) for line in FOR_USERS} - {"zhibiao"} <= set(rows)
    strict = {
        name
        for name, licence in rows.items()
        if re.search(r"GPL|MPL|Mozilla|EUPL|CC-BY-NC|见其文件", licence)
    }
    assert strict == set(
        re.findall(r"`([a-z0-9-]+)`", PAGE.partition("不是宽松许可证")[2].partition("下表")[0])
    )


def test_ci_installs_from_the_list_and_the_base_of_the_container_is_fixed() -> None:
    assert "-c .ci/constraints.txt" in (ROOT / "Makefile").read_text(encoding="utf-8")
    base = (ROOT / ".container" / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^ARG PYTHON=\S+@sha256:[0-9a-f]{64}$", base, re.MULTILINE)
