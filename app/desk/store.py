"""What the desk keeps, in any database that SQLAlchemy knows: uploads, their documents, and decisions.

Decisions are only ever added; the last one on a finding counts, so who decided what and when stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    create_engine,
    delete,
    event,
    func,
    select,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column, sessionmaker

from ...scoring.stages import AUTO
from .packing import Packed

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
ACTIVE = (QUEUED, RUNNING)
# What can be decided: on a finding, and (the last two) on an indicator as a whole.
ACCEPTED, DISMISSED, EDITED, OPEN, LABELLED = "accepted", "dismissed", "edited", "open", "labelled"


class StoreError(Exception):
    """The database can't be used. `str(error)` is a Chinese sentence."""


class Base(DeclarativeBase):
    """The tables of the desk."""


class Upload(Base):
    """One file that an evaluator gave. Times are UTC without a zone. `stored` names the file in the uploads
    folder, '' once it was deleted; `profile` is what was asked for, of `auto` what was found; `stage` says what a worker is doing, `reason` why it failed."""

    __tablename__ = "uploads"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    stored: Mapped[str] = mapped_column(String(64))
    standard: Mapped[str] = mapped_column(String(16))
    profile: Mapped[str] = mapped_column(String(32))
    model: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(64))
    made: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16), default=QUEUED)
    stage: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    indicators: Mapped[int] = mapped_column(default=0)
    findings: Mapped[int] = mapped_column(default=0)


class Kept(Base):
    """One document of an upload (an archive has several); `groups` is what `packing.groups_of`
    takes, `payload` what `packing.Opened` takes, `problems` a JSON list of what was not read."""

    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    upload: Mapped[str] = mapped_column(ForeignKey("uploads.id"), index=True)
    source: Mapped[str] = mapped_column(Text)
    indicators: Mapped[int]
    findings: Mapped[int]
    groups: Mapped[str] = mapped_column(Text)
    problems: Mapped[str] = mapped_column(Text)
    payload: Mapped[bytes] = deferred(mapped_column(LargeBinary(2**30)))


class Decision(Base):
    """What `who` decided at `made` about a finding, or about an indicator where `finding` is ''.

    `indicator` is its number within the document, below 0 that of a project or the document (`packing.WHOLE`). `message` and `suggestion` are the edited texts; `types`
    (leaf codes joined by blanks), `vague` and `boilerplate` ('' unsaid, '0', '1') the right labels."""

    __tablename__ = "decisions"
    __table_args__ = (Index("decisions_of", "upload", "document", "indicator", "finding"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    upload: Mapped[str] = mapped_column(ForeignKey("uploads.id"))
    document: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    indicator: Mapped[int]
    finding: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    who: Mapped[str] = mapped_column(String(64))
    made: Mapped[datetime]
    message: Mapped[str] = mapped_column(Text, default="")
    suggestion: Mapped[str] = mapped_column(Text, default="")
    types: Mapped[str] = mapped_column(Text, default="")
    vague: Mapped[str] = mapped_column(String(1), default="")
    boilerplate: Mapped[str] = mapped_column(String(1), default="")


# What counts now: (document, indicator, finding) → the last decision.
Decisions = Mapping[tuple[int, int, str], Decision]


def now() -> datetime:
    """The time as the database keeps it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


class Store:
    """The database at a SQLAlchemy URL; its tables are made where they are missing. Safe for threads.

    Raises StoreError when it can't be opened.
    """

    def __init__(self, url: str) -> None:
        try:
            sqlite = make_url(url).get_backend_name() == "sqlite"
            self._engine = create_engine(url, pool_pre_ping=not sqlite, connect_args=_waiting(sqlite))
            if sqlite:
                event.listen(self._engine, "connect", _set_pragmas)
            Base.metadata.create_all(self._engine)
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

    def uploads(self, limit: int = 200) -> list[Upload]:
        """The latest uploads, newest first."""
        with self._session() as session:
            newest = select(Upload).order_by(Upload.made.desc(), Upload.id).limit(limit)
            return list(session.scalars(newest))

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

    def decide(self, decision: Decision) -> None:
        """Add a decision."""
        with self._session.begin() as session:
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
