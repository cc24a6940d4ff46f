"""N24: a pass rate of what has no standard to pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .bare import NAME, one

# Of these nobody says when they are right; what is built, bought, taught or tested has a standard or an examiner.
_LOOSE = re.compile(
    r"(?:服务|工作|租[用赁]|宣传|活动|会议|扶持|管护|保障|补助|补贴|慰问|接待|后勤|标准|任务|制度)(?:质量|完成|落实|执行|开展)?(?:合格|达标|优良)的?(?:率|比例)$"
)
_TOLD = re.compile(r"[0-9÷/]|标准|验收|考[核评试]|测评|评[分审估]|检[查测]|抽[查检]|合同|除以|办法|规范")
_TESTED = re.compile(
    r"验收|评估|评审|审查|党员|卫生|抽检|抽查|考[核试]|检[测查验]|水质|产品|食品|药品|环境质量|空气"
)


def _loose(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if context.clipped or target is None or target.kind != "percent" or not _LOOSE.search(context.name):
        return
    if _TESTED.search(context.name) or _TOLD.search(f"{record.description}{record.criteria}{record.basis}"):
        return
    yield check.mark(
        record,
        "name",
        None,
        f"“{short(record.name)}”没有写明怎样算合格、由谁认定，算不出这个比率。",
        "请写明标准和认定人（如“按《…》考核得分90分以上”），或改用能数清的内容（次数、投诉件数、按时完成率）。",
    )


CHECK = Check(
    code="N24",
    title="合格率、达标率没有标准",
    english="A pass rate of what has no standard to pass",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=2,
    why=NAME
    + "指标解释应写明统计口径（财预〔2021〕101号）；服务、宣传、租赁一类没有公认的标准，写“合格率100%”无从核验。",
    run=_loose,
    needs=("percent",),
    fault="measurand",
    bad=(one("泵站物业服务合格率", "100%"), one("节水宣传达标率", "100%"), one("水费扶持标准达标率", "100%")),
    good=(
        one("泵站物业服务考核合格率", "100%"),
        one("泵站物业服务合格率", "100%", description="按合同考核得分90分以上"),
        one("水管员培训合格率", "100%"),
        one("管网维修验收合格率", "100%"),
        one("管护服务满意率", "≥90%"),
    ),
)
