"""From the text of a value cell to its targets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..normalize import normalize
from .context import only_relative
from .measures import scan
from .model import Candidate, Target
from .states import is_verdict, named_states

MAX_CHARS: Final = 10_000  # longer text is read up to here: no value cell is a book
_CACHED_CHARS: Final = 200
_FIGURE: Final = re.compile("[0-9零一二两三四五六七八九十半分年季]")
# Words of `STRONG` that stand in names too (最低工资标准, 技术突破数) are left out.
_RELATIVE: Final = re.compile("[于超少多等达逾≥≤<>]|持平|跑赢|(?<!是否)突破(?![数点口性])")
_STATE: Final = re.compile(r"[0零无未不没杜级类准求范定]|小时|\*|24")


def _overlaps(one: Candidate, others: list[Candidate]) -> bool:
    return any(item.start < one.end and one.start < item.end for item in others)


def _names(item: Candidate, state: Candidate) -> bool:
    """二类标准 is the name of one standard, not a count of two kinds."""
    return item.han and item.unit == "类" and _overlaps(item, [state])


def _rank(item: Candidate) -> int:
    if item.kind != "state":
        return 0
    return 1 if item.basis else 2


def _find(text: str) -> list[tuple[int, Candidate]]:
    """(rank, measure) in order of position; the lowest rank is what the value is mainly about.

    0 figures · 1 named standards and grades · 2 figures that tell the extent (13个社区), absence of
    incidents · 3 deadlines · 4 periods · 5 verdicts.
    """
    figures = scan(text) if _FIGURE.search(text) else []
    amounts = [item for item in figures if item.kind != "date"]
    real = [item for item in amounts if not item.scope]
    if not real and _RELATIVE.search(text) and (only := only_relative(text)):
        comparator, basis, start, end = only
        item = Candidate("relative", 0.0, start, end, comparator=comparator, basis=basis)
        if not _overlaps(item, [other for other in figures if not other.period]):
            real.append(item)
    if _STATE.search(text):
        for state in named_states(text):
            if state.basis:
                amounts = [item for item in amounts if not _names(item, state)]
                real = [item for item in real if not _names(item, state)]
            if not _overlaps(state, amounts) and not _overlaps(state, real):
                real.append(state)
    extents = [item for item in amounts if item.scope and item.unit not in ("岁", "周岁")]
    deadlines = [item for item in figures if item.kind == "date" and not item.period]
    ranked = [(_rank(item), item) for item in real]
    if ranked or deadlines:  # then 近3年 and 一次 are part of the wording
        extents = [item for item in extents if item.kind == "count" and not item.han]
    elif is_verdict(text) and all(item.han for item in extents):  # 一次验收合格
        extents = []
    ranked += [(2, item) for item in extents]
    ranked += [(3, item) for item in deadlines]
    if not ranked:
        ranked = [(4, item) for item in figures if item.period]
    if not ranked and is_verdict(text):
        ranked = [(5, Candidate("state", None, 0, len(text), comparator="qualitative"))]
    ranked.sort(key=lambda pair: pair[1].start)
    return ranked


def _read(text: str) -> tuple[Target | None, tuple[Target, ...]]:
    """The main target of `text`, and all of them."""
    normalized = normalize(text[:MAX_CHARS])
    folded = normalized.text
    if not any(map(str.isalnum, folded)):
        return None, ()
    ranked = _find(folded)
    if not ranked:
        start, end = normalized.span(0, len(folded))
        target = Target("qualitative", start=start, end=end)
        return target, (target,)
    targets: list[Target] = []
    best, main = 9, 0
    for rank, item in ranked:
        start, end = normalized.span(item.start, item.end)
        if rank < best:
            best, main = rank, len(targets)
        targets.append(
            Target(
                item.comparator,
                item.number,
                item.upper,
                item.unit,
                item.kind,
                item.approximate,
                item.basis,
                start,
                end,
            )
        )
    return targets[main], tuple(targets)


_read_cached = lru_cache(maxsize=16_384)(_read)


def _targets(text: str) -> tuple[Target | None, tuple[Target, ...]]:
    return _read_cached(text) if len(text) <= _CACHED_CHARS else _read(text)


def parse_target(text: str) -> Target | None:
    """The main target of a value cell; None where the cell is empty or holds only marks (/, —, √).

    Figures come before deadlines, deadlines before periods, those before verdicts; of several figures the
    first that is to be reached counts (13个社区，每个社区不少于300人 is ≥ 300人/社区). Never raises.

    >>> parse_target("孕产妇死亡率控制在15/10万以下").as_dict()["unit"]
    '/10万'
    >>> parse_target("—") is None
    True
    """
    return _targets(text)[0]


def parse_targets(text: str) -> list[Target]:
    """All measures of a value cell in order of position; [] where `parse_target` gives None.

    Periods (2023年全年), ages in names and 一次-like phrases are left out beside real figures.

    >>> [(t.comparator, t.number, t.unit) for t in parse_targets("<70%>40%")]
    [('<', 70.0, '%'), ('>', 40.0, '%')]
    """
    return list(_targets(text)[1])


def forget() -> None:
    """Empty the cache of parsed texts, so that a timing sees real work."""
    _read_cached.cache_clear()
