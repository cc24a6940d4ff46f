"""Targets of time: by when one thing is done, how soon a request is met, how often recurrent work is in time."""

from __future__ import annotations

import re

_TAIL = re.compile(
    r"(?:的|工作|任务|按期|按时|实际)?(?:完成)?(?:的?及时[性率]?|的?时效性?|情况|按时|按期|准时)+$"
)
_SOON = re.compile(r"按期|按时|及时")
_MEASURE = re.compile(r"(?:时间|时限|期限|日期|用时|时长|周期)$")
_URGENT = re.compile(r"抢修|响应|到场|到达|救援|出警|接警|应急处置|突发.*(?:处置|处理|应对)|抢险")
_CASE = re.compile(
    r"(?:审核|审批|办理|受理|办结|答复|回复|处理|处置|出具|登记|备案|反馈|整改|解决|维修|补充|更换|录入|调解|评审|审查|上报|报送|送达|移送|查处|交付|配送)$"
)
_PAID = re.compile(r"(?:发放|拨付|支付|拨款|兑付|缴纳|补贴|补助|津贴|工资|报销)$")
_RECURRENT = re.compile(
    r"(?:清运|清扫|维护|维保|保洁|巡查|巡检|养护|消杀|监测|更新|管护|保养|收运|清理|管养|检测|运维|值守)$"
)
_ONCE = re.compile(
    r"(?:举行|举办|开展|组织|活动|培训|宣传|演练|验收|建设|改造|采购|编制|施工|工程|评估|检查|创建|普查|调查|修缮|安装|购置|整治|印制|制作|设计|招标|比赛|"
    r"征集|慰问|体检|排查|拆除|维修|修复|种植|供货|搬迁|审计|测评|招聘|评选|开工|竣工|完工|清淤|保护|提供|聘请|整理|到位|到货|到账|项目)$"
)
# What is done at one moment: nothing of it is completed later.
_STEP = re.compile(r"(?:举行|举办|开展|组织|验收|竣工|完工|开工|提供|聘请|供货|到位|到货|到账)$")
_VERB_OBJECT = re.compile(
    r"(提供|发放|出具|编制|补充|举办|举行|清运|维护|采购|印制|处理|更换|拨付|支付|开展|组织)([^的]{2,})"
)
_WAIT = re.compile(r"(?:响应|到场|到达|等候|等待|候诊|候车|出警|接警)(?:时间|时限|用时|时长)$|^平均")
_WORK = re.compile(
    r"(?:办理|办结|审批|审核|处理|处置|受理|答复|回复|反馈|出具|整改|维修|修复)(?:完成)?(?:时间|时限|用时|时长|期限|周期)$"
)


def timed(name: str) -> tuple[str, str]:
    """(measure, target) for a name that speaks of time, ('', '') where it does not tell what for.

    >>> timed("泵站故障抢修及时性"), timed("渠道清淤及时性"), timed("机井养护及时性")
    (('泵站故障抢修时限', '≤__小时'), ('渠道清淤完成时间', '为__月__日前'), ('机井养护及时率', '≥__%（写明多长时间内算及时）'))
    """
    if _MEASURE.search(name):
        if len(name) < 5:
            return "", ""
        if _WAIT.search(name):
            return name, "≤__分钟（或__小时）"
        working = _WORK.search(name) or (name.endswith(("时限", "期限")) and "完成" not in name)
        return name, "≤__个工作日" if working else "为__月__日前"
    thing = _SOON.sub("", _TAIL.sub("", name)).removesuffix("的")
    if (match := _VERB_OBJECT.fullmatch(thing)) and not is_work(match[2]):
        thing = match[2] + match[1]
    if len(thing) < 2:
        return "", ""
    if _URGENT.search(thing):
        return f"{thing}时限", "≤__小时"
    if _PAID.search(thing):
        return f"{thing}时间", "为__月__日前（按月或按季发放的写明每期日期）"
    if _RECURRENT.search(thing):
        return f"{thing}及时率", "≥__%（写明多长时间内算及时）"
    if _CASE.search(thing):
        return f"{thing}时限", "≤__个工作日"
    if thing.endswith("服务"):
        return f"{thing}响应时间", "≤__小时（或__个工作日）"
    if not _ONCE.search(thing):
        return "", ""
    return f"{thing}{'' if _STEP.search(thing) else '完成'}时间", "为__月__日前"


def is_work(thing: str) -> bool:
    """Whether a text ends in work that is done, not in a thing."""
    return any(p.search(thing) for p in (_URGENT, _RECURRENT, _CASE, _ONCE))
