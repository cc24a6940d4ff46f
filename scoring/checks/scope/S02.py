"""S02: district speaks as province."""

from __future__ import annotations

import re

from ....nlp.document import Passage
from ...registry import Check, Example
from ..words import PROVINCE
from .levels import (
    OWN_LEVEL,
    TITLE,
    WHY,
    act,
    speaks,
)

_PROVINCE = re.compile(r"我省|全省|指(?:省级|中央)财政(?:当年)?拨付")


CHECK = Check(
    code="S02",
    title="市县单位用了全省口径",
    english="District speaks as province",
    severity="P1",
    opinion=3,
    why=WHY,
    run=speaks(_PROVINCE, PROVINCE, "province", "是省级的口径", OWN_LEVEL),
    scope="document",
    bad=(
        Example(act("渠道巡查率", "增强我省灌区抗旱能力。"), passages=(TITLE,)),
        Example(
            act("渠道巡查率", "增强我省灌区抗旱能力。"),
            passages=(Passage("goal", "2024年，云岭县水务局围绕抗旱保供，做好渠道巡查和闸站检修。"),),
        ),
        Example(
            act("渠道巡查率"),
            passages=(TITLE, Passage("paragraph", "拨款收入：指省级财政当年拨付的款项。")),
        ),
    ),
    good=(
        Example(act("渠道巡查率", "执行全省农业水价政策，水费收缴率高于全省平均水平"), passages=(TITLE,)),
        Example(
            act("渠道巡查率", "增强我省灌区抗旱能力。"),
            passages=(Passage("title", "云岭省水利厅部门预算"),),
        ),
    ),
)
