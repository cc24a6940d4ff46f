"""A worker process: takes shards of files from a pipe, writes their rows as a part, says how far it is."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from ...models.load import ModelError
from .parts import Part, PartWriter
from .settings import Settings, load_settled
from .work import Job, Read, score_file


class Done(NamedTuple):
    """A shard that is finished: its part lies in the scratch folder until it is committed."""

    part: Part
    reads: list[Read]
    failed: int


def score_shard(
    jobs: Sequence[Job],
    root: bytes,
    scratch: Path,
    settings: Settings,
    model: Any,
    tell: Callable[..., None] = lambda *message: None,
) -> Done:
    """Score the files of a shard into one part. Raises OSError when it can't be written."""
    writer = PartWriter(scratch)
    reads, failed = [], 0
    for i, job in enumerate(jobs):
        tell("start", i)
        rows = score_file(root, job, settings, model, lambda read: tell("read", read))
        for table, content in rows.tables.items():
            writer.add(table, content)
        reads.append(rows.read)
        failed += sum(row["status"] == "failed" for row in rows.tables["documents"])
    tell("end", None)
    return Done(writer.close(), reads, failed)


def main(pipe: Connection, root: bytes, scratch: Path, settings: Settings) -> None:
    """The process: `("ready", None)`, then for each shard `start`, `read`, `end` and `("done", Done)`.

    `("fatal", sentence or OSError)` ends it; so does the end of the pipe, when the parent is gone.
    """
    _detach()
    try:
        model = load_settled(settings)
        pipe.send(("ready", None))
        while True:
            done = score_shard(pipe.recv(), root, scratch, settings, model, lambda *m: pipe.send(m))
            pipe.send(("done", done))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        with contextlib.suppress(OSError):
            pipe.send(("fatal", _portable(error)))


def _portable(error: Exception) -> Exception:
    """The error, or one that says the same and can travel: OSErrors keep their number."""
    if isinstance(error, ModelError):
        return error
    if isinstance(error, OSError):
        return OSError(error.errno, error.strerror or str(error))
    return RuntimeError(f"{type(error).__name__}: {error}")


def _detach() -> None:
    """Leave Ctrl-C to the parent, die with it, and be the first to go when memory runs out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("500")
