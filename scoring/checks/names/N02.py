"""N02: A policy sentence as indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check, Context
from ...views import RecordView
from .sentences import LIST, LONG, LONG_NAME, NAME, SENTENCE, VALUE_IN_NAME, one

_PUNCTUATION = re.compile(r"[,;。](?=.)|。$")


def _is_list(context: Context) -> bool:
    return bool(LIST.search(context.name))


def _is_policy(context: Context) -> bool:
    name = context.name
    return (
        len(name) > SENTENCE
        and bool(_PUNCTUATION.search(name))
        and (len(name) > LONG or name.endswith("。"))
        and not VALUE_IN_NAME.search(name)
    )


def _policy(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if _is_policy(context) and not context.clipped and not _is_list(context):
        yield check.mark(
            record,
            "name",
            None,
            f"名称是 {len(record.name)} 个字的政策或工作表述，没有说衡量什么。",
            "请只留衡量的对象和内容（一般不超过 15 字），政策依据写入指标解释。",
        )


CHECK = Check(
    code="N02",
    title="整句政策作名称",
    english="A policy sentence as indicator",
    severity="P1",
    profiles={"selfcheck": "P3"},
    opinion=2,
    why=NAME,
    run=_policy,
    needs=("long_name", "headless"),
    instead_of=("N01", "N03", "N09", "N22"),
    bad=(
        one(LONG_NAME + "。", "≥90%"),
        one("深入贯彻节水优先方针，全面落实水资源刚性约束，推动灌区高质量发展迈上台阶", "明显"),
    ),
    good=(
        one("合同规范、资料齐全、手续完备的水利工程项目占全部在建工程项目的比例", "≥95%"),
        one("沿渠困难农户补助", "210户"),
    ),
    fault="measurand",
)
