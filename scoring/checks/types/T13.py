"""T13: local or older class names."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import DOCUMENT_FIELD, Finding
from ...registry import Check, Example
from ...views import SetView
from .columns import FILLED, row

# Level-1 names of the standard forms; others are local wordings that the reader maps to them.
_STANDARD = frozenset(
    f"{name}{tail}" for name in ("产出", "效益", "满意度", "成本", "服务对象满意度") for tail in ("指标", "")
)
_LOCAL = ("项目完成", "项目效益", "过程", "投入", "效果", "完成")


def _local(check: Check, view: SetView) -> Iterator[Finding]:
    """Level-1 names of a local form, once a document."""
    for i, (record, context) in enumerate(view):
        written = record.level1.strip()
        if context.declared and written not in _STANDARD and written.startswith(_LOCAL):
            yield check.finding(
                DOCUMENT_FIELD,
                (0, 0),
                f"“{written}”是地方或早期表样的写法，已归并到现行分类。",
                "上级表样如此的可以保留；自行设计的表样请改用产出、效益、满意度指标。",
            ).at(i)
            return


CHECK = Check(
    code="T13",
    title="地方或早期的分类写法",
    english="Local or older class names",
    severity="P3",
    opinion=6,
    why="现行分类见财预〔2020〕10号；地方表样沿用旧称的，读取时归并，不作为问题。",
    run=_local,
    scope="document",
    dimension="完整性",
    bad=(
        Example(row("清淤", "2公里", "项目完成指标", "数量指标")),
        Example(row("农户增收", "2万元", "项目效益指标", "经济效益"), others=FILLED),
    ),
    good=(Example(FILLED[0]), Example(row("农户满意度", "≥90%", "满意度指标", ""), others=FILLED)),
)
