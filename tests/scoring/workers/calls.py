"""What is called in workers: it answers, or it misbehaves as only a document can."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhibiao.nlp.errors import fail
from zhibiao.scoring.workers.documents import At

MIB = 2**20


def number(made: Any, report: Any) -> int:
    return os.getpid()


def slow(made: Any, report: Any) -> int:
    time.sleep(0.03)
    return os.getpid()


def made(made: Any, report: Any) -> Any:
    return made


def broken() -> None:
    raise ValueError("no model")


def endless_pattern(made: Any, report: Any) -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def asleep_in_c(made: Any, report: Any) -> None:
    ctypes.PyDLL(None).sleep(600)


def fat_python(made: Any, report: Any) -> int:
    return len([bytearray(20 * MIB) for _ in range(200)])


def fat_c(made: Any, report: Any) -> None:
    """As the Excel library does: it aborts when it gets no more memory."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
    for _ in range(400):
        place = libc.malloc(ctypes.c_size_t(20 * MIB))
        if not place:
            os.abort()
        libc.memset(place, 1, 20 * MIB)


def aborts(made: Any, report: Any) -> None:
    os.abort()


def exits(made: Any, report: Any) -> None:
    os._exit(3)


def refuses(made: Any, report: Any) -> None:
    raise fail("encrypted")


def noisy(made: Any, report: Any) -> str:
    os.write(1, b"noise\n")
    os.write(2, b"noise\n")
    return sys.stdin.read() if sys.stdin else ""


def with_a_child(made: Any, report: Any) -> None:
    report.tell(subprocess.Popen(["sleep", "600"]).pid)
    asleep_in_c(made, report)


def patient(made: Any, report: Any) -> int:
    """Three steps, each within the limit of one second, all together not."""
    for _ in range(3):
        time.sleep(0.6)
        report.restart()
    return 3


def letters(made: Any, report: Any, deadly: str, once: Path | None, skip: int) -> Iterator[str]:
    """The letters a to e as documents; over those in `deadly` the worker is killed, or only the first time."""
    for letter in "abcde"[skip:]:
        report.tell(At(letter))
        if letter in deadly and not (once and once.exists()):
            if once:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield letter
