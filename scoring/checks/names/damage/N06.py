"""N06: several indicators in one cell."""

from __future__ import annotations

from .....nlp.location import Location
from .....nlp.record import Indicator
from ....registry import Check, Example
from .glued import WHY, glued, single

CHECK = Check(
    code="N06",
    title="多项指标并在一格",
    english="Several indicators in one cell",
    severity="P1",
    opinion=5,
    why=WHY,
    run=glued,
    needs=("joined",),
    bad=(
        single("机井封填率\\水表安装率\\水费收缴率"),
        single("泵站新建数量（座）、渠道衬砌数量（公里）"),
        Example(Indicator("机井封填率", cell="机井封填率及水表安装率", location=Location(line=7, part=1))),
    ),
    good=(
        single("水库和泵站完好率"),
        single("水费收缴率"),
        single("渠道、泵站设备完好率"),
        Example(Indicator("困难农户水费补助", cell="指标1：困难农户 水费补助")),
    ),
)
