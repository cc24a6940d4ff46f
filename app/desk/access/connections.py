"""Connections that are opened and then say nothing: uvicorn waits for them for ever, and for any number."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 15.0  # seconds within which the head of a request must have come
MOST = 400  # connections; a system usually grants a process 1,024 files in all


class BoundedProtocol(H11Protocol):
    """HTTP/1.1 whose waiting has an end. Of too many connections, the one that has waited longest is dropped:
    a browser sends its request at once."""

    _timer: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: Any) -> None:
        """Start the clock."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > MOST:
            idle = [c for c in self.connections if isinstance(c, BoundedProtocol) and c._idle]
            min(idle, key=lambda c: c._since).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Stop the clock once the head of a request is complete."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop()
        elif self._idle and self._timer is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock."""
        self._stop()
        super().connection_lost(exc)

    @property
    def _idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait(self) -> None:
        self._since = self.loop.time()
        self._timer = self.loop.call_later(HEAD, self._end)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        self._timer = None
        if self._idle:
            self.transport.abort()
