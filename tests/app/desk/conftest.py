"""A desk in this process, and one as users start it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., object]:
    """Makes settings whose data lie in the test's folder."""
    from zhibiao.app.desk.settings import DeskSettings

    return lambda **changes: DeskSettings(**{"data": tmp_path / "desk", "workers": 1, **changes})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A client of a desk with small limits: 1 MB a file, 3 MB a request, 5 files."""
    from fastapi.testclient import TestClient
    from zhibiao.app.desk.settings import DeskSettings
    from zhibiao.app.desk.web import create_app

    data = tmp_path_factory.mktemp("desk")
    small = DeskSettings(data=data, workers=1, bytes=2**20, body=3 * 2**20, files=5, seconds=60)
    with TestClient(create_app(small), base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made
