"""The one pool of processes in which documents are read and scored: `score`, `batch`, the desk and its API.

A file can keep a library busy for ever within one call, abort the process or fill the memory; nothing inside the
process can end that. So a worker is watched from outside: over its time or memory it is killed with what it has
started, and the next call gets a new one. The kernel bounds its memory, too, where it can (Linux: `RLIMIT_DATA`).

Every worker has a pipe of its own. Pools that share a queue among workers (pebble, billiard, concurrent.futures) keep
a lock in it, which a worker that is killed at the wrong moment takes along: the whole pool is broken then.

Workers are forked from a fork server where there is one, not from this process: it may have threads, and a fresh
interpreter for each would cost seconds of imports. Elsewhere they are spawned.

`pool.py` is the parent's side, `child.py` what runs in the process, `clock.py` the limits, `documents.py` reading
and scoring, one document after another.
"""

from .clock import Lost
from .pool import NoWorker, Setup, Stopped, Worker, Workers, nothing, sweep

__all__ = ["Lost", "NoWorker", "Setup", "Stopped", "Worker", "Workers", "nothing", "sweep"]
