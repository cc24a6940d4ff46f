"""Records as forms garble them: the class that is right stays right, whatever stands around the name.

Each kind of change is a function of a record, other records and a random generator. The same kinds make the
robustness suite (`training/evaluation/robustness.py`, other draws, other wordings) and texts that models learn from.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ...nlp.record import Indicator
from .corpus import Labelled

Change = Callable[[Indicator, Sequence[Indicator], random.Random], Indicator]


@dataclass(frozen=True, slots=True)
class Wordings:
    """What is put before and behind a name, and around a text that explains it."""

    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    openings: tuple[str, ...]
    endings: tuple[str, ...]


TAUGHT = Wordings(
    ("指标1：", "指标3:", "1.", "2、", "（3）", "①", "三级指标：", "指标二：", "★", "1-1 ", "(1)", "其中："),
    (
        "（个）",
        "（%）",
        "（单位：人）",
        "（2024年）",
        "（次/年）",
        "（元）",
        "*",
        "（必填）",
        "（见附表）",
        "（正向）",
    ),
    (
        "本指标用来看",
        "按照单位填报口径，",
        "说明：",
        "该项由业务科室填报，主要反映",
        "指标解释：",
        "数据来自台账，考察",
    ),
    (
        "，年底前由财务人员汇总后报送。",
        "，以实际资料为准。",
        "，统计口径与上年一致。",
        "；资料由承办科室留存备查。",
        "",
    ),
)
TESTED = Wordings(
    ("指标4：", "指标11:", "5.", "6、", "（2）", "②", "绩效指标：", "指标五：", "▲", "2-3 ", "[2]", "另："),
    (
        "（项）",
        "（万元）",
        "（单位：户）",
        "（2025年度）",
        "（分）",
        "（‰）",
        "#",
        "（选填）",
        "（详见说明）",
        "（反向）",
    ),
    (
        "考核内容为",
        "根据项目实施情况，",
        "备注：",
        "由主管科室负责，用于衡量",
        "口径：",
        "依据台账数据，评价",
    ),
    (
        "，相关材料于次年一月报主管部门。",
        "，最终以审核结果为准。",
        "，口径与预算批复一致。",
        "；证明材料附后。",
        "",
    ),
)

_CONFUSED = dict(
    zip(
        "未末日曰人入己已土士天夭大太侯候待侍拨拔折拆贷货",
        "末未曰日入人已己士土夭天太大候侯侍待拔拨拆折货贷",
        strict=True,
    )
)
_COMMON = "的了和在有为中上下个年月日大小一二"
_KEPT = 3  # characters at the end of a name, what is measured, that a slip of the pen leaves alone


def prefixed(wordings: Wordings) -> Change:
    """A number or heading before the name."""
    return lambda record, _others, chance: replace(
        record, name=chance.choice(wordings.prefixes) + record.name
    )


def suffixed(wordings: Wordings) -> Change:
    """A unit, a year or a mark in brackets behind the name."""
    return lambda record, _others, chance: replace(
        record, name=record.name + chance.choice(wordings.suffixes)
    )


def explained(wordings: Wordings) -> Change:
    """A long description that says the name again among words of the office."""

    def change(record: Indicator, _others: Sequence[Indicator], chance: random.Random) -> Indicator:
        said = record.description or record.name
        text = chance.choice(wordings.openings) + said + chance.choice(wordings.endings)
        return replace(record, description=text + record.name + chance.choice(wordings.endings))

    return change


def misled(record: Indicator, others: Sequence[Indicator], chance: random.Random) -> Indicator:
    """Another row's description behind the own one, as cells slip: the name and the target still decide."""
    other = chance.choice(others)
    said = "；".join(t for t in (record.description, other.name, other.description) if t)
    return replace(record, description=said)


def slipped(record: Indicator, _others: Sequence[Indicator], chance: random.Random) -> Indicator:
    """One slip of the pen in the name, before what is measured: swapped, lost, doubled or foreign character."""
    name = record.name
    if len(name) < _KEPT + 3:
        return record
    at = chance.randrange(len(name) - _KEPT - 1)
    way = chance.randrange(4)
    if way == 0:
        name = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    elif way == 1:
        name = name[:at] + name[at + 1 :]
    elif way == 2:
        name = name[: at + 1] + name[at] + name[at + 1 :]
    else:
        name = name[:at] + chance.choice(_COMMON) + name[at:]
    return replace(record, name=name)


def misread(record: Indicator, _others: Sequence[Indicator], chance: random.Random) -> Indicator:
    """What a scanner makes of it: look-alikes, and blanks between characters."""

    def read(text: str) -> str:
        return "".join(_CONFUSED.get(c, c) if chance.random() < 0.5 else c for c in text)

    name = read(record.name)
    if len(name) > 4:
        at = chance.randrange(1, len(name) - 1)
        name = f"{name[:at]} {name[at:]}"
    return replace(record, name=name, description=read(record.description))


def _rewritten(record: Indicator, write: Callable[[str], str]) -> Indicator:
    return replace(
        record,
        name=write(record.name),
        value=write(record.value),
        description=write(record.description),
        tiers=tuple(map(write, record.tiers)) if record.tiers else None,
    )


def widened(record: Indicator, _others: Sequence[Indicator], _chance: random.Random) -> Indicator:
    """Figures, signs and brackets at full width."""
    return _rewritten(
        record, lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    )


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def traditional(record: Indicator, _others: Sequence[Indicator], _chance: random.Random) -> Indicator:
    """All texts in traditional characters."""
    return _rewritten(record, _converter().convert)


def swapped(record: Indicator, _others: Sequence[Indicator], _chance: random.Random) -> Indicator:
    """Target and description in each other's column."""
    if not record.value or not record.description:
        return record
    return replace(record, value=record.description, description=record.value)


def bare(record: Indicator, _others: Sequence[Indicator], _chance: random.Random) -> Indicator:
    """The description lost."""
    return replace(record, description="")


def kinds(wordings: Wordings) -> Mapping[str, Change]:
    """Every kind of change by its name."""
    return {
        "prefix": prefixed(wordings),
        "suffix": suffixed(wordings),
        "explained": explained(wordings),
        "misled": misled,
        "slip": slipped,
        "scan": misread,
        "wide": widened,
        "traditional": traditional,
        "swapped": swapped,
        "bare": bare,
    }


def perturb(
    records: Sequence[Indicator], count: int, seed: int = 17, wordings: Wordings = TAUGHT
) -> list[tuple[int, Indicator]]:
    """Up to `count` changed copies of `records`, each with the number of the record that it was; one or two changes each.

    Not among them: traditional characters, which are folded before any model reads them.
    """
    chance = random.Random(seed)
    changes = [change for name, change in kinds(wordings).items() if name != "traditional"]
    made: list[tuple[int, Indicator]] = []
    for _ in range(3 * count):
        if len(made) >= count or not records:
            break
        at = chance.randrange(len(records))
        record = records[at]
        for change in chance.sample(changes, chance.choice((1, 1, 2))):
            record = change(record, records, chance)
        if record != records[at]:
            made.append((at, record))
    return made


def garbled(rows: Sequence[Labelled], share: float, seed: int) -> list[Labelled]:
    """`share` garbled copies a row with the class of their original; the flags are open, as their words have changed."""
    made = perturb([r.record for r in rows], round(share * len(rows)), seed)
    return [replace(rows[at], record=record, vague=None, boilerplate=None, pair="") for at, record in made]
