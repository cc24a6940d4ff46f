"""C67: what a report says is not finished or was in time, where the row says otherwise; no figures are needed for it.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .....nlp.normalize import fold
from ....views import SetView
from ..completion.reached import outcome
from .said import shared

_CLAUSE = re.compile(r"[，。；;、\n]")
_UNDERWAY = re.compile(
    r"正在|正处于|尚在|仍在|还在|尚未|仍未|还未|暂未|未能?(?:完工|开工|建成|完成|投入使用|启用|交付|验收)|未[开完竣]工"
)
_DONE = re.compile(r"(?:已|全部|均已|已经|按[时期])?(?:完成|建成|完工|投入使用|启用)")
_IN_TIME = re.compile(r"(?:按时|按期|如期|提前|及时)(?:全部)?(?:完成|完工|竣工|建成|投用|投入使用|办结|发放)")
_TIME = re.compile(
    r"的?(?:完成|完工|竣工|建成|开工|发放|拨付|办结|验收)?(?:时间|时限|日期|及时性|及时率|率)$"
)
_MEASURE = re.compile(r"(?:数量|总数|个数|处数|座数|数|率|面积|里程|长度)$")
_LATER = re.compile(r"二期|下一步|下年|明年|后续|其余|剩余|另")
_SHORTEST = 3  # characters of what a clause must name


def contradicted_states(view: SetView, members: Sequence[int], text: str) -> Iterator[tuple[int, str]]:
    """The rows that a report contradicts without a figure, each with the clause that does."""
    for clause in _CLAUSE.split(fold(text)):
        underway = _UNDERWAY.search(clause)
        if underway and not _LATER.search(clause):
            about = [
                i
                for i in members
                if _is_done(view, i) and _names(view, i, clause[: underway.start()], _MEASURE)
            ]
        elif _IN_TIME.search(clause):
            about = [i for i in members if _is_late(view, i) and _names(view, i, clause, _TIME)]
        else:
            continue
        if len(about) == 1:
            yield about[0], clause.strip()


def _names(view: SetView, i: int, said: str, end: re.Pattern[str]) -> bool:
    stem = end.sub("", view[i].context.name)
    return len(stem) >= _SHORTEST and shared(stem, said)


def _is_done(view: SetView, i: int) -> bool:
    record, context = view[i]
    reached = outcome(record, context)
    done = _DONE.fullmatch(fold(record.actual).strip()) or (reached is not None and not reached.missed)
    return context.declared <= {"quantity", "quality"} and bool(done)


def _is_late(view: SetView, i: int) -> bool:
    record, context = view[i]
    reached = outcome(record, context) if context.declared == {"timeliness"} else None
    return reached is not None and reached.missed
