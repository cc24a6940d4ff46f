"""A worker in which files of certain names misbehave as only native code can."""

from __future__ import annotations

import ctypes
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from zhibiao.scoring.batch import work, worker


def main(pipe: Connection, root: bytes, scratch: Path, settings: Any) -> None:
    """`worker.main`, where 挂起 hangs with the interpreter locked, 自尽 is killed, 一次 only the first time,
    and 膨胀 holds much memory."""
    read = work.parse_documents

    def parse(data: bytes, source: str, limits: Any) -> Any:
        if "挂起" in source:
            ctypes.PyDLL(None).sleep(600)
        once = Path(os.fsdecode(root)).parent / "died"
        if "自尽" in source or ("一次" in source and not once.exists()):
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if "膨胀" in source:
            held = bytearray(400 * 2**20)
            ctypes.PyDLL(None).sleep(600)
            del held
        return read(data, source, limits)

    work.parse_documents = parse
    worker.main(pipe, root, scratch, settings)
