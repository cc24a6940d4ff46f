"""S01: district speaks as city."""

from __future__ import annotations

from ...registry import Check, Example
from ..words import CITY
from .levels import (
    ALL_CITY,
    CITY_TITLED,
    OWN_LEVEL,
    TITLE,
    WHY,
    act,
    speaks,
    text,
)

CHECK = Check(
    code="S01",
    title="区县单位用了全市口径",
    english="District speaks as city",
    severity="P1",
    opinion=3,
    why=WHY,
    run=speaks(ALL_CITY, CITY, "city", "是市级的口径", OWN_LEVEL),
    scope="document",
    bad=(
        Example(act("全市渠道巡查覆盖率"), passages=(TITLE,)),
        Example(act("渠道巡查率"), passages=(TITLE, text("组织全市灌区开展渠道清淤，指导全市水费收缴。"))),
        Example(act("市级节水示范灌区建设数"), passages=(TITLE,)),
    ),
    good=(
        Example(act("全市渠道巡查覆盖率"), passages=(CITY_TITLED,)),
        Example(act("渠道巡查率", "巡查率高于全市平均水平，在全市考核中位居前列"), passages=(TITLE,)),
        Example(act("全市渠道管护考核排名", "前6名"), passages=(TITLE,)),
        Example(act("全市渠道巡查覆盖率")),
    ),
)
