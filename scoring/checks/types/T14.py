"""T14: how the money is spent, filed as what it buys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....models.taxonomy import BENEFITS
from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .cells import one

_PROCESS = re.compile(
    r"专款专用率?|(?:部门|项目|年度|整体|全年)*(?:(?:专项|项目|财政|补助|经费|资助|奖补)?资金|经费|预算){1,2}(?:使用|支出|执行|拨付|支付|足额发放|足额支付)(?:合规|规范)?(?:率|性|进度)|(?:资金|经费)(?:有效|合理|规范)*使用(?:情况|状况|效率|效益|效果)|资金使用合规性|专账核算率|(?:政府|集中)采购(?:执行|规范|覆盖)?率|(?:资金|经费|预算|支出){1,2}(?:使用|支出|执行|投向)?(?:合规|合法|规范)(?:率|性)"
)
# The same of one payment among others (补助资金到位率): in time it may be, as quality or quantity it says nothing.
_ARRIVED = re.compile(
    r"[^及和与、]{0,12}(?:资金|经费|拨款)(?:支出|保障)?(?:足额)?(?:应发已发|应付已付|下达|分解|分配|安排|到位|支付|拨付|发放)(?:率|比率|比例|进度)"
)
# When the money goes out says nothing of when the work is done; where people are paid it is the work (补助资金发放及时率).
_TIMED = re.compile(
    r"(?:本|当年?|年度|预算内?|财政|中央|省级|地方|配套|项目|工程|养护|运维|专项|建设|合同|支出){0,4}(?:资金|经费|投资|合同款|(?:服务|物业|劳务|维护|工程)费用?)(?:当年|年度)?"
    r"(?:拨付|支付|支出|结算){1,2}(?:的?及时[率性]?(?:支付率)?|的?时效性|率|进度|完成率|实现率|(?:完成)?(?:时间|时限)|情况)"
)
_PAID_OUT = re.compile(r"(?:补[助贴偿]|抚恤|救助|津贴|待遇|慰问|资助|助学|养老|低保).*足额发放")
_SECURED = re.compile(r".{0,10}(?:利息|贴息|资金|经费|费用|支出|补助|补贴)(?:足额)?保障率")
_SPENDING = re.compile("(?:执行|使用|支出|支付)(?:率|进度)$")
_OWN_CLASS = re.compile("预算|管理|投入|过程|决策")  # the form itself asks for it
_CIRCULAR = re.compile(
    r"(?:年度|项目|各项|全部)*(?:绩效|考核)+(?:目标|指标|任务)*(?:完成|实现|达成|达标)(?:率|比率|比例|情况|程度)"
)


def _process(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.declared == {"satisfaction"} or _OWN_CLASS.search(record.level1 + record.level2):
        return
    name = context.name.replace("的", "").rstrip("%。")
    if _PAID_OUT.search(name):
        return  # where people are paid, that all of them are is the output
    if _CIRCULAR.fullmatch(name):
        yield check.mark(
            record,
            "name",
            None,
            f"“{short(record.name)}”拿全部指标的完成情况再作一条指标，是循环考核，看不出项目做得怎样。",
            "请删去，改为反映产出或效果的指标，如完成数量、验收合格率。",
            "P1",
        )
        return
    arrived = "timeliness" not in context.declared or "下达" in name
    if (
        not _PROCESS.fullmatch(name)
        and not _SECURED.fullmatch(name)
        and not (arrived and _ARRIVED.fullmatch(name))
        and not ("timeliness" in context.declared and _TIMED.fullmatch(name))
    ):
        return
    said = (
        "完成早晚的指标，如完成时间、响应时间"
        if context.declared == {"timeliness"}
        else "效果的指标，如收入、就业的变化"
        if context.declared <= BENEFITS
        else "产出的指标，如完成数量、验收合格率"
    )
    yield check.mark(
        record,
        "name",
        None,
        f"“{short(record.name)}”是资金管理的要求，不是项目的产出或效果，考核它看不出钱买到了什么。",
        f"请改为反映{said}；预算执行率在自评表里另有一栏。",
        "P1"
        if record.points is not None
        and _SPENDING.search(name)
        and ("预算" in name or "timeliness" not in context.declared)
        else "",  # it has points of its own already
    )


CHECK = Check(
    code="T14",
    title="资金管理要求当作产出或效益",
    english="How the money is spent, filed as an output or a benefit",
    severity="P2",
    opinion=7,
    why="产出指标反映提供的产品和服务（财预〔2015〕88号）；资金支付、专款专用属过程管理，另由预算执行率考核。",
    run=_process,
    needs=("declared",),
    fault="class",
    instead_of=("T01", "T11", "N14"),
    bad=(
        one("专款专用率", "100%", "产出指标", "质量指标"),
        one("项目资金使用率", "100%", "产出指标", "质量指标"),
        one("资金足额发放率", "100%", "产出指标", "成本指标"),
        one("资助资金使用率", "100%", "效益指标", "经济效益指标"),
        one("经费支出进度", "100%", "产出指标", "时效指标"),
        one("部门预算执行率", "≥95%", "产出指标", "质量指标"),
        one("水费补助资金的到位率", "≥90%", "产出指标", "质量指标"),
        one("当年预算资金下达比率", "100%", "产出指标", "时效指标"),
        one("水费补助资金足额拨付率", "100%", "产出指标", "质量指标"),
        one("支出经费合规率", "100%", "产出指标", "质量指标"),
        one("水利贷款利息支出保障率", "100%", "效益指标", "经济效益指标"),
        one("绩效考核指标完成率", "100%", "产出指标", "质量指标"),
        one("政府采购率", "100%", "产出指标", "质量指标"),
        one("经费保障到位率", "100%", "产出指标", "数量指标"),
        one("养护资金支付及时率", "≥90%", "产出指标", "时效指标"),
        one("经费支付完成时间", "12月31日前", "产出指标", "时效指标"),
    ),
    good=(
        one("资金到位率", "100%", "产出指标", "时效指标"),
        one("水费补助资金支付及时率", "100%", "产出指标", "时效指标"),
        one("慰问金足额发放率", "100%", "产出指标", "质量指标"),
        one("水费补助资金支付比例", "100%", "产出指标", "时效指标"),
        one("管护绩效考核合格率", "100%", "产出指标", "质量指标"),
        one("财政资金投入", "30万元", "产出指标", "数量指标"),
        one("预算执行率", "100%", "项目管理", "投入管理"),
        one("年度预算执行率", "≥90%", "预期产出指标", "预算控制指标"),
    ),
)
