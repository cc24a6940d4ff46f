"""Files → documents. One short module a format; content decides, the suffix only helps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from .blocks import Block, Table
from .document import Document
from .errors import ReadError, fail, reason
from .layouts.flat import columns_of, flat_or_layout, read_jsonl, with_projects
from .layouts.survey import Survey, joined, survey
from .notes import Note
from .readers.safety import foreign
from .readers.safety import zip as zips
from .readers.safety.limits import DEFAULT, MIB, Limits, Meter
from .readers.text.dump import read_text
from .readers.text.encoding import decode
from .record import Indicator, relocate

# Tried in this order; each module has `accepts(data, suffix)` and `read(data, limits)`.
FORMATS = (
    "word.docx",
    "excel.workbook",
    "pdf.document",
    "scan.picture",
    "ofd.document",
    "word.odt",
    "word.rtf",
    "word.doc",
    "word.xmlword",
    "excel.xmlsheet",
    "web.mhtml",
    "web.html",
    "text.csvtable",
)
_LISTS = ("excel.workbook", "excel.xmlsheet", "text.csvtable")  # formats in which a flat list may come
_LINES = (".jsonl", ".ndjson")


class Reader(Protocol):
    """What a module of this package offers for its format."""

    def accepts(self, data: bytes, suffix: str) -> bool:
        """True when `data` is of this format; cheap, by content first."""

    def read(self, data: bytes, limits: Limits) -> list[Block]:
        """Tables and paragraphs with their places; raises `ReadError`."""


def read_document(path: str | Path, limits: Limits = DEFAULT) -> Document:
    """Everything that zhibiao can find in one file; a zip counts as one document.

    Raises `ReadError` (a Chinese sentence) when nothing of the file can be read.
    """
    return parse_document(load(Path(path), limits), str(path), limits)


def read_documents(path: str | Path, limits: Limits = DEFAULT) -> list[Document]:
    """The same with a document for each member of a zip (`a.zip!member`)."""
    return parse_documents(load(Path(path), limits), str(path), limits)


def parse_document(data: bytes, source: str, limits: Limits = DEFAULT) -> Document:
    """`read_document` for bytes already in hand; `source` gives the name and its suffix."""
    return merged(parse_documents(data, source, limits), source)


def merged(documents: Sequence[Document], source: str) -> Document:
    """The documents of one file as one."""
    if len(documents) == 1 and documents[0].source == source:
        return documents[0]
    records = tuple(r for d in documents for r in d.indicators)
    named = [(d.source.removeprefix(f"{source}!"), d) for d in documents]
    problems = tuple(f"{name}：{p}" for name, d in named for p in d.problems)
    unread = tuple(
        replace(u, location=u.location._replace(member=name)) for name, d in named for u in d.unread
    )
    whole = joined([Survey(d.indicators, d.unread, d.passages, d.projects, d.unit) for d in documents])
    return Document(source, records, problems, unread, whole.passages, whole.unit, whole.projects)


def parse_documents(data: bytes, source: str, limits: Limits = DEFAULT) -> list[Document]:
    """`read_documents` for bytes already in hand."""
    return list(iter_documents(data, source, limits))


def iter_documents(
    data: bytes,
    source: str,
    limits: Limits = DEFAULT,
    skip: int = 0,
    at: Callable[[str], None] = lambda source: None,
) -> Iterator[Document]:
    """The same one by one, without the first `skip`; `at` hears which is being read."""
    if len(data) > limits.bytes:
        raise fail("too_large", limit=limits.bytes // MIB)
    yield from _parse(data, source, Meter(limits, skip, at), 0)


def _parse(data: bytes, source: str, meter: Meter, depth: int) -> Iterator[Document]:
    meter.begin(source)
    if not data.strip(b" \t\r\n\x00"):
        raise fail("empty")
    suffix = Path(source.rpartition("!")[2]).suffix.lower()
    try:
        reader = _reader_of(data, suffix)
        if reader is None and zips.accepts(data, suffix):
            yield from zips.read_members(data, source, meter, depth, _parse)
        elif not meter.passes():
            yield _read(data, source, suffix, reader, meter.limits)
    except ReadError:
        raise
    except MemoryError:
        raise fail("too_much_memory", limit=meter.limits.memory // MIB) from None
    except RecursionError:
        raise fail("broken", reason="嵌套过深") from None
    except ModuleNotFoundError as error:
        raise fail("needs_package", package=(error.name or "").partition(".")[0]) from None
    except Exception as error:  # a hostile file breaks libraries in ways that none of them lists
        raise fail("broken", reason=type(error).__name__) from error


def _reader_of(data: bytes, suffix: str) -> str | None:
    """Name of the module that reads `data`; None for plain text and zips."""
    known = foreign.complaint(data)
    if known is not None:
        raise known
    return next((name for name in FORMATS if _module(name).accepts(data, suffix)), None)


def blocks_of(data: bytes, name: str, limits: Limits = DEFAULT) -> list[Block] | str:
    """What stands in a file that is no zip: its tables and paragraphs in order, or the text of a plain one.

    Raises `ReadError`.
    """
    reader = _reader_of(data, Path(name).suffix.lower())
    if reader is None:
        return decode(data)
    return [b for b in _module(reader).read(data, limits) if not isinstance(b, Note)]


def content_of(data: bytes, source: str, wanted: str, limits: Limits = DEFAULT) -> bytes:
    """The bytes of the document `wanted` (`archive.zip!member`) in the file `source`. Raises `ReadError`."""
    found: list[bytes] = []

    def look(content: bytes, name: str, meter: Meter, depth: int) -> Iterator[Document]:
        if name == wanted:
            found.append(content)
        elif wanted.startswith(f"{name}!"):
            yield from zips.read_members(content, name, meter, depth, look)

    for _ in look(data, source, Meter(limits), 0):
        if found:
            break
    if not found:
        raise fail("missing")
    return found[0]


def prepare() -> None:
    """Import all readers now, so that no document pays for it."""
    for name in FORMATS:
        _module(name)


def _module(name: str) -> Reader:
    return cast(Reader, import_module(f".readers.{name}", __package__))


def _read(data: bytes, source: str, suffix: str, reader: str | None, limits: Limits) -> Document:
    if reader is None:
        text = decode(data)
        Meter(limits).text(len(text))
        if suffix in _LINES or (suffix == "" and text.lstrip().startswith("{")):
            records, problems = read_jsonl(text)
            return _document(source, _listed(records), problems)
        return _document(source, survey(read_text(text), source), [])
    blocks = _module(reader).read(data, limits)
    notes = [b.text for b in blocks if isinstance(b, Note)]
    blocks = [b for b in blocks if not isinstance(b, Note)]
    found = (_lists_and_layouts if reader in _LISTS else survey)(blocks, source)
    if reader == "text.csvtable" and not found.indicators and not found.unread and _names_columns(blocks):
        raise fail("no_name_column")
    return _document(source, found, notes)


def _document(source: str, found: Survey, problems: Sequence[str]) -> Document:
    return Document(
        source,
        tuple(r if r.source == source else relocate(r, source) for r in found.indicators),
        tuple(problems),
        found.unread,
        found.passages,
        found.unit,
        found.projects,
    )


def _lists_and_layouts(blocks: list[Block], source: str) -> Survey:
    """Flat lists as they are, everything between them through the layouts, in order."""
    parts: list[Survey] = []
    run: list[Block] = []
    for block in [*blocks, None]:
        flat = flat_or_layout(block) if isinstance(block, Table) else None
        if block is not None and flat is None:
            run.append(block)
            continue
        parts += [survey(run, source)] if run else []
        run = []
        parts += [_listed(flat)] if flat else []
    return parts[0] if len(parts) == 1 else joined(parts)


def _listed(records: Sequence[Indicator]) -> Survey:
    owned, projects = with_projects(records)
    return Survey(owned, projects=projects)


def _names_columns(blocks: list[Block]) -> bool:
    """True when the first row has headings of a flat list, though not the name's."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Table):
        return False
    return bool(columns_of([c.text for c in first.rows[0]])) and len(first.rows) > 1


def load(path: Path, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file. Raises `ReadError` where it is none, or too large."""
    try:
        if path.is_dir():
            raise fail("folder")
        if not path.is_file():  # a pipe or device may never end
            raise fail("missing") if not path.exists() else fail("broken", reason="不是普通文件")
        if path.stat().st_size > limits.bytes:
            raise fail("too_large", limit=limits.bytes // MIB)
        with path.open("rb") as file:
            return file.read(limits.bytes + 1)
    except FileNotFoundError:
        raise fail("missing") from None
    except PermissionError:
        raise fail("denied") from None
    except OSError as error:
        raise fail("broken", reason=reason(error)) from None
    except ValueError:  # a name with a null character
        raise fail("missing") from None
