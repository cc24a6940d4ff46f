"""What the desk can do, whatever asks for it: take a file, read it, stop, decide, forget."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from time import time
from typing import Any

from filelock import FileLock, Timeout

from .database.store import Store
from .database.tables import CANCELLED, FAILED, RUNNING, Upload, now
from .database.troubles import TROUBLES, StoreError, trouble
from .export import Order
from .exporting import Exports, Making
from .packing import Opened
from .settings import Settings
from .worker import Task
from .workers import Job, JobError, Workers

_HOUR, _MINUTE = 3600.0, 60.0
_CACHED = 4  # documents kept open: the pages of one review are asked for one after another


def claim(data: Path) -> FileLock:
    """Hold the folder for this process until the lock is released. Raises StoreError when another desk has it."""
    data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data / "desk.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError(
            f"数据文件夹 {data} 正被另一个审核台使用：请先停止它，或用 --data 换一个文件夹。"
        ) from None
    return lock


class Desk:
    """The desk itself. `start` before use, `close` at the end.

    Raises StoreError when the database can't be opened, OSError when the folder can't be written.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        settings.uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings.uploads.chmod(0o700)
        self.exports = Exports(settings.exports, settings.export_seconds, settings.export_memory)
        self.store = Store(settings.url)
        self._jobs: dict[str, Job] = {}
        self._cache: OrderedDict[int, Opened] = OrderedDict()
        self._lock, self._beginning = threading.Lock(), threading.Lock()
        self._closed = threading.Event()

    def start(self) -> None:
        """Start the workers, go on with what an earlier run left, delete what is due."""
        s = self.settings
        self.workers = Workers(s.workers, s.model, s.limits, s.queue)
        self.resume()
        threading.Thread(target=self._keep_clean, name="desk-clean", daemon=True).start()

    def close(self) -> None:
        """Stop the workers; jobs that had not ended go on at the next start."""
        self._closed.set()
        self.workers.close()
        self.exports.close()
        self.store.close()

    def resume(self) -> None:
        """Begin what waits and nobody works on: an earlier run left it, or the database was away when it ended.

        Of a database that several desks share, only what lies in the own folder.
        """
        for upload in self.store.unfinished():
            if upload.id not in self._jobs and (not self.settings.database or self._has(upload)):
                self._begin(upload, always=True)

    def export(self, fmt: str, key: str = "", decided: bool = False, level: str = "indicator") -> Making:
        """Begin an export; see `export.Order`. Raises JobError."""
        url, uploads = self.settings.url, self.settings.uploads
        return self.exports.submit(lambda out: Order(url, uploads, out, fmt, key, decided, level))

    def save(self, read: Callable[[int], bytes]) -> tuple[str, int]:
        """Copy a file into the uploads folder under a random name; that name and the size.

        Raises JobError 413 when it is larger than allowed, 422 when it is empty.
        """
        stored, size = secrets.token_hex(16), 0
        path = self.path(stored)
        try:
            with path.open("xb") as file:
                path.chmod(0o600)
                while piece := read(1 << 20):
                    size += len(piece)
                    if size > self.settings.bytes:
                        raise JobError(413, f"文件超过 {self.settings.bytes >> 20} MB 的上限：请拆分后再试。")
                    file.write(piece)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return stored, size

    def path(self, stored: str) -> Path:
        """Where an uploaded file lies."""
        return self.settings.uploads / stored

    def take(self, name: str, read: Callable[[int], bytes], standard: str, profile: str, who: str) -> Upload:
        """Keep an uploaded file and queue it; one that is refused is kept as failed, without its content."""
        upload = Upload(
            id=secrets.token_hex(8),
            name=name,
            size=0,
            stored="",
            standard=standard,
            profile=profile,
            model=self.settings.model,
            who=who,
            made=now(),
        )
        try:
            upload.stored, upload.size = self.save(read)
        except JobError as error:
            upload.state, upload.reason = FAILED, str(error)
        except OSError as error:
            upload.state, upload.reason = FAILED, trouble(error)[1]
        self.store.add(upload)
        if upload.stored:
            self._begin(upload)
        return upload

    def cancel(self, key: str) -> None:
        """Stop reading an upload."""
        self.store.set_state(key, CANCELLED)
        if job := self._jobs.get(key):
            job.cancel()

    def delete(self, upload: Upload) -> None:
        """Stop, and delete the file and everything that is known of it."""
        self.cancel(upload.id)
        for document in self.store.documents(upload.id):
            self._cache.pop(document.id, None)
        self.store.delete(upload.id)
        if upload.stored:
            self.path(upload.stored).unlink(missing_ok=True)

    def open(self, upload: Upload, document: int) -> Opened:
        """A document of an upload, scored as the checks left it."""
        with self._lock:
            found = self._cache.get(document)
            if found is None:
                found = self.load(upload, document)
                self._cache[document] = found
            self._cache.move_to_end(document)
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return found

    def load(self, upload: Upload, document: int) -> Opened:
        """The same, not by way of the cache: that would push out what people are reading."""
        source, payload = self.store.payload(document)
        return Opened(source, payload, upload.standard, upload.profile)

    def purge(self) -> None:
        """Delete uploaded files that are past their days, files that nothing refers to any more, and exports
        that nobody took."""
        self.exports.sweep()
        before = now() - timedelta(days=self.settings.keep_days)
        for upload in self.store.expired(before):
            if not self.settings.database or self._has(upload):
                self.path(upload.stored).unlink(missing_ok=True)
                self.store.forget_file(upload.id)
        known = self.store.files()
        limit = time() - _HOUR  # one that is just being sent is not known yet
        for path in self.settings.uploads.iterdir():
            with suppress(OSError):
                if path.name not in known and path.stat().st_mtime < limit:
                    path.unlink()

    def _has(self, upload: Upload) -> bool:
        return bool(upload.stored) and self.path(upload.stored).is_file()

    def _keep_clean(self) -> None:
        due = 0.0
        while not self._closed.wait(_MINUTE if due else 0):
            with suppress(Exception):  # a locked database now is no reason to stop cleaning later
                if time() > due:
                    due = time() + _HOUR
                    self.purge()
                self.resume()

    def _begin(self, upload: Upload, always: bool = False) -> None:
        key = upload.id
        if not self._has(upload):
            self._put(key, FAILED, reason="上传的文件不见了：请重新上传。")
            return
        task = Task(self.path(upload.stored), upload.name, upload.standard, upload.profile)
        with self._beginning:  # a file that was just taken looks like one that was left
            if key in self._jobs:
                return
            try:
                job = self.workers.submit(task, lambda text: self._told(key, text), always)
            except JobError as error:
                self._put(key, FAILED, reason=str(error))
                return
            self._jobs[key] = job
        job.future.add_done_callback(lambda future: self._ended(key, future))

    def _told(self, key: str, text: str) -> None:
        if not self._put(key, RUNNING, text) and (job := self._jobs.get(key)):
            job.cancel()  # another desk on this database cancelled or deleted it

    def _put(self, key: str, state: str, stage: str = "", reason: str = "") -> bool:
        """Say how far a job is. What the database can't take now is tried again by `resume`."""
        try:
            return self.store.set_state(key, state, stage, reason)
        except TROUBLES:
            return True

    def _ended(self, key: str, future: Future[Any]) -> None:
        try:
            if not self._closed.is_set():  # else it stays unfinished, and the next start goes on with it
                self.store.finish(key, future.result())
        except CancelledError:
            self._put(key, CANCELLED)
        except JobError as error:
            self._put(key, FAILED, reason=str(error))
        except TROUBLES as error:
            self._put(key, FAILED, reason=trouble(error)[1])
        finally:
            self._jobs.pop(key, None)
