"""The user's own .docx or .xlsx with comments at the flagged places, and nothing else of the file changed.

`word.py` and `sheets.py` put the comments in, `places.py`, `owners.py` and `grid.py` find where; `package.py` and
`splice.py` change a file between its bytes.
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from ....nlp.errors import ReadError, reason
from ....nlp.readers.excel import ods, workbook
from ....nlp.readers.safety.package import ZIP
from ....nlp.readers.word import docx
from ....scoring.results import Scoring
from .. import Report, ReportError
from ..facts import unlike

_ELSE = "改用网页报告或 Excel 报告（--format html 或 xlsx），那里问题列在指标旁边。"
# What to do with a file that is neither, by its suffix.
_SAVE_AS = {
    **dict.fromkeys((".xls", ".et", ".ods", ".csv", ".tsv"), ".xlsx"),
    **dict.fromkeys((".doc", ".wps", ".odt", ".rtf"), ".docx"),
}


def build(report: Report) -> bytes:
    """The annotated file of the only document. Raises ReportError when there are several, or none that can be."""
    if not report.documents:
        raise ReportError("没有能写入批注的文件：请给出一个能读取的 .docx 或 .xlsx。")
    if len(report.documents) != 1:
        raise ReportError(
            f"批注要写回原来的文件，而输入有 {len(report.documents)} 个：请一次只给一个，或用 -o 指定一个文件夹。"
        )
    return _annotated(report, report.documents[0].source)


def build_each(report: Report) -> dict[str, bytes]:
    """File name → annotated file, for each document; the names are those of the inputs.

    Raises ReportError that names each file that can't be annotated, with the others in `made`.
    """
    files: dict[str, bytes] = {}
    failures: list[str] = []
    for document in report.documents:
        try:
            data = _annotated(report, document.source)
        except ReportError as error:
            failures.append(str(error))
            continue
        files[unlike(f"{Path(document.source).stem}{suffix_of(data)}", files)] = data
    if failures:
        raise ReportError("\n".join(failures), files)
    return files


def suffix_of(data: bytes) -> str:
    """ ".docx" for a Word file in a zip, ".xlsx" for such a workbook, '' for anything else."""
    if docx.accepts(data, ".docx"):
        return ".docx"
    workbooks = data.startswith(ZIP) and workbook.accepts(data, ".xlsx") and not ods.accepts(data)
    return ".xlsx" if workbooks else ""


def annotate(data: bytes, scoring: Scoring, made: str = "", suffix: str = "") -> bytes:
    """The file with a comment for each place that findings are about.

    What is about the document stands at its first paragraph or cell; a file without findings comes back as it is.
    `suffix` is that of the file, for the advice where it is of another kind. Raises ReportError for that, for what is
    signed or has macros; ReadError for what is broken.
    """
    kind = suffix_of(data)
    if kind == ".docx":
        from . import word

        return word.annotate(data, scoring, made)
    if kind:
        from . import sheets

        return sheets.annotate(data, scoring)
    better = _SAVE_AS.get(suffix.lower())
    if better:
        raise ReportError(
            f"{suffix} 文件里写不进批注：请用 Office 或 WPS 另存为 {better}，再对另存的文件评分；也可以{_ELSE}"
        )
    raise ReportError(f"批注只能写回 .docx 和 .xlsx 文件：请{_ELSE}")


def _annotated(report: Report, source: str) -> bytes:
    path = report.files.get(source, Path(source))
    if not path.is_file():
        raise ReportError(
            f"{source}：批注只能写回单独的 .docx 或 .xlsx 文件，请从压缩包中取出；清单和标准输入请改用其他格式。"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReportError(f"{source}：无法读取（{reason(error)}），请检查文件的访问权限。") from error
    try:
        return annotate(data, _of(report.scoring, source), report.made, posixpath.splitext(source)[1])
    except (ReadError, ReportError) as error:
        raise ReportError(f"{source}：{error}") from error


def _of(scoring: Scoring, source: str) -> Scoring:
    """What is scored of one document."""
    return Scoring(
        tuple(s for s in scoring.records if s.record.source == source),
        tuple(p for p in scoring.projects if p.source == source),
        tuple(d for d in scoring.documents if d.source == source),
    )
