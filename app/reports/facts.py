"""What all reports say in the same words: severities, headings, counts, and text that is safe to write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...models.taxonomy import NAMES
from ...scoring.config import PROFILES, Config, profile_config
from ...scoring.findings import SEVERITIES, Finding
from ...scoring.registry import check_of
from ...scoring.score import Scored
from ...scoring.summary import Summary, summaries

if TYPE_CHECKING:
    from . import Report

GRADES = ("优", "良", "中", "差")
SEVERITY_NAMES = {"P0": "严重", "P1": "重要", "P2": "一般", "P3": "提示"}
SEVERITY_MEANINGS = {
    "P0": "无法评价，或自相矛盾",
    "P1": "审核时会退回修改",
    "P2": "写法上的小问题，建议修改",
    "P3": "仅供参考",
}
FIELD_NAMES = {
    "name": "指标名称",
    "value": "指标值",
    "tiers": "分档",
    "description": "指标解释",
    "level1": "一级指标",
    "level2": "二级指标",
    "actual": "完成值",
    "project": "项目",
    "activity": "职责活动",
    "weight": "分值",
    "points": "得分（自评）",
    "reason": "偏差原因",
}
NO_PROJECT = "（未写明项目）"
# What XML 1.0 can't hold; lone surrogates come out of broken files.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` with a replacement character for each one that no Office file or page can hold."""
    return _ILLEGAL.sub("\ufffd", text)


def standard_name(standard: str) -> str:
    """The standard as its readers call it."""
    return {"2020": "财预〔2020〕10号（2020）", "2021": "财预〔2021〕101号（2021）"}.get(standard, standard)


def profile_name(profile: str) -> str:
    """The stage as its readers call it."""
    return PROFILES.get(profile, profile)


def settings(report: Report) -> Config:
    """The settings that the scores were made with."""
    return report.config or profile_config(report.profile)


def type_name(leaf: str) -> str:
    """Chinese name of a leaf class."""
    return NAMES.get(leaf, leaf)


def title_of(finding: Finding) -> str:
    """The title of the check that made a finding."""
    check = check_of(finding.code)
    return check.title if check else finding.code


def said(finding: Finding) -> str:
    """What is wrong, under the title of the check, which is left out where it says the same."""
    title = title_of(finding)
    head = f"{title}（{finding.code}）"
    return f"{head}。" if finding.message.rstrip("。") == title else f"{head}：{finding.message}"


def advice(finding: Finding) -> str:
    """The suggestion as it stands after “建议：”."""
    return finding.suggestion.removeprefix("建议").lstrip("：:，,")


def severity_counts(scored: Iterable[Scored]) -> dict[str, int]:
    """Findings by severity."""
    counted = Counter(f.severity for s in scored for f in s.findings)
    return {severity: counted[severity] for severity in SEVERITIES}


def grade_counts(scored: Iterable[Scored]) -> dict[str, int]:
    """Indicators by grade."""
    counted = Counter(s.grade for s in scored)
    return {grade: counted[grade] for grade in GRADES}


def mean_score(rows: Sequence[Summary]) -> float:
    """The documents' scores, weighed by their indicators; 0 for none."""
    documents = [r for r in rows if not r.project]
    total = sum(r.indicators for r in documents)
    return round(sum(r.score * r.indicators for r in documents) / total, 1) if total else 0.0


@dataclass(frozen=True, slots=True)
class CheckCount:
    """What one check has found: `severity` is the gravest that occurred, `example` a record and its finding."""

    code: str
    title: str
    severity: str
    count: int
    indicators: int
    example: tuple[Scored, Finding]
    why: str


def by_check(scored: Sequence[Scored]) -> list[CheckCount]:
    """The findings by check, gravest and most frequent first."""
    found: dict[str, list[tuple[Scored, Finding]]] = {}
    for item in scored:
        for finding in item.findings:
            found.setdefault(finding.code, []).append((item, finding))
    counts = []
    for code, pairs in found.items():
        check = check_of(code)
        counts.append(
            CheckCount(
                code,
                title_of(pairs[0][1]),
                min(f.severity for _, f in pairs),
                len(pairs),
                len({id(s) for s, _ in pairs}),
                min(pairs, key=lambda p: (p[1].severity, len(p[0].record.name))),
                check.why if check else "",
            )
        )
    return sorted(counts, key=lambda c: (c.severity, -c.count, c.code))


def projects(scored: Sequence[Scored]) -> dict[tuple[str, str], list[Scored]]:
    """The records of each project, by (source, `owner_id`)."""
    sets: dict[tuple[str, str], list[Scored]] = {}
    for item in scored:
        sets.setdefault((item.record.source, item.record.owner_id), []).append(item)
    return sets


def project_summaries(scored: Sequence[Scored]) -> dict[tuple[str, str], Summary]:
    """The summary of each project; of the document where it has none."""
    return {(s.source, s.owner_id): s for s in summaries(scored)}


def unread_parts(report: Report) -> list[tuple[str, str, str]]:
    """(source, place, reason) of what could not be read, and of documents without indicators."""
    rows = []
    for document in report.documents:
        rows += [(document.source, "", problem) for problem in document.problems]
        rows += [(document.source, str(place), reason) for place, reason in document.gaps]
        if not (document.indicators or document.problems or document.gaps):
            rows.append((document.source, "", "没有找到绩效指标。"))
    return rows
