"""C48: a lump sum among lines that are worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.normalize import fold
from ....findings import Finding
from ....money import wan
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners, quoted
from .costs import cost
from .products import products

_SHARE = 0.08  # of the budget, from which a sum has to be broken down
_LEAST = 30_000.0  # 元
_LUMP = re.compile(r"([^\d×xX*=%,，。；;：:\n]{2,24}?)(?:约|共|计|预计|需)?(\d[\d,]*(?:\.\d+)?)(万元|元)")
_LINE = re.compile(r"[；;。\n]")
_NUMBER = re.compile(r"^\s*(?:[（(]?\d{1,2}[)）、.．](?!\d)|[①-⑳])\s*")
_TOTAL = re.compile(r"合计|共计|总计|小计|总|预算|资金|金额|其中")
_KNOWN = re.compile(r"合同|中标|招标|批复|概算|\d")  # a sum that somebody else has worked out
_NAMED = 3


def _lumps(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if any(view.budgets) else ():
        text = fold(owner.text("calculation")) if owner.rows and owner.budget else ""
        if not text or len(products(text)) < 2:
            continue
        found = []
        for line in _LINE.split(text):
            lump = _LUMP.fullmatch(_NUMBER.sub("", line.strip()))
            if lump is None or _TOTAL.search(lump[1]) or _KNOWN.search(lump[1]):
                continue
            amount = float(lump[2].replace(",", "")) * (1e4 if lump[3][0] == "万" else 1.0)
            if amount >= max(_SHARE * (owner.budget or 0.0), _LEAST):
                found.append((lump[1], amount))
        if not found:
            continue
        items = "、".join(f"{quoted(label, 16)}{wan(amount)}" for label, amount in found[:_NAMED])
        yield about(
            check,
            view,
            owner,
            f"测算依据中{items}只有总额，没有单价和数量，看不出怎样算出来。",
            "请补充测算明细：做什么、多少次（件、人）、每次（件、人）多少钱。",
        )


def _told(text: str) -> tuple[Passage, ...]:
    return (Passage("calculation", text, "灌区清淤"),)


_ROW = cost("≤2400元/月", "", "50万元", "护渠员补助标准")
_WORKED = "护渠员12人×2400元/月×12月=34.56万元；水表更换300只×260元/只=7.8万元；"

CHECK = Check(
    code="C48",
    title="测算中只有总额没有明细",
    english="A lump sum in a calculation",
    severity="P2",
    opinion=11,
    why="项目预算应有测算依据和明细（财预〔2015〕88号审核表“可行性”：论证和测算充分）；只列总额，数量和标准都无从核对。",
    run=_lumps,
    scope="document",
    dimension="可行性",
    bad=(
        Example(_ROW, passages=_told(f"{_WORKED}宣传费7.64万元。")),
        Example(_ROW, passages=_told(f"1.{_WORKED}3.技术服务及通信7.64万元。合计50万元。")),
    ),
    good=(
        Example(_ROW, passages=_told(f"{_WORKED}宣传牌40块×1910元=7.64万元。")),
        Example(_ROW, passages=_told(f"{_WORKED}资料印刷2万元。")),
        Example(_ROW, passages=_told("管护费30万元；宣传费20万元。")),
        Example(_ROW, passages=_told(f"{_WORKED}闸门监测（合同价）7.64万元。")),
    ),
)
