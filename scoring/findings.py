"""What a check finds: where, how bad, what is wrong and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

SEVERITIES = ("P0", "P1", "P2", "P3")
FIELDS = ("name", "value", "description", "level1", "level2", "actual", "tiers", "project", "activity")


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` are a half-open span in the text of `field` ((0, 0): the field as a whole is
    missing). `opinion` is the reviewer's opinion code 1…11 of the budget system."""

    code: str
    severity: str
    field: str
    start: int
    end: int
    message: str
    suggestion: str = ""
    opinion: int = 11

    def as_dict(self) -> dict[str, Any]:
        """The contract's fields."""
        return asdict(self)


def worst(findings: tuple[Finding, ...]) -> str:
    """The gravest severity among findings, '' for none."""
    return min((f.severity for f in findings), default="")
