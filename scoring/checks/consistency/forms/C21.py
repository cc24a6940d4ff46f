"""C21: A slip in the department's code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .....nlp.document import Passage
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..text import placed
from .strangers import LIGHT, ROUTE

_CODED = re.compile(r"(\d{3,12})\s*(\D.+)")


def _codes(check: Check, view: SetView) -> Iterator[Finding]:
    """One department under two codes: the rarer one is the slip."""
    coded: list[tuple[str, str, Passage]] = []
    for passage in view.of_kind("department"):
        found = _CODED.fullmatch(passage.text)
        if found:
            coded.append((found[2].strip(), found[1], passage))
    for name in dict.fromkeys(name for name, _, _ in coded):
        counts = Counter(code for other, code, _ in coded if other == name)
        usual, most = counts.most_common(1)[0]
        for other, code, passage in coded:
            if other == name and code != usual and counts[code] < most:
                yield placed(
                    check,
                    view,
                    passage,
                    f"“{short(name)}”的编码在这里是 {code}，别处（{most} 次）是 {usual}，疑为笔误。",
                )


CHECK = Check(
    code="C21",
    title="单位编码前后不一",
    english="A slip in the department's code",
    severity="P3",
    opinion=11,
    why="同一单位的预算编码应当一致，编码有误会对不上预算单位。",
    run=_codes,
    scope="document",
    dimension="完整性",
    bad=(
        Example(
            ROUTE,
            passages=tuple(
                Passage("department", text, "公交惠民班线")
                for text in ("205003交通运输局", "205003交通运输局", "2050003交通运输局")
            ),
        ),
        Example(
            LIGHT,
            passages=tuple(
                Passage("department", text) for text in ("118城管局", "181城管局", "118城管局", "118城管局")
            ),
        ),
    ),
    good=(
        Example(
            ROUTE,
            passages=(Passage("department", "205003交通运输局"), Passage("department", "205004公路中心")),
        ),
        Example(LIGHT, passages=(Passage("department", "118城管局"), Passage("department", "城管局"))),
    ),
)
