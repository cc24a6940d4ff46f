"""V18: A result told as if reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding
from ....registry import Check
from ....views import RecordView
from .soft import FIGURE, one

_PAST = re.compile(
    r"(?:保障|保证|促进|提高|提升|改善|增强|维护|完成|解决|推动|推进|加强|减少|降低|丰富|满足|优化|实现|营造|扩大|缓解|巩固|确保|杜绝|"
    r"规范|完善|消除|发挥|带动|落实|减轻|净化|美化|健全|化解|建立|形成)了(?!解)"
    r"|^已(?:经|全部|圆满|如期|按[时期])*(?:完成|完工|竣工|开展|落实|到位)[。]?$"
)


def _past(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = _PAST.search(context.value)
    if not match or FIGURE.search(context.value):
        return
    yield check.mark(
        record,
        "value",
        match.span(),
        f"“{match[0]}”是事后总结的说法，不是事前的目标。",
        "请写要达到的数值、日期或状态。",
    )


CHECK = Check(
    code="V18",
    title="把结果当目标",
    english="A result told as if reached",
    severity="P1",
    opinion=2,
    why="绩效目标是事前设定的预期产出和效果（财预〔2015〕88号）；“促进了”“保障了”是事后总结，不含可比的目标。",
    run=_past,
    needs=("value", "words"),
    instead_of=("V29",),
    bad=(
        one("灌溉服务", "保障了春灌用水"),
        one("干群关系", "有效地促进了水费收缴工作"),
        one("防汛演练", "已完成"),
    ),
    good=(
        one("灌溉服务", "春灌期不断水"),
        one("农户政策知晓", "群众了解水价政策"),
        one("灌溉服务", "改善了1.2万亩农田灌溉"),
    ),
    fault="target",
    references=True,
    rewrite=True,
)
