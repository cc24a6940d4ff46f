"""What the desk was started with."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from ...nlp.readers.safety.limits import MIB, Limits
from ...scoring.stages import AUTO


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """`data` is the folder of uploads and, unless `database` (a SQLAlchemy URL) says otherwise, of the
    decisions. `bytes` bounds one uploaded file, `body` one request, `files` the files in it, `queue` the jobs
    that may wait; `seconds` bounds one job, `receive` the sending of one request. Uploaded files are deleted
    after `keep_days`. `host` is what the server binds to, `names` are further host names that it answers to.
    `token` '' means that none is asked for; `users` have each a token of their own (name, token). `export_seconds` and `export_memory` bound one export."""

    data: Path
    database: str = ""
    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    token: str = ""
    users: tuple[tuple[str, str], ...] = ()
    model: str = "fast"
    standard: str = "2020"
    profile: str = AUTO
    workers: int = 2
    bytes: int = 50 * MIB
    body: int = 200 * MIB
    files: int = 50
    queue: int = 200
    seconds: float = 300.0
    receive: float = 300.0
    keep_days: int = 30
    export_seconds: float = 300.0
    export_memory: int = 1536 * MIB

    @property
    def url(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database or f"sqlite:///{self.data / 'desk.sqlite3'}"

    @property
    def uploads(self) -> Path:
        """Where uploaded files lie under random names; nothing in it is ever served."""
        return self.data / "uploads"

    @property
    def drawn(self) -> Path:
        """Where the originals lie as pages show them."""
        return self.data / "originals"

    @property
    def exports(self) -> Path:
        """Where exports lie until they are sent."""
        return self.data / "exports"

    @property
    def limits(self) -> Limits:
        """How much of an uploaded file is read."""
        return Limits(bytes=self.bytes, seconds=self.seconds, memory=1024 * MIB)


def address_of(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a text is, None where it is none."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine only."""
    bare = host.strip("[]").lower()
    address = address_of(bare)
    return bare == "localhost" or (address is not None and address.is_loopback)
