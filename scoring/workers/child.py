"""What runs in a worker process of `pool.py`: calls from a pipe, one after another."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ...nlp.errors import ReadError
from ...nlp.readers.safety.limits import Limits


class Report:
    """What a call says on its way. `limits` are those of each item."""

    def __init__(self, pipe: Connection, limits: Limits) -> None:
        self._pipe, self.limits = pipe, limits

    def tell(self, message: Any) -> None:
        """A message for the other side."""
        self.send("told", message)

    def restart(self, times: int = 1) -> None:
        """The limits begin anew, so many times as wide: for another step of the same item."""
        self.send("clock", (times, _bound(self.limits.memory * times)))

    def send(self, kind: str, content: Any) -> None:
        """Pickled by itself, so that the other side can tell broken content from a broken pipe."""
        self._pipe.send_bytes(pickle.dumps((kind, content), pickle.HIGHEST_PROTOCOL))


def serve(pipe: Connection, make: Callable[[], Any], folder: str) -> None:
    """The process: answers calls until the other end of the pipe is closed.

    A call is answered by (“told”, message) and (“clock”, …) at any time, (“item”, value) for each thing it yields,
    and at the end by (“end”, None) or (“end”, exception).
    """
    from ...nlp.reading import prepare

    _detach(folder)
    made, broken = None, None
    try:
        prepare()
        made = make()
    except Exception as error:  # said to the first who calls
        broken = error
    while True:
        try:
            work, arguments, limits = pipe.recv()
            report = Report(pipe, limits)
            report.restart()
            try:
                if broken is not None:
                    raise broken
                for item in work(made, report, *arguments):
                    report.send("item", item)
                    report.restart()
                last = None
            except (EOFError, BrokenPipeError, ConnectionResetError):
                return
            except Exception as error:
                last = _portable(error)
            report.send("end", last)
        except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
            return


def once(made: Any, report: Report, work: Callable[..., Any], *arguments: Any) -> Iterator[Any]:
    """The result of a plain function as the only item."""
    yield work(made, report, *arguments)


def _portable(error: Exception) -> Exception:
    """The error, or one that says the same and can travel."""
    if isinstance(error, ReadError):
        return ReadError(error.key, **error.values)
    try:
        pickle.loads(pickle.dumps(error))
    except MemoryError:  # also what such an error carries may be too much
        return MemoryError()
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _detach(folder: str) -> None:
    """Leave Ctrl-C to the parent, die with it, be the first to go when memory runs out, write to no terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    _die_with_parent()
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")
    # Data goes to standard output, and a library that aborts says so on standard error, in its own words.
    sink = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(sink, stream)


def _die_with_parent() -> None:
    """No document is worth more than its reader: also within a call into C, when Python can't see that it is alone."""
    parent = parent_process()
    assert parent is not None
    if sys.platform == "linux":
        import fcntl

        # The kernel sends the signal when the parent's end of this pipe is closed, however it ended.
        gone = parent.sentinel
        fcntl.fcntl(gone, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(gone, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(gone, fcntl.F_SETFL, fcntl.fcntl(gone, fcntl.F_GETFL) | os.O_ASYNC)
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@cache
def _me() -> Any:
    import psutil

    return psutil.Process()


def _bound(memory: int) -> int:
    """Have the kernel refuse more than so many bytes from here on; what the process holds now is returned."""
    held = _me().memory_info()
    if sys.platform == "linux":
        import resource

        # Not RLIMIT_AS: libraries reserve more addresses than they use, 64 MB a thread to begin with.
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = held.data + memory
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
    return int(held.rss)
