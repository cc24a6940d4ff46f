"""C63: the rate of execution in the course of the year is not what its sums give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners
from ..completion.completions import row

_SUM = re.compile(r"\d[\d,]*(?:\.\d+)?")
_RATE = re.compile(r"(\d{1,3}(?:\.\d+)?)%")
_OFF = 0.6  # percentage points: more than rounding to whole percents takes


def _miscounted(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if view.of_kind("executed") else ():
        if not owner.rows or not all(view[i].record.interim for i in owner.rows):
            continue
        for passage in view.of_kind("funds"):
            told = _told(passage.text) if passage.owner_id == owner.id else None
            if told is None:
                continue
            planned, spent, rate = told
            share = _share(spent) / _share(planned) * 100
            if abs(share - float(rate)) <= _OFF:
                continue
            yield about(
                check,
                view,
                owner,
                f"执行率填 {rate}%，而 {spent} ÷ {planned} = {share:.4g}%。",
                "请按实际执行数改正执行率，监控结论与之一致。",
            )
            break


def _told(text: str) -> tuple[str, str, str] | None:
    """The first sum of a row of money, the one right before its only rate, and that rate."""
    cells = [cell for cell in text.split("\t") if cell.strip()]
    rates = [i for i, cell in enumerate(cells) if _RATE.fullmatch(cell)]
    sums = [cell for cell in cells[: rates[0]] if _SUM.fullmatch(cell)] if len(rates) == 1 else []
    if len(sums) < 2 or not _share(sums[0]) or sums[-1] != cells[rates[0] - 1]:
        return None
    # The rate is that of the budget as it was changed, where the form has both.
    planned = min(
        sums[:-1],
        key=lambda s: abs(_share(sums[-1]) / (_share(s) or 1.0) * 100 - float(cells[rates[0]][:-1])),
    )
    return planned, sums[-1], cells[rates[0]][:-1]


def _share(text: str) -> float:
    return float(text.replace(",", ""))


def _form(rate: str) -> tuple[Passage, ...]:
    sums = (("funds", f"\t120\t\t36\t{rate}\t120"), ("budget", "120"), ("executed", "36"))
    return tuple(Passage(kind, text, "灌区清淤") for kind, text in sums)


_ROW = row("清淤长度", "≥12公里", "", so_far="6公里", forecast="12公里", interim=True)

CHECK = Check(
    code="C63",
    title="监控的执行率算错",
    english="A rate of execution that is not what its sums give",
    severity="P2",
    opinion=11,
    why="绩效运行监控要如实反映预算执行进度（财预〔2019〕136号）；执行率是执行数除以预算数。",
    run=_miscounted,
    scope="document",
    dimension="可行性",
    bad=(Example(_ROW, passages=_form("40%")), Example(_ROW, passages=_form("3%"))),
    good=(
        Example(_ROW, passages=_form("30%")),
        Example(row("清淤长度", "≥12公里", "6公里"), passages=_form("40%")),
    ),
)
