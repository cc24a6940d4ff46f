"""Reading and writing the desk's database, in any that SQLAlchemy knows: uploads, their documents, decisions.

Decisions are only ever added; the last one on a finding counts, so who decided what and when stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import create_engine, delete, event, func, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from ....scoring.stages import AUTO
from ..packing import Packed
from .tables import ACTIVE, DONE, OPEN, Decision, Kept, Upload
from .troubles import StoreError
from .upgrade import bring_up_to_date


class StaleError(Exception):
    """A decision was made on a page that others have overtaken; `last` is what was decided meanwhile."""

    def __init__(self, last: Decision | None) -> None:
        super().__init__(last)
        self.last = last


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

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def add(self, upload: Upload) -> None:
        """Keep a new upload."""
        with self._session.begin() as session:
            session.add(upload)

    def uploads(self, limit: int | None = None, skip: int = 0) -> list[Upload]:
        """Uploads, newest first."""
        with self._session() as session:
            newest = select(Upload).order_by(Upload.made.desc(), Upload.id.desc()).limit(limit).offset(skip)
            return list(session.scalars(newest))

    def counts(self) -> tuple[int, int]:
        """How many uploads there are, and how many of them wait or run."""
        active = func.count().filter(Upload.state.in_(ACTIVE))
        with self._session() as session:
            row = session.execute(select(func.count(), active).select_from(Upload)).one()
            return row[0], row[1]

    def upload(self, key: str) -> Upload | None:
        """One upload, None where there is none of that id."""
        with self._session() as session:
            return session.get(Upload, key)

    def unfinished(self) -> list[Upload]:
        """Uploads that were waiting or running, oldest first."""
        with self._session() as session:
            found = select(Upload).where(Upload.state.in_(ACTIVE)).order_by(Upload.made, Upload.id)
            return list(session.scalars(found))

    def set_state(self, key: str, state: str, stage: str = "", reason: str = "") -> bool:
        """Say how far an upload is; False when it is gone or already ended."""
        wanted = (Upload.id == key) & Upload.state.in_(ACTIVE)
        with self._session.begin() as session:
            done = session.execute(
                update(Upload).where(wanted).values(state=state, stage=stage, reason=reason)
            )
            return bool(done.rowcount)  # type: ignore[attr-defined]

    def finish(self, key: str, parts: Sequence[Packed]) -> None:
        """Keep the documents of an upload and say that it is done; nothing where it was cancelled meanwhile."""
        with self._session.begin() as session:
            upload = session.get(Upload, key, with_for_update=True)
            if upload is None or upload.state not in ACTIVE:
                return
            session.add_all(
                Kept(
                    upload=key,
                    source=p.source,
                    indicators=p.indicators,
                    findings=p.findings,
                    groups=p.groups,
                    problems=p.problems,
                    payload=p.payload,
                )
                for p in parts
            )
            found = {p.profile for p in parts if p.profile}
            if (
                upload.profile == AUTO and len(found) == 1
            ):  # several stay what was asked for; each document knows
                (upload.profile,) = found
            upload.state, upload.stage = DONE, ""
            upload.indicators = sum(p.indicators for p in parts)
            upload.findings = sum(p.findings for p in parts)

    def documents(self, key: str) -> list[Kept]:
        """The documents of an upload in order, without their payload."""
        with self._session() as session:
            return list(session.scalars(select(Kept).where(Kept.upload == key).order_by(Kept.id)))

    def payload(self, document: int) -> tuple[str, bytes]:
        """The source of a document and what is kept of it; '' and b'' when it is gone."""
        with self._session() as session:
            found = session.execute(select(Kept.source, Kept.payload).where(Kept.id == document)).first()
            return (found[0], found[1]) if found else ("", b"")

    def decide(self, decision: Decision, seen: int | None = None) -> None:
        """Add a decision. `seen` is the id of the one that stood when it was made, 0 for none.

        Raises StaleError when another stands meanwhile; None: whatever stands.
        """
        same = (
            (Decision.upload == decision.upload)
            & (Decision.document == decision.document)
            & (Decision.indicator == decision.indicator)
            & (Decision.finding == decision.finding)
        )
        with self._session.begin() as session:
            # Writing first holds off all others until the end, in every database.
            session.execute(update(Upload).where(Upload.id == decision.upload).values(id=decision.upload))
            last = session.scalar(select(Decision).where(same).order_by(Decision.id.desc()).limit(1))
            stands = last.id if last is not None and last.state != OPEN else 0
            if seen is not None and seen != stands:
                session.expunge_all()
                raise StaleError(last)
            session.add(decision)

    def decisions(self, key: str) -> dict[tuple[int, int, str], Decision]:
        """What counts now: (document, indicator, finding) → the last decision, those taken back left out."""
        with self._session() as session:
            found = session.scalars(select(Decision).where(Decision.id.in_(_latest(key))))
            return {(d.document, d.indicator, d.finding): d for d in found if d.state != OPEN}

    def decided(self, keys: Iterable[str]) -> dict[str, int]:
        """How many findings of each upload are decided."""
        counted = (
            select(Decision.upload, func.count())
            .where(Decision.id.in_(_latest(*keys)), Decision.state != OPEN, Decision.finding != "")
            .group_by(Decision.upload)
        )
        with self._session() as session:
            return {row[0]: row[1] for row in session.execute(counted)}

    def forget_file(self, key: str) -> None:
        """Note that the uploaded file was deleted."""
        with self._session.begin() as session:
            session.execute(update(Upload).where(Upload.id == key).values(stored=""))

    def files(self) -> set[str]:
        """The names of all uploaded files that are still needed."""
        with self._session() as session:
            return set(session.scalars(select(Upload.stored).where(Upload.stored != "")))

    def expired(self, before: datetime) -> list[Upload]:
        """Uploads from before a time whose file is still there."""
        with self._session() as session:
            found = select(Upload).where(
                Upload.made < before, Upload.stored != "", Upload.state.not_in(ACTIVE)
            )
            return list(session.scalars(found))

    def delete(self, key: str) -> None:
        """Delete an upload with everything that is known of it."""
        with self._session.begin() as session:
            session.execute(delete(Decision).where(Decision.upload == key))
            session.execute(delete(Kept).where(Kept.upload == key))
            session.execute(delete(Upload).where(Upload.id == key))


def _latest(*keys: str):  # type: ignore[no-untyped-def]  # the type of a select can't be said shortly
    return (
        select(func.max(Decision.id))
        .where(Decision.upload.in_(keys))
        .group_by(Decision.document, Decision.indicator, Decision.finding)
    )


def _waiting(sqlite: bool) -> dict[str, object]:
    """Twenty clients write at once: the later ones wait."""
    return {"timeout": 30} if sqlite else {}


def _set_pragmas(connection, _record) -> None:  # type: ignore[no-untyped-def]  # a DBAPI connection
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")  # readers do not wait for writers
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
