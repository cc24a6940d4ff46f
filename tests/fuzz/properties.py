"""What must hold for any bytes: one function a parser. Run by the fuzzer, and by pytest on what it found."""

from __future__ import annotations

from collections.abc import Callable

from zhibiao.nlp.document import Document
from zhibiao.nlp.errors import ReadError, fail
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.targets import canonical, format_target, parse_target, parse_targets

# An input of a few kilobytes that keeps a parser busy for so long is a finding.
SECONDS = 10
_LIMITS = Limits(seconds=SECONDS)
_TOO_SLOW = str(fail("too_slow", seconds=SECONDS))


def _document(data: bytes, source: str) -> None:
    try:
        document = parse_document(data, source, _LIMITS)
    except ReadError as error:
        # The front door turns whatever a reader raises into a ReadError; its cause is the finding.
        if error.__cause__ is not None:
            raise error.__cause__ from None
        if str(error) == _TOO_SLOW:
            raise
        return
    _check(document, source)


def _check(document: Document, source: str) -> None:
    assert document.source == source
    for record in document.indicators:
        texts = (record.name, record.value, record.description, record.level1, record.level2, record.project)
        "\n".join(texts).encode()  # no half of a surrogate pair, which no output could hold
        assert record.name, "a record without a name"
        assert str(record.location), "a record without a place"
    for unread in document.unread:
        assert str(unread.location), "an unread part without a place"
        assert unread.reason, "an unread part without a reason"


def text(data: bytes) -> None:
    """A dump of a document, as the bytes come and as the text that they would be without broken bytes."""
    _document(data, "x.txt")
    repaired = data.decode("utf-8", "ignore").encode()
    if repaired != data:
        _document(repaired, "x.txt")


def html(data: bytes) -> None:
    """A web page."""
    _document(data, "x.html")


def targets(data: bytes) -> None:
    """A value cell: its targets are well formed, and written out they are read back."""
    cell = data.decode("utf-8", "ignore")
    found, main = parse_targets(cell), parse_target(cell)
    assert (main is None) == (not found)
    assert main is None or main in found
    for target in found:
        assert 0 <= target.start <= target.end <= len(cell), target
        assert (target.comparator == "between") == (target.upper is not None), target
        assert (target.comparator == "qualitative") == (target.number is None), target
        assert target.number is None or abs(target.number) < 1e15, target
        if target.number is not None and target.upper is not None:
            assert target.number <= target.upper, target
        canonical(target)
        written = format_target(target)
        assert parse_target(written) == target, (target, written, parse_target(written))


PROPERTIES: dict[str, Callable[[bytes], None]] = {"text": text, "html": html, "targets": targets}
