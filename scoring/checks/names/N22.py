"""N22: name longer than fifteen characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding
from ...registry import Check, Example
from ...views import RecordView
from .sentences import NAME, one

_LIMIT = 15
_UNIT = re.compile(r"\([^()]{1,8}\)$")  # 渠道衬砌长度(公里): the unit is no part of the name
_BLANK = re.compile(r"[\s,;。、\"“”]")


def _long(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if len(context.name) <= _LIMIT or context.clipped or record.narrative:
        return
    count = len(_BLANK.sub("", _UNIT.sub("", context.name)))
    if count > _LIMIT:
        yield check.mark(
            record,
            "name",
            None,
            f"名称有 {count} 个字，评审机构一般以 {_LIMIT} 字为限。",
            "请压缩为“对象＋衡量内容”，限定条件和口径移到指标解释。",
        )


CHECK = Check(
    code="N22",
    title="名称超过15字",
    english="Name longer than 15 characters",
    severity="P3",
    profiles={"disclosure": "off"},
    opinion=2,
    why=NAME + "“指标表述冗长”是评审机构对申报表逐条核对的一项，以 15 字为限；计量单位和标点不计。",
    run=_long,
    dimension="完整性",
    bad=(
        one("沿渠困难农户和留守老人春灌水费补贴发放人数", "210户"),
        one("推进灌区信息化建设提高农户用水管理的水平", "提升"),
    ),
    good=(
        one("困难农户水费补贴发放户数", "210户"),
        one("高标准农田灌溉渠道衬砌总长度（公里）", "≥12"),
        Example(Indicator("沿渠困难农户和留守老人春灌水费补贴发放人数", value="210户", narrative=True)),
    ),
    weight=0.6,
)
