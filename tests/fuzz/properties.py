"""What must hold for any bytes: one function a parser. Run by the fuzzer, and by pytest on what it found."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from zhibiao.nlp.document import Document
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.targets import canonical, format_target, parse_target, parse_targets

# An input of a few kilobytes that keeps a parser busy for so long is a finding.
SECONDS = 10
# Recognising a scanned page takes seconds: for pictures, all that is done before it is tried.
_LIMITS = Limits(scanned_pages=0)


def _document(data: bytes, source: str) -> None:
    try:
        with _at_most(SECONDS):
            document = parse_document(data, source, _LIMITS)
    except ReadError as error:
        # The front door turns what no reader has foreseen into a ReadError; its cause is the finding.
        cause = error.__cause__
        if cause is not None and error.values.get("reason") == type(cause).__name__:
            raise cause from None
        return
    _check(document, source)


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in a body that takes longer. The clock of this process: other work on the machine is no finding."""

    def over(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"{seconds} s")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


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


def _named(source: str) -> Callable[[bytes], None]:
    return lambda data: _document(data, source)


PROPERTIES: dict[str, Callable[[bytes], None]] = {
    "text": text,
    "html": html,
    "targets": targets,
    **{suffix: _named(f"x.{suffix}") for suffix in ("docx", "xlsx", "pdf", "ofd")},
    "image": _named("x.png"),
}
