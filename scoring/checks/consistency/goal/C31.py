"""C31: one goal pasted into several projects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.normalize import fold
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, about, listed, owners, quoted
from .wording import DYKE, folded, goal

_SHORTEST = 10
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]|[“”\"\s]")
# Names of places: projects that differ in nothing else are one programme at several sites.
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:社区工作站|工作站|社区|街道|村|镇|乡|县|区|学校|小学|中学|幼儿园|医院|卫生院|站|所)(?:[（(].{0,6}[）)])?"
)

_FUND = re.compile(r"政府购买服务|购买服务|管理|经费|资金|项目|专项|费用|工作(?!站)")


def _pasted(check: Check, view: SetView) -> Iterator[Finding]:
    same: dict[str, list[Owner]] = {}
    for owner in view.once(owners):
        if owner.form and len(key := folded(owner.text("goal"))) >= _SHORTEST:
            same.setdefault(key, []).append(owner)
    for group in same.values():
        if len(group) < 2:
            continue
        text = quoted(group[0].text("goal"), 30)
        sites = _sited(group)
        for owner in group:
            others = [other.name or "未写名称的项目" for other in group if other is not owner]
            yield about(
                check,
                view,
                owner,
                f"年度目标{text}与{listed(others)}的年度目标逐字相同，看不出本项目自己要做成什么。",
                "请按本项目的内容、服务对象和资金分别写明年度目标；内容确实相同的，请合并申报或说明分工。",
                "P3" if sites else "",
            )


def _sited(group: list[Owner]) -> bool:
    """Whether the names differ by a place only: one programme at several sites."""
    names = [fold(owner.name) for owner in group]
    programmes = {_PLACE.sub("", _FUND.sub("", _BRACKETS.sub("", name))) for name in names}
    return len(programmes) == 1 and len(set(names)) == len(names) and all(map(_PLACE.search, names))


_OTHER = (DYKE, goal("组织沿岸群众开展防汛演练，提高自救能力。"))
_POND = type(DYKE)("清淤方量", "2600方", project="山塘清淤")


CHECK = Check(
    code="C31",
    title="多个项目的年度目标相同",
    english="One goal pasted into several projects",
    severity="P2",
    opinion=2,
    why="绩效目标应指向明确，反映本项目的预期产出和效果（财预〔2015〕88号：指向明确）；同一句话用在几个项目，等于没有目标。",
    run=_pasted,
    scope="document",
    dimension="相关性",
    empty=True,
    bad=(
        Example(DYKE, others=(_POND,), passages=(_OTHER[1], goal(_OTHER[1].text, "山塘清淤"))),
        Example(
            DYKE, others=(_POND,), passages=(_OTHER[1], goal("1、" + _OTHER[1].text.strip("。"), "山塘清淤"))
        ),
    ),
    good=(
        Example(
            DYKE, others=(_POND,), passages=(_OTHER[1], goal("清理山塘淤积2600方，恢复蓄水。", "山塘清淤"))
        ),
        Example(DYKE, others=(_POND,), passages=(goal("完成全年任务。"), goal("完成全年任务。", "山塘清淤"))),
        Example(DYKE, passages=(_OTHER[1], _OTHER[1])),
    ),
)
