"""S04: scope of a sub-unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check, Example
from ...views import SetView
from ..texts import all_texts
from .levels import TITLE, WHY, act, found, of, text
from .unit import unit_of

_STREETS = re.compile(
    r"(?:管理|服务|监管|管辖|负责|监督)(?:的)?(?:范围|区域)(?:为|是|:|：).{0,6}?[\u4e00-\u9fff]{2,8}(?:路|道|街|环)以[东西南北]"
)


def _streets(check: Check, view: SetView) -> Iterator[Finding]:
    pieces = all_texts(view, _STREETS) if view.passages else []
    if not pieces or (unit := view.once(unit_of)).level in ("", "town"):
        return
    said = f"{{}}只是一个片区的范围，与{of(unit)}的职责范围不一致。"
    yield from found(
        check,
        view,
        pieces,
        lambda piece: _STREETS.search(piece.text),
        said,
        "请按全部门的管理范围填写，或说明这一活动只涉及该片区。",
    )


CHECK = Check(
    code="S04",
    title="范围只是一个片区",
    english="Scope of a sub-unit",
    severity="P3",
    opinion=3,
    why=WHY,
    run=_streets,
    scope="document",
    bad=(
        Example(act("巡查率"), passages=(TITLE, text("渠道巡查，管理范围为片区柳荫道以北的全部支渠。"))),
        Example(act("巡查率", "监管范围为青石路以西、清河街以南的泵站"), passages=(TITLE,)),
    ),
    good=(
        Example(act("巡查率", "监管范围为全区干支渠和泵站"), passages=(TITLE,)),
        Example(act("巡查率", "修复青石路以西支渠3公里"), passages=(TITLE,)),
    ),
)
