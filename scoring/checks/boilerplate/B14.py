"""B14: indicator set copied between units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ....nlp.record import Indicator
from ...findings import DOCUMENT_FIELD, Finding, short
from ...registry import Check, Example
from ...views import SetView

_MIN_NAME = 6  # shorter names (完成率, 总成本) are everybody's
_MIN_TEXT = 20
_NAMES, _TEXTS = 4, 2
_COMMON = 12  # a text of more documents than this is a template or a phrase of the trade
# text → the documents that have it, each with its first record there
_Holders = dict[str, dict[str, int]]


def _run(check: Check, view: SetView) -> Iterator[Finding]:
    named: _Holders = {}
    written: _Holders = {}
    last = ""
    for i, (record, context) in enumerate(view):
        if len(context.name) >= _MIN_NAME and not record.narrative:
            named.setdefault(context.name, {}).setdefault(record.source, i)
        if record.goal is not last and len(record.goal) >= _MIN_TEXT:
            last = record.goal
            written.setdefault(last, {}).setdefault(record.source, i)
        if len(record.description) >= _MIN_TEXT:
            written.setdefault(record.description, {}).setdefault(record.source, i)
    first: dict[tuple[str, str], int] = {}
    names, texts = _shared(named, first), _shared(written, first)
    told: set[str] = set()
    for (source, other), count in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])):
        if source in told or count < _NAMES or texts[source, other] < _TEXTS:
            continue
        told.add(source)
        i = first[source, other]
        yield check.finding(
            DOCUMENT_FIELD,
            (0, 0),
            f"与“{short(_stem(other), 30)}”有 {count} 条指标名称、{texts[source, other]} 段目标或描述逐字相同。",
            "如不是上级统一模板，也不是本单位的历年文本，请按本单位的职责和数据重新编写。",
        ).at(i)


def _shared(holders: _Holders, first: dict[tuple[str, str], int]) -> Counter[tuple[str, str]]:
    """How many texts each two documents have in common; `first` gets the first record that shows it."""
    counter: Counter[tuple[str, str]] = Counter()
    for places in holders.values():
        if not 2 <= len(places) <= _COMMON:
            continue
        for source, i in places.items():
            for other in places:
                if other != source:
                    counter[source, other] += 1
                    first[source, other] = min(i, first.get((source, other), i))
    return counter


def _stem(source: str) -> str:
    return source.replace("\\", "/").rpartition("/")[2]


_WORDS = "保障灌区农户春灌用水需求，及时清除渠道淤积和杂草", "按规定检修泵站机电设备，保证汛期安全运行不停机"
_TITLES = ("干支渠道清淤长度", "泵站设备检修合格率", "渠道巡查及时率", "农户水费知晓率", "渠道杂草清除率")


def _set(source: str, titles: Sequence[str] = _TITLES) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(t, activity="灌溉服务", goal=_WORDS[i % 2], source=source) for i, t in enumerate(titles)
    )


_A, _B = _set("东渠县水利局.docx"), _set("西渠县水利局.docx")
_FEW = _set("西渠县水利局.docx", _TITLES[:2])


CHECK = Check(
    code="B14",
    title="整套指标与另一单位相同",
    english="Indicator set copied between units",
    severity="P3",
    opinion=11,
    why="照搬其他单位的指标和目标，不能反映本单位的职责和基数（财预〔2015〕88号：指向明确）；上级统一模板造成的相同"
    "只作提示。",
    run=_run,
    scope="group",
    bad=(Example(_A[0], others=(*_A[1:], *_B)), Example(_B[0], others=(*_B[1:], *_A))),
    good=(Example(_A[0], others=(*_A[1:], *_FEW)), Example(_A[0], others=_A[1:])),
)
