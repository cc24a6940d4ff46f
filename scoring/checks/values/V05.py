"""V05: the value repeats the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ...advice import rewrite
from ...findings import Finding
from ...registry import Check, Context
from ...views import RecordView
from .empty import DIGIT, one

_PARTICLES = re.compile(r"[的了性\s,;。、.:\"()《》-]|情况$|程度$|得到")
_SIMILAR = 0.9


def _bare(text: str) -> str:
    return _PARTICLES.sub("", text)


def repeats(context: Context) -> bool:
    """Whether the value says the name again and nothing else."""
    name, value = _bare(context.name), _bare(context.value)
    if not name or not value or DIGIT.search(value):
        return False
    if name == value:
        return True
    if abs(len(name) - len(value)) > 2 or min(len(name), len(value)) < 8 or name[:2] != value[:2]:
        return False
    return SequenceMatcher(None, name, value, autojunk=False).ratio() > _SIMILAR


def _repeated(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not repeats(context):
        return
    yield check.mark(
        record,
        "value",
        None,
        "指标值只是把指标名称又写了一遍，没有目标。",
        f"请写出可核实的目标值，可写为：{rewrite(record, context)}。",
    )


CHECK = Check(
    code="V05",
    title="指标值重复指标名称",
    english="The value repeats the name",
    severity="P0",
    opinion=4,
    why="绩效指标要通过清晰、可衡量的指标值体现（财预〔2020〕10号“绩效指标明确性”）；重复名称等于没有指标值。",
    run=_repeated,
    profiles={"selfcheck": "P2"},
    dimension="完整性",
    needs=("value", "words"),
    instead_of=("V29", "B16"),
    bad=(
        one("改善灌区面貌", "改善灌区面貌"),
        one("应急抢修及时性", "应急抢修及时"),
        one("保障沿渠农户生产生活用水安全", "保障了沿渠农户生产生活用水安全"),
    ),
    good=(one("改善灌区面貌", "新建景观带2处"), one("抢修2小时到场", "抢修2小时到场")),
    fault="target",
    references="own",
)
