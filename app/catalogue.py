"""The catalogue of checks as text."""

from __future__ import annotations

from collections.abc import Sequence

from ..scoring.registry import Check, Example


def listing(checks: Sequence[Check]) -> str:
    """One line a check: code, severity, title."""
    return "\n".join(f"{c.code}  {c.severity}  {c.title}" for c in checks)


def explain(check: Check) -> str:
    """One check with its reason and examples."""
    lines = [
        f"{check.code} {check.title}({check.english})",
        f"级别 {check.severity} · 审核意见代码 {check.opinion}",
        "",
        check.why,
        "",
        "会提示:",
        *(f"  {_show(e)}" for e in check.bad),
        "不提示:",
        *(f"  {_show(e)}" for e in check.good),
    ]
    return "\n".join(lines)


def _show(example: Example) -> str:
    record = example.record
    declared = "/".join(t for t in (record.level1, record.level2) if t)
    value = record.value or " / ".join(record.tiers or ()) or "(空)"
    return f"{record.name} → {value}" + (f"({declared})" if declared else "")
