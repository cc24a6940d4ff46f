"""C01, C05, C23–C26, C34–C36, C57, C58: what a completion cell and its reason say before anything is compared.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .....nlp.normalize import fold
from .....nlp.record import Indicator
from ....views import SetView

# No completion is written; 无 may be one (of a harm) and is told apart where it matters.
_BLANK = re.compile(r"[-/\\—–―_*.·、\s]*|不适用|不涉及|未填写?|待填")
_NO_REASON = re.compile(
    r"[-/\\—–―_*.·、\s]*|(?:无|没有|暂无|不存在|未发生|无明显|均无)?(?:任何|较大|重大|明显)?(?:偏差|偏离|差异)?(?:情况|原因|问题)?[。.]?"
    # That one will try harder tells neither why nor what: 加快进度.
    r"|(?:将|下一步|继续|进一步|要)*(?:加[快大强]|抓紧|强化|推进|尽快)(?:工作|项目|实施|推进|执行|支出|完成|落实|建设)*(?:进度|力度|进程|管理|落实)?[。.]?"
    r"|(?:项目|工作|任务|工程|各项)*(?:正)?(?:在|按|依)?(?:照)?(?:计划|进度|要求|时序)?(?:有序|稳步|正常|逐步|持续)*(?:推进|实施|进行|开展)中?[。.]?"
    r"|无需(?:说明|填写|整改)|不适用|不涉及|正常|0|否|(?:已|均已|全部|按[时期]|如期)*(?:完成|达成|达标|实现)(?:年度|预期|全年)?(?:目标|指标|任务)?[。.]?"
)
# What the form itself says to write there: an order to whoever fills it in.
TEMPLATE = re.compile(
    r"(?:^|[(（：:。，,；;])(?:说明[:：])?(?:此处|此栏|本栏|在此)?(?:请|需|应|须|由单位)(?:在此|在此处|据实|如实|逐[条项]|简要|简单|详细|分别|根据|结合|针对|对照|按照?|认真|重点|予以)*"
    r"(?:说明|填写|填报|分析|列明|写明|注明|描述|阐述|概述|填列|录入|删除|补充)"
    r"|如(?:有|存在|出现|发生)?(?:未完成|偏差|未达到|未达标|没有|无).{0,12}(?:请|需|应|须)"
    r"|(?:未完成|未达标|未达到|偏差|偏离|超过|低于|高于|大于|小于).{0,16}(?:的|时)[，,]?(?:请|需|应|须)(?:要)?(?:说明|分析|填写|注明)"
    r"|^简要(?:说明|描述|分析|概述).{0,20}(?:原因|情况|措施)|^(?:填写|填报)说明[:：]|^针对.{2,30}(?:分析|说明)(?:原因|并|其)"
    r"|^(?:偏差|未完成|未达标)?原因(?:分析)?(?:及|和|与)(?:下一步)?(?:改进|整改)(?:措施|意见)[。:：]?$|^(?:此处|此栏|本栏)"
    r"|^(?:偏差|未完成)原因(?:分析)?[:：]?$"
    r"|^(?:按照?|根据|结合)?(?:实际(?:完成)?情况|据实|如实)(?:据实|如实)?填[写报列]"
)
# What is done about it, beside why it came so.
_MEASURE = re.compile(
    r"^同上|今后|次年|明年|下年|来年|约定|改[为由成]|20[0-9]{2}年.{0,16}(?:安排|编入|纳入|开展|补|改|验收|完成|实施|提高|增加|压减)|下一步|下步|将|拟|计划|改进|措施|实行|推行|推广|责令|加装|推迟[至到]|顺延|延[至到期]|倒排|待[^，。；;]{1,16}后|完[工成]后|补[训免考招录聘办]|复考|安排(?!冲突|不)|已组织|加强|加大|强化|督促|催|加快|抓紧|推[进动]|协调|沟通|对接|力争|争取|完善|优化|细化|尽快|尽早|提前|落实|建立|健全|"
    r"已.{0,16}(?:商定|整改|完成|安排|补|到位|支付|增设|公告|开工|签订|纳入|下达|商定|报批|申请|申报|上报|报送|反映|对接)|加派|约谈|弥补|补足|延长|恢复[^，。；]{0,6}后|后(?:续|再|优先|即)|优先(?:安排|接收|保障|办理)|新增|追加|改用|增[加派配]|加密|更换|赶工|补种|补课|起按|整改|复查|增设|重新|到货|列入[^，。；;]{0,12}(?:名单|计划|[首头]批|批次)|做[好细实精]|[编定]准|调整|预[计判]|(?:再|继续)(?:做|抓|推)|多(?:做|给|开展)"
)
# What nobody at the unit decides asks for no measure.
_FATE = re.compile(
    r"自然减员|收养|领养|死亡|去世|病故|亡故|判决|迁出|退出|动态管理|实有人数|据实|实际(?:人数|申请)|无人申请"
)


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A text folded, without spaces and closing marks."""
    return "".join(fold(text).split()).strip("。.;；,，")


@lru_cache(maxsize=4096)
def is_blank(text: str) -> bool:
    """Whether a completion cell says nothing."""
    return bool(_BLANK.fullmatch(fold(text).strip()))


@lru_cache(maxsize=4096)
def explains(reason: str) -> bool:
    """Whether a reason is one: 无, —, 无偏差 and the form's own instruction are none.

    >>> explains("雨季停工，剩余2公里次年3月完工"), explains("无偏差"), explains("—"), explains("加快进度")
    (True, False, False, False)
    """
    folded = fold(reason).strip()
    return not _NO_REASON.fullmatch(folded) and not TEMPLATE.search(folded)


def mends(reason: str) -> bool:
    """Whether a reason says what is done about it.

    >>> mends("雨季停工，9月起加派人员赶工"), mends("年内辞职14人，补招程序12月启动"), mends("雨季停工")
    (True, True, False)
    >>> mends("14户外出务工，已列入2024年首批名单")
    True
    """
    return _MEASURE.search(reason) is not None


def is_fate(reason: str) -> bool:
    """Whether a reason names what nobody at the unit decides."""
    return _FATE.search(reason) is not None


def rows_of(view: SetView) -> list[list[int]]:
    """The indices of each form's rows that a self-evaluation reports on: those of the year, where a form has
    rows of several years too."""
    forms: dict[tuple[str, str], list[int]] = {}
    for i, (record, _) in enumerate(view):
        if not record.narrative:
            forms.setdefault((record.owner_id, record.location.sheet), []).append(i)
    reported = []
    for members in forms.values():
        if any(view[i].record.actual or view[i].record.points is not None for i in members):
            annual = [i for i in members if view[i].record.horizon != "term"]
            reported.append(annual if any(view[i].record.actual for i in annual) else members)
    return reported


def row(name: str, value: str, actual: str, level2: str = "数量指标", **more: Any) -> Indicator:
    """For the examples."""
    told: dict[str, Any] = {"level1": "产出指标", "project": "灌区清淤", **more}
    return Indicator(name, value, level2=level2, actual=actual, **told)
