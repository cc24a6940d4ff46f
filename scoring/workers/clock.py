"""The limits of what a worker has in hand, looked at from outside."""

from __future__ import annotations

import contextlib
from time import monotonic

from ...nlp.errors import ReadError
from ...nlp.readers.safety.limits import MIB, Limits

_POLL = 0.1  # seconds between two looks at a busy worker
_LOADING = 1000  # times the limits of a document: a model may take its time


class Lost(ReadError):
    """A worker was ended, or ended by itself, over what it had in hand. `died`: nobody here has ended it, and
    another worker may get through."""

    @property
    def died(self) -> bool:
        """Whether trying once more may help at once."""
        return self.key == "died"


class Clock:
    """How long a worker has been at the item in hand, and how much memory it has taken for it."""

    def __init__(self, pid: int, limits: Limits) -> None:
        import psutil

        self._limits = limits
        with contextlib.suppress(psutil.Error):
            self._process = psutil.Process(pid)
        self.restart(_LOADING)  # until the worker says that it has begun

    def restart(self, times: int = 1, base: int = 0) -> None:
        """From now on, for `times` the limits; `base` is what the worker holds anyway."""
        self._since, self._times, self._base = monotonic(), times, base or self._resident()

    def pause(self) -> float:
        """Seconds until the next look."""
        return max(0.0, min(_POLL, self._since + self._limits.seconds * self._times - monotonic()))

    def check(self) -> None:
        """Raise Lost when a limit is passed."""
        seconds = self._limits.seconds * self._times
        if monotonic() - self._since >= seconds:
            raise Lost("too_slow", seconds=round(seconds) or seconds)
        if self._resident() - self._base > self._limits.memory * self._times:
            raise self.too_much()

    def too_much(self) -> Lost:
        """What is said of an item that took too much memory."""
        return Lost("too_much_memory", limit=self._limits.memory * self._times // MIB)

    def _resident(self) -> int:
        import psutil

        try:
            return int(self._process.memory_info().rss)
        except (psutil.Error, AttributeError):  # just gone: seen at the pipe
            return 0
