"""Files → documents. One short module a format; content decides, the suffix only helps."""

from __future__ import annotations

from pathlib import Path

from ..document import Document
from ..errors import fail
from ..layouts import find_indicators
from ..record import relocate
from .encoding import decode
from .flat import read_csv, read_jsonl
from .text import read_text

MAX_BYTES = 200 * 1024 * 1024
_MAGIC = (
    (b"PK\x03\x04", "Office (.docx/.xlsx) 或压缩"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office (.doc/.xls)"),
    (b"%PDF", "PDF"),
)


def read_document(path: str | Path, max_bytes: int = MAX_BYTES) -> Document:
    """Everything that zhibiao can find in one file.

    Raises `ReadError` (a Chinese sentence) when nothing of the file can be read.
    """
    path = Path(path)
    return parse_document(_load(path, max_bytes), str(path))


def parse_document(data: bytes, source: str) -> Document:
    """The same for bytes already in hand; `source` gives the name and its suffix."""
    if not data.strip():
        raise fail("empty")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise fail("unsupported", kind=kind)
    text = decode(data)
    suffix = Path(source).suffix.lower()
    problems: list[str] = []
    if suffix in (".jsonl", ".ndjson") or (suffix == "" and text.lstrip().startswith("{")):
        records, problems = read_jsonl(text)
    elif suffix in (".csv", ".tsv"):
        records = read_csv(text)
    else:
        records = find_indicators(read_text(text))
    return Document(source, tuple(relocate(r, source) for r in records), tuple(problems))


def _load(path: Path, max_bytes: int) -> bytes:
    try:
        if path.is_dir():
            raise fail("folder")
        size = path.stat().st_size
        if size > max_bytes:
            raise fail("too_large", limit=max_bytes // 2**20)
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError:
        raise fail("missing") from None
    except PermissionError:
        raise fail("denied") from None
    except OSError as error:
        raise fail("broken", reason=error.strerror or "无法读取") from None
