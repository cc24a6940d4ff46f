"""What the command line was given → documents, read in a worker; every file that fails is named, the others are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..nlp.errors import ReadError, fail, reason
from ..nlp.readers.safety.limits import Limits
from ..scoring.batch.files import walk
from ..scoring.workers import Worker
from ..scoring.workers.documents import Held, Page, read_in

_NO_KIND_OF_OURS = 415  # what a web service answers for it


def read_inputs(
    paths: Sequence[Path], say: Callable[[str], None], worker: Worker, limits: Limits
) -> tuple[list[Held], bool]:
    """The documents of all inputs in order, and whether anything of them could not be read.

    What lies in a folder and is of no kind that is read is said to be left out, and no failure.
    """
    found: list[Held] = []
    failed = False
    # Given twice: one document.
    files = {path: (searched, problem) for path, searched, problem in _files(paths)}
    for path, (searched, problem) in files.items():
        if problem:
            say(f"{path}：{problem}")
            failed = True
            continue
        told = _progress(path, say)
        try:
            if str(path) == "-":
                held = read_in(worker, sys.stdin.buffer.read(), "标准输入.jsonl", limits, told)
            else:
                held = read_in(worker, path, str(path), limits, told)
        except ReadError as error:
            left_out = searched and error.http_status == _NO_KIND_OF_OURS
            say(f"{path}：{'已跳过，' if left_out else ''}{error}")
            failed |= not left_out
            continue
        for document in held:
            for sentence in document.sentences:
                say(sentence)
            failed |= not document.whole
        found += held
    return found, failed


def _progress(path: Path, say: Callable[[str], None]) -> Callable[[Any], None]:
    """Says which page is being recognised: a scanned page takes seconds."""

    def told(message: Any) -> None:
        if isinstance(message, Page):
            say(f"{path}：正在识别第 {message.number} 页…")

    return told


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, bool, str]]:
    """Each path, whether it was come upon in a folder, and why it can't be read ('' where it is to be tried). A folder
    stands for all files in it and its folders, hidden ones left out."""
    for path in paths:
        if not path.is_dir():
            yield path, False, ""
            continue
        try:
            inside = sorted((path / os.fsdecode(found.path), found.problem) for found in walk(path))
        except OSError as error:
            inside = [(path, f"文件夹无法打开（{reason(error)}）：请检查访问权限。")]
        for file, problem in inside or [(path, str(fail("empty_folder")))]:
            yield file, True, problem
