"""C23, C57: what a reason says is done about a shortfall.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

# What is done about it, beside why it came so.
_MEASURE = re.compile(
    r"^同上|今后|次年|明年|下年|来年|约定|改[为由成]|20[0-9]{2}年.{0,16}(?:安排|开展|补|改|验收|完成|实施)|下一步|下步|将|拟|计划|改进|措施|加强|加大|强化|督促|催|加快|抓紧|推[进动]|协调|沟通|对接|力争|争取|完善|优化|细化|尽快|尽早|提前|落实|建立|健全|"
    r"已.{0,16}(?:整改|完成|安排|补|到位|支付|增设|公告|开工|签订|纳入|下达)|加派|赶工|补种|补课|起按|整改|复查|增设|重新|到货|做[好细实精]|[编定]准|调整|预[计判]|(?:再|继续)(?:做|抓|推)|多(?:做|给|开展)"
)
# What nobody at the unit decides asks for no measure.
_FATE = re.compile(
    r"自然减员|死亡|去世|病故|亡故|判决|迁出|退出|动态管理|实有人数|据实|实际(?:人数|申请)|无人申请"
)


def mends(reason: str) -> bool:
    """Whether a reason says what is done about it.

    >>> mends("雨季停工，9月起加派人员赶工"), mends("雨季停工")
    (True, False)
    """
    return _MEASURE.search(reason) is not None


def is_fate(reason: str) -> bool:
    """Whether a reason names what nobody at the unit decides."""
    return _FATE.search(reason) is not None
