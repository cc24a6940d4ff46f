"""T02: A sentence in the class cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....models.taxonomy import declared_leaves
from ....nlp.vocabulary import class_within
from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .cells import WHY, one

# 重点工作任务完成, 履职目标实现 are classes of whole departments.
_CLASSLIKE = re.compile(
    r"(?:指标|效益|效果|影响|成本|产出|投入|过程|管理|满意度?|[率性])$|^(?:(?:年度)?重点工作|(?:部门|单位)?(?:履职|职责)).{0,8}$"
)


def _sentence(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    text = record.level2.strip()
    words = context.words
    if text in words.words("class_names") or text in words.words("verdict_cells"):
        return
    if len(text) < 7 or _CLASSLIKE.search(text) or declared_leaves("", text):
        return
    if record.level1 and not class_within(record.level1, 1):
        return  # 履职 / 青少年科技教育: the frame of a whole department has the fields of its work there
    yield check.mark(
        record,
        "level2",
        None,
        f"二级指标一栏填的“{short(text)}”是目标或工作内容，不是分类。",
        "请在此栏填写数量、质量、时效、成本等分类，原来的内容移到三级指标或指标值。",
    )


CHECK = Check(
    code="T02",
    title="二级指标栏填了目标内容",
    english="A sentence in the class cell",
    severity="P0",
    opinion=7,
    why=WHY,
    run=_sentence,
    dimension="完整性",
    needs=("odd_class",),
    bad=(
        one("清淤", "完成", level2="确保春灌前全线通水"),
        one("宣传", "5场", level2="农户全部用上自来水"),
    ),
    good=(
        one("清淤", "12公里", level2="数量指标"),
        one("清淤", "12公里", level2="项目产出数量指标"),
        one("清淤", "12公里", level2="实际完成率"),
        one("清淤", "12公里", level2="重点工作任务完成"),
        one("清淤", "12公里", level1="履职", level2="小型水利设施管护"),
    ),
    fault="class",
)
