"""Which level of government and which sector a document is of, worked out from the document itself.

No checks in here: `scope_*` share it. Where the document does not say so clearly, nothing is concluded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...lexicons import Lexicons
from ...views import SetView
from ..words import pairs

# Lowest first. A county-level city can't be told from a city by its name: it counts as a city.
LEVELS = ("town", "county", "city", "province")
_HEAD = 4  # short paragraphs at the beginning in which a document says whose it is
_LINE = 60
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,24}?(?:局|委员会|办公室|厅|中心|联合会|法院|检察院|大队|人民政府|街道办事处|街道办|卫健委|卫计委|发改委)"
)
# 2024年，某县水务局围绕…: a goal or a report that begins with whose it is.
_BEGINS = re.compile(
    r"(?:20\d\d年度?[，,]?)?([\u4e00-\u9fff]{2,8}?[县区市州旗][\u4e00-\u9fff]{2,12}?(?:局|委员会|厅|中心|联合会|办公室))(?=围绕|将|认真|坚持|紧紧|深入|全面|按照|根据|以|[，,])"
)
_TOP = 8  # passages
_STAMP = re.compile(r"^[\s0-9（()）\[\]-]+|（本级）|\(本级\)")
# 社区, 园区, 开发区 and the like are no level of government.
_NOT_DISTRICT = r"(?<![社园发新验范税景林灌库校院小片矿地城山牧港岛])"
_LEVEL = (
    ("town", re.compile(r"街道|镇(?:人民)?政府|乡(?:人民)?政府|[\u4e00-\u9fff]{2}[镇乡](?:财政|卫生|农)")),
    ("county", re.compile(rf"(?:{_NOT_DISTRICT}区|(?<!自治)县|自治县|旗)(?!域|级|内)")),
    ("", re.compile(r"自治区.+区|[社园发新验范]区")),
    ("city", re.compile(r"[\u4e00-\u9fff]{2}[市州](?!场|政|容)")),
    ("province", re.compile(r"省|自治区|厅$")),
)
# How a unit speaks of the place that it serves.
_SELF = {
    "county": re.compile(r"[全我本][区县](?!别)|[区县](?:委|政府)(?!员)|[区县]级(?:配套|补助|财政)"),
    "city": re.compile(r"[全我本]市(?!场)|市(?:委|政府)(?!员)"),
    "province": re.compile(r"[全我本]省|省(?:委|政府)(?!员)"),
}
_MIN_SELF = 4
_SELF_SHARE = 0.8
# Bodies that answer for every sector.
_ALL_SECTORS = re.compile(
    r"街道|镇人民政府|乡人民政府|镇政府|乡政府|管委会|管理委员会|财政局|财政厅|发展和改革|发改局|审计局|政府办|党工委|人大|政协"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """`level` is one of LEVELS or '' where it is unclear; `name` how the document calls the unit; `sectors`
    its own (`sector_claims.txt`), none where unclear or where it answers for all."""

    level: str = ""
    name: str = ""
    sectors: frozenset[str] = frozenset()

    def below(self, level: str) -> bool:
        """Whether the unit's level is known and lower than `level`."""
        return bool(self.level) and LEVELS.index(self.level) < LEVELS.index(level)


def unit_of(view: SetView) -> Unit:
    """The unit that a document is of: by the department that its forms name, else by its first lines, else
    by how the text speaks of its own place."""
    if not view.passages or not view:
        return Unit()
    names = _departments(view)
    levels = {level_of(name) for name in names}
    if len(levels) > 1:
        return Unit()  # several levels hand in one document
    level = levels.pop() if levels else ""
    if not level:
        level = _spoken("\n".join(_texts(view)))
    return Unit(level, names[0] if names else "", _sectors(names, view[0][1].words))


def _departments(view: SetView) -> list[str]:
    """The departments that the forms name, or the one of the first lines, most frequent first."""
    lines = Counter([p.text for p in view.of_kind("department") if p.text])
    names: Counter[str] = Counter()
    for line, count in lines.items():
        names[_STAMP.sub("", line)] += count
    if not names:
        short = [p.text for p in view.passages if p.kind in ("title", "paragraph") and len(p.text) <= _LINE]
        long = [p.text for p in view.passages[:_TOP] if p.kind in ("goal", "paragraph")]
        found = [*(_BODY.search(text) for text in short[:_HEAD]), *map(_BEGINS.match, long)]
        names = Counter(m[m.lastindex or 0] for m in found if m and level_of(m[m.lastindex or 0]))
        return [name for name, _ in names.most_common(1)]
    return [name for name, _ in names.most_common()]


@lru_cache(maxsize=256)
def level_of(name: str) -> str:
    """The level in a unit's name, '' where it names none: the lowest counts (云岭市东渠区水利局 → county)."""
    return next((level for level, pattern in _LEVEL if pattern.search(name)), "")


def _spoken(text: str) -> str:
    """The level whose self-reference makes up nearly all of them."""
    counts = Counter({level: len(pattern.findall(text)) for level, pattern in _SELF.items()})
    (level, count), *_ = counts.most_common(1)
    return level if count >= _MIN_SELF and count >= _SELF_SHARE * sum(counts.values()) else ""


def _texts(view: SetView) -> list[str]:
    return [p.text for p in view.passages] + [r.project for r, _ in view] + [r.activity for r, _ in view]


def _sectors(names: Sequence[str], words: Lexicons) -> frozenset[str]:
    """The sectors of all departments together; none where one of them answers for all or for none known."""
    found = [
        frozenset(sector for sector, word in pairs(words, "sector_bodies") if word in name) for name in names
    ]
    if not all(found) or any(map(_ALL_SECTORS.search, names)):
        return frozenset()
    return frozenset().union(*found)
