"""Makes the builders of this folder importable whatever pytest's import mode is, and has LibreOffice write."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache

import pytest


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """A function that has LibreOffice write a .docx in another format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice is not installed: the format can't be written")
    folder = tmp_path_factory.mktemp("office")
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]

    @cache
    def convert(data: bytes, suffix: str) -> bytes:
        source = folder / "in.docx"
        source.write_bytes(data)
        arguments = ["--convert-to", suffix, "--outdir", str(folder), str(source)]
        subprocess.run([*command, *arguments], check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{suffix}").read_bytes()

    return convert
