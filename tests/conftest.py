"""Fixtures that every test may use."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code: `zhibiao bench` has the timings.
settings.register_profile("zhibiao", deadline=None)
settings.load_profile("zhibiao")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# Their files take longest: begun first, they do not leave one worker alone at the end.
SLOW = ("app/browser", "training", "scoring/batch", "behaviour", "hostile", "fuzz", "app/desk")
SLOW_TOO = bool(
    os.environ.get("ZHIBIAO_SLOW")
)  # also what takes minutes and shows little more: `make test-slow`
SAMPLE = ROOT / "data" / "samples" / "yunling_water_2025.txt"


def pytest_configure(config: pytest.Config) -> None:
    """Files begin in the order below, not in that of their number of tests.

    A shell that starts the tests in the background has them ignore Ctrl-C, and every program that they
    start inherits that: the tests that interrupt one would wait for nothing.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow folders first; the order within a file stays."""
    tests = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        folder = item.path.relative_to(tests).as_posix()
        return next((i for i, slow in enumerate(SLOW) if folder.startswith(slow)), len(SLOW))

    items.sort(key=rank)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; without it the test is skipped."""
    if not (SHARED / "gold" / "seeds.jsonl").is_file():
        pytest.skip("../shared is absent: real documents and gold records are not available")
    return SHARED


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample document that ships with the project."""
    return SAMPLE


def read_jsonl(path: Path) -> list[dict]:
    """Rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def load_script(path: Path) -> ModuleType:
    """A program of the repository that is no part of the package, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
