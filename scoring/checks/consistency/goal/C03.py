"""C03: A figure of the goal that no indicator carries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from .....nlp.record import Indicator
from .....nlp.targets import canonical
from ....advice import terms
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import quoted
from ..goals import BORN, SHORT, WHY, Promise, example_goal, value
from ..stray_goals import stray_goals
from ..text import placed
from ..years import fiscal_year
from .contrary import contradictions
from .promised import Given, given, measured

_ANY = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万|亿|千|百)?")
_YEAR = re.compile(r"(20\d\d)\s*年")
_NAMED = 3
_NEAR = 0.005
_EVERY = re.compile("每(?:天|日|周|旬|月|季度?)")
_RATE = re.compile(
    r"(?:^|[\u4e00-\u9fff])([\u4e00-\u9fff]{2}率)(?:保持|稳定|力争|均|全部|要|应)*(?:在|为|达到?|实现)?$"
)
_OPEN, _CLOSE = ("(", "（"), (")", "）")
_ALIKE = 4  # characters that a name and a clause share


def _numbers(record: Indicator) -> Iterator[float]:
    """Every number of a record, whatever it counts."""
    texts = (record.name, record.value, record.description, record.cell, record.actual, *(record.tiers or ()))
    for number, scale in _ANY.findall(" ".join(texts)):
        yield value(number, "")
        if scale:
            yield value(number, scale)


def _carried(view: SetView, one: Given) -> set[float]:
    """What the indicators carry: their numbers, those that they give in words, and what those of one unit add up to."""
    found: set[float] = set()
    sums: defaultdict[str, float] = defaultdict(float)
    for i in one.rows:
        found.update(_numbers(view[i].record))
        base = measured(view[i].context.target)
        if base is not None and base.number is not None:
            found.add(base.number)
            sums[base.unit] += base.number
    return found | set(sums.values())


def _is_carried(promise: Promise, numbers: set[float]) -> bool:
    bare = _ANY.match(promise.text)
    if promise.number in numbers or (
        bare and not numbers.isdisjoint((value(bare[1], ""), value(bare[1], bare[2] or "")))
    ):
        return True
    return any(abs(n - promise.number) <= _NEAR * promise.number for n in numbers)


def _without_parts(missing: list[Promise], every: Sequence[Promise], numbers: set[float]) -> list[Promise]:
    """Those that are no parts of a carried figure: 8000吨（其中尿素3000吨、复合肥5000吨）, or together make up one that an
    indicator has: 展览6场、讲座8场 beside 14场."""
    by_unit: defaultdict[str, list[Promise]] = defaultdict(list)
    for promise in missing:
        by_unit[promise.unit].append(promise)
    wholes = [(p.unit, p.number) for p in every if _is_carried(p, numbers)]
    parts = {
        unit
        for unit, group in by_unit.items()
        if len(group) > 1
        and any(
            of in (unit, "") and abs(sum(p.number for p in group) - number) <= _NEAR * number
            for of, number in [*wholes, *(("", n) for n in numbers)]
        )
    }
    return [p for p in missing if p.unit not in parts]


def _is_scope(view: SetView, one: Given, promise: Promise, numbers: set[float]) -> bool:
    """Whether a figure stands before one of its clause that an indicator has, and tells of what or for how many that is:
    26条河道保洁87.6公里; or it is how often something is done of which an indicator counts a year's."""
    same = [p for p in one.figures if p.clause == promise.clause]
    end = promise.at + len(promise.text)
    # Behind 、 stands the next of a list, with a noun of its own.
    after = [p for p in same if p.at > promise.at and "、" not in promise.clause[end : p.at]]
    # 58户231人: the second figure says how large the first one is.
    first = [p for p in same if p.at + len(p.text) == promise.at]
    before = first or [p for p in same if p.at < promise.at and _is_size(promise, same)]
    if any(_is_carried(p, numbers) for p in (*after, *before)):
        return True
    names = (view[i].context.name for i in one.rows) if _EVERY.search(promise.clause) else ()
    return any(
        name[k : k + _ALIKE] in promise.clause for name in names for k in range(len(name) - _ALIKE + 1)
    )


