"""M03, M04, M05: sets that are thin, split up, or without what the text promises.

Shared by the checks of the family.
"""

from __future__ import annotations

from ....nlp.record import Indicator


def row(name: str, value: str, level2: str, project: str = "高标准农田") -> Indicator:
    """For the examples."""
    side = "效益指标" if "效益" in level2 else "满意度指标" if "满意" in level2 else "产出指标"
    return Indicator(name, value, level1=side, level2=level2, project=project)


STOCK = (
    row("项目数量", "按需", "数量指标"),
    row("质量达标率", "100%", "质量指标"),
    row("完成及时率", "100%", "时效指标"),
    row("社会效益", "明显", "社会效益指标"),
    row("服务对象满意度", "≥90%", "服务对象满意度指标"),
)
OWN = (
    row("新建灌渠长度", "12公里", "数量指标"),
    row("灌渠混凝土强度合格率", "100%", "质量指标"),
    row("新增灌溉面积", "320亩", "社会效益指标"),
    row("受益农户满意度", "≥90%", "服务对象满意度指标"),
)
