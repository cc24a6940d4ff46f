"""What runs in a worker process: read a file, score it, hand back bytes. No database and no network here."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ...nlp.document import Document
from ...nlp.errors import ReadError
from ...nlp.readers.safety.limits import Limits
from ...nlp.reading import parse_documents
from ...scoring.results import Scoring
from ...scoring.score import score_documents
from .packing import Packed, pack


# What the API answers for a file that can't be read: too large, not a kind that is known, else unusable.
@dataclass(frozen=True, slots=True)
class Task:
    """One file to be read: `path` is where it lies, `name` what the user called it. `answer`: for the API,
    the result is its JSON; else it is a list of `Packed`."""

    path: Path
    name: str
    standard: str
    profile: str
    answer: bool = False


def serve(pipe: Connection, model: str, limits: Limits) -> None:
    """Answer tasks until the other end of `pipe` is closed: (“stage”, text)*, then (“done”, result) or
    (“failed”, (status, message))."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then ends this process
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that a converter and its folder go too
    from ...models.load import load_model

    classifier = load_model(model)
    while True:
        try:
            task = pipe.recv()
            pipe.send(_outcome(task, classifier, limits, lambda text: pipe.send(("stage", text))))
        except (EOFError, BrokenPipeError):
            return


def _outcome(task: Task, model: Any, limits: Limits, stage: Callable[[str], None]) -> tuple[str, Any]:
    try:
        return "done", _run(task, model, limits, stage)
    except ReadError as error:
        return "failed", (error.http_status, str(error))
    except MemoryError:
        return "failed", (413, "内存不足，已停止：请拆分文件后再试。")
    except (EOFError, BrokenPipeError):
        raise
    except Exception as error:  # a hostile file must not end the process that others wait for
        return "failed", (422, f"处理时出错（{type(error).__name__}）：请换一种格式另存后再试。")


def _run(task: Task, model: Any, limits: Limits, stage: Callable[[str], None]) -> Any:
    stage("正在读取")
    reading = replace(limits, progress=lambda page: stage(f"正在识别第 {page} 页"))
    documents = parse_documents(task.path.read_bytes(), task.name, reading)
    stage(f"正在评分：{sum(len(d.indicators) for d in documents)} 条指标")
    scoring = score_documents(documents, model, task.standard, task.profile)
    if task.answer:
        return answer(documents, scoring)
    return list(_packed(documents, scoring))


def _packed(documents: list[Document], scoring: Scoring) -> Iterator[Packed]:
    """Document by document: all levels come in the order of the documents."""
    records, projects = iter(scoring.records), iter(scoring.projects)
    for document, whole in zip(documents, scoring.documents, strict=True):
        own = tuple(islice(records, len(document.indicators))), tuple(islice(projects, whole.projects))
        yield pack(document, Scoring(*own, (whole,)))


def answer(documents: list[Document], scoring: Scoring) -> bytes:
    """The API's answer: the contract's rows at each level, and what was not read."""
    problems = [f"{d.source}：{p}" for d in documents for p in d.problems]
    problems += [f"{d.source}（{place}）：{reason}" for d in documents for place, reason in d.gaps]
    content = {
        "records": [s.as_dict() for s in scoring.records],
        "projects": [p.as_dict() for p in scoring.projects],
        "documents": [d.as_dict() for d in scoring.documents],
        "problems": problems,
    }
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
