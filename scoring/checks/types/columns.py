"""T04, T05, T13: class cells of a document or project looked at together.

Shared by the checks of the family.
"""

from __future__ import annotations

from ....nlp.record import Indicator


def row(name: str, value: str, level1: str, level2: str) -> Indicator:
    """For the examples."""
    return Indicator(name, value=value, level1=level1, level2=level2)


FILLED = tuple(row(f"第{n}渠段清淤", "2公里", "产出指标", "数量指标") for n in range(4))
WHY = "二级指标按所衡量的内容归类（财预〔2015〕88号、财预〔2020〕10号指标框架）。"
