"""V34: value and description give different figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import Target, canonical, parse_targets
from .....nlp.targets.lexicon import SYNONYMS
from ....advice import terms
from ....context import plain
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..units.dimensions import base_unit, scale_slip
from .soft import one

_KINDS = frozenset(("percent", "permille", "money", "count", "duration", "date"))
# Figures of another time, part or step of a calculation.
_BACKGROUND = re.compile(
    r"上年|去年|往年|历年|以往|上一年|同期|原有?|现有|基数|[由从]|其中|每|人均|平均|分别|单价|标准|预算|合同|约|共|一年|一次|第|若|如|"
    r"不足|辖|总(?!成本|投资|支出)|为[^,;。]{0,6}分母|[×*+=÷/]|上级|全国|全省|全市|202[0-9]年(?=[^0-9]{0,4}(?:为|达|是|共|完成))"
)
_CLAUSE = re.compile(r"[,;。、\n]")
_MEASURE = re.compile(
    r"[\u4e00-\u9fff]{2}(?:率|度|占比|比例)(?=[^\u4e00-\u9fff]|应?(?:达|为|不|大|小|在|超|高|低)|$)"
)
_SIGNS = re.compile(
    r"[^\u4e00-\u9fff]|不?(?:少|低|高|超|多|大|小)[于过]|达到?|至少|完成|控制在?|需|应|为|约|等于|在|共|计|以?[上下内前底末]|[月日]|工作|左右"
)


def _differ(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    ours = _figures(record.value)
    if len(ours) != 1:
        return
    (target,) = ours
    description = plain(record.description)
    others = [t for t in _figures(record.description) if _unit(t) == _unit(target)]
    if not others or any(_agree(target, t) for t in others):
        return
    found = {_number(t) for t in others}
    other = others[0]
    if len(found) != 1 or not _same_measure(context.name, context.value, description, other):
        return
    said = record.description[other.start : other.end]
    slip = scale_slip(_number(target), _number(other))
    yield check.mark(
        record,
        "value",
        None,
        f"指标值写“{short(record.value)}”，指标解释写“{short(said)}”，"
        + (f"数字相同而相差 {slip}倍，疑为单位写错。" if slip else "两处数字不一致。"),
        "请核对后改成同一个数；两个数各有含义的，在指标解释中分别说明。",
    )


def _figures(text: str) -> list[Target]:
    targets = [
        t for t in parse_targets(text) if t.kind in _KINDS and t.number is not None and t.upper is None
    ]
    return [t for t in targets if t.kind != "date"] or [t for t in targets if (t.number or 0) > 10_000]


def _unit(target: Target) -> tuple[str, str]:
    if target.kind == "money":
        return "money", canonical(target).unit
    unit = base_unit(target)
    return target.kind, SYNONYMS.get(unit, unit) + target.unit[target.unit.find("/") :] * ("/" in target.unit)


def _number(target: Target) -> float:
    return float(canonical(target).number or 0.0)


def _agree(target: Target, other: Target) -> bool:
    """Whether the other figure is the same, or a plain figure that meets the target (≥12场, 计划13场)."""
    ours, theirs = _number(target), _number(other)
    if abs(ours - theirs) <= 1e-6 * max(abs(ours), abs(theirs), 1.0):
        return True
    if scale_slip(ours, theirs) not in ("", "100"):
        return False  # 2.4万 meets ≥2.4, and is not meant
    if other.comparator != "=":
        return target.comparator in ("≥", ">", "≤", "<") and {target.comparator, other.comparator} in (
            {"≥", "≤"},
            {">", "<"},
        )
    if target.comparator in ("≥", ">"):
        return theirs >= ours
    return target.comparator in ("≤", "<") and theirs <= ours and target.kind != "money"


def _same_measure(name: str, value: str, description: str, other: Target) -> bool:
    """Whether the figure's clause is about what the name measures and about this year's target."""
    before = description[: other.start]
    cut = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    lead = before[cut:]
    rest = _CLAUSE.split(description[other.end :], maxsplit=1)[0]
    if _BACKGROUND.search(lead) or re.search(r"[×*+=÷]|其中|每|/", rest):
        return False
    measures = _MEASURE.findall(lead)
    if measures and not any(m in name or m in value for m in measures):
        return False
    if len(_SIGNS.sub("", rest)) > 1:
        return False  # 2块因施工暂缓安装
    if not _SIGNS.sub("", lead):
        return len(description) <= len(name) + 24
    common = terms(name) & terms(lead)
    return (
        len(common) >= 2 or bool(common and len(terms(name)) <= 2) or (name[-3:] in lead and len(name) <= 6)
    )


CHECK = Check(
    code="V34",
    title="指标值与解释的数字不一致",
    english="Value and description give different figures",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=4,
    why="绩效指标应以清晰的指标值体现（财预〔2020〕10号“绩效指标明确性”）；指标值和指标解释写两个数，不知道以哪个为准。",
    run=_differ,
    needs=("value", "described", "figures"),
    bad=(
        one("渠系水质达标率", "≥95%", "质量指标", "渠系水质达标率≥98%"),
        one("水管员培训人数", "520人", "数量指标", "水管员培训人数513人"),
        one("泵站维修成本", "≤30万元", "成本指标", "泵站维修成本不超过23.17万元"),
        one("泵站维修费", "≤9.6万元", "成本指标", "泵站维修费≤9.6元"),
        one("灌溉用水户数", "≥2.4户", "数量指标", "灌溉用水户数2.4万户"),
    ),
    good=(
        one("渠系水质达标率", "≥95%", "质量指标", "上年渠系水质达标率为92%"),
        one("水管员培训人数", "520人", "数量指标", "全年4期，每期130人"),
        one("渠道巡查", "≥12次", "数量指标", "每月1次，计划巡查13次"),
        one("水管员培训合格率", "≥95%", "质量指标", "培训完成率100%后考试"),
        one("泵站维修成本", "≤30万元", "成本指标", "一年维修成本不超过10万元，三年合计30万元"),
    ),
)
