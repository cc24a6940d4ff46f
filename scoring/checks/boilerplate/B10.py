"""B10: spending plan always a quarter each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ...findings import DOCUMENT_FIELD, Finding
from ...registry import Check, Example
from ...views import SetView

_FIGURE = re.compile(r"(?<![0-9])[0-9]+(?:\.[0-9]+)?(?=\s*(?:[%％]|[\s/、,，;；]|$))")
_EVEN = (25.0, 50.0, 75.0, 100.0)
_MIN_PROJECTS = 3


def _vector(text: str) -> tuple[float, ...]:
    """The last four figures of a plan: its months may stand in front (3月底25% …)."""
    return tuple(float(f) for f in _FIGURE.findall(text))[-4:]


def _run(check: Check, view: SetView) -> Iterator[Finding]:
    plans = [p for p in view.of_kind("plan") if p.text]
    even = [p for p in plans if _vector(p.text) == _EVEN]
    if len({p.owner_id for p in even}) < _MIN_PROJECTS or len(even) < len(plans):
        return
    yield check.finding(
        DOCUMENT_FIELD,
        (0, 0),
        f"{len(even)} 个项目的资金支出计划都是 25%、50%、75%、100%，没有按各项目的实际进度安排。",
        "请按合同、发放周期或工作进度分别编制各季度的支出比例。",
    )


def _row(n: int) -> Indicator:
    return Indicator("清淤长度", f"{n}公里", project=f"第{n}灌区")


def _plan(n: int, text: str = "25% 50% 75% 100%") -> Passage:
    return Passage("plan", text, f"第{n}灌区")


CHECK = Check(
    code="B10",
    title="支出计划一律均分",
    english="Spending plan always a quarter each",
    severity="P2",
    opinion=11,
    why="资金安排应与工作进度相匹配（财预〔2015〕88号审核表“资金匹配性”）；一次性补助和全年合同不会按同一节奏支出。",
    run=_run,
    scope="document",
    dimension="可行性",
    bad=(
        Example(_row(1), others=(_row(2), _row(3)), passages=(_plan(1), _plan(2), _plan(3))),
        Example(
            _row(1),
            others=(_row(2), _row(3), _row(4)),
            passages=tuple(
                _plan(n, "3月底：25%；6月底：50%；10月底：75%；12月底：100%") for n in (1, 2, 3, 4)
            ),
        ),
    ),
    good=(
        Example(
            _row(1),
            others=(_row(2), _row(3)),
            passages=(_plan(1), _plan(2), _plan(3, "10% 30% 80% 100%")),
        ),
        Example(_row(1), passages=(_plan(1),)),
    ),
)
