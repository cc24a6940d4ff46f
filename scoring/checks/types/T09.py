"""T09: cost saving as economic benefit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .cells import FIGURE, WHY, one

# Of the saving of named costs (降低灌溉用水成本) practice is split: only saving as such is a stock phrase.
_SAVING = re.compile(
    r"(?:有效|合理)?(?:项目|资金|经费|总)?(?:成本节约|节约成本|控制成本|成本控制|成本节约[率额]|成本控制[率数])"
)


def _saving(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if "economic" not in context.declared or len(context.declared) > 2 or FIGURE.search(context.value):
        return
    match = _SAVING.fullmatch(context.name.rstrip("。"))
    if match:
        yield check.mark(
            record,
            "name",
            match.span(),
            "节约成本属于成本指标；经济效益应是项目带来的增收、节支或带动的投资。",
            "请移到成本指标并写明金额；确有增收、节支或带动投资的，写明是谁的、多少万元。",
        )


CHECK = Check(
    code="T09",
    title="经济效益写成节约成本",
    english="Cost saving as economic benefit",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=7,
    why=WHY,
    run=_saving,
    needs=("declared",),
    bad=(
        one("成本节约", "成本节约", "效益指标", "经济效益指标"),
        one("节约成本", "明显", "效益指标", "经济效益"),
    ),
    good=(
        one("节约成本", "12万元", "效益指标", "经济效益指标"),
        one("农户增收", "明显", "效益指标", "经济效益指标"),
        one("降低农户灌溉成本", "明显", "效益指标", "经济效益指标"),
        one("泵站用电节约成本", "明显", "效益指标", "经济效益指标"),
    ),
    fault="class",
)
