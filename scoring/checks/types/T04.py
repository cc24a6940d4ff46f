"""T04: class cell left empty."""

from __future__ import annotations

from collections.abc import Iterator

from ....models.taxonomy import declared_leaves
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import SetView
from .columns import FILLED, WHY, row

_MIN_FILLED = 3


def _blank(check: Check, view: SetView) -> Iterator[Finding]:
    """Rows without a class in a document that otherwise fills the column."""
    if sum(bool(r.level2) for r, _ in view) < _MIN_FILLED:
        return
    for i, (record, _) in enumerate(view):
        if record.level2 or not record.level1 or record.narrative:
            continue
        if len(declared_leaves(record.level1, "")) == 1:
            continue  # 满意度 and 成本 have but one class
        yield check.finding(
            "level2",
            (0, 0),
            f"“{short(record.name)}”没有填写二级指标，看不出属于哪一类。",
            "请填写数量、质量、时效、成本、社会效益等分类。",
        ).at(i)


CHECK = Check(
    code="T04",
    title="二级指标没有填写",
    english="Class cell left empty",
    severity="P1",
    opinion=7,
    why=WHY + "没有二级分类的指标无法核对各类是否齐全。",
    run=_blank,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(row("加大节水宣传", "5场", "产出指标", ""), others=FILLED),
        Example(row("改善农户用水", "明显", "项目效益指标", ""), others=FILLED),
    ),
    good=(
        Example(row("农户满意度", "≥90%", "满意度指标", ""), others=FILLED),
        Example(row("加大节水宣传", "5场", "产出指标", "")),
    ),
    fault="class",
)
