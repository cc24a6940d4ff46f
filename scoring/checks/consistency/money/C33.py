"""C33: an item of money has no indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....advice import terms
from ....findings import Finding
from ....money import wan
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, about, owners, quoted
from .amounts import Item, Sums, sums_of

_SHARE, _ALL = 0.05, 0.1  # of the money: each of the items, and all of them
_MOST = 0.5  # of the money, from which one item without an indicator is grave
_CLOSE = 0.1
_NAMED = 3
_NO_WORK = re.compile(
    r"^其中|^预计|人安排|参照|标准|财政|中央|[省市县区镇本]级|财力|基金|债券|贷款|拨款|捐|彩票|自筹|自有|上级|配套|结转|其他|其它|不可预见|税|预留|利息"
)
_ALWAYS = re.compile(r"管理费|监理|设计|评审|验收")  # what any work pays for, unless it is most of the money
# 854万元（渠道400万元，泵房295万元）: the parts of a sum.
_INSIDE = re.compile(r"[万元]\s*[(（]([^()（）]*[万元][^()（）]*)[)）]")
_PAID = re.compile(r"结清|支付|拨付|兑付|偿还|付清|用于")
_MIN_CONTENT = 2
# Words for one thing that share no character.
_LETTERED = re.compile(r"[A-Za-z]+[\u4e00-\u9fff]")  # U站
_FOOD = re.compile(r"食|饭|餐|膳|生鲜|干货|粮油|厨")


def _unmeasured(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        for where, sums in _told(owner) if owner.rows else ():
            least = _MIN_CONTENT if where == "测算依据" else 1
            bare = [i for i in sums.items if _is_work(i, sums) and not _carried(view, owner, i.label, least)]
            if sum(item.amount for item in bare) < _ALL * sums.added:
                continue
            items = "、".join(
                f"{quoted(_what(i.label), 30)}（{wan(i.amount)}，占 {i.amount / sums.added:.0%}）"
                for i in bare[:_NAMED]
            )
            more = f"等 {len(bare)} 项" if len(bare) > _NAMED else ""
            yield about(
                check,
                view,
                owner,
                f"{where}中的{items}{more}，{len(owner.rows)} 条指标没有一条与{'它' if len(bare) == 1 else '它们'}有关。",
                "请为这些支出设置产出指标，写明每笔钱买到多少、达到什么标准。",
                "P1" if max(i.amount for i in bare) >= _MOST * sums.added else "",
            )
            break


def _told(owner: Owner) -> Iterator[tuple[str, Sums]]:
    """Where a form lists what its money is for: the calculation, what the goal pays, the parts of the budget."""
    calculation = owner.text("calculation")
    if calculation and _is_list(sums := sums_of(calculation)) and _complete(sums, owner):
        yield "测算依据", sums
    goal = owner.text("goal")
    if (
        _PAID.search(goal)
        and _is_list(sums := sums_of(goal))
        and all(_PAID.search(i.label) for i in sums.items)
    ):
        yield "年度目标", sums
    inside = _INSIDE.search(owner.text("budget"))
    if inside and _is_list(sums := sums_of(inside[1])) and _complete(sums, owner):
        yield "预算", sums


def _is_list(sums: Sums) -> bool:
    return len(sums.items) > 1


def _what(label: str) -> str:
    """What a sum is for, without who pays it: 督促设计单位结清设计费."""
    return _PAID.split(label)[-1].strip("、 ") or label


def _is_work(item: Item, sums: Sums) -> bool:
    """Whether a line is a sum worth an indicator: none of the sources of the money, nor what any project pays for."""
    usual = _ALWAYS.search(item.label) and item.amount < _MOST * sums.added
    return item.amount >= _SHARE * sums.added and not usual and not _NO_WORK.search(item.label)


def _complete(sums: Sums, owner: Owner) -> bool:
    """Whether the lines are all of the money, or nearly, so that their shares are known."""
    wholes = [whole for whole in (sums.total, owner.budget) if whole]
    return any(abs(sums.added - whole) <= _CLOSE * whole for whole in wholes)


def _carried(view: SetView, owner: Owner, label: str, least: int) -> bool:
    """Whether an indicator speaks of the item, or the item says too little to tell."""
    wanted = terms(_what(label))
    if len(wanted) < least:
        return True
    rows = (view[i].record for i in owner.rows)
    said = "\n".join(text for r in rows for text in (r.name, r.value, r.description) if text)
    named = any(word in said for word in _LETTERED.findall(label))
    return named or bool(_FOOD.search(label) and _FOOD.search(said)) or any(term in said for term in wanted)


_OWN = "后勤保障"


def _row(name: str, value: str = "100%") -> Indicator:
    return Indicator(name, value, project=_OWN, budget="110万元")


def _goal(text: str) -> Passage:
    return Passage("goal", text, _OWN)


_CANTEEN = (_row("食堂就餐人数", "260人"), _row("食材抽检合格率"))
_TOLD = (Passage("calculation", "1.空调维保84.5万元；2.食堂食材25.5万元。", _OWN),)


CHECK = Check(
    code="C33",
    title="主要支出没有指标",
    english="An item of money has no indicator",
    severity="P2",
    opinion=9,
    why="绩效目标应与资金量、支出方向相匹配，关键指标应反映主要支出（财预〔2015〕88号：资金匹配性、指标科学性）。",
    run=_unmeasured,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(_CANTEEN[0], others=_CANTEEN[1:], passages=_TOLD),
        Example(
            _CANTEEN[0],
            passages=(Passage("calculation", "食材30万元，围墙修补80万元，共计110万元。", _OWN),),
        ),
        Example(_CANTEEN[0], passages=(_goal("付清围墙勘测费60万元，支付食堂食材款50万元。"),)),
        Example(_CANTEEN[0], passages=(Passage("budget", "110万元（食堂70万元，围墙40万元）", _OWN),)),
    ),
    good=(
        Example(_CANTEEN[0], passages=(_goal("付清食堂改造款60万元，支付食材款50万元。"),)),
        Example(_CANTEEN[0], passages=(_goal("带动增收60万元，支付食材款50万元。"),)),
        Example(_CANTEEN[0], passages=(Passage("budget", "110万元（省级70万元，县级40万元）", _OWN),)),
        Example(
            _CANTEEN[0], passages=(Passage("budget", "110万元（其中：本级70万元，彩票公益金40万元）", _OWN),)
        ),
        Example(_CANTEEN[0], others=(_row("中央空调检修台数", "46台"),), passages=_TOLD),
        Example(_CANTEEN[0], passages=(Passage("calculation", "空调维保84.5万元，食堂食材", _OWN),)),
        Example(_CANTEEN[0], passages=(Passage("calculation", "生鲜干货80万元；物业30万元。", _OWN),)),
        Example(_CANTEEN[0], passages=(Passage("calculation", "其他费用80万元；食材30万元。", _OWN),)),
        Example(_CANTEEN[0], passages=(Passage("calculation", "食材106万元；保洁4万元。", _OWN),)),
        Example(
            _CANTEEN[0],
            passages=(Passage("calculation", "食材110万元，其中中央财政资金60万元，县级自筹50万元。", _OWN),),
        ),
    ),
)
