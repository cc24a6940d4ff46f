"""C46: a count that is not the sum of what the calculation pays for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from .....nlp.document import Passage
from .....nlp.record import Indicator
from .....nlp.targets import Canonical
from ....advice import terms
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, owners, quoted
from ..goals import promises
from .promised import measured
from .tallies import Tally, related, tallies

_HEAD = re.compile(r"(?:人员?|个|户|台|套|件|家)?(?:次|数|数量)$")
_NUMBER = re.compile(r"数量?$")
_LABEL = 4  # characters of a line that can say the same as a name
_WORD = 2
_MOST = 8  # lines of which the sums of some are tried
_NEAR = 0.005


def _unlike(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        text = owner.text("calculation") if owner.rows else ""
        counted = tallies(text) if text else ()
        if not counted or len(counted) > _MOST:
            continue
        told = {(p.unit, p.number) for p in promises(owner.text("goal"))}
        for i, lines in _meant(view, owner, counted):
            base = measured(view[i].context.target)
            if base is None or (base.unit, base.number) in told:
                continue
            record = view[i].record
            some = _named(record, owner, lines)
            if any(_agree(base.number or 0.0, total) for total in _sums(counted, base.unit, some)):
                continue
            total = sum(line.number for line in lines)
            sums = "＋".join(f"{line.number:.10g}" for line in lines)
            added = f"{sums}，共 {total:.10g}{base.unit}" if len(lines) > 1 else lines[0].said
            yield check.mark(
                record,
                "value",
                None,
                f"测算依据按{added}安排资金，指标{quoted(record.name)}的值却是{quoted(record.value)}，两处对不上。",
                "请核对数量：按测算的数填写指标值，或改正测算依据；口径不同的，在指标解释中写明。",
            ).at(i)


def _meant(view: SetView, owner: Owner, counted: Sequence[Tally]) -> Iterator[tuple[int, list[Tally]]]:
    """The indicators that count what several lines pay for together, or what the only line does."""
    rows = [i for i in owner.rows if _counts(view, i)]
    for unit in dict.fromkeys(tally.unit for tally in counted):
        alike = [i for i in rows if (base := measured(view[i].context.target)) and base.unit == unit]
        lines = [tally for tally in counted if tally.unit == unit]
        if len(counted) == 1 and not lines[0].label and len(alike) == 1:
            yield alike[0], lines
        for i in alike:
            own = [line for line in lines if related(line, view[i].record.name)]
            said = [
                line for line in own if _is_of(line, view[i].record.name, measured(view[i].context.target))
            ]
            if len(said) == 1:
                yield i, said
            elif len(own) > 1 and sum(related(own[0], view[k].record.name) for k in alike) == 1:
                yield i, own


def _is_of(line: Tally, name: str, base: Canonical | None) -> bool:
    """Whether a line pays for what a name counts: it says the same, or the name a word more, which would be a part of
    it, and counts more all the same."""
    if base is None or len(line.label) < _LABEL:
        return False
    whole = _NUMBER.sub("", name)
    if line.label in (whole, _HEAD.sub("", name)):
        return True
    rest = iter(whole)
    more = len(whole) - len(line.label) <= _WORD and all(char in rest for char in line.label)
    return more and (base.number or 0.0) > line.number


def _counts(view: SetView, i: int) -> bool:
    record, context = view[i]
    return context.declared == {"quantity"} and record.horizon != "term" and not record.narrative


def _named(record: Indicator, owner: Owner, lines: Sequence[Tally]) -> bool:
    """Whether a name has words of its own, beside those of project and lines, that may mean some of the lines only."""
    name = _HEAD.sub("", record.name)
    known = f"{owner.name}{''.join(line.label for line in lines)}"
    return any(term not in known for term in terms(name) - _joints(name, known))


def _joints(name: str, known: str) -> frozenset[str]:
    """The terms of a name that only join two words of which each is known: 训残 of 培训残疾人."""
    return frozenset(
        a + b
        for before, a, b, after in zip(f" {name}", name, name[1:], f"{name[2:]} ", strict=False)
        if before + a in known and b + after in known
    )


def _sums(lines: Sequence[Tally], unit: str, some: bool) -> set[float]:
    """The lines of a unit, what all add up to, and what any of them do where `some` may be meant."""
    numbers = [line.number for line in lines if line.unit == unit]
    sizes = range(1, len(numbers) + 1) if some else {1, len(numbers)}
    return {sum(chosen) for n in sizes for chosen in combinations(numbers, n)}


def _agree(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR * max(one, other)


def _row(name: str, value: str) -> Indicator:
    return Indicator(name, value, level1="产出指标", level2="数量指标", project="灌区清淤")


def _told(text: str, goal: str = "") -> tuple[Passage, ...]:
    return (Passage("calculation", text, "灌区清淤"), Passage("goal", goal, "灌区清淤"))


_THREE = "管水员培训20人×4000元=8万元；机手培训60人×2500元=15万元；农户培训200人×500元=10万元。"

CHECK = Check(
    code="C46",
    title="数量与测算依据不符",
    english="A count that is not what the calculation pays for",
    severity="P1",
    opinion=4,
    why="指标值应与预算测算的任务量相对应（财预〔2015〕88号：资金匹配性；财预〔2020〕10号“绩效指标明确性”）。",
    run=_unlike,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_row("机手培训人数", "6人"), others=(_row("农户培训人数", "200人"),), passages=_told(_THREE)),
        Example(
            _row("闸门看护人员数", "9人"),
            passages=_told("看护人员4人×3000元×12月=14.4万元；农户培训200人×500元=10万元。"),
        ),
        Example(_row("培训人数", "≥260人"), passages=_told(_THREE)),
        Example(_row("核查企业数", "500家"), passages=_told("600家×0.31万元/家=186万元")),
    ),
    good=(
        Example(_row("培训人数", "≥280人"), passages=_told(_THREE)),
        Example(
            _row("培训人数", "≥260人"),
            others=(_row("农户培训人数", "200人"),),
            passages=_told(_THREE),
        ),
        Example(_row("骨干培训人数", "80人"), passages=_told(_THREE)),
        Example(_row("机手培训人数", "60人"), passages=_told(_THREE)),
        Example(_row("女机手培训人数", "20人"), passages=_told(_THREE)),
        Example(_row("培训人数", "≥260人"), passages=_told(_THREE, "全年培训260人。")),
        Example(_row("受理投诉", "500件"), passages=_told("600家×0.31万元/家=186万元")),
        Example(
            _row("核查企业数", "500家"),
            others=(_row("回访企业数", "300家"),),
            passages=_told("600家×0.31万元/家=186万元"),
        ),
    ),
)
