"""N23: no name, only a number or a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .bare import NAME, one

_FIGURE = re.compile(
    r"[≥≤]?[0-9][0-9.,]*(?:%|‰|分|[万亿]?元|万|[人个次户项件台套])?|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:底|末|前|以前|之前|度|全年)*[。.]?"
    r"|(?:全|[1一]|本|当)年度?[。.]?|[0-9]{1,2}个月[。.]?|[0-9]{1,2}月?[-—~至]+[0-9]{1,2}月(?:底|末)?[。.]?|(?:[0-9]{1,2}月|年)(?:底|末)?(?:以|之)?前?[。.]?"
)


def _number(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.clipped or not _FIGURE.fullmatch(context.name):
        return
    yield check.mark(
        record,
        "name",
        None,
        f"指标名称一栏只有数字或日期“{record.name}”，没有说衡量什么，无法评价。",
        "请填写指标名称（如“××验收合格率”“××次数”），数值和单位写在指标值一栏。",
    )


CHECK = Check(
    code="N23",
    title="名称只有数字",
    english="A number in place of a name",
    severity="P0",
    opinion=1,
    why=NAME,
    run=_number,
    instead_of=("B16", "N14", "N20", "V12", "B03", "T01", "T05", "N04", "V05", "V24"),
    fault="measurand",
    bad=(
        one("88", "100"),
        one("20分", "100%"),
        one("2023年", "2023年"),
        one("100万", "100万"),
        one("全年", "1-12月"),
        one("1年", "1年"),
    ),
    good=(one("5岁以下儿童建档人数", "120人"), one("12345热线办结率", "≥95%"), one("全年供水天数", "365天")),
)
