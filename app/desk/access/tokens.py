"""The token of a desk: whether it is long enough, how often one may try it, and the sessions that it opens."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import threading
from collections import OrderedDict
from time import monotonic
from typing import Any

SHORTEST = 12  # characters; ten tries a minute find a random one of these in no lifetime
HOURS = 12
SESSION = HOURS * 3600
_FREE = 5  # wrong tries of one address that cost no waiting
_LONGEST = 60.0  # seconds of waiting after one more
_FORGOTTEN = 900.0  # seconds after the last wrong try
_MOST = 10_000  # addresses and sessions that are remembered


def is_short(token: str) -> bool:
    """Whether a token could be guessed over a network."""
    return len(token) < SHORTEST or len(set(token)) < SHORTEST // 2


class Gate:
    """Lets in who shows the token. What it knows is lost at a restart: everybody logs in again."""

    def __init__(self, token: str) -> None:
        self.token = token
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._sessions: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str) -> int:
        """Seconds before the address may try again, 0 when it may now."""
        with self._lock:
            count, last = self._wrong.get(_network(client), (0, 0.0))
        left = last + min(2.0 ** (count - _FREE), _LONGEST) - monotonic()
        return max(0, int(left) + 1) if count >= _FREE and left > 0 else 0

    def takes(self, given: str, client: str) -> bool:
        """Whether that is the token, tried from that address; a wrong one is remembered. Ask `wait` before."""
        # In a time that does not tell how much of it is right.
        if hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode("utf-8", "replace")):
            return True
        now = monotonic()
        with self._lock:
            key = _network(client)
            count, last = self._wrong.pop(key, (0, now))
            self._wrong[key] = (count + 1 if now - last < _FORGOTTEN else 1), now
            _shorten(self._wrong)
        return False

    def open(self) -> str:
        """A session for one who has shown the token: what the cookie holds."""
        with self._lock:
            key = secrets.token_urlsafe(32)
            self._sessions[key] = monotonic() + SESSION
            _shorten(self._sessions)
        return key

    def knows(self, session: str) -> bool:
        """Whether the session is open."""
        with self._lock:
            return self._sessions.get(session, 0.0) > monotonic()

    def close(self, session: str) -> None:
        """End a session, wherever its cookie has gone."""
        with self._lock:
            self._sessions.pop(session, None)


def _network(client: str) -> str:
    """What one attacker has one of: an IPv4 address, or 2⁶⁴ of IPv6."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    return str(address) if address.version == 4 else str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))


def _shorten(kept: OrderedDict[str, Any]) -> None:
    while len(kept) > _MOST:
        kept.popitem(last=False)
