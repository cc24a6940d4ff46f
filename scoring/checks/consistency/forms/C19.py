"""C19: self-evaluation does not cover all projects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ..text import placed
from .order import WELL, told

_SET = re.compile(r"对(\d+)个项目[^，。；]{0,8}(?:编制|编报|设[置定]|申报)了?绩效目标")
_DONE = re.compile(r"对(\d+)个项目[^，。；]{0,4}(?:开展|进行|实施)了?[^，。；]{0,16}(?:自评|评价)")


def _coverage(check: Check, view: SetView) -> Iterator[Finding]:
    for passage in view.of_kind("paragraph"):
        if "个项目" not in passage.text:
            continue
        planned, done = _SET.search(passage.text), _DONE.search(passage.text)
        if planned and done and int(done[1]) < int(planned[1]):
            left = int(planned[1]) - int(done[1])
            yield placed(
                check,
                view,
                passage,
                f"{planned[1]} 个项目编制了绩效目标，只对 {done[1]} 个开展了自评，还有 {left} 个没有自评结果。",
            )


CHECK = Check(
    code="C19",
    title="自评没有覆盖全部项目",
    english="Self-evaluation does not cover all projects",
    severity="P3",
    opinion=11,
    why="设定绩效目标的项目都应开展自评（财预〔2020〕10号）。",
    run=_coverage,
    scope="document",
    dimension="完整性",
    bad=(
        Example(WELL, passages=told("年初对12个项目编制了绩效目标，年终对7个项目开展了绩效自评。")),
        Example(WELL, passages=told("共对6个项目编报绩效目标，并对2个项目进行了绩效评价。")),
    ),
    good=(
        Example(WELL, passages=told("年初对12个项目编制了绩效目标，年终对12个项目开展了绩效自评。")),
        Example(WELL, passages=told("年终对7个项目开展了绩效自评。")),
    ),
)
