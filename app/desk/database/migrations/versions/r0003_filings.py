"""A job is a filing of several files, with people, a history and a score: what was an upload is a job with one file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Rename what stays, and move the files into a table of their own."""
    op.drop_index("uploads_made", "uploads")
    op.rename_table("uploads", "jobs")
    op.create_index("jobs_made", "jobs", ["made", "id"])
    op.create_table(
        "files",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("job", sa.String(32), sa.ForeignKey("jobs.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("stored", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("assigned", sa.String(64), nullable=False),
    )
    op.create_index("files_of", "files", ["job", "id"])
    op.create_index("files_digest", "files", ["digest"])
    op.execute(
        "INSERT INTO files (job, name, size, stored, digest, note, assigned) "
        "SELECT id, name, size, stored, '', '', '' FROM jobs ORDER BY made, id"
    )
    op.drop_column("jobs", "size")
    op.drop_column("jobs", "stored")
    _add("jobs", "decided", "projects", "empty", "unread")
    _add("jobs", previous=32, approved=64)
    op.add_column("jobs", sa.Column("score", sa.Float))
    op.add_column("jobs", sa.Column("approved_at", sa.DateTime))

    op.drop_index("ix_documents_upload", "documents")
    op.alter_column("documents", "upload", new_column_name="job")
    op.create_index("ix_documents_job", "documents", ["job"])
    _add("documents", "file")
    op.add_column("documents", sa.Column("score", sa.Float))
    op.execute("UPDATE documents SET file = (SELECT files.id FROM files WHERE files.job = documents.job)")

    op.alter_column("decisions", "upload", new_column_name="job")
    _add("decisions", "opinion", "undoes")
    _add("decisions", severity=2, field=16, batch=16)
    op.execute(_DECIDED)

    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("job", sa.String(32), sa.ForeignKey("jobs.id"), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("events_of", "events", ["job", "id"])


def _add(table: str, *counts: str, **texts: int) -> None:
    """Columns that are 0 or '' in the rows that are there."""
    for name in counts:
        op.add_column(table, sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    for name, length in texts.items():
        op.add_column(table, sa.Column(name, sa.String(length), nullable=False, server_default=""))


_DECIDED = """
UPDATE jobs SET decided = (
  SELECT count(*) FROM decisions WHERE decisions.job = jobs.id AND decisions.state <> 'open' AND decisions.finding <> ''
  AND decisions.id IN (SELECT max(id) FROM decisions GROUP BY job, document, indicator, finding))
"""


def downgrade() -> None:
    """Not offered: a backup is the way back."""
    raise NotImplementedError
