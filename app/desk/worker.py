"""What is done with a file in a worker: it is scored and handed back as bytes. No database and no network here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ...nlp.document import Document
from ...scoring.results import Scoring
from ...scoring.score import score_documents
from ...scoring.workers.child import Report
from .packing import Packed, pack


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be read: `path` is where it lies, `name` what the user called it. `answer`: for the API,
    the result is its JSON; else it is a list of `Packed`."""

    path: Path
    name: str
    standard: str
    profile: str
    answer: bool = False


def scored(model: Any, report: Report, documents: list[Document], task: Task) -> Any:
    """The result of a task whose file has been read."""
    report.tell(f"正在评分：{sum(len(d.indicators) for d in documents)} 条指标")
    scoring = score_documents(documents, model, task.standard, task.profile)
    return answer(documents, scoring) if task.answer else list(_packed(documents, scoring))


def trial(model: Any, report: Report, documents: list[Document]) -> None:
    """Score, and keep nothing."""
    score_documents(documents, model)


def _packed(documents: Sequence[Document], scoring: Scoring) -> Iterator[Packed]:
    """Document by document: all levels come in the order of the documents."""
    records, projects = iter(scoring.records), iter(scoring.projects)
    for document, whole in zip(documents, scoring.documents, strict=True):
        own = tuple(islice(records, len(document.indicators))), tuple(islice(projects, whole.projects))
        yield pack(document, Scoring(*own, (whole,)))


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
