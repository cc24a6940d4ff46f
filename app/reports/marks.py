"""Texts cut at the spans of their findings, for highlighting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...scoring.findings import Finding
from ...scoring.marked import cut
from .facts import SEVERITY_NAMES, advice, clean, said


class Piece(NamedTuple):
    """A stretch of text and the findings about it, gravest first; none where it is not flagged."""

    text: str
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> str:
        """The gravest severity, '' where nothing was found."""
        return self.findings[0].severity if self.findings else ""


def pieces(text: str, findings: Iterable[Finding]) -> list[Piece]:
    """`text` cut wherever a span begins or ends; together the pieces are the text.

    `findings` are those of this field. A span that leaves the text is cut to it.

    >>> [p.text for p in pieces("逐步提高10%", [Finding("V17", "P1", "value", 0, 4, "")])]
    ['逐步提高', '10%']
    """
    return [
        Piece(piece, tuple(sorted(over, key=lambda f: f.severity)))
        for piece, over in cut(text, ((f.start, f.end, f) for f in findings))
    ]


def of_field(findings: Sequence[Finding], field: str) -> tuple[Finding, ...]:
    """The findings of one field, gravest first."""
    return tuple(sorted((f for f in findings if f.field == field), key=lambda f: f.severity))


def note(findings: Iterable[Finding]) -> str:
    """What a remark on a flagged place says: problem and suggestion of each finding."""
    return "\n".join(lines_of(findings))


def lines_of(findings: Iterable[Finding]) -> list[str]:
    """The lines of such a remark, each once."""
    return list(dict.fromkeys(line for finding in findings for line in _lines(finding)))


def unsaid(findings: Iterable[Finding], remark: str) -> list[Finding]:
    """The findings that a remark does not say already: a file may come back to be reviewed again."""
    return [f for f in findings if not all(clean(line) in remark for line in _lines(f))]


def _lines(finding: Finding) -> list[str]:
    lines = [f"【{SEVERITY_NAMES[finding.severity]}】{said(finding)}"]
    return [*lines, f"建议：{advice(finding)}"] if finding.suggestion else lines
