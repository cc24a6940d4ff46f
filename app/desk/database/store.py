"""Reading and writing the desk's database, in any that SQLAlchemy knows: jobs, their files and documents.

What is decided on them is in `ledger.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import create_engine, delete, event, func, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from ....scoring.stages import AUTO
from ...reports.parts import mean_of
from ..packing import Outcome, owners_of
from .ledger import Ledger, hold
from .listing import ALL, Wanted, counted, page_of
from .tables import ACTIVE, DONE, Decision, Event, File, Job, Kept, now
from .troubles import GoneError, StoreError
from .upgrade import bring_up_to_date


class Store:
    """The database at a SQLAlchemy URL; its tables are made, or brought up to date, unless `ready`. Safe for threads.

    Raises StoreError when it can't be opened.
    """

    def __init__(self, url: str, ready: bool = False) -> None:
        try:
            sqlite = make_url(url).get_backend_name() == "sqlite"
            self._engine = create_engine(url, pool_pre_ping=not sqlite, connect_args=_waiting(sqlite))
            if sqlite:
                event.listen(self._engine, "connect", _set_pragmas)
            if not ready:
                bring_up_to_date(self._engine)
        except (SQLAlchemyError, ImportError) as error:
            raise StoreError(
                f"数据库打不开（{type(error).__name__}）：请检查 --database 的地址、驱动程序和权限。"
            ) from error
        self._session = sessionmaker(self._engine, expire_on_commit=False)
        self.ledger = Ledger(self._session)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def add(self, job: Job, files: Iterable[File] = ()) -> None:
        """Keep a new job with its files."""
        with self._session.begin() as session:
            session.add(job)
            session.flush()
            session.add_all(files)

    def jobs(self, wanted: Wanted = ALL, limit: int | None = None, skip: int = 0) -> list[Job]:
        """Jobs as they are wanted, newest first unless that says otherwise."""
        with self._session() as session:
            return list(session.scalars(page_of(wanted).limit(limit).offset(skip)))

    def counts(self, wanted: Wanted = ALL) -> tuple[int, int]:
        """How many jobs are wanted, and how many of all wait or run."""
        with self._session() as session:
            active = select(func.count()).where(Job.state.in_(ACTIVE))
            return session.scalar(counted(wanted)) or 0, session.scalar(active) or 0

    def job(self, key: str) -> Job | None:
        """One job, None where there is none of that id."""
        with self._session() as session:
            return session.get(Job, key)

    def files(self, *keys: str) -> list[File]:
        """The files of jobs, in order."""
        with self._session() as session:
            return list(session.scalars(select(File).where(File.job.in_(keys)).order_by(File.id)))

    def like(self, digest: str) -> tuple[File, Job] | None:
        """The newest file with that digest, with its job, where one was read."""
        found = select(File, Job).join(Job, File.job == Job.id)
        found = found.where(File.digest == digest, Job.state == DONE).order_by(File.id.desc()).limit(1)
        with self._session() as session:
            row = session.execute(found).first()
            return (row[0], row[1]) if row else None

    def unfinished(self) -> list[Job]:
        """Jobs that were waiting or running, oldest first."""
        with self._session() as session:
            found = select(Job).where(Job.state.in_(ACTIVE)).order_by(Job.made, Job.id)
            return list(session.scalars(found))

    def set_state(self, key: str, state: str, stage: str = "", reason: str = "") -> bool:
        """Say how far a job is; False when it is gone or already ended."""
        wanted = (Job.id == key) & Job.state.in_(ACTIVE)
        with self._session.begin() as session:
            done = session.execute(update(Job).where(wanted).values(state=state, stage=stage, reason=reason))
            return bool(done.rowcount)  # type: ignore[attr-defined]

    def finish(self, key: str, outcome: Outcome, files: Sequence[int] = ()) -> None:
        """Keep the documents of a job and say that it is done; nothing where it was cancelled meanwhile. `files` are
        the ids of those that the outcome is of."""
        parts = outcome.parts
        with self._session.begin() as session:
            job = session.get(Job, key, with_for_update=True)
            if job is None or job.state not in ACTIVE:
                return
            session.add_all(
                Kept(
                    job=key,
                    file=files[p.file] if files else 0,
                    source=p.source,
                    indicators=p.indicators,
                    findings=p.findings,
                    score=p.score,
                    groups=p.groups,
                    owners=owners_of(p.groups),
                    problems=p.problems,
                    payload=p.payload,
                )
                for p in parts
            )
            for number, note in outcome.notes.items():
                session.execute(update(File).where(File.id == files[number]).values(note=note))
            found = {p.profile for p in parts if p.profile}
            if job.profile == AUTO and len(found) == 1:
                (job.profile,) = found  # several stay what was asked for; each document knows
            job.state, job.stage = DONE, ""
            job.indicators = sum(p.indicators for p in parts)
            job.findings = sum(p.findings for p in parts)
            job.projects = sum(p.projects for p in parts)
            job.empty = sum(p.empty for p in parts)
            refused = select(func.count()).where(File.job == key, File.note != "", File.digest == "")
            job.unread = sum(p.unread for p in parts) + outcome.failed + (session.scalar(refused) or 0)
            job.score = mean_of((p.score, p.indicators) for p in parts)

    def documents(self, key: str) -> list[Kept]:
        """The documents of a job in order, without their payload."""
        with self._session() as session:
            return list(session.scalars(select(Kept).where(Kept.job == key).order_by(Kept.id)))

    def payload(self, document: int) -> tuple[str, bytes]:
        """The source of a document and what is kept of it. Raises GoneError."""
        with self._session() as session:
            found = session.execute(select(Kept.source, Kept.payload).where(Kept.id == document)).first()
            if found is None:
                raise GoneError
            return found[0], found[1]

    def set_scores(self, key: str, scores: Mapping[int, float | None]) -> None:
        """The scores of documents as reviewed so far, and with them that of their job."""
        with self._session.begin() as session:
            for document, score in scores.items():
                session.execute(update(Kept).where(Kept.id == document).values(score=score))
            rows = session.execute(select(Kept.score, Kept.indicators).where(Kept.job == key)).all()
            session.execute(
                update(Job).where(Job.id == key).values(score=mean_of((r[0], r[1]) for r in rows))
            )

    def change(
        self, key: str, who: str, text: str, assigned: Mapping[int, str] | None = None, **values: object
    ) -> None:
        """Change columns of a job, or who its files are `assigned` to, and note that as an event. Raises GoneError."""
        with self._session.begin() as session:
            hold(session, key)
            if values:
                session.execute(update(Job).where(Job.id == key).values(**values))
            for file, name in (assigned or {}).items():
                session.execute(update(File).where(File.id == file, File.job == key).values(assigned=name))
            session.add(Event(job=key, who=who, made=now(), text=text))

    def forget_file(self, file: int) -> None:
        """Note that the uploaded file was deleted."""
        with self._session.begin() as session:
            session.execute(update(File).where(File.id == file).values(stored=""))

    def stored(self) -> set[str]:
        """The names of all uploaded files that are still needed."""
        with self._session() as session:
            return set(session.scalars(select(File.stored).where(File.stored != "")))

    def expired(self, before: datetime) -> list[File]:
        """Files of jobs from before a time that are still there."""
        with self._session() as session:
            found = select(File).join(Job, File.job == Job.id)
            found = found.where(Job.made < before, File.stored != "", Job.state.not_in(ACTIVE))
            return list(session.scalars(found))

    def delete(self, key: str) -> None:
        """Delete a job with everything that is known of it."""
        with self._session.begin() as session:
            session.get(Job, key, with_for_update=True)  # who adds to it meanwhile waits, and finds it gone
            for table in (Decision, Event, Kept, File):
                session.execute(delete(table).where(table.job == key))
            session.execute(delete(Job).where(Job.id == key))


def _waiting(sqlite: bool) -> dict[str, object]:
    """Twenty clients write at once: the later ones wait."""
    return {"timeout": 30} if sqlite else {}


def _set_pragmas(connection, _record) -> None:  # type: ignore[no-untyped-def]  # a DBAPI connection
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")  # readers do not wait for writers
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
