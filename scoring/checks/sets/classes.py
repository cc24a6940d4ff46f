"""M01, M02, M11: which classes of indicators a project lacks.

Shared by the checks of the family.
"""

from __future__ import annotations

from ....nlp.document import Passage
from ....nlp.record import Indicator

BENEFITS = frozenset(("economic", "social", "ecological", "sustainable"))


def row(name: str, value: str, level2: str, project: str = "灌区清淤", activity: str = "") -> Indicator:
    """For the examples."""
    side = {"经": "效益", "社": "效益", "生": "效益", "可": "效益", "服": "满意度"}.get(level2[0], "产出")
    return Indicator(name, value, level1=side + "指标", level2=level2, project=project, activity=activity)


FORM = (Passage("title", "项目绩效目标表"),)
LENGTH = row("清淤长度", "12公里", "数量指标")
CLEAN = row("清淤验收合格率", "100%", "质量指标")
