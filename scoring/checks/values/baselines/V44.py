"""V44: a benefit told by how long the money lasts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....models.taxonomy import BENEFITS
from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView

# How long a thing holds is an effect that lasts; how quickly something happens is one for those who wait.
_HOLDS = re.compile(
    r"年限|寿命|有效期|质保|保修|保质|使用期|服务期|租期|缩短|减少|响应|等[待候]|用时|耗时|时[长间效限]|周期|频次|天数|月数|期限$|间隔"
)
_ONLY = re.compile(r"(?:[≥>=]|不少于|不低于|至少)?[0-9.]+(?:年|个月)(?:及?以上)?")
_MONEY_LASTS = re.compile(r"(?:项目|经费|资金|政策)(?:持续|实施|执行|使用)(?:时间|期限|周期|期)$")


def _lasting(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if not context.declared <= BENEFITS or target is None or target.kind != "duration" or context.clipped:
        return
    if not _ONLY.fullmatch(context.value.strip("。.;")) or (
        _HOLDS.search(context.name) and not _MONEY_LASTS.search(context.name)
    ):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.name)}”填“{short(record.value)}”，只说管多久，没有说做到什么程度才算，年底无法判断。",
        "请改为能看出效果的指标，如使用率、留存率、正常运行天数，或写明建立的制度、移交管护的单位。",
    )


def _one(name: str, value: str, level2: str = "可持续影响指标") -> Example:
    return Example(Indicator(name, value=value, level1="效益指标", level2=level2))


CHECK = Check(
    code="V44",
    title="效果只写持续几年",
    english="A benefit told by how long it lasts",
    severity="P2",
    opinion=4,
    why="效益指标反映项目带来的变化，要能衡量（财预〔2015〕88号：细化量化）；“正常运转1年”只是经费安排的期限，做得怎样都算完成。",
    run=_lasting,
    dimension="相关性",
    needs=("value", "figures", "declared"),
    bad=(
        _one("灌区管理组织正常运转", "≥1年"),
        _one("护渠员队伍持续发展", "3年"),
        _one("项目持续时间", "≥1年"),
    ),
    good=(
        _one("闸门使用年限", "≥8年"),
        _one("灌区正常供水天数", "≥300天"),
        _one("灌溉等候时间缩短", "2个月"),
        Example(Indicator("水泵租赁期限", value="1年", level1="产出指标", level2="时效指标")),
    ),
    fault="target",
    weight=1.4,
)
