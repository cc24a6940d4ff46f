"""N05: indicators glued by numbers."""

from __future__ import annotations

from .....nlp.location import Location
from .....nlp.record import Indicator
from ....registry import Check, Example
from .glued import WHY, glued, single

CHECK = Check(
    code="N05",
    title="多项指标连写，只用数字隔开",
    english="Indicators glued by numbers",
    severity="P1",
    opinion=5,
    why=WHY,
    run=glued,
    needs=("joined",),
    bad=(
        single("渠道巡查率2水质抽检率3设备完好率"),
        Example(Indicator("渠道巡查率", cell="渠道巡查率2水质抽检率", location=Location(line=5, part=1))),
    ),
    good=(single("5岁以下儿童饮水达标率"), single("2型水表更换率"), single("渠道巡查率")),
)
