"""B19: nearly all percentages of a project are the very same figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ....nlp.record import Indicator
from ...findings import Finding, owner_span, short
from ...registry import Check, Example
from ...views import SetView

_FEWEST, _SHARE = 6, 0.8
_ALL_ALIKE = 5  # rows that are enough where every one has the figure, and it is not 100 %
_WHOLE = 100.0
_NAMED = 3
_CLASSES = 3
# What must be complete by its nature: 100 % is the only figure it can have.
_FULL = re.compile(
    r"合格|达标|合规|验收|准确|真实|安全|发放|拨付|支付|兑付|下达|到位|执行|及时|按时|按期|如期|准时|完成|完工|足额|符合|合乎|零|成本|控制"
)
_OPEN = 3  # rows of a figure of 100 % that could well have another


def _alike(check: Check, view: SetView) -> Iterator[Finding]:
    for form in view.forms:
        shares = [i for i in form if _percent(view, i) is not None and view[i].record.horizon != "term"]
        if len(shares) < _ALL_ALIKE:
            continue
        figure, count = Counter(_percent(view, i) for i in shares).most_common(1)[0]
        same = [i for i in shares if _percent(view, i) == figure]
        if not figure or not _too_alike(len(same), len(shares), figure) or _classes(view, same) < _CLASSES:
            continue
        free = [i for i in same if not _FULL.search(view[i].context.name)]
        if figure == _WHOLE and len(free) < _OPEN:
            continue
        names = "、".join(f"“{short(view[i].record.name, 14)}”" for i in (free or same)[:_NAMED])
        yield check.finding(
            *owner_span(view[form[0]].record),
            f"{len(shares)} 条百分比指标中有 {count} 条都填 {figure:g}%（{names}等），内容不同而目标值一样，没有测算依据。",
            "请按各项内容的历年完成情况、行业标准或计划数分别确定目标值。",
        ).at(form[0])


def _percent(view: SetView, i: int) -> float | None:
    target = view[i].context.target
    return target.number if target is not None and target.kind == "percent" and target.upper is None else None


def _too_alike(same: int, shares: int, figure: float) -> bool:
    if figure != _WHOLE and same == shares:
        return True
    return shares >= _FEWEST and same >= _SHARE * shares


def _classes(view: SetView, rows: Sequence[int]) -> int:
    return len({view[i].record.level2 or view[i].context.type for i in rows})


def _row(name: str, value: str, level2: str) -> Indicator:
    return Indicator(name, value, level2=level2, project="灌区管护")


_SAME = (
    _row("渠系水利用水平", "≥95%", "社会效益指标"),
    _row("渠道绿化覆盖率", "≥95%", "生态效益指标"),
    _row("护渠员参训率", "≥95%", "数量指标"),
    _row("放水及时率", "≥95%", "时效指标"),
    _row("用水户满意度", "≥95%", "满意度指标"),
)
_FULL_ROWS = (
    _row("清淤验收合格率", "100%", "质量指标"),
    _row("闸门检修合格率", "100%", "质量指标"),
    _row("工资发放率", "100%", "数量指标"),
    _row("清淤完工及时率", "100%", "时效指标"),
    _row("资金到位率", "100%", "时效指标"),
    _row("用水户满意度", "100%", "满意度指标"),
)
_TAKEN = (_row("渠道利用率", "100%", "数量指标"), _row("灌溉需求满足率", "100%", "社会效益指标"))

CHECK = Check(
    code="B19",
    title="目标值千篇一律",
    english="Nearly all percentages are the same figure",
    severity="P2",
    opinion=2,
    why="指标值应根据历史、行业或计划标准逐项确定（财预〔2021〕101号）；各项一律填同一个百分比，是照模板填的。",
    run=_alike,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_SAME[0], others=_SAME[1:]),
        Example(_FULL_ROWS[0], others=(*_FULL_ROWS[1:], *_TAKEN)),
    ),
    good=(
        Example(_FULL_ROWS[0], others=_FULL_ROWS[1:]),
        Example(_SAME[0], others=(*_SAME[1:4], _row("用水户满意度", "≥90%", "满意度指标"))),
        Example(_SAME[0], others=_SAME[1:4]),
    ),
)
