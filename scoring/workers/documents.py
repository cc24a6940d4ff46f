"""Documents read, one by one, in a worker: one that takes the worker along costs only itself."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...nlp.errors import ReadError
from ...nlp.readers.safety.limits import DEFAULT, Limits
from .child import Report
from .clock import Lost
from .pool import Worker, nothing

if TYPE_CHECKING:  # who only passes documents on is spared what they are made with
    from ...nlp.document import Document

_TRIES = 2  # of a document whose worker died: it may have been killed for another's sake
ROWS = 5000  # to be scored within the limits for one document


@dataclass(frozen=True, slots=True)
class At:
    """Told: which document of a file is being read."""

    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """Told: which scanned page is being recognised, which takes seconds."""

    number: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that took its worker along: its source, and why."""

    source: str
    error: ReadError
    whole: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a user has to be told."""
        return (f"{self.source}：{self.error}",)

    def document(self) -> Document:
        """What stands for it among those that were read."""
        from ...nlp.document import Document

        return Document(self.source, (), (str(self.error),), failure=self.error)


@dataclass(frozen=True, slots=True)
class Pickled:
    """A document as it came from the worker: who only passes it on need not unpack it.

    `sentences` are what a user has to be told of it; `whole` is False when something could not be read.
    """

    source: str
    content: bytes
    sentences: tuple[str, ...]
    whole: bool

    def document(self) -> Document:
        """The document itself."""
        found: Document = pickle.loads(self.content)
        return found


Held = Pickled | Missing


def one_by_one(
    worker: Worker,
    work: Callable[..., Iterator[Any]],
    *arguments: Any,
    source: str,
    limits: Limits,
    told: Callable[[Any], None] = nothing,
    stopped: threading.Event | None = None,
) -> Iterator[Any]:
    """What `work(made, report, *arguments, skip)` yields for the documents of a file, `Missing` for lost ones.

    The work tells `At` before each document and leaves out the first `skip`; so it goes on behind a lost one. One
    whose worker died by itself is tried once more. Raises what the work raises.
    """
    done, tried, at = 0, 0, ""

    def hear(message: Any) -> None:
        nonlocal at
        if isinstance(message, At):
            at = message.source
        told(message)

    while True:
        at = source
        try:
            for item in worker.stream(work, *arguments, done, limits=limits, told=hear, stopped=stopped):
                done, tried = done + 1, 0
                yield item
            return
        except Lost as error:
            tried += 1
            if error.died and tried < _TRIES:
                continue
            yield Missing(at, error)
            if at == source:  # no archive, or one that can't even be listed
                return
            done, tried = done + 1, 0


def read_in(
    worker: Worker,
    path: Path | bytes,
    source: str,
    limits: Limits = DEFAULT,
    told: Callable[[Any], None] = nothing,
    stopped: threading.Event | None = None,
) -> list[Held]:
    """The documents of a file, or of bytes, each as it came from the worker. Raises ReadError when nothing of it can
    be read."""
    what = path if isinstance(path, bytes) else path.absolute()  # the worker may be in another folder
    found = list(
        one_by_one(worker, _read, what, source, source=source, limits=limits, told=told, stopped=stopped)
    )
    if len(found) == 1 and isinstance(found[0], Missing) and found[0].source == source:
        raise found[0].error
    return found


def read_isolated(path: str | Path, limits: Limits = DEFAULT) -> Document:
    """`nlp.reading.read_document` in a process of its own. Raises ReadError."""
    from ...nlp.reading import merged

    worker = Worker()
    try:
        return merged([d.document() for d in read_in(worker, Path(path), str(path), limits)], str(path))
    finally:
        worker.end()


def call_with(
    worker: Worker,
    work: Callable[..., Any],
    held: Sequence[Held],
    *arguments: Any,
    trial: Callable[..., Any],
    limits: Limits,
    told: Callable[[Any], None] = nothing,
    stopped: threading.Event | None = None,
) -> Any:
    """`work(made, report, documents, *arguments)` in the worker, for all documents of some files together.

    Where that takes the worker along, `trial(made, report, [document])` is called for each alone, and those that do
    it again are `Missing` in a second call, and told as such: none hurts the others.
    """

    def call(what: Callable[..., Any], some: Sequence[Held], *others: Any) -> Any:
        return worker.call(_unpacked, what, some, *others, limits=limits, told=told, stopped=stopped)

    def tried(one: Held) -> Held:
        try:
            call(trial, [one])
        except Lost as error:
            one = Missing(one.source, error)
            told(one)
        return one

    try:
        return call(work, held, *arguments)
    except Lost:
        return call(work, [h if isinstance(h, Missing) else tried(h) for h in held], *arguments)


def _unpacked(
    made: Any, report: Report, work: Callable[..., Any], held: Sequence[Held], *arguments: Any
) -> Any:
    documents = [h.document() for h in held]
    rows = sum(len(d.indicators) for d in documents)
    report.restart(max(1, len(documents)) + rows // ROWS)
    return work(made, report, documents, *arguments)


def _read(made: Any, report: Report, path: Path | bytes, source: str, skip: int) -> Iterator[Pickled]:
    """In the worker: the documents of a file."""
    from ...nlp.reading import iter_documents, load

    del made
    data = path if isinstance(path, bytes) else load(path, report.limits)
    for document in iter_documents(data, source, paged(report), skip, lambda s: report.tell(At(s))):
        content = pickle.dumps(document, pickle.HIGHEST_PROTOCOL)
        yield Pickled(document.source, content, document.sentences, not document.problems)


def paged(report: Report) -> Limits:
    """The limits of a call, with scanned pages told."""
    return replace(report.limits, progress=lambda page: report.tell(Page(page)))
