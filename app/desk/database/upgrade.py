"""Databases of other versions: an older one is brought up to date, a newer or a strange one is refused."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from .troubles import StoreError

_FIRST = "0001"  # what made the tables before there were revisions
_MARKS = {
    "uploads": {"id", "name", "stored", "standard", "profile", "state"},
    "documents": {"id", "upload", "groups", "payload"},
    "decisions": {"id", "upload", "document", "indicator", "finding", "state"},
}
_LOCK = 726_834_119  # any number that only the desk uses


def bring_up_to_date(engine: Engine) -> None:
    """Make or change the tables until they are what `tables.py` says: whole or not at all, and of several desks
    that start at once one does it.

    Raises StoreError when the database was written by a newer version, or is not the desk's.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        elif engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver alone would begin after the tables
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    settings = Config()
    settings.set_main_option(
        "script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%")
    )
    settings.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(settings)
    found = set(MigrationContext.configure(connection).get_current_heads())
    if not found <= {script.revision for script in scripts.walk_revisions()}:
        raise StoreError(
            "数据库是更新版本的审核台写的，这个版本打不开：请升级 zhibiao（pip install -U zhibiao），"
            "或用 --database、--data 换一个数据库。"
        )
    if not found and _made_by_first(connection):
        command.stamp(settings, _FIRST)
    command.upgrade(settings, "head")


def _made_by_first(connection: Connection) -> bool:
    """Whether the tables of the first version are there. Raises StoreError where others bear their names."""
    inspector = inspect(connection)
    there = _MARKS.keys() & set(inspector.get_table_names())
    for name in there:
        if there != _MARKS.keys() or not _MARKS[name] <= {c["name"] for c in inspector.get_columns(name)}:
            raise StoreError(
                f"数据库里已有别的程序的表 {name}，没有改动：请用 --database 换一个空的数据库，或用 --data 换一个文件夹。"
            )
    return bool(there)
