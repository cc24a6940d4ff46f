"""What the command line was given → documents, read in a worker; every file that fails is named, the others are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..nlp.errors import ReadError
from ..nlp.readers.safety.limits import Limits
from ..scoring.workers import Worker
from ..scoring.workers.documents import Held, Page, read_in


def read_inputs(
    paths: Sequence[Path], say: Callable[[str], None], worker: Worker, limits: Limits
) -> tuple[list[Held], bool]:
    """The documents of all inputs in order, and whether anything of them could not be read."""
    found: list[Held] = []
    failed = False
    for path in dict.fromkeys(_files(paths)):  # a file given twice is one document
        told = _progress(path, say)
        try:
            if str(path) == "-":
                held = read_in(worker, sys.stdin.buffer.read(), "标准输入.jsonl", limits, told)
            else:
                held = read_in(worker, path, str(path), limits, told)
        except ReadError as error:
            say(f"{path}：{error}")
            failed = True
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


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths as given; a folder stands for the files in it, hidden ones left out."""
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.is_file() and not p.name.startswith(".")]
            yield from inside or [path]
        else:
            yield path
