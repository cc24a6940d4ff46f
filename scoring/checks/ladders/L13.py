"""L13: Criteria that leave a gap."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView
from .criteria import untold
from .tiers import WHY


def _gap(check: Check, view: RecordView) -> Iterator[Finding]:
    record, _ = view
    for field, text in (("name", record.criteria), ("description", record.description)):
        if "分" in text and (gaps := untold(text, record.name)):
            span = (0, len(record.name)) if field == "name" else (0, len(text))
            yield check.finding(
                field,
                span,
                f"评分标准“{short(text, 36)}”没有说{gaps}怎样得分，完成值落在其中时无法评分。",
                "请把各档写成首尾相接的区间，如“a以上得满分，b（含）至a得一半，b以下不得分”，或写明其余按比例得分。",
            )
            return


def _told(criteria: str, name: str = "渠道清淤完成率", value: str = "100%", described: str = "") -> Example:
    """For the examples."""
    return Example(Indicator(name, value, described, criteria=criteria))


CHECK = Check(
    code="L13",
    title="评分标准有空档",
    english="Criteria that leave a gap",
    severity="P2",
    opinion=4,
    why=WHY + "三档以上、各档都写了数值的才判；写明其余按比例、酌情扣分的，只写两档的，不判。",
    run=_gap,
    bad=(
        _told("100%得5分；80%～90%得3分；60%以下不得分"),
        _told("", described="完成率90%以上得满分，70%至80%得一半分值，低于60%不得分"),
        _told("培训5场及以上得10分；培训3场得6分；培训1场以下不得分", "水管员培训场次", "≥5场"),
        _told("到场时间1小时以内得满分，2小时至3小时得60%分值，超过4小时不得分", "抢修到场时间", "≤1小时"),
    ),
    good=(
        _told("90%以上得满分，80%～90%得一半，80%以下不得分"),
        _told("90%以上得满分，60%以下不得分"),
        _told("100%得5分；80%～90%得3分；60%以下不得分；其余按比例得分"),
        _told("完成率每低1个百分点扣0.5分，低于60%不得分"),
        _told("95%以上得5分，90%～94%得4分，85%～89%得3分，85%以下不得分"),
        _told("数量达到12公里得2分；合格率90%以上得2分；投诉率5%以下得1分"),
        _told("90%（含）以上得满分，80%（含）～90%得80%分值，60%（含）～80%得60%分值，60%以下不得分"),
        _told("未发生得5分，发生1起得3分，发生2起及以上不得分", "渠道溺水事故", "0起"),
    ),
)
