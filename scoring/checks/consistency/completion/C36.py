"""C36: satisfaction reported, and no survey anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import parse_target
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from .completions import row, rows_of

_FULL = 99.5
_EVIDENCE = re.compile(r"佐证|证明材料|支撑材料|附件材料")
_SURVEY = re.compile(
    r"调查|问卷|访谈|测评|回访|抽样|样本|评议|走访|座谈|评价系统|好差评|打分表|征求意见|收回|发放.{0,6}份"
)


def _unsurveyed(check: Check, view: SetView) -> Iterator[Finding]:
    forms = [(members, _satisfied(view, members)) for members in view.once(rows_of)]
    if not any(rows for _, rows in forms):
        return
    around: dict[str, list[str]] = {}
    for passage in view.passages:
        around.setdefault(passage.owner_id, []).append(passage.text)
    shared = "\n".join(around.get("", ()))
    asked = bool(_EVIDENCE.search(shared))
    if _SURVEY.search(shared):
        return
    for members, rows in forms:
        own = "\n".join(around.get(view[members[0]].record.owner_id, ())) if rows else ""
        said = (
            t
            for i in members
            for r in (view[i].record,)
            for t in (r.name, r.value, r.description, r.actual, r.reason, r.basis)
        )
        if not rows or _SURVEY.search(own) or any(map(_SURVEY.search, said)):
            continue
        record = view[rows[0]].record
        yield check.finding(
            "actual",
            (0, len(record.actual)),
            f"“{short(record.name)}”填“{short(record.actual)}”，全表没有提到问卷、访谈等调查，数据来源不明。",
            "请注明调查方式、时间和样本数（如发放问卷__份、收回__份、满意__份），并附调查记录。",
            # That not one of them complains needs proof.
            "P2" if asked or _EVIDENCE.search(own) or _is_full(record.actual) else "",
        ).at(rows[0])


def _is_full(actual: str) -> bool:
    target = parse_target(actual)
    return target is not None and target.kind == "percent" and (target.number or 0.0) >= _FULL


def _satisfied(view: SetView, members: list[int]) -> list[int]:
    found = []
    for i in members:
        record, context = view[i]
        if "满意" not in context.name and context.declared != {"satisfaction"}:
            continue
        target = parse_target(record.actual)
        if target is not None and target.number is not None:
            found.append(i)
    return found


CHECK = Check(
    code="C36",
    title="满意度没有调查依据",
    english="Satisfaction without a survey",
    severity="P3",
    opinion=11,
    why="设置满意度指标的，应实际开展满意度调查或以其他方式收集意见（财预〔2021〕101号）；复核时没有资料的满意度不得分。",
    run=_unsurveyed,
    scope="document",
    dimension="可行性",
    absence=True,
    bad=(
        Example(row("用水户满意度", "≥90%", "96%", "服务对象满意度指标")),
        Example(row("农户满意度", "≥85%", "91.5%", "服务对象满意度指标")),
    ),
    good=(
        Example(row("用水户满意度", "≥90%", "96%", "服务对象满意度指标", description="发放问卷120份")),
        Example(row("用水户满意度", "≥90%", "", "服务对象满意度指标")),
    ),
)
