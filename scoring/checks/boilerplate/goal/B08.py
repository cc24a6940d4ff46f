"""B08: goal repeats the project's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ...texts import bare, goals, placed
from .goals import WHY, goal

_DIGIT = re.compile(r"[0-9]")
_LEAD = re.compile(
    r"^(?:为|用于|用以|用作|主要|保障|保证|确保|完成|做好|开展|落实|支付|发放|实施|安排|推进|继续|及时|按时|顺利|有效|全面)+"
)
_TAIL = re.compile(r"(?:项目|经费|资金|专项|工作|支出|的|等|年度|[0-9]{4}年)+$")
_NOISE = re.compile(r"[\s（()）\[\]【】“”\"'，,。.；;：:、·+＋-]|[0-9]{4}年度?")


@lru_cache(maxsize=4096)
def _core(text: str) -> str:
    """A goal or project name without list mark, lead verb, tail and punctuation."""
    clean = _NOISE.sub("", bare(text))
    lead = _LEAD.sub("", clean)
    return _TAIL.sub("", lead or clean) or clean


def _named(check: Check, view: SetView) -> Iterator[Finding]:
    from rapidfuzz import fuzz

    for piece in goals(view):
        project = view[piece.index][0].project
        if not project or piece.owner != project or len(piece.text) > len(project) + 12:
            continue
        goal, name = _core(piece.text), _core(project)
        if len(goal) < 3 or _DIGIT.search(goal.replace(name, "")):
            continue
        # Every word of the goal is in the name, or nearly: 用于老人慰问 for 老人慰问经费.
        if goal not in name and fuzz.ratio(goal, name) < 85:
            continue
        yield placed(
            check,
            view,
            piece,
            (0, 0),
            f"绩效目标“{short(piece.text.strip())}”只重复了项目名称，没有说出要产出什么、达到什么效果。",
            "请写明为谁、做多少、做到什么程度，如“为__名__发放__，使__达到__%”。",
        )


CHECK = Check(
    code="B08",
    title="目标就是项目名称",
    english="Goal repeats the project's name",
    severity="P1",
    opinion=2,
    why=WHY + "只写项目名称等于没有目标。",
    run=_named,
    scope="document",
    instead_of=("C29",),
    bad=(Example(goal("1.灌区清淤")), Example(goal("用于农户水费补贴。", "农户水费补贴"))),
    good=(
        Example(goal("灌区清淤12公里，春灌期不断水")),
        Example(goal("改善灌区末端农户用水条件，减少渠道渗漏损失")),
    ),
)
