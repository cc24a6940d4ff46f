"""C36: satisfaction reported, and no survey anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.record import Indicator
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

_NOT_MADE = re.compile(
    r"(?:未|没有?|尚未)(?:[对就向][^，。；、]{1,10})?(?:组织|开展|进行|实施)[^，。；、]{0,10}满意度[^，。；、]{0,8}(?:调查|测评|问卷|回访)"
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
    denied = [(rows, _denial(view, rows, around)) for _, rows in forms if rows]
    for rows, denial in denied:
        if denial:
            yield from (_denied(check, view[i].record, denial).at(i) for i in rows)
    if _SURVEY.search(shared) or any(denial for _, denial in denied):
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


def _denial(view: SetView, rows: list[int], around: dict[str, list[str]]) -> str:
    """What is said around a form of a survey that was not made."""
    owner = view[rows[0]].record.owner_id
    texts = [*around.get(owner, ()), *(around.get("", ()) if owner else ())]
    found = (_NOT_MADE.search(text) for text in texts)
    return next((match[0] for match in found if match), "")


def _denied(check: Check, record: Indicator, said: str) -> Finding:
    return check.finding(
        "actual",
        (0, len(record.actual)),
        f"文字说明写“{short(said, 24)}”，“{short(record.name)}”却填“{short(record.actual)}”，没有依据。",
        "没有开展调查的，如实填写并扣分；已有调查的，改正说明并附调查记录。",
        "P1",
    )


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
        Example(
            row("用水户满意度", "≥90%", "96%", "服务对象满意度指标"),
            passages=(Passage("goal_actual", "清淤12公里，未组织用水户满意度问卷调查。", "灌区清淤"),),
        ),
    ),
    good=(
        Example(row("用水户满意度", "≥90%", "96%", "服务对象满意度指标", description="发放问卷120份")),
        Example(row("用水户满意度", "≥90%", "", "服务对象满意度指标")),
        Example(
            row("用水户满意度", "≥90%", "96%", "服务对象满意度指标"),
            passages=(Passage("goal_actual", "年末组织用水户满意度问卷调查。", "灌区清淤"),),
        ),
        Example(
            row("用水户满意度", "≥90%", "86%", "服务对象满意度指标"),
            passages=(Passage("goal_actual", "未达到用水户满意度调查的目标。", "灌区清淤"),),
        ),
    ),
)
