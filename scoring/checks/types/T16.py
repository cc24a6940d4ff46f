"""T16: what a unit is or has, filed as what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....models.taxonomy import OUTPUTS
from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .cells import one

_FACT = re.compile(
    r"(?:(?:单位|机关|部门|本级|现有|全[局街镇乡办]){0,2}(?:办公|在[职岗编]|编[制内]|干部|职工|公务员)(?:人员|干部|职工)?(?:人?数|人数|数量)"
    r"|(?:辖区|下辖|所辖|管辖)(?:内|范围)?(?:社区|行政村|村居?|村组|街道|乡镇|居民|常住|户籍)?(?:人口|面积|户数|个?数量?)"
    r"|下属(?:事业)?单位(?:个?数|数量)"
    r"|(?:经费|资金|预算)使用(?:月份?|天|年)数|(?:项目|经费)使用期限)"
)
# Who or what was there before, as a rule.
_STAFF = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:工作|在编|在岗|聘用)人员(?:人数|数量?)?|(?:社区|管理)?网格(?:个?数|数量)"
)
# Where they are what is paid for, how many there are is the output.
_PAID = re.compile(
    r"人员|工资|社保|公积金|养老|薪|津贴|补[助贴]|队伍|辅助|购买服务|社工|聘用|劳务|派遣|网格|体检|慰问|食堂|伙食|工会|福利|绩效"
)


def _fact(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    staff = _STAFF.fullmatch(context.name)
    if not context.declared <= OUTPUTS or _PAID.search(record.owner):
        return
    if not (staff or _FACT.fullmatch(context.name)):
        return
    yield check.mark(
        record,
        "name",
        None,
        f"“{short(record.name)}”是单位的基本情况或投入，花不花这笔钱都一样，不是做了多少。",
        "请改为用这笔钱完成的工作量，如服务、检查、维护了多少（人次、次、处）。",
        "P2" if staff else "",
    )


CHECK = Check(
    code="T16",
    title="基本情况或投入当作产出",
    english="What a unit is or has, filed as what it does",
    severity="P1",
    opinion=3,
    why="产出指标反映预算资金提供的公共产品和服务的数量、质量（财预〔2015〕88号）；单位有多少人、辖多少社区、经费用几个月，不因预算而变化。",
    run=_fact,
    dimension="相关性",
    needs=("declared", "figures"),
    bad=(
        one("办公人数", "68人", "产出指标", "数量指标"),
        one("水管站工作人员", "9人", "产出指标", "数量指标"),
        one("辖区社区数", "9个", "产出指标", "数量指标"),
        one("经费使用月份数", "11个月", "产出指标", "时效指标"),
    ),
    good=(
        one("走访社区数", "9个", "产出指标", "数量指标"),
        one("在职人员培训人数", "68人", "产出指标", "数量指标"),
        one("辖区渠道清淤长度", "12公里", "产出指标", "数量指标"),
    ),
    weight=1.1,
)
