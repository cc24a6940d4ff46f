"""Findings → a reviewer's opinions: one for each check in a project, quoting the indicators it is about.

Source of the three groups, the wording 问题 + 建议 and the line of titles: the checklist of review firms
for project declarations (2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...nlp.document import Document
from ...scoring.findings import Finding
from ...scoring.registry import check_of
from ...scoring.score import Scored, grade_of
from . import Report
from .facts import NO_PROJECT, advice, project_summaries, projects, title_of

GROUPS = ("完整性审核", "可测性审核", "可行性审核")
PASSED, MENDED, REFUSED = "通过", "完善后通过", "不通过"
LEAST = "P2"  # what is graver or equal goes into the letter; notes do not
_INCOMPLETE = frozenset((1, 6, 7, 8, 9, 10))  # opinion codes: something lacks, or stands under a wrong class
_UNRELATED = 3


@dataclass(frozen=True, slots=True)
class Quote:
    """One indicator that an opinion is about, with what is said of it; `whole`: the set, not this one."""

    name: str
    value: str
    problem: str
    advice: str
    whole: bool = False

    @property
    def title(self) -> str:
        """The indicator's name in quotation marks."""
        return "整套指标" if self.whole else f"“{self.name or '（无名称）'}”"

    def __str__(self) -> str:
        return self.title + (f"（指标值“{self.value}”）" if self.value else "")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one check says of a project: `severity` is the gravest of its findings."""

    group: str
    code: str
    title: str
    severity: str
    quotes: tuple[Quote, ...]

    @property
    def problem(self) -> str:
        """The problem that all quotes share, '' where each has its own."""
        return _shared(q.problem for q in self.quotes)

    @property
    def advice(self) -> str:
        """The advice that all quotes share, '' where each has its own or none has any."""
        return _shared(q.advice for q in self.quotes)


@dataclass(frozen=True, slots=True)
class Review:
    """All that is to be said of one project; `notes` counts the findings too light to be an opinion."""

    source: str
    project: str
    code: str
    budget: str
    indicators: int
    score: float
    opinions: tuple[Opinion, ...]
    notes: int

    @property
    def grade(self) -> str:
        """优 良 中 差."""
        return grade_of(self.score)

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
        """One line of titles."""
        titles = "；".join(f"{o.title}（{len(o.quotes)} 条）" for o in self.opinions)
        found = f"主要问题：{titles}。" if titles else "未发现需要修改的问题。"
        return f"共 {self.indicators} 条指标，得分 {self.score:g}（{self.grade}）。{found}"


def reviews(report: Report) -> list[Review]:
    """A review of each project, in the order of the documents."""
    summaries = project_summaries(report.scored)
    documents = {d.source: d for d in report.documents}
    found = []
    for (source, key), items in projects(report.scored).items():
        owner = items[0].record.owner
        summary = summaries[source, key if owner else ""]
        opinions = tuple(_opinions(items))
        found.append(
            Review(
                source,
                owner or NO_PROJECT,
                items[0].record.project_code or _code(documents.get(source), key),
                next((s.record.budget for s in items if s.record.budget), ""),
                len(items),
                summary.score,
                opinions,
                sum(f.severity > LEAST for s in items for f in s.findings),
            )
        )
    return found


def _opinions(items: Sequence[Scored]) -> Iterable[Opinion]:
    by_code: dict[str, list[tuple[Scored, Finding]]] = {}
    for item in items:
        for finding in item.findings:
            if finding.severity <= LEAST:
                by_code.setdefault(finding.code, []).append((item, finding))
    made = []
    for code, pairs in by_code.items():
        first = pairs[0][1]
        severity = min(f.severity for _, f in pairs)
        quotes = dict.fromkeys(_quote(item, finding) for item, finding in pairs)
        made.append(Opinion(group_of(first), code, title_of(first), severity, tuple(quotes)))
    return sorted(made, key=lambda o: (GROUPS.index(o.group), o.severity, -len(o.quotes), o.code))


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
    check = check_of(finding.code)
    # What a check of the set or of the text around it finds is put down to some indicator near by.
    whole = check is not None and (check.run_text is not None or finding.code.startswith("M"))
    if whole:
        return Quote("", "", finding.message, advice(finding), whole=True)
    return Quote(record.name, value, finding.message, advice(finding))


def _shared(texts: Iterable[str]) -> str:
    different = set(texts)
    return different.pop() if len(different) == 1 else ""


def _code(document: Document | None, owner: str) -> str:
    """项目编码: of this project, or the document's only one."""
    codes = [p for p in (document.passages if document else ()) if p.kind == "code" and p.text]
    own = [p.text for p in codes if p.owner_id == owner]
    if own:
        return own[0]
    alone = {p.text for p in codes if not p.owner}
    return alone.pop() if len(alone) == 1 and len(codes) == 1 else ""
