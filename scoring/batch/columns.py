"""The columns of the three tables, each with a description in its metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ..fields import DOCUMENT, FINDING, INDICATOR, PROJECT, TARGET, UNREAD

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("indicators", "projects", "documents")
LAYOUT = 5  # of the tables: outputs of another one are scored anew
# A document's name may be that of another: a file may be called like a member of an archive.
_FILE = {
    "file": "档案里的文件，压缩包里的文件同属一个；没有两个文件同名",
    "folder_unit": "路径中作为单位的文件夹（--unit-from），没有时为空；汇总以它为单位，为空时用 unit",
}
# What a run knows of a document besides its scores.
_RUN = {
    "sha256": "文件内容的 SHA-256",
    "status": "ok（读全了）、partial（只读出一部分）、empty（没有指标）、failed（没有读出）",
    "reason": "没有读出什么、为什么，哪些表没有填写",
    "seconds": "读取和评分用了几秒",
    **_FILE,
    "year": "文件所说的年度，没有写明时为空",
    "profile": "按哪个审核阶段评分：declaration selfcheck disclosure",
    "texts": "指标以外的正文：目标、内容和段落",
}


@cache
def schemas() -> dict[str, pa.Schema]:
    """The rows of the contract at each of its levels; `_RUN` beside those of documents."""
    import pyarrow as pa

    real, yes, whole, texts = pa.float64(), pa.bool_(), pa.int32(), pa.list_(pa.string())
    target = _fields(TARGET, {"number": real, "upper": real, "approximate": yes})
    finding = _fields(FINDING, dict.fromkeys(("start", "end", "opinion"), whole))
    common = {"schema_version": whole, "findings": pa.list_(pa.struct(finding)), "score": real}
    indicators = {
        **common,
        **dict.fromkeys(("tiers", "history", "type_set"), texts),
        **dict.fromkeys(("weight", "points", "recognised", "type_probability"), real),
        **dict.fromkeys(("vague_probability", "boilerplate_probability"), real),
        **dict.fromkeys(("narrative", "vague", "boilerplate"), yes),
        "target": pa.struct(target),
    }
    projects = {**common, "budget": real, "indicators": whole}
    documents = {
        **common,
        **dict.fromkeys(("projects", "indicators", "year"), whole),
        "unread": pa.list_(pa.struct(_fields(UNREAD, {}))),
        "seconds": real,
        "texts": texts,
    }
    return {
        "indicators": pa.schema(_fields(INDICATOR | _FILE, indicators)),
        "projects": pa.schema(_fields(PROJECT | _FILE, projects)),
        "documents": pa.schema(_fields(DOCUMENT | _RUN, documents)),
    }


def arrow(table: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows of a table, still without the descriptions of its columns."""
    import pyarrow as pa

    schema = _bare()[table]
    try:
        return pa.Table.from_pylist(rows, schema)
    except UnicodeEncodeError:  # a lone surrogate from a broken file must not stop the other records
        return pa.Table.from_pylist([_encodable(row) for row in rows], schema)


def packed(content: pa.Table) -> bytes:
    """A table as bytes for another process: pickling one costs ten times as much."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, content.schema) as writer:
        writer.write_table(content)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> pa.Table:
    """The table that `packed` was given."""
    import pyarrow as pa

    return pa.ipc.open_stream(data).read_all()


@cache
def _bare() -> dict[str, pa.Schema]:
    import pyarrow as pa

    return {t: pa.schema([f.remove_metadata() for f in s]) for t, s in schemas().items()}


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_encodable(v) for v in value]
    if isinstance(value, dict):
        return {k: _encodable(v) for k, v in value.items()}
    return value


def _fields(said: Mapping[str, str], kinds: Mapping[str, Any]) -> list[pa.Field]:
    """A field for each description, in order; text where `kinds` says nothing else."""
    import pyarrow as pa

    return [
        pa.field(name, kinds.get(name, pa.string()), metadata={"description": text})
        for name, text in said.items()
    ]
