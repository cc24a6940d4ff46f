"""What is done with files in a worker: they are scored and handed back as bytes. No database and no network here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from ...nlp.document import Document
from ...nlp.record import relocate
from ...scoring.results import Scoring
from ...scoring.score import score_documents
from ...scoring.workers.child import Report
from .packing import Outcome, Packed, pack


@dataclass(frozen=True, slots=True)
class Task:
    """Files to be read and scored together: where each lies, and what it is called. `answer`: for the API, the
    result is its JSON; else it is an `Outcome`."""

    files: tuple[tuple[Path, str], ...]
    standard: str
    profile: str
    answer: bool = False


def scored(model: Any, report: Report, documents: list[Document], task: Task, files: Sequence[int]) -> Any:
    """The result of a task whose files have been read; `files` is the number of each document's file."""
    report.tell(f"正在评分：{sum(len(d.indicators) for d in documents)} 条指标")
    if task.answer:
        return answer(documents, score_documents(documents, model, task.standard, task.profile))
    kept, numbers, notes = _without_copies(documents, files)
    scoring = score_documents(kept, model, task.standard, task.profile)
    return Outcome(tuple(_packed(kept, scoring, numbers)), notes)


def _without_copies(
    documents: Sequence[Document], files: Sequence[int]
) -> tuple[list[Document], list[int], dict[int, str]]:
    """The documents without those in which another one stands word for word, and of whose files that is said."""
    first: dict[Document, str] = {}
    kept, numbers, notes = [], [], dict[int, str]()
    for document, file in zip(documents, files, strict=True):
        if document.indicators or document.projects:
            rows = tuple(relocate(r, "") for r in document.indicators)
            same = first.setdefault(replace(document, source="", indicators=rows), document.source)
            if same != document.source:
                said = f"{document.source} 与 {same} 的内容相同，没有重复评分。"
                notes[file] = f"{notes.get(file, '')}{said}"
                continue
        kept.append(document)
        numbers.append(file)
    return kept, numbers, notes


def trial(model: Any, report: Report, documents: list[Document]) -> None:
    """Score, and keep nothing."""
    score_documents(documents, model)


def _packed(documents: Sequence[Document], scoring: Scoring, files: Sequence[int]) -> Iterator[Packed]:
    """Document by document: all levels come in the order of the documents."""
    records, projects = iter(scoring.records), iter(scoring.projects)
    for document, whole, file in zip(documents, scoring.documents, files, strict=True):
        own = tuple(islice(records, len(document.indicators))), tuple(islice(projects, whole.projects))
        yield pack(document, Scoring(*own, (whole,)), file)


def answer(documents: Sequence[Document], scoring: Scoring) -> bytes:
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
