"""Made records, each once."""

from __future__ import annotations

from collections.abc import Callable

from ...nlp.record import Indicator


def distinct(make: Callable[[], Indicator | None], count: int) -> list[Indicator]:
    """Up to `count` records of different texts out of at most 20 times as many calls; None is a failed try."""
    made: dict[tuple[str, str, str], Indicator] = {}
    for _ in range(20 * count):
        if len(made) >= count:
            break
        record = make()
        if record is not None:
            made.setdefault((record.name, record.target_text, record.description), record)
    return list(made.values())
