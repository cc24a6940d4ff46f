"""C45: what a form says of a measure as it is already: last year's figure, or the present one.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .....nlp.normalize import fold
from .....nlp.targets import canonical, parse_targets
from ....advice import terms
from ....views import SetView
from ..years import fiscal_year

_CLAUSE = re.compile(r"[，：:]|,(?!\d)")
_PIECE = re.compile(r"[，、：:]|,(?!\d)")
_SENTENCE = re.compile(r"[。；;\n]")
_YEAR = re.compile(r"(20\d\d)[年届]")
_NOW = re.compile(r"目前|现有|现已|已达|已经达|上年度?(?!相比|增|提)|去年(?!相比|增)|截至|历史完成|上一年")
# Changes, parts, shortages and forecasts of another kind are no level of the measure.
_APART = re.compile(
    r"其中|累计|增长|下降|降低|提高|减少|较|比上年|同比|不足|缺口|尚有|计划|拟|目标|规划|力争|到20\d\d年"
)
_STOCK = re.compile(
    r"现有|在[岗册营职编校建]|共有|已有|[下所管]?辖|总[数量面]"
)  # how many there are, of whom some are served
_TO = re.compile(r"(?:提[高升]|增加|增长|上升|下降|降低|降|减少)(?:了?到|至)$")  # 提高到 93% tells a level
_DATED = 20_000_000  # a day that has its year
_IS = re.compile(r"20\d\d[年届]度?[末底]?(?:全[年省市县区])?(?:实际|已)?[为是达]")
_KINDS = frozenset(("percent", "permille", "count", "money"))
_HEAD = 3  # characters of 覆盖率 that tell a share
_MOST = 0.5
_SHARES = ("%", "‰", "率")


class Level(NamedTuple):
    """A figure in the base unit of its kind, with the words right before it, all of its clause up to it, and how it is
    written."""

    number: float
    unit: str
    about: str
    clause: str
    said: str


def plan_year(view: SetView) -> int | None:
    """The year that a document plans: by its deadlines and titles, else the only one in its heads."""
    year = fiscal_year(view)
    if year is not None:
        return year
    heads = [p.text for kind in ("title", "department") for p in view.of_kind(kind)]
    years = {int(y) for head in heads for y in re.findall(r"20\d\d(?=年)", head)}
    if len(years) != 1:
        dates = [t.number for _, c in view if (t := c.target) is not None and t.kind == "date" and t.number]
        years = {int(day) // 10_000 for day in dates if day > _DATED}
    return years.pop() if len(years) == 1 else None


def tells(text: str) -> bool:
    """Whether a text may say how things are or were."""
    return bool(text) and bool("20" in text or _NOW.search(text))


def levels(text: str, year: int | None) -> Iterator[Level]:
    """The figures that a text gives for a time that is over, or for now.

    >>> [(v.number, v.about) for v in levels("2025年培训村医241人，参训村医满意度93%。", 2027)]
    [(241.0, '2025年培训村医'), (93.0, '参训村医满意度')]
    """
    for sentence in _SENTENCE.split(fold(text)) if tells(text) else ():
        years = [int(y) for y in _YEAR.findall(sentence)]
        past = bool(years) and year is not None and max(years) < year
        if year is None and len(years) == 1 and _IS.search(sentence):
            past = True
        if not (past or (_NOW.search(sentence) and not (year and years and max(years) >= year))):
            continue
        at = 0
        for target in parse_targets(sentence):
            if target.kind not in _KINDS:
                continue
            before = sentence[at : target.start]
            about = _PIECE.split(before)[-1]
            clause = _CLAUSE.split(sentence[: target.start])[-1]
            at = target.end
            base = canonical(target)
            if base.number is None or base.upper is not None:
                continue
            if (_APART.search(about) and not _TO.search(about)) or (
                base.unit not in _SHARES and _STOCK.search(clause)
            ):
                continue
            yield Level(
                base.number, base.unit, about, clause, f"{clause}{sentence[target.start : target.end]}"
            )


def same_measure(name: str, level: Level) -> bool:
    """Whether a figure is of what an indicator measures: its clause says most of the name, and the words right before
    it something of it; a share bears the name's own head."""
    wanted = terms(name)
    head = name.strip().rstrip("。")[-_HEAD:] if level.unit in _SHARES else ""
    if not wanted or head not in level.about or not any(term in level.about for term in wanted):
        return False
    return sum(term in level.clause for term in wanted) >= _MOST * len(wanted)


def known(view: SetView) -> dict[str, Sequence[str]]:
    """The texts around the indicators of each owner that may tell how things are; '' holds those of the file."""
    found: dict[str, list[str]] = {}
    for kind in ("policy", "content", "calculation", "goal", "paragraph"):
        for passage in view.of_kind(kind):
            found.setdefault(passage.owner_id, []).append(passage.text)
    return dict(found)
