"""Jobs are found by the names of their projects, and by whether all of them was read, also those of first versions."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Put down what could be read from other columns before, where a database can search it."""
    op.add_column("documents", sa.Column("owners", sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    unread: dict[str, int] = {}
    rows = connection.execute(sa.text("SELECT id, job, groups, problems FROM documents")).all()
    for number, job, groups, problems in rows:
        owners = "\n".join(dict.fromkeys(row[0] for row in json.loads(groups) if row[0]))
        put = sa.text("UPDATE documents SET owners = :owners WHERE id = :id")
        connection.execute(put, {"owners": owners, "id": number})
        unread[job] = unread.get(job, 0) + len(json.loads(problems))
    for job, count in unread.items():
        put = sa.text("UPDATE jobs SET unread = :count WHERE id = :id AND unread = 0")
        connection.execute(put, {"count": count, "id": job})


def downgrade() -> None:
    """Not offered: a backup is the way back."""
    raise NotImplementedError
