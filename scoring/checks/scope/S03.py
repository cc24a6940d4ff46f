"""S03: levels of government mixed."""

from __future__ import annotations

import re

from ...registry import Check, Example
from ..words import MIXED
from .levels import (
    CITY_TITLED,
    TITLE,
    WHY,
    act,
    speaks,
)

_OURS = re.compile(r"[我本]市(?!场)|[省市]、?(?:区)?县、?乡(?:镇)?(?:、村)?[二三四两]级")


CHECK = Check(
    code="S03",
    title="上下级口径混用",
    english="Levels of government mixed",
    severity="P2",
    opinion=3,
    why=WHY,
    run=speaks(
        _OURS,
        MIXED,
        "city",
        "混用了上级的口径",
        "请统一为本级的口径，只写本级服务的对象和范围。",
    ),
    scope="document",
    bad=(
        Example(act("渠道巡查率", "缓解我市末端农户用水困难"), passages=(TITLE,)),
        Example(act("市、县、乡三级水管员培训率"), passages=(TITLE,)),
    ),
    good=(
        Example(act("渠道巡查率", "缓解我区末端农户用水困难"), passages=(TITLE,)),
        Example(act("渠道巡查率", "缓解我市末端农户用水困难"), passages=(CITY_TITLED,)),
    ),
)
