"""What all reports say in the same words: severities, headings, counts, and text that is safe to write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...models.taxonomy import NAMES
from ...scoring.config import PROFILES, Config, profile_config
from ...scoring.findings import LEVELS, SEVERITIES, Finding, short
from ...scoring.registry import check_of
from ...scoring.results import Scored, ScoredDocument, ScoredProject, Scoring

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
    "project_code": "项目编码",
    "budget": "预算",
    "goal": "绩效目标",
    "document": "文件",
}
# The 11 opinions on an indicator that the budget system knows; opinion 1 is the first.
OPINIONS = (
    "指标不够完整",
    "指标不够细化、量化",
    "指标与项目的相关性不够",
    "指标与指标值不匹配",
    "建议拆分指标",
    "一级指标类型错误",
    "二级指标类型错误",
    "建议增加明确效益指标",
    "建议增加明确产出指标",
    "建议增加满意度指标",
    "其他",
)
NO_PROJECT = "（未写明项目）"
_Item = Scored | ScoredProject | ScoredDocument
# What XML 1.0 can't hold; lone surrogates come out of broken files.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` with a replacement character for each one that no Office file or page can hold."""
    return _ILLEGAL.sub("\ufffd", text)


def quoted(text: str, limit: int = 120) -> str:
    """A text in quotation marks, its own made single."""
    return f"“{short(text, limit)}”"


def distinct(names: Sequence[str], limit: int) -> list[str]:
    """Labels of at most `limit` characters for a chart: names that would be cut to the same are cut in the middle, or
    numbered.

    >>> distinct(["社区工作站经费（溪头）", "社区工作站经费（碧头）", "巡查"], 8)
    ['社区工…（溪头）', '社区工…（碧头）', '巡查']
    """
    labels = [short(clean(name), limit) for name in names]
    labels = [
        _middle(n, limit) if labels.count(label) > 1 else label
        for n, label in zip(names, labels, strict=True)
    ]
    seen: Counter[str] = Counter()
    for i, label in enumerate(labels):
        seen[label] += 1
        if seen[label] > 1:
            labels[i] = f"{label[: limit - 3]}（{seen[label]}）"
    return labels


def _middle(text: str, limit: int) -> str:
    """The text cut in the middle."""
    if len(text) <= limit:
        return text
    tail = limit // 2
    return f"{text[: limit - tail - 1]}…{text[-tail:]}"


def unlike(name: str, others: Collection[str]) -> str:
    """The name of a file, numbered where another has it.

    >>> unlike("甲.xlsx", {"甲.xlsx"})
    '甲 (2).xlsx'
    """
    stem, dot, suffix = name.rpartition(".")
    copy, fresh = 2, name
    while fresh in others:
        fresh, copy = (f"{stem} ({copy}){dot}{suffix}" if dot else f"{name} ({copy})"), copy + 1
    return fresh


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
    """The title of the check that made a finding; of a reviewer's own finding that of its opinion."""
    check = check_of(finding.code)
    return check.title if check else OPINIONS[finding.opinion - 1]


def said(finding: Finding) -> str:
    """What is wrong, under the title of the check, which is left out where it says the same."""
    title = title_of(finding)
    head = f"{title}（{finding.code}）"
    return f"{head}。" if finding.message.rstrip("。") == title else f"{head}：{finding.message}"


def advice(finding: Finding) -> str:
    """The suggestion as it stands after “建议：”."""
    return finding.suggestion.removeprefix("建议").lstrip("：:，,")


def severity_counts(scoring: Scoring) -> dict[str, int]:
    """Findings of all levels by severity."""
    counted = Counter(f.severity for f in scoring.findings)
    return {severity: counted[severity] for severity in SEVERITIES}


def grade_counts(scored: Iterable[Scored]) -> dict[str, int]:
    """Indicators by grade."""
    counted = Counter(s.grade for s in scored)
    return {grade: counted[grade] for grade in GRADES}


def mean_score(scored: Sequence[Scored]) -> float:
    """The mean of the indicators' own scores, which is no score of a project or document; 0 for none."""
    return round(sum(s.score for s in scored) / len(scored), 1) if scored else 0.0


@dataclass(frozen=True, slots=True)
class CheckCount:
    """What one check has found at one level: `severity` is the gravest that occurred, `items` how many indicators,
    projects or documents it is about; `name`, `value` and `message` are of an example."""

    level: str
    code: str
    title: str
    severity: str
    count: int
    items: int
    name: str
    value: str
    message: str
    why: str


def by_check(scoring: Scoring) -> list[CheckCount]:
    """The findings by level and check, gravest and most frequent first."""
    counts = []
    for level in LEVELS:
        found: dict[str, list[tuple[_Item, Finding]]] = {}
        for item in scoring.at(level):
            for finding in item.findings:
                found.setdefault(finding.code, []).append((item, finding))
        counts += [_counted(level, code, pairs) for code, pairs in found.items()]
    return sorted(counts, key=lambda c: (c.severity, -c.count, c.code))


def _counted(level: str, code: str, pairs: Sequence[tuple[_Item, Finding]]) -> CheckCount:
    check = check_of(code)
    example, finding = min(pairs, key=lambda p: (p[1].severity, len(name_of(p[0]))))
    value = ""
    if isinstance(example, Scored):
        value = example.record.value or " / ".join(example.record.tiers or ())
    return CheckCount(
        level,
        code,
        title_of(finding),
        min(f.severity for _, f in pairs),
        len(pairs),
        len({id(item) for item, _ in pairs}),
        name_of(example),
        value,
        finding.message,
        check.why if check else "",
    )


def name_of(item: _Item) -> str:
    """What an indicator, project or document is called."""
    if isinstance(item, Scored):
        return item.record.name
    return (item.name or NO_PROJECT) if isinstance(item, ScoredProject) else item.source


def unread_parts(report: Report, source: str | None = None) -> list[tuple[str, str, str]]:
    """(source, place, reason) of what could not be read, and of documents without anything; of one document,
    where `source` is given."""
    rows = []
    for document in report.documents:
        if source is not None and document.source != source:
            continue
        rows += [(document.source, "", problem) for problem in document.problems]
        rows += [(document.source, str(u.location), u.reason) for u in document.unread]
        if not (document.indicators or document.problems or document.unread or document.projects):
            rows.append((document.source, "", "没有找到绩效指标。"))
    return rows
