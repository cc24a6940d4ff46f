"""What `zhibiao score` does in its worker: settings and model, scores, and the output as bytes or files."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .commands import AUTO, unwritable
from .reports import FOLDERS
from .reports import FORMATS as REPORTS

if TYPE_CHECKING:
    from ..nlp.document import Document
    from ..scoring.config import Config
    from ..scoring.repetition import RepetitionIndex
    from ..scoring.results import Scoring
    from ..scoring.workers.child import Report as Progress


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user asked for, as the options of the command; `width` is that of the terminal, 0 without one."""

    fmt: str
    output: Path | None
    level: str
    standard: str
    profile: str
    settings: Path | None
    select: str
    ignore: str
    model: str
    folder: Path | None
    fail_on: str | None
    width: int


@dataclass(frozen=True, slots=True)
class Written:
    """The output: its content, or None where files were written; how many `rows` it has. `grave`: there are findings
    that the user wants to fail on. `problem` is the Chinese sentence why there is no output."""

    content: bytes | None
    rows: int = 0
    grave: bool = False
    problem: str = ""


class Refused(Exception):
    """The settings can't be used. `str(error)` is the Chinese sentence."""


class Judge:
    """Settings, model and archive of a choice, loaded once. Raises Refused."""

    def __init__(self, choice: Choice) -> None:
        from ..models.load import ModelError, load_model
        from ..scoring.advice import LIBRARY, Several, archive_library
        from ..scoring.config import ConfigError
        from ..scoring.repetition import RepetitionError, RepetitionIndex

        self.choice, folder = choice, choice.folder
        try:
            possible = ("declaration", "selfcheck") if choice.profile == AUTO else (choice.profile,)
            self.configs = {p: _config(p, choice) for p in possible}
            self.archive: RepetitionIndex | None = RepetitionIndex.open(folder) if folder else None
            self.references = Several(archive_library(folder), LIBRARY) if folder else LIBRARY
            self.classifier = load_model(choice.model)
        except (ModelError, ConfigError, RepetitionError) as error:
            raise Refused(str(error)) from None

    def scoring(self, documents: Sequence[Document]) -> Scoring:
        """The documents scored together."""
        from ..scoring.score import score_documents

        return score_documents(
            documents,
            self.classifier,
            self.choice.standard,
            self.choice.profile,
            self.configs,
            self.references,
            archive=self.archive,
        )


def ready(judge: Judge, progress: Progress) -> None:
    """Nothing: only that the settings are good."""


def trial(judge: Judge, progress: Progress, documents: Sequence[Document]) -> None:
    """Score, and keep nothing."""
    judge.scoring(documents)


def write(judge: Judge, progress: Progress, documents: Sequence[Document]) -> Written:
    """Score and write. What has to be said is told."""
    choice, scoring = judge.choice, judge.scoring(documents)
    stage = _stage(scoring, progress.tell) if choice.profile == AUTO else choice.profile
    grave = choice.fail_on is not None and any(f.severity <= choice.fail_on for f in scoring.findings)
    if choice.fmt in REPORTS:
        return _report(judge, scoring, documents, stage, grave, progress.tell)
    return Written(_rows(scoring, choice), len(scoring.at(choice.level)), grave)


def _config(profile: str, choice: Choice) -> Config:
    """The settings of a profile, changed by a file and by what the command line selects. Raises ConfigError."""
    from ..scoring.config import chosen, load_config, profile_config

    config = load_config(choice.settings, profile) if choice.settings else profile_config(profile)
    return chosen(config, choice.select, choice.ignore)


def _stage(scoring: Scoring, say: Callable[[str], None]) -> str:
    """The profile that most documents were checked by, `declaration` where there is none. The user is told."""
    stages = Counter(d.profile for d in scoring.documents if d.indicators)
    if not stages:
        return "declaration"
    why = {"selfcheck": "填有完成值，按自评复核", "declaration": "没有完成值，按编报审核"}
    many = len(scoring.documents) > 1
    said = "；".join(f"{f'{n} 个文件' if many else ''}{why[stage]}检查" for stage, n in stages.most_common())
    say(f"{said}（可用 --profile 指定）。")
    return stages.most_common(1)[0][0]


def _report(
    judge: Judge,
    scoring: Scoring,
    documents: Sequence[Document],
    stage: str,
    grave: bool,
    say: Callable[[str], None],
) -> Written:
    from .reports import Report, ReportError, build_report, write_report

    choice, output = judge.choice, judge.choice.output
    report = Report(
        scoring,
        tuple(documents),
        choice.model,
        choice.standard,
        stage,
        date.today().isoformat(),
        config=judge.configs[stage],
        thresholds=getattr(judge.classifier, "thresholds", None),
    )
    try:
        if output is None:
            return Written(build_report(choice.fmt, report), grave=grave)
        if choice.fmt in FOLDERS and not output.suffix:
            output.mkdir(exist_ok=True)
        for path in write_report(choice.fmt, report, output):
            say(f"已写入 {path}。")
        return Written(None, grave=grave)
    except ReportError as error:
        return Written(None, problem=str(error))
    except OSError as error:
        return Written(None, problem=unwritable(str(output), error))


def _rows(scoring: Scoring, choice: Choice) -> bytes:
    """The rows of a level; a lone surrogate of a broken file becomes a “?”."""
    from .tables import write_csv, write_jsonl

    out = io.StringIO(newline="")
    rows = (item.as_dict() for item in scoring.at(choice.level))
    if choice.fmt == "table":
        out.write(_table(scoring, choice))
    elif choice.fmt == "csv":
        write_csv(rows, out, choice.level)
    else:
        write_jsonl(rows, out)
    return out.getvalue().encode("utf-8-sig" if choice.fmt == "csv" else "utf-8", "replace")


def _table(scoring: Scoring, choice: Choice) -> str:
    from .tables import render_summary, render_table

    if not scoring.documents:
        return ""  # nothing was read, and why is said
    width: Any = choice.width or 120
    if choice.level == "indicator":
        return render_table(scoring, width, bool(choice.width))
    return render_summary(scoring, width, bool(choice.width), projects=choice.level == "project")
