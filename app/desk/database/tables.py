"""The tables of the desk, in any database that SQLAlchemy knows.

Whoever changes them adds a revision to `migrations/versions`: a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
ACTIVE = (QUEUED, RUNNING)
# What can be decided: on a finding, and (the last two) on an indicator as a whole.
ACCEPTED, DISMISSED, EDITED, OPEN, LABELLED = "accepted", "dismissed", "edited", "open", "labelled"


class Base(DeclarativeBase):
    """The tables of the desk."""


class Upload(Base):
    """One file that an evaluator gave. Times are UTC without a zone. `stored` names the file in the uploads
    folder, '' once it was deleted; `profile` is what was asked for, of `auto` what was found; `stage` says what
    a worker is doing, `reason` why it failed."""

    __tablename__ = "uploads"
    __table_args__ = (Index("uploads_made", "made", "id"),)
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

    `indicator` is its number within the document, below 0 that of a project or the document
    (`packing.WHOLE`). `message` and `suggestion` are the edited texts; `types` (leaf codes joined by blanks),
    `vague` and `boilerplate` ('' unsaid, '0', '1') the right labels."""

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
