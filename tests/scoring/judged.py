"""What a single check says of a record or of a set, for behaviour tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zhibiao.nlp.record import Indicator
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.registry import check_of, example_context
from zhibiao.scoring.traits import bits
from zhibiao.scoring.views import RecordView, SetView


def judged(code: str, record: Indicator, **context: Any) -> list[Finding]:
    """The findings of one check on one record."""
    check, seen = check_of(code), example_context(record, **context)
    assert check is not None
    mask = bits(check.needs)
    return list(check.run(check, RecordView(record, seen))) if seen.traits & mask == mask else []


def severity(code: str, record: Indicator, **context: Any) -> str:
    """The gravest severity that a check gives a record, '' for nothing."""
    return min((f.severity for f in judged(code, record, **context)), default="")


def in_set(code: str, *records: Indicator) -> list[Finding]:
    """The findings of one check on records that belong together."""
    check = check_of(code)
    assert check is not None
    return list(check.run(check, SetView([RecordView(r, example_context(r)) for r in records])))


def row(name: str, value: str = "", level2: str = "", level1: str = "", **more: Any) -> Indicator:
    """A record of one project; the class at level 1 follows from that at level 2."""
    tops = {"效益": "效益指标", "影响": "效益指标", "满意": "满意度指标"}
    top = level1 or next((t for key, t in tops.items() if key in level2), "产出指标" if level2 else "")
    return replace(Indicator(name, value=value, level1=top, level2=level2, project="灌区管护"), **more)
