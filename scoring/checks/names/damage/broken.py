"""N10–N13, N15, N16: formulas, lost ends, foreign fragments, labels and punctuation in names.

Where the document was clipped by extraction (`Context.clipped`) the author is not to blame: the finding is a
P3 note that costs nothing.

Shared by the checks of the family.
"""

from __future__ import annotations

from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example

LOST = "文本被截断，无法判断：名称{}丢失，应是文件转成文本时造成的，不算填报问题。"
RESEND = "请用原件核对，或重新导出完整的名称。"


def lost(check: Check, record: Indicator, side: str) -> Finding:
    """A finding about a name cut on one side."""
    return check.finding("name", (0, len(record.name)), LOST.format(side), RESEND, "P3", 11, extraction=True)


def one(name: str, clipped: bool = False) -> Example:
    """For the examples."""
    return Example(Indicator(name, value="≥90%"), {"clipped": clipped})


NAME = "指标名称应完整、规范，计算方法写入解释（财预〔2021〕101号；财预〔2015〕88号审核表“规范完整性”）。"
