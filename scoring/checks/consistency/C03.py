"""C03: A figure of the goal that no indicator carries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import SetView
from .goals import BORN, SHORT, WHY, example_goal, figures, value
from .text import placed

_FIGURED = re.compile(r"\d(?![.、．])")
_ANY = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万|亿|千|百)?")
_NAMED = 3


def _carried(record: Indicator) -> Iterator[float]:
    """Every number of a record, whatever it counts."""
    texts = (record.name, record.value, record.description, record.cell, record.actual, *(record.tiers or ()))
    for number, scale in _ANY.findall(" ".join(texts)):
        yield value(number, "")
        if scale:
            yield value(number, scale)


def _goals(view: SetView) -> Iterator[tuple[Passage, list[Indicator]]]:
    """The goals that have figures, with the indicators set for them."""
    owners: dict[str, list[Indicator]] = {}
    for record, _ in view:
        for owner in {record.project_id or record.project, record.activity} - {""}:
            owners.setdefault(owner, []).append(record)
    for passage in view.of_kind("goal"):
        if passage.owner_id in owners and _FIGURED.search(passage.text):
            yield passage, owners[passage.activity if passage.activity in owners else passage.owner_id]


def _uncarried(check: Check, view: SetView) -> Iterator[Finding]:
    for goal, records in _goals(view):
        promised = figures(goal.text)
        if not promised:
            continue
        carried = {number for record in records for number in _carried(record)}
        missing = list(dict.fromkeys(text for text, number in promised if number not in carried))
        if missing:
            listed = "、".join(f"“{m}”" for m in missing[:_NAMED]) + ("等" if len(missing) > _NAMED else "")
            yield placed(
                check,
                view,
                goal,
                f"绩效目标“{short(goal.text, 40)}”中的{listed}没有任何指标承接。",
                f"请为{listed}设置对应的产出或效益指标，或从目标中删去。",
            )


CHECK = Check(
    code="C03",
    title="目标中的数字没有指标承接",
    english="A figure of the goal that no indicator carries",
    severity="P1",
    opinion=9,
    why=WHY + "目标里的数字没有指标承接，完成与否无从考核。",
    run=_uncarried,
    scope="document",
    dimension="相关性",
    absence=True,
    bad=(
        Example(BORN, passages=(example_goal("新建步道8公里，配建球场12处。", "全民健身设施"),)),
        Example(SHORT, passages=(example_goal("全年改造厕所1.2万户。", "农村改厕"),)),
    ),
    good=(
        Example(BORN, passages=(example_goal("2024年新建步道8公里，服务60岁以上老人。", "全民健身设施"),)),
        Example(SHORT, passages=(example_goal("按《农村厕所5项规定》改造，合格率达到100%。", "农村改厕"),)),
    ),
)
