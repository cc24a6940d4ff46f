"""N17: respondent missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....models.anchor import remainder
from ....nlp.record import Indicator
from ...advice import served
from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .bare import DIGIT, SATISFIED, one

_STOCK = re.compile(
    r"(?:服务|受益)?对象|社会公众|公众|社会|政策|群众|受益人群?|相关(?:人员|单位|方)|的|对|项目|工作|总体|综合|整体|服务|是否|"
    r"保障|范围|满意[度率]?|指标|达标值|调查|结果|情况|程度|水平|高|基本|率|度|[,、;:()。 ]"
)
# Whom the project serves is asked, not who gives the orders or does the work; 职工 may be served (食堂, 宿舍).
_WHO = r"(?:的满意|满意|对[^对]*满意)"
_INSIDE = re.compile(
    rf"^(?:(?:上级|主管|分管|单位|部门|党委|政府|各级|有关|相关|[县市区镇局院校])*领导(?!干部)|"
    rf"(?:上级|主管)(?:主管)?(?:部门|单位|机关)?|本(?:单位|部门|机关|局|院|校|委|办|街道|中心)){_WHO}"
)
# How people are asked says nothing of whom.
_SURVEY = re.compile(r"调查|问卷|抽样|测评|访谈|回访|统计|有效|样本|反映|考核|得分")
_WIDE = re.compile(r"群众|公众|受益人")
_SURVEYS = re.compile(r"统计|调查|普查")  # those who are asked are whom such a unit serves


def _respondent(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    satisfied = bool(SATISFIED.search(context.name))
    if not satisfied or context.clipped or (record.narrative and len(context.name) > 8):
        return
    if inside := _INSIDE.match(context.name):
        asked = inside[0].partition("满意")[0].partition("对")[0].removesuffix("的")
        yield _not_served(check, record, asked)
        return
    if _STOCK.sub("", context.name) or (
        "调查对象" in context.name and _SURVEYS.search(f"{record.unit}{record.owner}")
    ):
        share = context.target is not None and context.target.kind == "percent"
        if share and _UNNAMED.search(context.name) and not _RATE.search(context.name):
            yield _not_a_rate(check, record)
        return
    figure = bool(DIGIT.search(context.value)) or bool(record.tiers)
    if figure and remainder(_SURVEY.sub(" ", record.description)):
        return
    # 社会公众满意度 says whom, widely; 服务对象满意度 is how the standard calls the row, and says of no one.
    severity = ("P3" if _WIDE.search(context.name) else "P2") if figure or record.actual else ""
    who = served(record)
    yield check.mark(
        record,
        "name",
        None,
        "没有写明调查谁的满意度。",
        f"请写明调查对象{f'，如“{who}满意度”' if who else '（接受服务或参加活动的是哪些人）'}，并备好问卷或回访记录。",
        severity,
    )


_UNNAMED = re.compile(r"满意(?:调查|测评|问卷)?[。.]?$|满意[度率]?(?:调查|测评|问卷)$")
_RATE = re.compile(r"率$|数量$|次数?$|份数?$")


def _not_a_rate(check: Check, record: Indicator) -> Finding:
    """学生及家长满意, 市民满意度调查: what is counted is the rate."""
    return check.mark(
        record,
        "name",
        None,
        f"“{record.name}”不是衡量的内容，数值说的是满意度。",
        "请改写为“××（调查对象）满意度”，调查方式写在指标解释里。",
        "P2",
    )


def _not_served(check: Check, record: Indicator, asked: str) -> Finding:
    who = served(record)
    return check.mark(
        record,
        "name",
        None,
        f"“{asked}”不是项目的受益人，问他们满意不满意说明不了效果。",
        f"请改为调查接受服务的人{f'，如“{who}满意度”' if who else '（“××满意度”）'}，并备好问卷或回访记录。",
        "P2",
    )


CHECK = Check(
    code="N17",
    title="没有写明调查谁的满意度，或问的不是受益人",
    english="Respondent missing",
    severity="P1",
    profiles={"selfcheck": "P3"},
    opinion=2,
    why="满意度指标要明确服务对象，并实际开展调查（财预〔2021〕101号）；有数值而对象笼统的从轻，写“群众”“社会公众”的只作提示。",
    run=_respondent,
    needs=("satisfied",),
    fault="measurand",
    weight=0.65,
    instead_of=("B16", "N14"),
    bad=(
        one("服务对象的满意度", "服务对象的满意度"),
        one("满意度高", "好"),
        one("总体满意度", "≥90%"),
        one("项目满意度", "90%以上", description="项目满意度90%以上"),
        one("服务对象满意度", "≥90%"),
        one("领导满意度", "100%"),
        one("上级主管部门对灌区工作的满意度", "≥95%"),
        one("本单位满意度", "≥90%"),
        one("用水户满意度调查", "≥90%"),
    ),
    good=(
        one("用水户满意度", "≥90%"),
        one("用水户满意度调查", "2次"),
        one("服务对象满意度", "≥90%", description="沿渠用水户满意度问卷结果"),
        one("对抢修服务的响应时间", "2小时"),
        one("培训领导干部满意度", "≥90%"),
        one("本单位职工满意度", "≥90%"),
        one("本校学生满意度", "≥90%"),
        one("职工对领导满意度", "≥90%"),
    ),
)
