"""The tables as the first version made them, without Alembic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("stored", sa.String(64), nullable=False),
        sa.Column("standard", sa.String(16), nullable=False),
        sa.Column("profile", sa.String(32), nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("indicators", sa.Integer, nullable=False),
        sa.Column("findings", sa.Integer, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("upload", sa.String(32), sa.ForeignKey("uploads.id"), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("indicators", sa.Integer, nullable=False),
        sa.Column("findings", sa.Integer, nullable=False),
        sa.Column("groups", sa.Text, nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary(2**30)),
    )
    op.create_index("ix_documents_upload", "documents", ["upload"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("upload", sa.String(32), sa.ForeignKey("uploads.id"), nullable=False),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("indicator", sa.Integer, nullable=False),
        sa.Column("finding", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("made", sa.DateTime, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("suggestion", sa.Text, nullable=False),
        sa.Column("types", sa.Text, nullable=False),
        sa.Column("vague", sa.String(1), nullable=False),
        sa.Column("boilerplate", sa.String(1), nullable=False),
    )
    op.create_index("decisions_of", "decisions", ["upload", "document", "indicator", "finding"])


def downgrade() -> None:
    """Not offered: a backup is the way back."""
    raise NotImplementedError
