"""Stops reading that takes too long or too much memory, wherever the code is just then.

Readers count what they see, but a file can also keep a library busy inside one call (a character map
with four billion entries, forms that draw each other). A watcher raises an exception in the reading
thread: between two Python instructions, so it can't end a single call into C. What such calls are
given is therefore bounded beforehand (decompression, XML in pieces). Signals would do this in the
main thread only, a process of its own would cost more than reading most documents.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from ...errors import fail
from .limits import MIB, Limits

_STATM = Path("/proc/self/statm")
_PAGE = 4096
_POLL = 0.1
_AGAIN = 1.0  # between two rings: whoever handles the first (a destructor's hook) must get through


class _Stop(BaseException):
    """Not an Exception, so that no library takes it for one of its own."""


@contextmanager
def watched(limits: Limits) -> Iterator[None]:
    """Run the body for at most `limits.seconds` and `limits.memory`; else raise `ReadError`."""
    watch = _Watch(limits)
    watch.start()
    try:
        yield
    except _Stop:
        pass
    finally:
        watch.settle()
    if watch.reason:
        raise fail(watch.reason, seconds=int(limits.seconds), limit=limits.memory // MIB) from None


class _Watch(threading.Thread):
    def __init__(self, limits: Limits) -> None:
        super().__init__(daemon=True, name="zhibiao-watch")
        self.reader = threading.get_ident()
        self.limits = limits
        self.reason = ""
        self.lock = threading.Lock()
        self.over = threading.Event()

    def run(self) -> None:
        deadline = monotonic() + self.limits.seconds
        before = resident()
        while not self.over.wait(_AGAIN if self.reason else min(_POLL, max(deadline - monotonic(), 0.001))):
            if monotonic() >= deadline:
                self.ring("too_slow")
            elif resident() - before > self.limits.memory:
                self.ring("too_much_memory")

    def ring(self, reason: str) -> None:
        """Rung again until the reader has noticed: a bare except or a destructor may swallow one."""
        with self.lock:
            if not self.over.is_set():
                self.reason = self.reason or reason
                _raise_in(self.reader, ctypes.py_object(_Stop))

    def settle(self) -> None:
        """Ring no more, and take back an exception that was sent but has not arrived."""
        while True:
            try:
                with self.lock:
                    self.over.set()
                    _raise_in(self.reader, None)
                return
            except _Stop:
                continue


def _raise_in(thread: int, exception: object) -> None:
    if sys.implementation.name == "cpython":
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), exception)


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0
