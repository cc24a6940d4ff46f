"""The token of a desk: whether it is long enough, how often one may try it, and the sessions that it opens."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import threading
import tomllib
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from ..settings import address_of

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


def read_users(path: Path) -> dict[str, str]:
    """Name → token, from a TOML file with a line `"王敏" = "…"` for each user.

    Raises ValueError with a Chinese sentence for a file that is none, or in which two have one token.
    """
    try:
        users = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ValueError(f"{path}：读不出来（{error.strerror}），请检查文件。") from None
    except ValueError as error:
        raise ValueError(f'{path}：不是 TOML（{error}），每行写一个人：“王敏” = "口令"。') from None
    if not users or not all(
        name.strip() and isinstance(token, str) and token for name, token in users.items()
    ):
        raise ValueError(f'{path}：每行写一个人和他的口令，例如 "王敏" = "{secrets.token_urlsafe(12)}"。')
    if len(set(users.values())) < len(users):
        raise ValueError(f"{path}：有两个人用同一个口令，请各用各的。")
    return {name.strip()[:40]: token for name, token in users.items()}


class Gate:
    """Lets in who shows the token, or one of the tokens of `users` (name → token), each of whom is known by name.
    What it knows is lost at a restart: everybody logs in again."""

    def __init__(self, token: str, users: Mapping[str, str] | None = None) -> None:
        self._tokens = {**(users or {}), **({"": token} if token else {})}
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._sessions: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def closed(self) -> bool:
        """Whether a token is asked for at all."""
        return bool(self._tokens)

    def wait(self, client: str) -> int:
        """Seconds before the address may try again, 0 when it may now."""
        with self._lock:
            count, last = self._wrong.get(_network(client), (0, 0.0))
        left = last + min(2.0 ** (count - _FREE), _LONGEST) - monotonic()
        return max(0, int(left) + 1) if count >= _FREE and left > 0 else 0

    def takes(self, given: str, client: str) -> str | None:
        """Whose token that is ('' for the one that all share), tried from that address; None for a wrong one, which
        is remembered. Ask `wait` before."""
        sent, name = given.encode("utf-8", "replace"), None
        for user, token in self._tokens.items():
            # In a time that does not tell how much of it is right.
            if hmac.compare_digest(sent, token.encode("utf-8", "replace")):
                name = user
        if name is not None:
            return name
        now = monotonic()
        with self._lock:
            key = _network(client)
            count, last = self._wrong.pop(key, (0, now))
            self._wrong[key] = (count + 1 if now - last < _FORGOTTEN else 1), now
            _shorten(self._wrong)
        return None

    def open(self, name: str = "") -> str:
        """A session for one who has shown the token: what the cookie holds."""
        with self._lock:
            key = secrets.token_urlsafe(32)
            self._sessions[key] = monotonic() + SESSION, name
            _shorten(self._sessions)
        return key

    def knows(self, session: str) -> str | None:
        """Whose session it is, None where it is not open."""
        with self._lock:
            until, name = self._sessions.get(session, (0.0, ""))
        return name if until > monotonic() else None

    def close(self, session: str) -> None:
        """End a session, wherever its cookie has gone."""
        with self._lock:
            self._sessions.pop(session, None)


def _network(client: str) -> str:
    """What one attacker has one of: an IPv4 address, or 2⁶⁴ of IPv6."""
    address = address_of(client)
    if address is None:
        return client
    return str(address) if address.version == 4 else str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))


def _shorten(kept: OrderedDict[str, Any]) -> None:
    while len(kept) > _MOST:
        kept.popitem(last=False)
