"""B21: the goal is a sum of money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.normalize import fold
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners, quoted
from .goals import WHY, goal

_NUMBER = re.compile(r"[≥≤<>=约]*[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:[亿万千]?元|[亿万]|%)?[。.]?")
_CLAUSE = re.compile(r"[。；;，\n、:：]|,(?![0-9]{3})")
_SUM = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?\s*[亿万千]?元(?:整|左右|以内)?$")
_FUNDS = re.compile(r"预算|资金|经费|支出|拨款|投入|总投资|总额|申请|安排")
# Money that comes of the work, or that people are handed, is what a project may be for.
_RESULT = re.compile(
    r"收[入益]|增收|产值|利润|节[约支省]|降低|减[少轻负免]|税|销售|交易|融资|贷款|引资|发放|补[助贴偿]|奖|救助|慰问|兑[付现]|[0-9]\s*元/|每|人均|户均"
)


def _money(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        text = " ".join(owner.text("goal").split())
        if not text or not owner.form:
            continue
        folded = fold(text)
        if _NUMBER.fullmatch(folded):
            said = f"年度目标只填了一个数“{text}”，没有说要做什么、做成什么样。"
        elif _is_of_sums(folded):
            said = f"年度目标{quoted(text, 40)}只写了钱怎么安排，没有说要做成什么、达到什么效果。"
        else:
            continue
        yield about(
            check, view, owner, said, "请写明做什么、做多少、做到什么程度、谁受益；资金的数额写在资金栏里。"
        )


def _is_of_sums(text: str) -> bool:
    """Whether every clause of a goal ends in a sum, and the first says that it is the money there is."""
    clauses = [c.strip() for c in _CLAUSE.split(text) if c.strip()]
    if len(clauses) < 2 or not _FUNDS.search(clauses[0]) or _RESULT.search(text):
        return False
    return all(map(_SUM.search, clauses))


CHECK = Check(
    code="B21",
    title="目标只写了钱",
    english="The goal is a sum of money",
    severity="P1",
    opinion=2,
    why=WHY + "金额是投入，不是产出或效果。",
    run=_money,
    scope="document",
    dimension="完整性",
    instead_of=("C29", "C13"),
    empty=True,
    bad=(
        Example(goal("62.5"), passages=(Passage("goal", "62.5", "灌区清淤经费"),)),
        Example(goal("100%")),
        Example(goal("本年安排资金62万元，其中清淤机械40万元、渠道测绘22万元。")),
    ),
    good=(
        Example(goal("清淤12公里，投入62.5万元")),
        Example(goal("本年安排资金62万元，疏通渠道12公里，春灌期不断水。")),
        Example(goal("安排资金后，农户增收62万元，村集体收入8万元。")),
        Example(goal("申请水费补助资金62万元，其中上游农户40万元、下游农户22万元。")),
    ),
)