def _is_rate_of_none(view: SetView, one: Given, promise: Promise) -> bool:
    """Whether a full share is promised of a measure that no indicator has: each form has some 100 %."""
    rate = _RATE.search(promise.clause[: promise.at]) if promise.text == "100%" else None
    texts = (f"{r.name}{r.description}{r.cell}" for r, _ in (view[i] for i in one.rows))
    return rate is not None and not any(_stem(rate[1]) in text for text in texts)


def _stem(rate: str) -> str:
    """What tells a rate from others: 合格率 is 合格, as in 合格比例."""
    return rate.removesuffix("率")


def _is_size(promise: Promise, same: Sequence[Promise]) -> bool:
    """Whether a figure stands in brackets with nothing but figures: 改造6个小区（42栋、12.4万平方米）."""
    before, after = promise.clause[: promise.at], promise.clause[promise.at :]
    start = max(before.rfind(mark) for mark in _OPEN) + 1
    ends = [k for mark in _CLOSE if (k := after.find(mark)) >= 0]
    inside = before[start:] + after[: min(ends, default=0)] if start else ""
    for other in same:
        inside = inside.replace(other.text, "")
    return bool(start and ends) and not inside.strip("、约共 ")


def _over(view: SetView, promise: Promise) -> bool:
    """Whether the figure is of a year that is over: C15 says so."""
    years = [int(y) for y in _YEAR.findall(promise.clause)]
    year = view.once(fiscal_year) if years else None
    return year is not None and max(years) < year


def _like(view: SetView, one: Given, promise: Promise) -> str:
    """The one indicator that counts in the unit of a figure and bears a word of those around it; '' for none. One that
    carries another figure of the goal is not meant."""
    found = []
    others = {(p.unit, p.number) for p in one.figures if p != promise}
    for i in one.rows:
        record, context = view[i]
        base = canonical(context.target) if context.target is not None and context.target.number else None
        if base is None or base.unit != promise.unit or (base.unit, base.number) in others:
            continue
        if terms(record.name) & terms(promise.near):
            found.append(f"{quoted(record.name, 16)}（{record.value}）")
    return found[0] if len(found) == 1 else ""


def _uncarried(check: Check, view: SetView) -> Iterator[Finding]:
    contradicted = {(id(c.goal), c.promise) for c in view.once(contradictions)}
    for one in view.once(given):
        asked = [
            p
            for p in one.figures
            if not p.background and (id(one.goal), p) not in contradicted and not _over(view, p)
        ]
        if not asked or one.goal.owner_id in view.once(stray_goals):
            continue
        numbers = _carried(view, one)
        missing = _without_parts([p for p in asked if not _is_carried(p, numbers)], one.figures, numbers)
        missing = [p for p in missing if not _is_scope(view, one, p, numbers)]
        near = [row for p in missing if (row := _like(view, one, p))]
        missing += [p for p in asked if p not in missing and _is_rate_of_none(view, one, p)]
        if not missing:
            continue
        clauses = list(dict.fromkeys(quoted(p.clause, 30) for p in missing))
        listed = "、".join(clauses[:_NAMED]) + ("等" if len(clauses) > _NAMED else "")
        figures = "、".join(dict.fromkeys(p.text for p in missing[:_NAMED]))
        yield placed(
            check,
            view,
            one.goal,
            f"年度目标中的{listed}没有指标承接（{figures}）"
            + (f"；相近的指标是{'、'.join(near[:_NAMED])}，两处的数不同。" if near else "。"),
            "请核对目标和指标的数，是同一件事的改成一致；不是的，另设指标。"
            if near
            else f"请为{listed}设置对应的产出或效益指标，或从目标中删去。",
            "" if len(missing) * 2 > len(asked) else "P2",  # most of the goal is carried
        )


