"""Several measures glued into one cell are several indicators, each with its own or the shared target.

Source: the annotation guideline, section 4, "records, not rows".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..normalize import fold
from ..record import Indicator
from ..targets import parse_target

# What a measure ends in; a part that ends otherwise does not stand alone.
_HEAD = re.compile(
    r"(?:率|数|数量|个数|人数|次数|场次|面积|额|金额|比例|比重|覆盖面|满意度|知晓度|标准|时间|时限|天数|成本|质量|密度|里程)"
    r"(?:\([^()]{1,8}\))?[。.;；]?$"
)
# A digit after a measure's head starts the next measure, unless it counts something itself.
_NUMBERED = re.compile(
    r"(?<=[率数度比额量例\)])\s*+(\d{1,2})\s*+(?:[、.．]\s*+)?(?=[\u4e00-\u9fff])"
    r"(?!\s*(?:型|岁|周|天|次|个|年|月|日|级|类|线|期|小时|名|人|种|项|家|万|亿|元|分|%|‰))"
)
_LEADING = re.compile(r"^1\s*+(?:[、.．]\s*+)?(?=[\u4e00-\u9fff])")
_JOINTS = re.compile(r"[、，,；;]|(?<=[率数度额比\)）])(?:和|及|以及|与)")
_CONTENTS = re.compile(r"含[:：]|包括|其中|例如|如[:：]")
# A clause that begins with what is done is a sentence about the work, not a list of measures.
_CLAUSE = re.compile(
    r"(?:保[证障]|完成|提[高升供]|开展|加[强大快]|实现|确保|建[立设]|组织|促进|推进|推动|维护|落实|增[加强]|"
    r"按照|根据|对于?|为了?|使|让|达到|做好|得到|通过)"
)
_MIN_PART = 4


def split_names(name: str) -> list[str]:
    """The measures that a name cell holds, in order; `[name]` when it is one.

    >>> split_names("接种率2建档率3管理率")
    ['接种率', '建档率', '管理率']
    >>> split_names("5岁以下儿童死亡率")
    ['5岁以下儿童死亡率']
    """
    for parts in (_by_backslash(name), _by_number(name), _by_joint(name)):
        if len(parts) > 1:
            return parts
    return [name]


def _by_backslash(name: str) -> list[str]:
    return [p.strip() for p in name.split("\\") if p.strip()]


def _by_number(name: str) -> list[str]:
    marks = list(_NUMBERED.finditer(name))
    if not marks or [int(m.group(1)) for m in marks] != list(range(2, len(marks) + 2)):
        return [name]
    lead = _LEADING.match(name)
    starts = [lead.end() if lead else 0, *(m.end() for m in marks)]
    ends = [*(m.start() for m in marks), len(name)]
    return [name[a:b].strip(" 、，,；;") for a, b in zip(starts, ends, strict=True)]


def _by_joint(name: str) -> list[str]:
    if len(name) > 200 or _CONTENTS.search(name) or "。" in name.rstrip("。"):
        return [name]
    parts = [p.strip() for p in _JOINTS.split(_shield(name))]
    parts = [p.replace("\ue000", "、").replace("\ue001", "，") for p in parts]
    if len(parts) < 2 or any(len(p) < _MIN_PART or not _HEAD.search(fold(p)) for p in parts):
        return [name]
    return [name] if any(_CLAUSE.match(p) for p in parts) else parts


def _shield(name: str) -> str:
    """Hide the separators that stand inside parentheses."""
    return re.sub(
        r"[（(][^（）()]*[)）]", lambda m: m.group().replace("、", "\ue000").replace("，", "\ue001"), name
    )


def split_record(record: Indicator) -> Iterator[Indicator]:
    """The record, or one record for each measure in its name.

    Value and tiers glued in the same way are dealt out in the same order; otherwise all share them.
    """
    names = split_names(record.name)
    values = deal(record.value, len(names))
    if len(names) == 1 or _is_joint_sum(record, values):
        yield record
        return
    actuals = deal(record.actual, len(names))
    ladders = [deal(t, len(names)) for t in record.tiers] if record.tiers else None
    order = range(len(names))
    for i in order:
        tiers = tuple(step[i] for step in ladders) if ladders else None
        yield replace(
            record,
            name=names[i],
            value=values[i],
            actual=actuals[i],
            tiers=tiers,
            location=record.location._replace(part=i + 1) if record.location else record.location,
            cell=record.name,
        )


def _is_joint_sum(record: Indicator, values: list[str]) -> bool:
    """One sum of money for two costs is their total: nothing that each of them could carry."""
    target = parse_target(record.value) if len(set(values)) == 1 else None
    return target is not None and target.kind == "money"


def deal(text: str, count: int) -> list[str]:
    """`count` texts: the parts of `text` when it is glued in as many, else `text` for each.

    >>> deal("92%以上\\\\未出现安全事件", 2)
    ['92%以上', '未出现安全事件']
    """
    for pattern in (r"\\", r"[；;]", r"[，,、]"):
        parts = [p.strip() for p in re.split(pattern, text)]
        if len(parts) == count and all(parts):
            return parts
    return [text] * count
