"""Names that were cut when the document was turned into text (a scanner, a narrow PDF column).

They look like defects of the author and are none. A document is taken for clipped when at least 30 % of its
names end at one width and several of them begin or break off in the middle of a word (catalogue, X10).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lexicons import default_lexicons

_MIN_NAMES = 8
_MIN_SIGNS = 3
_SHARE = 0.3
_MIN_WIDTH = 8.0
# Begins with the rest of a word, a formula or a sentence.
_LEFT = re.compile(
    r"^(?:率[=＝]|[=＝×/)）、，,;；]|者(?!中)|的(?!士)|内(?!部|容|审|控|涝|科|务|河|陆|外|镜|镶|涵|地|业|勤|需|存|置|资|燃|网|分泌|聚|退|贸|销|生动力|蒙)|及(?![时格])|和(?![谐平睦解]))"
)
_RIGHT = re.compile(r"(?:的|和|及|与|、|，|/|（|\(|到|按|随|慰|标|达|每|对|在|为|是|接受|进行)$")
# A name without any of these has none of the signs: most documents end here.
_ANY_SIGN = re.compile(
    r"^[率=＝×/)）、，,;；者的内及和]|[=＝/(（]|[的和及与、，到按随慰标达每对在为是受行]$", re.MULTILINE
)
_FORMULA = re.compile(r"[=＝]|/[\u4e00-\u9fff]")


def width(text: str) -> float:
    """Width in Chinese characters: ASCII counts half."""
    return sum(0.5 if c.isascii() else 1.0 for c in text)


def left_clipped(name: str) -> bool:
    """True when a name begins in the middle of a word or formula.

    A measure whose first characters come up again inside a longer word of its own formula
    (康管理率=…健康管…) has lost what stood before them.
    """
    if _LEFT.match(name):
        return True
    head, sign, formula = name.replace("＝", "=").partition("=")
    at = formula.find(head[:2]) if sign and len(head) >= 2 else -1
    return at > 0 and formula[at - 1 : at + 1] in default_lexicons().words("word_pairs")


def right_clipped(name: str) -> bool:
    """True when a name breaks off: a particle, a preposition or an open bracket stands last."""
    return bool(_RIGHT.search(name)) or name.count("(") + name.count("（") > name.count(")") + name.count(
        "）"
    )


def clipped_names(names: Sequence[str]) -> list[int]:
    """Indices of the names of one document that were cut by extraction, [] when it is not clipped."""
    if len(names) < _MIN_NAMES:
        return []
    if len(_ANY_SIGN.findall("\n".join(names))) < _MIN_SIGNS:
        return []
    signs = [left_clipped(n) or right_clipped(n) or bool(_FORMULA.search(n)) for n in names]
    if sum(signs) < _MIN_SIGNS:
        return []
    widths = [width(name) for name in names]
    cap = max(sorted(set(widths)), key=lambda w: sum(w - 1 <= other <= w for other in widths))
    at_cap = [w for w in widths if cap - 1 <= w <= cap]
    if cap < _MIN_WIDTH or len(at_cap) < _SHARE * len(names):
        return []
    return [i for i, w in enumerate(widths) if cap - 1 <= w <= cap or signs[i]]
