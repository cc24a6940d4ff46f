"""What can go wrong with disk and database while the desk runs: a status and a sentence for each."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

# Of SQLite's messages and of PostgreSQL's SQLSTATE classes (53: out of space or memory).
_FULL = ("disk is full", "disk full", "no space left")
_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

FULL = "磁盘已满，没有保存：请在数据文件夹所在的磁盘上腾出空间，再试一次。"


class StoreError(Exception):
    """The database can't be used. `str(error)` is a Chinese sentence."""


class GoneError(Exception):
    """What was asked for has been deleted meanwhile."""


def trouble(error: Exception) -> tuple[int, str]:
    """HTTP status and Chinese sentence for an OSError or SQLAlchemyError that ended a request."""
    if isinstance(error, OSError):
        if error.errno in _NO_SPACE:
            return 507, FULL
        return (
            500,
            f"数据文件夹读写失败（{error.strerror or type(error).__name__}）：请检查磁盘和文件夹的权限。",
        )
    said = str(getattr(error, "orig", error)).lower()
    code = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
    if any(word in said for word in _FULL) or code.startswith("53"):
        return 507, FULL
    if any(word in said for word in _BUSY):
        return 503, "数据库正被占用，没有保存：请过几秒再试；总是这样，请看有没有别的程序开着审核台的数据库。"
    if isinstance(error, DBAPIError) and (error.connection_invalidated or code.startswith(("08", "57"))):
        return 503, "数据库的连接断了，没有保存：请确认数据库在运行，再试一次。"
    return 500, f"数据库读写失败（{type(error).__name__}），没有保存：请检查数据库、磁盘和权限后再试。"


TROUBLES = (OSError, SQLAlchemyError)
