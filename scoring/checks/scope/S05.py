"""S05: policy abolished or renamed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ...findings import Finding
from ...registry import Check, Example
from ...views import SetView
from ..texts import FIELDS, Piece, all_texts, placed
from ..words import any_of, policies

_YEAR = re.compile(
    r"(20[0-9]{2})\s*年度?[^，。；\n]{0,12}(?:预算|决算|绩效|自评|申报)|^\s*[（(]\s*(20[0-9]{2})\s*年度?\s*[）)]\s*$"
)
_OLD = re.compile(r"(?:原|曾|由|取消|废止|停止|取代)(?:的|了)?$")


def fiscal_year(passages: Sequence[Passage]) -> int | None:
    """The year that a document is most often said to be of, None where it says none."""
    years = Counter(
        int(y)
        for p in passages
        if p.kind in ("title", "paragraph")
        for found in _YEAR.findall(p.text)
        for y in found
        if y
    )
    return years.most_common(1)[0][0] if years else None


def _run(check: Check, view: SetView) -> Iterator[Finding]:
    words = view[0][1].words
    pattern = any_of(frozenset(policies(words)))
    hits: list[tuple[Piece, re.Match[str]]] = []
    for piece in all_texts(view, pattern):
        match = pattern.search(piece.text)
        if match and not _OLD.search(piece.text[: match.start()][-4:]):
            hits.append((piece, match))
    if not hits:
        return
    year = fiscal_year(view.passages)
    told: set[tuple[str, str]] = set()
    for piece, match in hits:
        since, now = policies(words)[match[0]]
        where = (match[0], piece.field if piece.field in FIELDS else "")
        if (year is not None and year < since) or (not where[1] and where in told):
            continue
        told.add(where)
        said = f"“{match[0]}”是旧的提法：自{since}年起{now}，请核实本文件的年度。"
        yield placed(check, view, piece, match.span(), said, "请按现行政策名称和口径改写。")


_NEW, _OLD_TITLE = Passage("title", "2024年度部门预算"), Passage("title", "2014年度部门预算")


def _row(name: str, value: str = "100%") -> Indicator:
    return Indicator(name, value, project="困难群众参保补助")


CHECK = Check(
    code="S05",
    title="政策已取消或改名",
    english="Policy abolished or renamed",
    severity="P3",
    opinion=3,
    why="绩效目标应符合现行法规和政策（财预〔2015〕88号）；旧提法多是沿用往年文本，提示核实。",
    run=_run,
    scope="document",
    bad=(
        Example(_row("新农合参合率"), passages=(_NEW,)),
        Example(_row("建档立卡贫困户参保率")),
    ),
    good=(
        Example(_row("建档立卡贫困户参保率"), passages=(Passage("title", "（2020年度）"),)),
        Example(_row("新农合参合率"), passages=(_OLD_TITLE,)),
        Example(_row("原建档立卡贫困户参保率"), passages=(_NEW,)),
        Example(_row("城乡居民基本医疗保险参保率"), passages=(_NEW,)),
    ),
)
