"""C42: a product of the calculation is not what is written behind it."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....findings import Finding
from ....money import wan
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners, quoted
from .products import Product, products

_NEAR = 0.006  # of rounding: 34.56万元 written as 34.6
_ONE = 0.5  # 元


def _wrong(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        wrong = [p for text in owner.texts.get("calculation", ()) for p in products(text) if _differs(p)]
        if not wrong:
            continue
        first = wrong[0]
        more = f"；另有 {len(wrong) - 1} 处算式也不相等" if wrong[1:] else ""
        yield about(
            check,
            view,
            owner,
            f"测算依据中{quoted(first.text, 40)}应为 {_sum(first.value)}，与所写的 {_sum(first.stated or 0.0)} 不符{more}。",
            "请核对单价、数量和结果，改正后与预算数、成本指标一并核对。",
        )


def _differs(product: Product) -> bool:
    if product.stated is None:
        return False
    return abs(product.value - product.stated) > max(_ONE, _NEAR * product.value)


def _sum(amount: float) -> str:
    return wan(amount) if amount >= 1e4 else f"{amount:.10g}元"


_OWN = "护林防火"
_ROW = Indicator("巡护里程", "1200公里", project=_OWN, budget="46.5万元")


def _told(text: str) -> tuple[Passage, ...]:
    return (Passage("calculation", text, _OWN),)


CHECK = Check(
    code="C42",
    title="测算算式与结果不符",
    english="A product of the calculation is not what is written behind it",
    severity="P1",
    opinion=11,
    why="预算应经过测算，测算过程要准确（财预〔2020〕10号：预算编制科学性；财预〔2015〕88号：资金匹配性）；单价乘以数量得不出所写的金额，三者必有一个写错。",
    run=_wrong,
    scope="document",
    dimension="可行性",
    bad=(
        Example(_ROW, passages=_told("巡护员12人×2400元/月×12月=43.56万元；宣传牌3万元。")),
        Example(_ROW, passages=_told("防火服80套*260元/套，合计20200元")),
    ),
    good=(
        Example(_ROW, passages=_told("巡护员12人×2400元/月×12月=34.56万元；宣传牌3万元。")),
        Example(_ROW, passages=_told("巡护员12人×2400元/月×12月=34.6万元")),
        Example(_ROW, passages=_told("巡护员12人×2400元×12月=345600")),
        Example(_ROW, passages=_told("（12+3）人×2400元×12月=43.2万元")),
        Example(_ROW, passages=_told("巡护员12人×2400元×12月+油费1.2万元=35.76万元")),
        Example(_ROW, passages=_told("一级路20公里×1万元+二级路30公里×5000元=35万元")),
        Example(_ROW, passages=_told("防火服规格180×96，每套260元，共80套")),
    ),
)
