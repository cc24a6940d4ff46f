"""What the command line was given → records; every file that fails is named, the others are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..nlp.document import Document
from ..nlp.errors import ReadError
from ..nlp.readers.safety.limits import DEFAULT
from ..nlp.reading import parse_documents, read_documents


def read_inputs(paths: Sequence[Path], say: Callable[[str], None]) -> tuple[list[Document], bool]:
    """The documents of all inputs in order, and whether anything of them could not be read."""
    found: list[Document] = []
    failed = False
    for path in dict.fromkeys(_files(paths)):  # a file given twice is one document
        try:
            if str(path) == "-":
                documents = parse_documents(sys.stdin.buffer.read(), "标准输入.jsonl")
            else:
                documents = read_documents(path, replace(DEFAULT, progress=_progress(path, say)))
        except ReadError as error:
            say(f"{path}：{error}")
            failed = True
            continue
        for document in documents:
            failed |= _report(document, say)
            found.append(document)
    return found, failed


def _progress(path: Path, say: Callable[[str], None]) -> Callable[[int], None]:
    """Says which page is being recognised: a scanned page takes seconds."""
    return lambda page: say(f"{path}：正在识别第 {page} 页…")


def _report(document: Document, say: Callable[[str], None]) -> bool:
    """Say what of a document was not read; True when something could not be."""
    for problem in document.problems:
        say(f"{document.source}：{problem}")
    for place, reason in document.gaps:
        say(f"{document.source}（{place}）：{reason}" if place else f"{document.source}：{reason}")
    if not (document.indicators or document.problems or document.gaps):
        say(f"{document.source}：没有找到绩效指标。")
    return bool(document.problems)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths as given; a folder stands for the files in it, hidden ones left out."""
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.is_file() and not p.name.startswith(".")]
            yield from inside or [path]
        else:
            yield path
