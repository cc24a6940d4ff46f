"""The tables of the desk, in any database that SQLAlchemy knows.

Whoever changes them adds a revision to `migrations/versions`: a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Float, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
ACTIVE = (QUEUED, RUNNING)
# What can be decided: on a finding, (added) on an indicator, project or document that lacks one, and (labelled) on
# the classes of an indicator.
ACCEPTED, DISMISSED, EDITED, OPEN = "accepted", "dismissed", "edited", "open"
ADDED, LABELLED = "added", "labelled"
OWN = tuple(f"+{i}" for i in range(1, 10))  # the keys of findings that a reviewer has added


class Base(DeclarativeBase):
    """The tables of the desk."""


class Job(Base):
    """A filing that an evaluator gave: its files are read and scored together. Times are UTC without a zone.

    `profile` is what was asked for, of `auto` what was found; `stage` says what a worker is doing, `reason` why it
    failed. `indicators`, `findings` (of the checks), `projects`, those of them that are `empty`, and what is `unread`
    are counts; `decided` and `score` (None: nothing to score) follow every decision. `previous` is the job that it is
    compared with. `approved` is who has read it a second time, '' since anything was changed.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("jobs_made", "made", "id"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
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
    decided: Mapped[int] = mapped_column(default=0)
    projects: Mapped[int] = mapped_column(default=0)
    empty: Mapped[int] = mapped_column(default=0)
    unread: Mapped[int] = mapped_column(default=0)
    score: Mapped[float | None] = mapped_column(Float, default=None)
    previous: Mapped[str] = mapped_column(String(32), default="")
    approved: Mapped[str] = mapped_column(String(64), default="")
    approved_at: Mapped[datetime | None] = mapped_column(default=None)


class File(Base):
    """A file of a job. `stored` names it in the uploads folder, '' once it was deleted; `digest` is its SHA-256;
    `note` says why it was not read; `assigned` is who shall review it."""

    __tablename__ = "files"
    __table_args__ = (Index("files_of", "job", "id"), Index("files_digest", "digest"))
    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(default=0)
    stored: Mapped[str] = mapped_column(String(64), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    assigned: Mapped[str] = mapped_column(String(64), default="")


class Kept(Base):
    """One document of a file (an archive has several); `groups` is what `packing.groups_of` takes, `owners` the
    names of its projects, one a line, `payload` what `packing.Opened` takes, `problems` a JSON list of what was not read. `score` is as reviewed so far."""

    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(ForeignKey("jobs.id"), index=True)
    file: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(Text)
    indicators: Mapped[int]
    findings: Mapped[int]
    score: Mapped[float | None] = mapped_column(Float, default=None)
    groups: Mapped[str] = mapped_column(Text)
    owners: Mapped[str] = mapped_column(Text, default="")
    problems: Mapped[str] = mapped_column(Text)
    payload: Mapped[bytes] = deferred(mapped_column(LargeBinary(2**30)))


class Decision(Base):
    """What `who` decided at `made` about a finding, or about an indicator where `finding` is ''. Never changed.

    `indicator` is its number within the document, below 0 that of a project or the document
    (`packing.WHOLE`). `message` and `suggestion` are the edited texts, with `severity`, `opinion` and `field` those of
    an added finding; `types` (leaf codes joined by blanks), `vague` and `boilerplate` ('' unsaid, '0', '1') the right
    labels. `batch` is the same for what was decided at one stroke; `undoes` is the decision that this one takes back.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index("decisions_of", "job", "document", "indicator", "finding"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
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
    severity: Mapped[str] = mapped_column(String(2), default="")
    opinion: Mapped[int] = mapped_column(default=0)
    field: Mapped[str] = mapped_column(String(16), default="")
    batch: Mapped[str] = mapped_column(String(16), default="")
    undoes: Mapped[int] = mapped_column(default=0)

    @property
    def about(self) -> tuple[int, int, str]:
        """What it is about: document, indicator, finding."""
        return self.document, self.indicator, self.finding


class Event(Base):
    """What `who` did at `made` to a job as a whole, as a Chinese sentence."""

    __tablename__ = "events"
    __table_args__ = (Index("events_of", "job", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(ForeignKey("jobs.id"))
    who: Mapped[str] = mapped_column(String(64))
    made: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)


# What counts now: (document, indicator, finding) → the last decision.
Decisions = Mapping[tuple[int, int, str], Decision]


def now() -> datetime:
    """The time as the database keeps it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def made_at(moment: datetime) -> str:
    """A time of the database as the reader's clock shows it."""
    return moment.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")
