"""Reports that evaluators open in Excel, Word or a browser. One module a format; `write_report` is the door."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ...models.predictions import Thresholds
    from ...nlp.document import Document
    from ...scoring.config import Config
    from ...scoring.results import Scored, Scoring
    from .house import House

FOLDERS = ("comments", "docx", "opinions")  # formats that give a file for each document or project
# What each format is for, in the order that users are told of.
FORMATS = {
    "xlsx": "工作簿",
    "html": "网页",
    "comments": "加批注的原 Word、Excel 文件",
    "docx": "comments 原来的名字",
    "opinions": "审核意见（Word）",
    "handover": "交付工作簿，一个项目一行",
}


class ReportError(Exception):
    """A report can't be made. `str(error)` is a Chinese sentence with cause and what to do.

    Where only some of several files can't be made, it has a line for each, and `made` are the others.
    """

    def __init__(self, message: str, made: Mapping[str, bytes] | None = None) -> None:
        super().__init__(message)
        self.made = dict(made or {})


@dataclass(frozen=True, slots=True)
class Signature:
    """Who has reviewed a document, on which date, and who has read that a second time; '' where it is to be filled in
    by hand."""

    reviewer: str = ""
    date: str = ""
    second: str = ""

    @property
    def names(self) -> str:
        """Both as one text."""
        return f"{self.reviewer}（复核：{self.second}）" if self.second else self.reviewer


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is made of: the scored records, projects and documents of `documents`, in their order.

    `model`, `standard` and `profile` are as given to `zhibiao score`; `made` is the date as text. `files`
    says where the file of a document's `source` lies, where that is not the source itself. `config` and
    `thresholds` are what was in force, where it is not the profile's own. `signatures` are those of the documents, by
    source; `house` is how the office's letters look.
    """

    scoring: Scoring
    documents: tuple[Document, ...]
    model: str
    standard: str
    profile: str
    made: str
    files: Mapping[str, Path] = field(default_factory=dict)
    config: Config | None = None
    thresholds: Thresholds | None = None
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    house: House | None = None

    def signed(self, source: str) -> Signature:
        """The signature of a document; the date of the report where nobody has signed."""
        return self.signatures.get(source) or Signature(date=self.made)

    @property
    def scored(self) -> tuple[Scored, ...]:
        """The scored records."""
        return self.scoring.records


def build_report(fmt: str, report: Report) -> bytes:
    """The report as one file's content. Raises ReportError, also where it takes several files."""
    module = import_module(f".{_MODULES[fmt]}", __name__)
    data = cast(Callable[[Report], bytes], module.build)(report)
    if fmt == "docx" and module.suffix_of(data) != ".docx":
        raise ReportError("输入是工作簿，不是 Word 文件：请用 --format comments，批注写回 .xlsx。")
    return data


def build_reports(fmt: str, report: Report) -> dict[str, bytes]:
    """File name → content: a file for each document (comments) or project (opinions), else one file."""
    if fmt in FOLDERS:
        module = import_module(f".{_MODULES[fmt]}", __name__)
        return cast(Callable[[Report], dict[str, bytes]], module.build_each)(report)
    return {f"zhibiao.{'html' if fmt == 'html' else 'xlsx'}": build_report(fmt, report)}


def write_report(fmt: str, report: Report, path: str | Path) -> list[Path]:
    """Write the report to `path`, a file or an existing folder; the files written.

    Raises ReportError for what the format can't do, OSError where nothing can be written; a file that
    stood there before is replaced whole or not at all, an input never.
    """
    path = Path(path)
    failure: ReportError | None = None
    if path.is_dir():
        try:
            named = build_reports(fmt, report)
        except ReportError as error:
            named, failure = error.made, error
        contents = {path / name: data for name, data in named.items()}
    else:
        contents = {path: build_report(fmt, report)}
        if fmt == "comments":
            from .comments import suffix_of

            suffix = suffix_of(contents[path])
            if {path.suffix.lower(), suffix} == {".docx", ".xlsx"}:
                raise ReportError(f"批注写回原来的 {suffix} 文件：请把 -o 的文件名改为以 {suffix} 结尾。")
    inputs = {report.files.get(d.source, Path(d.source)).resolve() for d in report.documents}
    for target in contents:
        if target.resolve() in inputs:
            raise ReportError(f"{target}：会覆盖输入的文件，没有写入，请用 -o 指定另一个文件或文件夹。")
    for target, data in contents.items():
        _replace(target, data)
    if failure is not None:
        raise failure
    return list(contents)


def _replace(target: Path, data: bytes) -> None:
    if target.exists() and not target.is_file():  # a pipe or /dev/stdout
        target.write_bytes(data)
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


_MODULES = {
    "xlsx": "excel.workbook",
    "html": "page.build",
    "comments": "comments",
    "docx": "comments",
    "opinions": "letters",
    "handover": "excel.handover",
}
