"""The nine leaf classes, their level 1 under each standard, and the names that documents use for them.

Sources: the 2015/2020 and the 2021 performance standards (财预〔2020〕10号, 财预〔2021〕101号) and the
variants of local forms. Labels are English codes; Chinese names are what users see.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..nlp.vocabulary import class_of, class_within

NAMES = {
    "quantity": "数量",
    "quality": "质量",
    "timeliness": "时效",
    "cost": "成本",
    "economic": "经济效益",
    "social": "社会效益",
    "ecological": "生态效益",
    "sustainable": "可持续影响",
    "satisfaction": "满意度",
}
LEAVES = tuple(NAMES)
STANDARDS = ("2020", "2021")
OUTPUT, BENEFIT, SATISFACTION, COST = "产出", "效益", "满意度", "成本"

OUTPUTS = frozenset(("quantity", "quality", "timeliness", "cost"))
BENEFITS = frozenset(("economic", "social", "ecological", "sustainable"))


def level1(leaf: str, standard: str = "2020") -> str:
    """Chinese name of level 1 for a leaf code. In the 2021 standard cost is a level 1 of its own.

    Raises ValueError for an unknown standard, KeyError for an unknown leaf.
    """
    if standard not in STANDARDS:
        raise ValueError(f"unknown standard {standard!r}")
    if leaf == "cost" and standard == "2021":
        return COST
    if leaf in OUTPUTS:
        return OUTPUT
    if leaf in BENEFITS:
        return BENEFIT
    if leaf == "satisfaction":
        return SATISFACTION
    raise KeyError(leaf)


# The vocabulary's names of the classes → the leaves that they allow.
_NONE: frozenset[str] = frozenset()
_SECOND = {
    "满意度": frozenset(("satisfaction",)),
    "可持续影响": frozenset(("sustainable",)),
    "经济效益": frozenset(("economic", "sustainable")),
    "社会效益": frozenset(("social", "sustainable")),
    "生态效益": frozenset(("ecological", "sustainable")),
    "数量": frozenset(("quantity",)),
    "质量": frozenset(("quality",)),
    "时效": frozenset(("timeliness",)),
    "成本": frozenset(("cost",)),
}
_FIRST = {
    SATISFACTION: frozenset(("satisfaction",)),
    COST: frozenset(("cost",)),
    OUTPUT: OUTPUTS,
    # Wuhan and older forms count satisfaction as a benefit.
    BENEFIT: BENEFITS | {"satisfaction"},
}


@lru_cache(maxsize=4096)
def declared_leaves(level1_text: str, level2_text: str = "", standard: str = "2020") -> frozenset[str]:
    """The leaves that a declared class allows; empty when the cells name no class.

    Level 2 decides where it names a class, else level 1. In the 2020 standard a benefit class does not
    cover 可持续影响; in the 2021 standard it does, as lasting effects are folded into the benefits.
    """
    second = _SECOND.get(class_within(level2_text, 2), _NONE)
    if second:
        return second if standard == "2021" or len(second) == 1 else second - {"sustainable"}
    leaf = _SECOND.get(class_within(level1_text, 2), _NONE)
    if level2_text.strip() and not class_within(level2_text, 1) and not class_of(level1_text, 1):
        return leaf  # 履职效果 / 部门履职目标: the frame of a whole department, whose classes are others
    # 实施效果指标 / 产出指标: forms of central investment put the standard's first level into the second.
    group = _FIRST.get(class_within(level2_text, 1)) or _FIRST.get(class_within(level1_text, 1), _NONE)
    return leaf if leaf and group <= leaf else group


_HARM = re.compile(r"(?:社会|生态|环境)成本")


def is_harm(level1_text: str, level2_text: str) -> bool:
    """Whether the cells name a cost to society or nature: classes of the 2021 standard for harm that a project
    does, which are counted among the costs but measured in anything.

    >>> is_harm("成本指标", "生态环境成本指标"), is_harm("成本指标", "经济成本指标"), is_harm("效益指标", "社会效益")
    (True, False, False)
    """
    return bool(_HARM.search(f"{level1_text} {level2_text}"))
