"""M09: the indicator table is empty."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.document import Passage, Project
from ....nlp.record import Indicator
from ...findings import Finding
from ...registry import Check, Example
from ...views import SetView
from ..owners import Owner, about, owners, quoted

_NONE = frozenset(("不适用", "无", "不涉及", "/", "-", "—", "——", "略", "n/a", "无此项"))


def _empty(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        if not owner.form or not owner.name or not _stated(owner):
            continue
        if owner.rows and not all(_unused(view[i].record) for i in owner.rows):
            continue
        how = f"{len(owner.rows)} 行全填“不适用”" if owner.rows else "是空的"
        goal = owner.text("goal").strip()
        said = f"写了年度目标（{quoted(goal, 30)}）" if goal else "安排了预算"
        yield about(
            check,
            view,
            owner,
            f"{quoted(owner.name, 30)}{said}，绩效指标表却{how}，年终无从评价。",
            "请按年度目标和资金用途填写绩效指标：产出写数量、质量和时效，效益写服务对象有什么变化，并填指标值。",
        )


def _stated(owner: Owner) -> bool:
    """Whether it is a form with money and a goal, not a heading in a list of projects."""
    money = bool(owner.budget) or any(t.strip(" 0.") for t in owner.texts.get("budget", ()))
    goal = bool(owner.text("goal").strip())
    return goal if money else goal and bool(owner.text("calculation") or owner.text("policy"))


def _unused(record: Indicator) -> bool:
    return record.value.strip().lower() in _NONE and not record.tiers


_FORM = Project("p1", "堤防管护", goal="巡堤860公里，险情及时处置。", budget=36.0)
_OTHER = Indicator("清淤方量", "2600方", project="山塘清淤", project_id="p2")
_NOT_APPLICABLE = Indicator("巡堤里程", "不适用", project="堤防管护", project_id="p1")


CHECK = Check(
    code="M09",
    title="绩效指标表没有填写",
    english="The indicator table is empty",
    severity="P0",
    opinion=1,
    why="绩效目标要细化为绩效指标，指标表不得空缺（财预〔2015〕88号：规范完整性）；没有指标的项目无法审核，也无法评价。",
    run=_empty,
    scope="document",
    dimension="完整性",
    absence=True,
    empty=True,
    bad=(
        Example(None, projects=(_FORM,)),
        Example(_NOT_APPLICABLE, projects=(_FORM,)),
    ),
    good=(
        Example(Indicator("巡堤里程", "860公里", project="堤防管护", project_id="p1"), projects=(_FORM,)),
        Example(_OTHER, projects=(Project("p3", "一、人员经费", budget=36.0),)),
        Example(None, projects=(Project("p3", "堤防管护", goal="巡堤860公里"),)),
        Example(
            _NOT_APPLICABLE,
            others=(Indicator("险情处置及时率", "100%", project="堤防管护", project_id="p1"),),
            passages=(Passage("budget", "36", "堤防管护", project_id="p1"),),
            projects=(_FORM,),
        ),
    ),
)
