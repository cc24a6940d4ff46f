"""What the command line was given → records; every file that fails is named, the others are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..nlp.errors import ReadError
from ..nlp.readers import parse_document, read_document
from ..nlp.record import Indicator


def read_inputs(paths: Sequence[Path], say: Callable[[str], None]) -> tuple[list[Indicator], bool]:
    """Records of all inputs in order, and whether anything of them could not be read."""
    records: list[Indicator] = []
    failed = False
    for path in _files(paths):
        try:
            if str(path) == "-":
                document = parse_document(sys.stdin.buffer.read(), "标准输入.jsonl")
            else:
                document = read_document(path)
        except ReadError as error:
            say(f"{path}：{error}")
            failed = True
            continue
        for problem in document.problems:
            say(f"{path}：{problem}")
            failed = True
        if not document.indicators and not document.problems:
            say(f"{path}：没有找到绩效指标。")
        records.extend(document.indicators)
    return records, failed


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths as given; a folder stands for the files in it, hidden ones left out."""
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.is_file() and not p.name.startswith(".")]
            yield from inside or [path]
        else:
            yield path