CHECK = Check(
    code="C03",
    title="目标中的数字没有指标承接",
    english="A figure of the goal that no indicator carries",
    severity="P1",
    opinion=9,
    why=WHY + "目标里的数字没有指标承接，完成与否无从考核。",
    run=_uncarried,
    scope="document",
    dimension="相关性",
    absence=True,
    bad=(
        Example(BORN, passages=(example_goal("新建步道8公里，配建球场12处。", "全民健身设施"),)),
        Example(SHORT, passages=(example_goal("全年改造厕所1.2万户。", "农村改厕"),)),
        Example(BORN, passages=(example_goal("在12个小区安装路径标识。", "全民健身设施"),)),
        Example(SHORT, passages=(example_goal("带动农家乐增收300万元，合格率100%。", "农村改厕"),)),
        Example(BORN, passages=(example_goal("安装健身器材60套、座椅90张、路灯8公里。", "全民健身设施"),)),
        Example(
            Indicator("厕所验收合格率", "100%", project="农村改厕"),
            passages=(example_goal("厕所验收合格率100%，改厕建档率达到100%。", "农村改厕"),),
        ),
    ),
    good=(
        Example(
            Indicator("改造厕所户数", "≥58户", project="农村改厕"),
            passages=(example_goal("对58户231人实施改厕。", "农村改厕"),),
        ),
        Example(BORN, passages=(example_goal("2024年新建步道8公里，服务60岁以上老人。", "全民健身设施"),)),
        Example(SHORT, passages=(example_goal("按《农村厕所5项规定》改造，合格率达到100%。", "农村改厕"),)),
        Example(BORN, passages=(example_goal("全区辖7个街道，新建步道8公里。", "全民健身设施"),)),
        Example(BORN, passages=(example_goal("完成12条河岸新建步道8公里。", "全民健身设施"),)),
        Example(
            Indicator("全民健身指导次数", "≥96次", project="全民健身设施"),
            passages=(example_goal("每周至少开展全民健身指导2次。", "全民健身设施"),),
        ),
        Example(
            BORN, passages=(example_goal("在3个街道、6个行政村（社区）新建步道8公里。", "全民健身设施"),)
        ),
        Example(SHORT, passages=(example_goal("覆盖76户，合格率100%，经费支出率达98%。", "农村改厕"),)),
        Example(SHORT, passages=(example_goal("满足2460名学生如厕需要，合格率100%。", "农村改厕"),)),
        Example(SHORT, passages=(example_goal("保障全县28所学校厕具供应，合格率100%。", "农村改厕"),)),
        Example(SHORT, passages=(example_goal("按县里下达的1200户规模做好改厕，合格率100%。", "农村改厕"),)),
        Example(BORN, passages=(example_goal("为5个街道新建步道8公里。", "全民健身设施"),)),
        Example(BORN, passages=(example_goal("新建步道8公里（每公里座椅6套）。", "全民健身设施"),)),
        Example(BORN, passages=(example_goal("保障城区及3个聚居点健身，新建步道8公里。", "全民健身设施"),)),
        Example(
            BORN,
            passages=(example_goal("新建步道8公里（其中塑胶3公里、沥青5公里）。", "全民健身设施"),),
        ),
        Example(SHORT, passages=(example_goal("厕所改造总投入不超过44.06万元。", "农村改厕"),)),
        Example(BORN, passages=(example_goal("新建步道8公里（6处、1.2万平方米）。", "全民健身设施"),)),
        Example(SHORT, passages=(example_goal("保障全县28处公厕正常运行，合格率100%。", "农村改厕"),)),
        Example(SHORT, passages=(example_goal("区级按40%比例配套，合格率100%。", "农村改厕"),)),
        Example(
            Indicator("健身展演、讲座场次", "≥14场", project="全民健身设施"),
            passages=(example_goal("举办健身展演6场、讲座8场。", "全民健身设施"),),
        ),
        Example(
            Indicator("水样抽检批次", "2批次/千人", project="农村改厕"),
            passages=(example_goal("水样抽检2批次/千人。", "农村改厕"),),
        ),
        Example(
            Indicator("新建步道", "5公里", project="全民健身设施"),
            others=(Indicator("改建步道", "三公里", project="全民健身设施"),),
            passages=(example_goal("建设步道8公里。", "全民健身设施"),),
        ),
    ),
)
