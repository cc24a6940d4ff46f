"""Findings → a reviewer's opinions: one for each check in a project or about a document, quoting what it is about.

Source of the three groups, the wording 问题 + 建议 and the line of titles: the checklist of review firms
for project declarations (2023).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...nlp.document import Document
from ...scoring.findings import Finding
from ...scoring.registry import check_of
from ...scoring.results import Scored, grade_of
from . import Report
from .facts import FIELD_NAMES, advice, mean_score, quoted, title_of, unread_parts
from .parts import DocumentPart, ProjectPart, number, parts_of

GROUPS = ("完整性审核", "可测性审核", "可行性审核")
PASSED, MENDED, REFUSED = "通过", "完善后通过", "不通过"
LEAST = "P2"  # what is graver or equal goes into the letter; notes do not
_INCOMPLETE = frozenset((1, 6, 7, 8, 9, 10))  # opinion codes: something lacks, or stands under a wrong class
_UNRELATED = 3
_WHOLE = {**FIELD_NAMES, "project": "整套指标", "activity": "整套指标", "document": "整份文件"}


@dataclass(frozen=True, slots=True)
class Quote:
    """One indicator that an opinion is about, with what is said of it, and its `place` in the document, never cut;
    `whole` names what else it is about: the project's set of indicators, its goal, the document."""

    name: str
    value: str
    problem: str
    advice: str
    whole: str = ""
    place: str = ""

    @property
    def title(self) -> str:
        """The indicator's name in quotation marks, and where it stands."""
        return self._named("")

    def __str__(self) -> str:
        return self._named(f"指标值{quoted(self.value)}" if self.value else "")

    def _named(self, value: str) -> str:
        more = "，".join(part for part in (value, self.place) if part)
        return (self.whole or quoted(self.name or "（无名称）")) + (f"（{more}）" if more else "")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one check says of a project or document: `severity` is the gravest of its findings."""

    group: str
    code: str
    title: str
    severity: str
    quotes: tuple[Quote, ...]

    @property
    def alike(self) -> list[tuple[Quote, ...]]:
        """The quotes, those of which the same is said and advised together: to each its own advice."""
        together: dict[tuple[str, str], list[Quote]] = {}
        for quote in self.quotes:
            together.setdefault((quote.problem, quote.advice), []).append(quote)
        return [tuple(quotes) for quotes in together.values()]

    @property
    def advice(self) -> str:
        """The advice that all quotes share, '' where each has its own or none has any."""
        different = {q.advice for q in self.quotes}
        return different.pop() if len(different) == 1 else ""


@dataclass(frozen=True, slots=True)
class Review:
    """All that is to be said of one project, or of a document itself, which has no `project`.

    `why` says how the score comes about; `notes` counts the findings too light to be an opinion; `place` is where its form begins; `unread` is what
    was not read of the document: places and reasons.
    """

    source: str
    project: str
    code: str
    unit: str
    budget: str
    indicators: int
    score: float | None
    why: str
    opinions: tuple[Opinion, ...]
    notes: int
    projects: int = 0
    place: str = ""
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def grade(self) -> str:
        """优 良 中 差, '' where there is nothing to score."""
        return "" if self.score is None else grade_of(self.score)

    @property
    def scored(self) -> str:
        """Score and grade."""
        return "—" if self.score is None else f"{number(self.score)}（{self.grade}）"

    @property
    def conclusion(self) -> str:
        """不通过 for a project graded 差, 通过 for one graded 优 without any opinion, else 完善后通过."""
        if self.grade == "差":
            return REFUSED
        return PASSED if self.grade == "优" and not self.opinions else MENDED

    def of(self, group: str) -> list[Opinion]:
        """The opinions of one group, gravest first."""
        return [o for o in self.opinions if o.group == group]

    @property
    def summary(self) -> str:
        """Counts, the score and how it comes about, one line of titles."""
        titles = "；".join(f"{o.title}（{len(o.quotes)} 处）" for o in self.opinions)
        found = f"主要问题：{titles}。" if titles else "未发现需要修改的问题。"
        counted = f"{self.projects} 个项目、" if self.projects else ""
        why = f"：{self.why}" if self.why else ""
        return f"共 {counted}{self.indicators} 条指标，得分 {self.scored}{why}。{found}"


def reviewed(report: Report) -> list[tuple[Review, list[Review]]]:
    """Of each document the review of itself, and those of its projects."""
    documents = {d.source: d for d in report.documents}
    return [
        (
            _of_document(report, part),
            [_of_project(documents.get(part.document.source), p) for p in part.projects],
        )
        for part in parts_of(report.scoring)
    ]


def _of_document(report: Report, part: DocumentPart) -> Review:
    document = part.document
    return Review(
        document.source,
        "",
        "",
        document.unit,
        "",
        document.indicators,
        document.score,
        part.why,
        _opinions(document.findings, ()),
        sum(f.severity > LEAST for f in document.findings),
        document.projects,
        unread=tuple((place, reason) for _, place, reason in unread_parts(report, document.source)),
    )


def _of_project(document: Document | None, part: ProjectPart) -> Review:
    project = part.project
    first = part.records[0].record if part.records else None
    every = [*part.findings, *(f for item in part.records for f in item.findings)]
    place = str(project.location) if project else ""
    source = project.source if project else first.source if first else ""
    return Review(
        source,
        part.name,
        (project.code if project else "") or _code(document, project.id if project else ""),
        project.unit if project else first.unit if first else "",
        part.budget,
        len(part.records),
        project.score if project else mean_score(part.records),
        part.why or "指标没有写明项目，为指标平均分",
        _opinions(part.findings, part.records, place) or _unfilled(part, place),
        sum(f.severity > LEAST for f in every),
        place=place,
    )


def _unfilled(part: ProjectPart, place: str) -> tuple[Opinion, ...]:
    """What is said of an empty form that no check has anything to say of: there is no goal and no money in it either."""
    check = check_of("M09")
    if part.records or check is None:
        return ()
    quote = Quote(
        "",
        "",
        "指标表没有填写任何指标。",
        "请确认是否漏填；不需要填写的，请说明原因。",
        _WHOLE["project"],
        place,
    )
    return (Opinion(GROUPS[0], check.code, check.title, check.severity, (quote,)),)


def _opinions(findings: Sequence[Finding], items: Sequence[Scored], place: str = "") -> tuple[Opinion, ...]:
    """One a check: of what is found about the whole, which begins at `place`, then about its indicators."""
    by_code: dict[str, list[tuple[Finding, Quote]]] = {}
    said = [(f, Quote("", "", f.message, advice(f), _WHOLE.get(f.field, f.field), place)) for f in findings]
    said += [(f, _quote(item, f)) for item in items for f in item.findings]
    for finding, quote in said:
        if finding.severity <= LEAST:
            by_code.setdefault(finding.code, []).append((finding, quote))
    made = []
    for code, pairs in by_code.items():
        first = pairs[0][0]
        severity = min(f.severity for f, _ in pairs)
        quotes = tuple(dict.fromkeys(quote for _, quote in pairs))
        made.append(Opinion(group_of(first), code, title_of(first), severity, quotes))
    return tuple(sorted(made, key=lambda o: (GROUPS.index(o.group), o.severity, -len(o.quotes), o.code)))


def named(quotes: Sequence[Quote], name: Callable[[Quote], str], most: int) -> str:
    """The names of quotes, each once, of at most so many quotes."""
    shown = "、".join(dict.fromkeys(map(name, quotes[:most])))
    return f"{shown}等 {len(quotes)} 条" if len(quotes) > most else shown


def group_of(finding: Finding) -> str:
    """The part of the review that a finding belongs to."""
    check = check_of(finding.code)
    dimension = check.dimension if check else ""
    if dimension in ("可行性", "适当性") or finding.opinion == _UNRELATED:
        return GROUPS[2]
    if dimension == "完整性" or finding.opinion in _INCOMPLETE:
        return GROUPS[0]
    return GROUPS[1]


def _quote(item: Scored, finding: Finding) -> Quote:
    record = item.record
    value = record.value or " / ".join(record.tiers or ())
    return Quote(record.name, value, finding.message, advice(finding), place=str(record.location))


def _code(document: Document | None, owner: str) -> str:
    """项目编码: of this project, or the document's only one."""
    codes = [p for p in (document.passages if document else ()) if p.kind == "code" and p.text]
    own = [p.text for p in codes if owner and p.owner_id == owner]
    if own:
        return own[0]
    alone = {p.text for p in codes if not p.owner}
    return alone.pop() if len(alone) == 1 and len(codes) == 1 else ""
