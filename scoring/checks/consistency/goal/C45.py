"""C45: a target that falls behind what is reached already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.document import Passage
from .....nlp.record import Indicator
from .....nlp.targets import canonical, parse_target
from ....findings import Finding, short
from ....registry import Check, Context, Example
from ....views import SetView
from ...owners import quoted
from ..direction import direction
from .present import Level, known, levels, plan_year, same_measure, tells

_CLEAR = 0.003  # what rounding takes
_FALLEN, _MUCH = 0.97, 0.7  # of the years before
_UNWANTED = re.compile(
    "事故|投诉|发病|案件|成本|费用|能耗|排放|纠纷|违法|差错|死亡|信访|上访|火灾"
)  # fewer are wanted
_LESS = re.compile("减少|下降|压减|压缩|缩减|调[减整]|取消|合并|移交|已完成|收尾|因|由于")
_AMOUNTS = ("count", "money")
_OWN = ("description", "basis")


def _behind(check: Check, view: SetView) -> Iterator[Finding]:
    year = view.once(plan_year)
    told = view.once(known)
    single = len({record.owner_id for record, _ in view}) == 1
    read: dict[str, tuple[Level, ...]] = {}
    for i, (record, context) in enumerate(view):
        if record.narrative or record.actual or record.horizon == "term" or context.target is None:
            continue
        if before := _years_before(record, context):
            yield _fallen(check, record, *before).at(i)
            continue
        owner = record.owner_id
        if owner not in read:
            texts = [*told.get(owner, ()), *(told.get("", ()) if single and owner else ())]
            read[owner] = tuple(level for text in texts for level in levels(text, year))
        if not read[owner] and not any(tells(getattr(record, field)) for field in _OWN):
            continue
        base = canonical(context.target)
        way = direction(context.target, context)
        if way not in ("≥", "≤") or not base.number or base.upper is not None:
            continue
        found = _level(read[owner], record, context, base.unit, year)
        if found is None or not _is_behind(base.number, found.number, way):
            continue
        asked = "satisfaction" in context.declared or "满意" in context.name
        yield check.mark(
            record,
            "value",
            None,
            f"{quoted(found.said, 30)}，目标{quoted(record.value)}{'低于' if way == '≥' else '宽于'}已有的水平，"
            f"{quoted(record.name, 16)}不用做什么就达到了。",
            f"请参照已达到的水平（{short(found.said, 24)}）重新确定目标；确有下降理由的，在指标解释中写明。",
            "P2" if asked else "",
        ).at(i)


def _years_before(record: Indicator, context: Context) -> tuple[str, float] | None:
    """What the form's own columns of the last years give, where the target lies clearly below each of them, with the
    share of the lowest that it asks for."""
    target = context.target
    if _LESS.search(record.description + record.basis):
        return None  # it is said why
    if target is None or target.kind not in _AMOUNTS or not target.number or target.comparator in ("≤", "<"):
        return None
    years = [t for text in record.history if (t := parse_target(text)) is not None and t.number]
    if not years or len(years) != len(record.history) or any(t.kind not in _AMOUNTS for t in years):
        return None
    base, alike = canonical(target), [canonical(t) for t in years]
    if any(t.unit not in ("", base.unit) for t in alike):
        return None
    share = (base.number or 0.0) / min(t.number or 0.0 for t in alike)
    said = "、".join(f"“{short(text, 10)}”" for text in record.history)
    return (said, share) if share < _FALLEN and not _UNWANTED.search(context.name) else None


def _fallen(check: Check, record: Indicator, said: str, share: float) -> Finding:
    return check.mark(
        record,
        "value",
        None,
        f"往年完成 {said}，本年目标{quoted(record.value)}只有往年最低的 {share * 100:.3g}%，没有说明为什么减少。",
        "请对照往年的完成值重新确定目标；确有减少理由的，在指标解释中写明。",
        "" if share < _MUCH else "P2",
    )


def _level(
    around: tuple[Level, ...], record: Indicator, context: Context, unit: str, year: int | None
) -> Level | None:
    """What is known of the measure as it is: by the row's own words, else by those around."""
    if record.description or record.basis:
        own = [v for field in _OWN for v in levels(getattr(record, field), year) if v.unit == unit]
        if len(own) == 1:
            return own[0]
    alike = [v for v in around if v.unit == unit and same_measure(context.name, v)]
    return alike[0] if len({v.number for v in alike}) == 1 else None


def _is_behind(target: float, level: float, way: str) -> bool:
    gap = level - target if way == "≥" else target - level
    return gap > _CLEAR * max(abs(level), abs(target))


_ROW = Indicator(
    "灌溉水达标率", "≥88%", level1="产出指标", level2="质量指标", project="灌区清淤", unit="云岭县水务局"
)


def _policy(text: str) -> tuple[Passage, ...]:
    return (Passage("title", "2027年度项目绩效目标表"), Passage("policy", text, "灌区清淤"))


CHECK = Check(
    code="C45",
    title="目标低于已有水平",
    english="A target behind what is reached already",
    severity="P1",
    opinion=11,
    why="绩效指标值应参照历史标准确定，不应过低（财预〔2015〕88号审核表“绩效合理性”；财预〔2021〕101号“历史标准”）；低于已达到的水平，起不到考核作用。",
    run=_behind,
    scope="document",
    dimension="适当性",
    instead_of=("V27",),
    bad=(
        Example(_ROW, passages=_policy("《水法》。2025年灌溉水达标率91.5%。")),
        Example(
            replace(_ROW, name="溺水事故死亡人数", value="≤3人", level1="效益指标", level2="社会效益指标"),
            passages=_policy("2026年1—10月全县发生溺水事故1起、溺水死亡1人。"),
        ),
        Example(replace(_ROW, description="2026年为91.5%"), passages=_policy("")),
        Example(
            replace(_ROW, name="用水户满意度", level1="满意度指标", level2="服务对象满意度指标"),
            passages=_policy("目前用水户满意度已达93%。"),
        ),
        Example(Indicator("渠系巡查", "≥30处", history=("86处", "91处"), unit="云岭县水务局")),
        Example(Indicator("护渠员培训", "≥140人", history=("150", "162"))),
    ),
    good=(
        Example(Indicator("渠系巡查", "≥90处", history=("86处", "91处"))),
        Example(Indicator("用水投诉件数", "≤30件", history=("86件", "91件"))),
        Example(Indicator("渠系巡查", "≥30处", "支渠移交村里管护", history=("86处", "91处"))),
        Example(_ROW, passages=_policy("2025年灌溉水达标率86.5%。")),
        Example(_ROW, passages=_policy("2025年农村饮水达标率91.5%。")),
        Example(_ROW, passages=_policy("到2030年灌溉水达标率达到95%。")),
        Example(_ROW, passages=_policy("2025年灌溉水达标率较上年提高91%。")),
        Example(replace(_ROW, value="由86%提高到88%"), passages=_policy("2025年灌溉水达标率86%。")),
        Example(replace(_ROW, name="培训管水员", value="≥80人"), passages=_policy("目前在岗管水员120人。")),
    ),
)
