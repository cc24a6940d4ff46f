"""The nine leaf classes, their level 1 under each standard, and the names that documents use for them.

Sources: the 2015/2020 and the 2021 performance standards (财预〔2020〕10号, 财预〔2021〕101号) and the
variants of local forms. Labels are English codes; Chinese names are what users see.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..nlp.normalize import fold

LEAVES = (
    "quantity",
    "quality",
    "timeliness",
    "cost",
    "economic",
    "social",
    "ecological",
    "sustainable",
    "satisfaction",
)
NAMES = dict(
    zip(
        LEAVES,
        (
            "数量",
            "质量",
            "时效",
            "成本",
            "经济效益",
            "社会效益",
            "生态效益",
            "可持续影响",
            "满意度",
        ),
        strict=True,
    )
)
STANDARDS = ("2020", "2021")
OUTPUT, BENEFIT, SATISFACTION, COST = "产出", "效益", "满意度", "成本"

_OUTPUTS = frozenset(("quantity", "quality", "timeliness", "cost"))
_BENEFITS = frozenset(("economic", "social", "ecological", "sustainable"))


def level1(leaf: str, standard: str = "2020") -> str:
    """Chinese name of level 1 for a leaf code. In the 2021 standard cost is a level 1 of its own.

    Raises ValueError for an unknown standard, KeyError for an unknown leaf.
    """
    if standard not in STANDARDS:
        raise ValueError(f"unknown standard {standard!r}")
    if leaf == "cost" and standard == "2021":
        return COST
    if leaf in _OUTPUTS:
        return OUTPUT
    if leaf in _BENEFITS:
        return BENEFIT
    if leaf == "satisfaction":
        return SATISFACTION
    raise KeyError(leaf)


# Folded wording of a class cell → the leaves it allows. The first match decides.
_DECLARED: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (pattern, frozenset(leaves.split()))
    for pattern, leaves in (
        (r"满意", "satisfaction"),
        (r"可持续", "sustainable"),
        # Costs of the 2021 standard: money, harm to people, harm to nature.
        (r"(?:经济|社会|生态环境|生态|环境)成本", "cost"),
        (r"经济效[益果]", "economic sustainable"),
        (r"社会效[益果]", "social sustainable"),
        (r"(?:生态|环境|生态环境)效[益果]", "ecological sustainable"),
        (r"数量", "quantity"),
        (r"质量", "quality"),
        (r"时效|进度|及时", "timeliness"),
        (r"成本", "cost"),
    )
)
_LEVEL1: tuple[tuple[str, frozenset[str]], ...] = (
    (r"满意", frozenset(("satisfaction",))),
    (r"成本", frozenset(("cost",))),
    (r"产出|完成|过程", _OUTPUTS),
    # Wuhan and older forms count satisfaction as a benefit.
    (r"效益|效果", _BENEFITS | {"satisfaction"}),
)
_NOISE = re.compile(r"\(.*?\)|指标|[\s:]|\d+分?")


@lru_cache(maxsize=4096)
def declared_leaves(level1_text: str, level2_text: str = "", standard: str = "2020") -> frozenset[str]:
    """The leaves that a declared class allows; empty when the cells name no class.

    Level 2 decides where it names a class, else level 1. In the 2020 standard a benefit class does not
    cover 可持续影响; in the 2021 standard it does, as lasting effects are folded into the benefits.
    """
    second = _class_of(level2_text, _DECLARED)
    if second:
        return second if standard == "2021" or len(second) == 1 else second - {"sustainable"}
    first = _class_of(level1_text, _DECLARED)
    if first and _class_of(level1_text, _LEVEL1) <= first:
        return first
    return _class_of(level1_text, _LEVEL1)


def _class_of(text: str, table: tuple[tuple[str, frozenset[str]], ...]) -> frozenset[str]:
    folded = _NOISE.sub("", fold(text))
    if not folded or len(folded) > 16:
        return frozenset()
    for pattern, leaves in table:
        if re.search(pattern, folded):
            return leaves
    return frozenset()
