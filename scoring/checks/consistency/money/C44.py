"""C44: what the calculation prices has no cost indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.record import Indicator
from .....nlp.targets import canonical
from ....advice import terms
from ....findings import Finding
from ....money import wan
from ....registry import Check, Example
from ....views import RecordView, SetView
from ...owners import about, owners, quoted
from .costs import cost
from .products import Product, products

_SHARE = 0.05  # of the money, from which a price is worth an indicator
_NEAR = 0.005
_HOW = re.compile("参照|参考|标准|招标|合同|报价")  # how it was worked out, not what for
_NAMED = 3


def _unpriced(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        text = owner.text("calculation") if owner.rows else ""
        worked = [p for p in products(text) if p.price and not _HOW.search(p.label)] if text else []
        costs = [i for i in owner.rows if "cost" in view[i].context.declared]
        whole = owner.budget or sum(p.value for p in worked)
        bare = [p for p in worked if p.value >= _SHARE * whole and _is_bare(view, costs, p)]
        if not bare or not costs:
            continue
        items = "、".join(
            f"{quoted(p.label, 16)}（{p.text.partition('=')[0]}，{wan(p.value)}）" for p in bare[:_NAMED]
        )
        more = f"等 {len(bare)} 项" if len(bare) > _NAMED else ""
        yield about(
            check,
            view,
            owner,
            f"测算依据中{items}{more}有单价，却没有对应的成本指标，单价无从控制。",
            "请按测算的单价设置成本指标，如“××单位成本”≤__元，使成本与数量指标对应。",
        )


def _is_bare(view: SetView, costs: list[int], product: Product) -> bool:
    """Whether no cost has the price of a product, or is about what it buys."""
    wanted = terms(product.label)
    return bool(wanted) and not any(
        terms(view[i].record.name) & wanted or _has_price(view[i], product.price) for i in costs
    )


def _has_price(item: RecordView, price: float) -> bool:
    target = item.context.target
    if target is None or target.kind != "money":
        return False
    number = canonical(target).number
    return number is not None and abs(number - price) <= _NEAR * price


_OWN = "灌区清淤"


def _told(text: str) -> tuple[Passage, ...]:
    return (Passage("calculation", text, _OWN),)


_PAY = cost("≤2400元/月", "", "50万元", "护渠员补助标准")

CHECK = Check(
    code="C44",
    title="有单价的支出没有成本指标",
    english="What the calculation prices has no cost indicator",
    severity="P2",
    opinion=9,
    why="成本指标以预算支出标准为准（财预〔2021〕101号），应与主要支出对应（财预〔2015〕88号：资金匹配性）；测算已有单价而不设成本指标，执行中无从控制。",
    run=_unpriced,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(_PAY, passages=_told("护渠员12人×2400元/月×12月=34.56万元；水表更换500只×260元/只=13万元。")),
        Example(
            cost("≤50万元", "", "50万元", "项目总成本"),
            passages=_told("闸门检修20座×1.8万元/座=36万元；水表更换500只×260元/只=13万元。"),
        ),
    ),
    good=(
        Example(
            _PAY,
            others=(cost("≤260元/只", "", "50万元", "计量设施单价"),),
            passages=_told("护渠员12人×2400元/月×12月=34.56万元；水表更换500只×260元/只=13万元。"),
        ),
        Example(_PAY, passages=_told("护渠员12人×2400元/月×12月=34.56万元；资料印刷1000册×5元=0.5万元。")),
        Example(
            Indicator("清淤长度", "12公里", project=_OWN),
            passages=_told("水表更换500只×260元/只=13万元。"),
        ),
    ),
)
