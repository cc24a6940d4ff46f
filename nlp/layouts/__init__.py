"""Blocks → records: find every indicator table and every indicator sentence in a document."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import Block, Paragraph, Table
from ..record import Indicator
from .forms import Form
from .prose import read_prose
from .tables import read_table


def find_indicators(blocks: Iterable[Block]) -> list[Indicator]:
    """All indicators of a document, in document order."""
    records: list[Indicator] = []
    form = Form()
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            records.extend(read_prose(run))
            run.clear()
            records.extend(read_table(block, form))
        else:
            run.append(block)
    records.extend(read_prose(run))
    return records
