"""The list of uploads is read page by page, newest first."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the index that the list is read by."""
    op.create_index("uploads_made", "uploads", ["made", "id"])


def downgrade() -> None:
    """Not offered: a backup is the way back."""
    raise NotImplementedError
