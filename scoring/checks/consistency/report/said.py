"""C67: clauses of a report with one figure each, and rows with what they report, on one scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .....nlp.normalize import fold
from .....nlp.targets import Target, canonical, parse_target, parse_targets
from ....views import SetView
from ...ladders.analysis import UNBOUNDED
from ..goals import CLAUSE, FIGURE
from ..text import pairs

_OVERLAP = 2  # pairs of characters that a clause shares with a name
_VERBS = re.compile("完成|建成|新建|改建|扩建|改造|建设|修建|维修|购置|采购|安装|更换|拆除|整治|清淤")
_DONE = frozenset(("完成", "建成"))
_MADE = re.compile(f"({_VERBS.pattern})([\u4e00-\u9fff]{{2,4}})")
_ABOUT = re.compile("[约近]$")
_CLEARLY = 0.15
_TAIL = 5  # the end of a name tells what was done: 按时办结


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its one figure in a base unit; `number` 0 and no `unit` where it has none, or several."""

    text: str
    number: float = 0.0
    unit: str = ""
    rough: bool = False  # so many and some, or about so many


@dataclass(frozen=True, slots=True)
class Reached:
    """A row that reports one figure. `stem` is its name without the word for its measure, `tail` the end of that;
    `capped`: a share that can't go beyond 100 %."""

    index: int
    name: str
    stem: str
    tail: str
    number: float
    wanted: float | None
    unit: str
    capped: bool


def clauses(text: str) -> list[list[Clause]]:
    """The sentences of a text, each as its clauses; a list with a figure in each part is several."""
    sentences = fold(text).replace("；", ";").replace(";", "。").split("。")
    return [
        [_clause(part) for c in CLAUSE.split(s) if c.strip() for part in _parts(c)]
        for s in sentences
        if s.strip()
    ]


def _parts(text: str) -> list[str]:
    """建成中心1个、服务站14个 is two clauses."""
    parts = text.split("、")
    return parts if all(len(FIGURE.findall(part)) == 1 for part in parts) else [text]


def _clause(text: str) -> Clause:
    found = list(FIGURE.finditer(text))
    target = parse_target(found[0][0]) if len(found) == 1 else None
    if target is None or target.upper is not None:
        return Clause(text.strip())
    after = text[found[0].end() :][:1]
    some = (
        target.approximate
        or after in ("余", "多")
        or "余" in found[0][0]
        or _ABOUT.search(text[: found[0].start()])
    )
    base = canonical(target)
    return Clause(text.strip(), base.number or 0.0, base.unit, bool(some))


def reached_by(view: SetView, members: Sequence[int]) -> list[Reached]:
    """The rows of a form that report one figure each."""
    found = []
    for i in members:
        record, context = view[i]
        told = parse_targets(record.actual)
        if len(told) != 1 or told[0].number is None or told[0].approximate or told[0].upper is not None:
            continue
        base = canonical(told[0])
        unit = base.unit or _unit(context.target)
        if not unit or base.number is None:
            continue
        stem = context.name.split("(")[0]
        for end in ("数量", "总数", "数", "率", "占比", "比例", "情况"):
            if len(stem) > len(end) + 2:
                stem = stem.removesuffix(end)
        wanted = canonical(context.target) if context.target is not None else None
        found.append(
            Reached(
                i,
                context.name,
                stem,
                stem[-_TAIL:],
                base.number,
                wanted.number if wanted is not None and wanted.unit == base.unit else None,
                unit,
                unit == "%" and not UNBOUNDED.search(context.name),
            )
        )
    return found


def _unit(target: Target | None) -> str:
    return canonical(target).unit if target is not None and target.kind == "count" else ""


def same_thing(row: Reached, clause: Clause) -> bool:
    """Whether a clause gives a figure of what a row counts."""
    alike = bool(clause.unit) and clause.unit == row.unit
    return alike and (shared(row.stem, clause.text) or _is_made(row.stem, clause.text))


def most_alike(rows: list[Reached], clause: Clause) -> list[Reached]:
    """Of several rows the one whose name a clause says clearly more of: 归集住房公积金 of 归集额, 贷款额 and 提取额."""
    if len(rows) < 2:
        return rows
    shares = {r.index: len(pairs(r.stem) & pairs(clause.text)) / len(pairs(r.stem)) for r in rows}
    best, second = sorted(shares.values(), reverse=True)[:2]
    return [r for r in rows if shares[r.index] == best] if best - second >= _CLEARLY else rows


def _is_made(stem: str, text: str) -> bool:
    """Whether a text tells how much is done of what a name says is built: 新建墓穴, 完成墓穴主体640个."""
    named = _MADE.fullmatch(stem)
    if named is None or named[2] not in text:
        return False
    verbs = set(_VERBS.findall(text))
    return bool(verbs & _DONE) and verbs <= _DONE | {named[1]}


def shared(name: str, text: str) -> bool:
    """Whether a text has at least half of the pairs of characters of a name, and two of them."""
    ours = pairs(name)
    both = ours & pairs(text)
    return len(both) >= min(_OVERLAP, len(ours)) > 0 and 2 * len(both) >= len(ours)
