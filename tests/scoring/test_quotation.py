"""No quotation marks within quotation marks in what the checks say, whatever the names hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.context import example_context
from zhibiao.scoring.findings import Finding, one_level, short
from zhibiao.scoring.registry import Check, Example, all_checks
from zhibiao.scoring.views import RecordView, SetView

NESTED = re.compile("“[^”]*“|”[^“]*”")


def found(check: Check, example: Example) -> Iterator[Finding]:
    """All that a check says of an example."""
    records = (example.record, *example.others) if example.record else example.others
    items = [RecordView(r, example_context(r, **example.context)) for r in records]
    if check.scope == "indicator":
        yield from check.run(check, items[0])
    else:
        yield from check.run(check, SetView(items, example.passages, example.projects))


def within_quotes(text: str) -> str:
    """The text with its second half in quotation marks."""
    return f"{text[: len(text) // 2]}“{text[len(text) // 2 :]}”" if len(text) > 1 else text


def quoting(record: Indicator) -> Indicator:
    texts = ("name", "value", "description", "project", "goal", "actual", "reason", "activity")
    return replace(record, **{f: within_quotes(getattr(record, f)) for f in texts})


def variants(example: Example) -> Iterator[Example]:
    """The example, and the same with quotation marks in its texts."""
    yield example
    yield replace(
        example,
        record=quoting(example.record) if example.record else None,
        others=tuple(map(quoting, example.others)),
        passages=tuple(replace(p, text=within_quotes(p.text)) for p in example.passages),
        projects=tuple(
            replace(p, name=within_quotes(p.name), goal=within_quotes(p.goal)) for p in example.projects
        ),
    )


@pytest.mark.parametrize("check", all_checks(), ids=lambda c: c.code)
def test_no_check_nests_quotation_marks(check: Check) -> None:
    said = [
        text
        for example in (*check.bad, *check.good)
        for variant in variants(example)
        for finding in found(check, variant)
        for text in (finding.message, finding.suggestion)
    ]
    assert said
    assert [text for text in said if NESTED.search(text)] == []


def test_what_was_cut_within_quotation_marks() -> None:
    assert short("发放原“赤脚医生”养老补助", 6) == "发放原‘赤…"
    assert one_level("“甲”和“乙”") == "“甲”和“乙”"
    assert one_level("“甲“乙”丙”、“丁”") == "“甲‘乙’丙”、“丁”"
    assert Finding("V17", "P1", "value", 0, 1, "“甲“乙””").message == "“甲‘乙’”"
