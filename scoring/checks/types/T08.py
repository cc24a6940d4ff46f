"""T08: A stability slogan as lasting effect."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check, Context
from ...views import RecordView
from .cells import FIGURE, WHY, one


def _stability(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.declared == {"sustainable"} and _of_the_work(context):
        yield check.mark(
            record,
            "value",
            None,
            f"“{short(record.value)}”是项目自己的实施期限，说明不了结束以后还有什么影响。",
            "请写项目结束后仍在起作用的制度、设施或能力，如制度文件数、设施使用年限。",
            "P1",
        )
        return
    if context.declared != {"sustainable"} or FIGURE.search(context.value):
        return
    if context.name.strip("。") in context.words.words("stability_slogan"):
        yield check.mark(
            record,
            "name",
            None,
            f"“{record.name}”说不清与本项目的持续影响有什么关系。",
            "请写项目结束后仍在起作用的制度、设施或能力，如制度文件数、设施使用年限。",
        )


def _of_the_work(context: Context) -> bool:
    """Whether an effect is told by from when to when, within a year."""
    target = context.target
    if target is None or target.kind != "date" or target.upper is None or not target.number:
        return False
    return int(target.upper) // 10_000 == int(target.number) // 10_000


CHECK = Check(
    code="T08",
    title="可持续影响写成稳定套话",
    english="A stability slogan as lasting effect",
    severity="P2",
    opinion=7,
    why=WHY + "可持续影响看项目结束后效果或能力能否延续。",
    run=_stability,
    needs=("sustainable",),
    bad=(
        one("维护社会稳定", "稳定", "效益指标", "可持续影响指标"),
        one("融洽干群关系", "融洽", "效益指标", "可持续影响指标"),
        one("管护期限", "2024年1月至2024年11月", "效益指标", "可持续影响指标"),
    ),
    good=(
        one("管护制度建立", "1项", "效益指标", "可持续影响指标"),
        one("管护期限", "2024年1月至2027年12月", "效益指标", "可持续影响指标"),
        one("维护社会稳定", "稳定", "效益指标", "社会效益指标"),
    ),
    fault="class",
    references=True,
)
