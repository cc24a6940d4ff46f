"""What the desk can do, whatever asks for it: take a file, read it, stop, decide, forget."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from time import time
from typing import Any

from filelock import FileLock, Timeout

from ..reports.facts import unlike
from .database.store import Store
from .database.tables import CANCELLED, FAILED, RUNNING, Decision, File, Job, Kept, made_at, now
from .database.troubles import TROUBLES, StoreError, trouble
from .exports.making import Order
from .exports.running import Exports
from .files import Uploads, filing_name
from .original.drawing import Drawing
from .packing import Opened
from .review import reviewed_whole
from .settings import DeskSettings
from .worker import Task
from .workers import JobError, Work, Workers

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

    def __init__(self, settings: DeskSettings) -> None:
        self.settings = settings
        self.uploads = Uploads(settings.uploads, settings.drawn, settings.bytes)
        self.exports = Exports(settings.exports, settings.export_seconds, settings.export_memory)
        self.store = Store(settings.url)
        self._works: dict[str, Work] = {}
        self._cache: OrderedDict[int, Opened] = OrderedDict()
        self._lock, self._beginning, self._scoring = threading.Lock(), threading.Lock(), threading.Lock()
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
        for job in self.store.unfinished():
            if job.id not in self._works and (
                not self.settings.database or any(map(self.uploads.has, self.store.files(job.id)))
            ):
                self._begin(job, always=True)

    def export(
        self, fmt: str, keys: tuple[str, ...] = (), decided: bool = False, level: str = "indicator"
    ) -> Work:
        """Begin an export; see `exports.making.Order`. Raises JobError."""
        url, uploads = self.settings.url, self.settings.uploads
        return self.exports.submit(lambda out: Order(url, uploads, out, fmt, keys, decided, level))

    def drawing(self, job: Job, kept: Kept, page: int = 0) -> tuple[Path, Work | None]:
        """Where the original of a document, or one page of it as a picture, shall lie, and what makes it (whose file
        is to be moved there), None where it is there. Raises JobError 410 where the file was deleted."""
        files = {f.id: f for f in self.store.files(job.id)}
        file = files.get(kept.file)
        if file is None or not self.uploads.has(file):
            raise JobError(410, "原文件已按保存期限删除，或在另一台审核台上：请重新上传后再看原文。")
        target = self.uploads.drawn(file, f"{kept.id}-{page}.jpg" if page else f"{kept.id}.json")
        if target.is_file():
            return target, None
        path = self.uploads.path(file.stored)
        return target, self.exports.submit(lambda out: Drawing(path, file.name, kept.source, out, page))

    def take(
        self,
        files: Sequence[tuple[str, Callable[[int], bytes]]],
        standard: str,
        profile: str,
        who: str,
        name: str = "",
    ) -> Job:
        """Keep uploaded files, each a name and what reads it, and queue them as one job. A file that is refused is
        kept with the reason, without its content; where all are, the job has failed."""
        job = Job(
            id=secrets.token_hex(8),
            name=name or filing_name([name for name, _ in files]),
            standard=standard,
            profile=profile,
            model=self.settings.model,
            who=who,
            made=now(),
        )
        kept: list[File] = []
        for title, read in files:
            file = File(job=job.id, name=unlike(title, {f.name for f in kept}), note="", stored="", digest="")
            try:
                file.stored, file.size, file.digest = self.uploads.save(read)
            except JobError as error:
                file.note = str(error)
            except OSError as error:
                file.note = trouble(error)[1]
            self._compare(file, kept)
            kept.append(file)
        if not any(f.stored for f in kept):
            job.state, job.reason = FAILED, kept[0].note if kept else "没有文件。"
        self.store.add(job, kept)
        if job.state != FAILED:
            self._begin(job)
        return job

    def _compare(self, file: File, others: Sequence[File]) -> None:
        """Say of a file that it was given before: in this job it is not read again."""
        same = next((f for f in others if file.digest and f.digest == file.digest), None)
        if same is not None:
            file.note = f"与 {same.name} 完全相同，没有重复评分。"
            self.uploads.discard(file.stored)
            file.stored = ""
        elif file.digest and (before := self.store.like(file.digest)):
            file.note = (
                f"与“{before[1].name}”里的 {before[0].name} 完全相同（{made_at(before[1].made)} 上传）。"
            )

    def cancel(self, key: str) -> None:
        """Stop reading a job."""
        self.store.set_state(key, CANCELLED)
        if work := self._works.get(key):
            work.cancel()

    def delete(self, job: Job) -> None:
        """Stop, and delete the files and everything that is known of the job."""
        self.cancel(job.id)
        documents, files = self.store.documents(job.id), self.store.files(job.id)
        self.store.delete(job.id)
        with self._lock:  # not before: SQLite gives its ids to the next ones
            for document in documents:
                self._cache.pop(document.id, None)
        for file in files:
            self.uploads.discard(file.stored)

    def decide(self, job: Job, decisions: Sequence[Decision], seen: int | None = None) -> None:
        """Add decisions and let them tell on the score; see `Ledger.decide`."""
        self.store.ledger.decide(decisions, seen)
        self.rescore(job, {d.document for d in decisions})

    def decide_open(self, job: Job, decisions: Sequence[Decision]) -> int:
        """The same of many at one stroke; how many there were, without what others have decided meanwhile."""
        taken = self.store.ledger.decide_open(decisions) if decisions else []
        self.rescore(job, {d.document for d in taken})
        return len(taken)

    def undo(self, job: Job, who: str) -> tuple[list[Decision], int]:
        """Take the last decision back; see `Ledger.undo`."""
        taken, left = self.store.ledger.undo(job.id, who)
        self.rescore(job, {d.document for d in taken})
        return taken, left

    def rescore(self, job: Job, documents: Iterable[int]) -> None:
        """Put down the score of documents as reviewed so far."""
        with self._scoring:  # the score of the last decision is the last that is put down
            standing = self.store.ledger.standing(job.id)
            scores = {d: reviewed_whole(d, self.open(job, d), standing).documents[0].score for d in documents}
            if scores:
                self.store.set_scores(job.id, scores)

    def open(self, job: Job, document: int) -> Opened:
        """A document of a job, scored as the checks left it."""
        with self._lock:
            found = self._cache.get(document)
            if found is None:
                found = self._opened(job, document)
                self._cache[document] = found
            self._cache.move_to_end(document)
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return found

    def load(self, job: Job, document: int) -> Opened:
        """The same, but not kept open: that would push out what people are reading."""
        found = self._cache.get(document)
        return self._opened(job, document) if found is None else found

    def _opened(self, job: Job, document: int) -> Opened:
        source, payload = self.store.payload(document)
        return Opened(source, payload, job.standard, job.profile)

    def purge(self) -> None:
        """Delete uploaded files that are past their days, files that nothing refers to any more, and exports
        that nobody took."""
        self.exports.sweep()
        before = now() - timedelta(days=self.settings.keep_days)
        for file in self.store.expired(before):
            if not self.settings.database or self.uploads.has(file):
                self.uploads.discard(file.stored)
                self.store.forget_file(file.id)
        self.uploads.sweep(self.store.stored())

    def _keep_clean(self) -> None:
        due = 0.0
        while not self._closed.wait(_MINUTE if due else 0):
            with suppress(Exception):  # a locked database now is no reason to stop cleaning later
                if time() > due:
                    due = time() + _HOUR
                    self.purge()
                self.resume()

    def _begin(self, job: Job, always: bool = False) -> None:
        key = job.id
        files = [f for f in self.store.files(key) if self.uploads.has(f)]
        if not files:
            self._put(key, FAILED, reason="上传的文件不见了：请重新上传。")
            return
        task = Task(tuple((self.uploads.path(f.stored), f.name) for f in files), job.standard, job.profile)
        with self._beginning:  # a job that was just taken looks like one that was left
            if key in self._works:
                return
            try:
                work = self.workers.submit(task, lambda text: self._told(key, text), always)
            except JobError as error:
                self._put(key, FAILED, reason=str(error))
                return
            self._works[key] = work
        numbers = [f.id for f in files]
        work.future.add_done_callback(lambda future: self._ended(key, numbers, future))

    def _told(self, key: str, text: str) -> None:
        if not self._put(key, RUNNING, text) and (work := self._works.get(key)):
            work.cancel()  # another desk on this database cancelled or deleted it

    def _put(self, key: str, state: str, stage: str = "", reason: str = "") -> bool:
        """Say how far a job is. What the database can't take now is tried again by `resume`."""
        try:
            return self.store.set_state(key, state, stage, reason)
        except TROUBLES:
            return True

    def _ended(self, key: str, files: Sequence[int], future: Future[Any]) -> None:
        try:
            if not self._closed.is_set():  # else it stays unfinished, and the next start goes on with it
                self.store.finish(key, future.result(), files)
        except CancelledError:
            self._put(key, CANCELLED)
        except JobError as error:
            self._put(key, FAILED, reason=str(error))
        except TROUBLES as error:
            self._put(key, FAILED, reason=trouble(error)[1])
        finally:
            self._works.pop(key, None)
