"""A worker in which files of certain names misbehave as only native code can."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhibiao.scoring.batch import work
from zhibiao.scoring.batch.settings import BatchSettings


def make_scorer(mark: Path, settings: BatchSettings) -> work.Scorer:
    """`work.make_scorer`, where 挂起 hangs with the interpreter locked, 自尽 is killed, 一次 only the first time
    (`mark` is a file that says so), and 膨胀 holds much memory."""
    read = work.iter_documents

    def parse(data: bytes, source: str, *others: Any) -> Iterator[Any]:
        for document in read(data, source, *others):
            misbehave(document.source, mark)
            yield document

    work.iter_documents = parse
    return work.make_scorer(settings)


def misbehave(source: str, once: Path) -> None:
    if "挂起" in source:
        ctypes.PyDLL(None).sleep(600)
    if "自尽" in source or ("一次" in source and not once.exists()):
        if "一次" in source:
            once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "膨胀" in source:
        held = bytearray(400 * 2**20)
        ctypes.PyDLL(None).sleep(600)
        del held
