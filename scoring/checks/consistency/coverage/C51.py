"""C51: a part of the project's name or a deed of its goal has no indicator."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...generic import is_generic
from ...owners import Owner, about, owners, quoted
from ...relevance import content
from ..stray_goals import stray_goals
from .deeds import missing_deeds, missing_parts, told_by

_FEWEST = 3  # rows, below which M02 and M07 say that there is too little
_NAMED = 3


def _unmeasured(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        if not owner.form or len(owner.rows) < _FEWEST or owner.whole:
            continue
        told = told_by([view[i].record for i in owner.rows])
        words = view[owner.rows[0]].context.words
        parts = [] if _is_stock(view, owner) else missing_parts(owner.name, told, words)
        goal = owner.text("goal")
        # Where goal and indicators have nothing in common, C13 says so.
        near = goal and owner.id not in view.once(stray_goals) and not content(goal, words).isdisjoint(told)
        deeds = [d for d in missing_deeds(goal, told, words, owner.name) if d not in parts] if near else []
        if not parts and not deeds:
            continue
        said = []
        if parts:
            said.append(f"项目名称中的{_listed(parts)}")
        if deeds:
            said.append(f"年度目标中的{_listed(deeds)}")
        yield about(
            check,
            view,
            owner,
            f"{'和'.join(said)}，{len(owner.rows)} 条指标没有一条说到。",
            "请为这些内容设置产出指标，写明做多少、达到什么标准；本年度不做的从目标中删去。",
            "P1" if parts else "",
        )


def _is_stock(view: SetView, owner: Owner) -> bool:
    """Whether most indicators could stand in any project: B01, M03 and B16 say so."""
    return 2 * sum(is_generic(view[i].context) for i in owner.rows) > len(owner.rows)


def _listed(items: list[str]) -> str:
    more = f"等 {len(items)} 项" if len(items) > _NAMED else ""
    return "、".join(quoted(item, 22) for item in items[:_NAMED]) + more


def _row(name: str, value: str = "100%", project: str = "校舍维修和实验设备购置") -> Indicator:
    return Indicator(name, value, project=project)


def _goal(text: str, project: str = "村组道路") -> Passage:
    return Passage("goal", text, project)


_SCHOOL = (_row("校舍维修面积", "1200平方米"), _row("维修验收合格率"), _row("师生满意度", "≥90%"))
_ROAD = (
    _row("硬化路面长度", "3公里", "村组道路"),
    _row("路面验收合格率", "100%", "村组道路"),
    _row("村民满意度", "≥90%", "村组道路"),
)


CHECK = Check(
    code="C51",
    title="名称或目标中的内容没有指标",
    english="A part of the name or of the goal has no indicator",
    severity="P2",
    opinion=9,
    why="绩效指标应覆盖项目的主要内容和年度目标（财预〔2015〕88号：目标相关性、指标科学性）；写进名称、目标而没有指标的事，做没做无从评价。",
    run=_unmeasured,
    scope="document",
    dimension="相关性",
    absence=True,
    bad=(
        Example(_SCHOOL[0], others=_SCHOOL[1:]),
        Example(_ROAD[0], others=_ROAD[1:], passages=(_goal("硬化路面、边沟，安装护栏。"),)),
        Example(_ROAD[0], others=_ROAD[1:], passages=(_goal("硬化路面，组织养护员培训。"),)),
        Example(_ROAD[0], others=_ROAD[1:], passages=(_goal("做好路面硬化和绿篱补植养护、占道堆放整治。"),)),
        Example(_ROAD[0], others=_ROAD[1:], passages=(_goal("硬化路面，打击偷盗井盖行为。"),)),
        Example(
            _row("阅览室开放天数", "300天", "阅览服务"),
            others=(_row("借阅人次", "2万人次", "阅览服务"), _row("读者满意度", "≥90%", "阅览服务")),
            passages=(_goal("完善阅览室并新建一个，开放阅览室。", "阅览服务"),),
        ),
    ),
    good=(
        Example(_SCHOOL[0], others=(*_SCHOOL[1:], _row("购置仪器台数", "40台"))),
        Example(_ROAD[0], others=_ROAD[1:], passages=(_goal("硬化路面，提高村民的防灾能力，保障出行。"),)),
        Example(
            _ROAD[0],
            others=(*_ROAD[1:], _row("参训养护员人数", "30人", "村组道路")),
            passages=(_goal("硬化路面，组织养护员培训。"),),
        ),
        Example(_ROAD[0], others=_ROAD[1:], passages=(_goal("根据《农村公路检查办法》，硬化路面。"),)),
        Example(_ROAD[0], others=_ROAD[1:], passages=(_goal("硬化路面，配建护栏20处。"),)),
        Example(_ROAD[0], passages=(_goal("硬化路面、边沟。"),)),
        Example(
            _row("护岸长度", "3公里", "设施维护费收入补助资金（河道护岸）"),
            others=(
                _row("护岸验收合格率", "100%", "设施维护费收入补助资金（河道护岸）"),
                _row("沿岸居民满意度", "≥90%", "设施维护费收入补助资金（河道护岸）"),
            ),
        ),
    ),
)
