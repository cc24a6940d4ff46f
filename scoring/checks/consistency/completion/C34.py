"""C34: a figure was promised, and the completion gives none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.document import Blank, Passage, Project
from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.targets import Target, parse_targets
from ....context import Context
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ...values.units.dimensions import of_target
from ...values.wording.soft import reported_grade
from ..direction import direction
from .completions import TEMPLATE, bare, explains, is_blank, row, rows_of
from .grades import undone
from .points import is_execution, is_full

_MEASURED = frozenset(("percent", "permille", "count", "money", "duration", "ratio", "relative"))
_DIGIT = re.compile(r"[0-9零一二两三四五六七八九十]+(?![直般定致切体旦样起面]|步到位)|百分|半")
# 100 % said in words, and nothing where there should be none.
_ALL = re.compile(r"全部|全覆盖|全面覆盖|全额|足额|应.{1,2}尽|均[已]?|所有|全数|悉数|无一")
_NONE = re.compile(r"(?:均|全年|本年)?(?:无|未|没有|零|不存在)")
# Says of a day only that it is over; 按时完成 says more.
_DONE = re.compile(
    r"(?:已经?|均|全部|全面|圆满|顺利)*(?:完成|达成|完工|竣工|建成|实现)了?(?:年度|全年|预期|既定)*(?:目标|指标|任务)*"
)
_LEAD = re.compile(r"^(?:已经?|均|全部)+")
_BARE = re.compile(r"\d+(?:\.\d+)?(?:%|[个家次人户件项处座所台套条份场])")
_GRADE = re.compile("[=≥]?[一二三四五0-9][级等](?:以上)?")  # 等保3级
_PASSED = re.compile("已?(?:通过|达标|达到|合格)(?:测评|评审|验收)?")
_AS_IT_IS = re.compile(r"实际|据实|实有|在册|按需|若干|多[个次场期项]")
_THINGS = re.compile(r"[0-9]个((?!.*(?:[次场期班]|活动|批次))[\u4e00-\u9fff]{2,6})$")
_AGAIN = re.compile(r"每(?:年|半年|季度?|月|旬|周)[^，。；]{0,6}\d+[日号]前")
_FEAST = re.compile(r"(?:春节|元旦|中秋|国庆|端午|重阳|五一|七一|八一|六一)节?前$")
_TIMES = ("次", "场", "场次", "期")
_COUNTED = frozenset(("persons", "sessions", "length", "area"))
_FEWEST = 3  # of what a report tells, from which it tells of completions
_MOST = 0.5  # of a form's rows that have a completion, from which an empty one was forgotten


def _unnumbered(check: Check, view: SetView) -> Iterator[Finding]:
    yield from _unreported(check, view)
    yield from _restated(check, view)
    for members in view.once(rows_of):
        filled = sum(not is_blank(view[i].record.actual) for i in members)
        for i in members:
            record, context = view[i]
            if is_blank(record.actual):
                if filled > _MOST * len(members) and not view.partial and not _is_empty(record):
                    yield _forgotten(check, record).at(i)
            elif fold(record.actual).strip() == "无" and explains(record.reason):
                continue  # nothing was due, and it is said why
            elif (target := _promised(context)) and _is_vague(record, context, target):
                if explains(record.reason) and (record.points or 0.0) < (record.weight or 0.0):
                    continue  # nothing to count yet, it is said why, and points are given up: C23's
                yield _vague(check, record, target).at(i)
            elif target and (other := _other_measure(record, target)):
                yield _mismatched(check, record, other).at(i)
            elif context.vague and context.value and _beside_the_point(record, context):
                yield _unanswered(check, record).at(i)


def _unreported(check: Check, view: SetView) -> Iterator[Finding]:
    """The rows of self-evaluations in which not one completion is filled in, though the money that was spent is."""
    blank = {form.id for form in view.projects if any(b.kind == "actual" for b in form.blanks)}
    told = {p.owner_id for p in view.of_kind("execution")} if blank else set()
    for i, (record, _) in enumerate(view):
        if record.owner_id in blank & told and not _is_empty(record) and record.points is None:
            yield check.finding(
                "actual",
                (0, 0),
                f"目标是“{short(record.value)}”，全表没有填写一个实际完成值，自评等于没有做。",
                "请逐条填写实际完成的数量或结果和得分，再作自评结论。",
            ).at(i)


def _restated(check: Check, view: SetView) -> Iterator[Finding]:
    """Targets that a report in sentences only says again, where it tells of most others what was reached."""
    told = [i for i, (record, _) in enumerate(view) if record.narrative]
    reached = {bare(view[i].record.name) for i in told if view[i].record.actual}
    if len(reached) < _FEWEST or len(reached) <= _MOST * len(told):
        return
    for i in told:
        record, context = view[i]
        if record.actual or bare(record.name) in reached or _promised(context) is None:
            continue
        said = f"报告只把“{short(record.name)}”的目标“{short(record.value)}”又写了一遍，没有写实际完成多少。"
        yield check.finding(
            "value", (0, len(record.value)), said, "请写明实际完成的数量或比例，满意度写明调查了多少人。"
        ).at(i)


def _beside_the_point(record: Indicator, context: Context) -> bool:
    """Whether a soft target (提高) is answered by a mere 完成, 100% or 1个, which says nothing of it."""
    actual = bare(record.actual)
    target = context.target
    soft = target is not None and target.number is None and target.kind == "text"
    if _AS_IT_IS.search(context.value) and _BARE.fullmatch(actual):
        return False  # 实际在册人数 | 412人: the fault is the target's
    return soft and actual != context.value and bool(_DONE.fullmatch(actual) or _BARE.fullmatch(actual))


def _unanswered(check: Check, record: Indicator) -> Finding:
    return check.finding(
        "actual",
        (0, len(record.actual)),
        f"目标是“{short(record.value)}”，实际完成值只填“{short(record.actual)}”，没有说明发生了什么变化"
        + (f"，却得了满分 {record.points:.10g} 分。" if is_full(record) else "。"),
        "请写明实际的变化和依据，如前后对比的数据、已建立的制度、调查结果。"
        if not any(map(str.isdigit, record.actual))
        else "请说明这个数怎样对应目标；下年度把目标写成同样能计数的内容。",
        "" if is_full(record) and not reported_grade(record, fold(record.value)) else "P2",
    )


def _is_empty(record: Indicator) -> bool:
    return is_blank(record.value) or fold(record.actual).strip() == "无" or is_execution(record)


def _forgotten(check: Check, record: Indicator) -> Finding:
    scored = bool(record.points)
    return check.finding(
        "actual",
        (0, len(record.actual)),
        f"目标是“{short(record.value)}”，没有填写实际完成值"
        + (f"，却得了 {record.points:.10g} 分。" if scored else "。"),
        "请填写实际完成的数量或结果；没有开展的，填 0 并说明原因。",
        "" if scored else "P2",
    )


def _promised(context: Context) -> Target | None:
    """The figure or day that a target names; a stretch of time (全年) is none."""
    target = context.target
    if target is None or not context.value or target.number is None:
        feast = context.declared == {"timeliness"} and _FEAST.search(context.value)
        return target if feast else None
    if target.kind == "date":
        return target if target.upper is None else None
    return target if target.kind in _MEASURED else None


def _is_vague(record: Indicator, context: Context, target: Target) -> bool:
    actual = fold(record.actual).strip()
    if (
        _DIGIT.search(actual)
        or undone(record.actual, True)
        or TEMPLATE.search(actual)
        or actual == context.value
    ):
        return False
    if any(t.number is not None for t in parse_targets(record.actual)) or _FEAST.search(f"{actual}前"):
        return False
    if target.kind in ("percent", "ratio") and target.number in (100.0, 1.0) and _ALL.search(actual):
        return False
    if _GRADE.fullmatch(context.value) and _PASSED.fullmatch(actual):
        return False
    return not (direction(target, context) == "≤" and _NONE.match(actual))


def _other_measure(record: Indicator, target: Target) -> Target | None:
    """The count that a completion gives in another unit than that of the target: 200人, 3期."""
    wanted = of_target(target)
    told = [t for t in parse_targets(record.actual) if t.number is not None]
    things = _THINGS.search(fold(record.actual).strip())
    if target.unit in _TIMES and len(told) == 1 and things:
        return replace(told[0], unit=f"个{things[1]}")  # 48次, 覆盖12个机房
    if target.kind != "count" or wanted not in _COUNTED or len(told) != 1 or told[0].kind != "count":
        return None
    given = of_target(told[0])
    return told[0] if given in _COUNTED and given != wanted else None


def _mismatched(check: Check, record: Indicator, other: Target) -> Finding:
    return check.finding(
        "actual",
        (0, len(record.actual)),
        f"目标是“{short(record.value)}”，实际完成值“{short(record.actual, 30)}”按“{other.unit}”计，两者单位不同，看不出是否达到"
        + (f"，却得了满分 {record.points:.10g} 分。" if is_full(record) else "。"),
        "请按目标的计量单位填写实际完成的数量。",
        "" if is_full(record) or record.points is None else "P2",
    )


def _vague(check: Check, record: Indicator, target: Target) -> Finding:
    again = _AGAIN.search(fold(record.value)) is not None
    full, day = is_full(record) or record.points is None, again or target.kind in ("date", "text")
    what = "完成时间" if day else "完成的数字"
    return check.finding(
        "actual",
        (0, len(record.actual)),
        f"目标是“{short(record.value)}”，实际完成值“{short(record.actual, 30)}”没有写{what}，看不出是否达到"
        + (f"，却得了满分 {record.points:.10g} 分。" if is_full(record) else "。"),
        "请填写实际完成的日期。" if day else "请对照目标填写实际完成的数量或比例，并附佐证材料。",
        ""
        if full
        and not again
        and target.number
        and target.number != 1.0  # of one thing, 完成 says that it is there
        and (_DONE.fullmatch(bare(record.actual)) if day else not _says_all(record, target))
        else "P2",
    )


def _says_all(record: Indicator, target: Target) -> bool:
    """Whether 100 % of 验收合格率 is reported as 验收合格: without a figure, but in so many words."""
    words = _LEAD.sub("", bare(record.actual))
    return target.kind == "percent" and target.number == 100.0 and bare(record.name).endswith(f"{words}率")


def _scored(name: str, value: str, actual: str, points: float, level2: str = "数量指标") -> Indicator:
    return row(name, value, actual, level2, weight=10.0, points=points)


_BLANK = replace(row("节水宣传场次", "≥6场", ""), project_id="f1")
_ASKED = (Project("f1", "灌区清淤", blanks=(Blank("actual", "实际完成值"),)),)
_SPENT = Passage("execution", "全年预算数 200；全年执行数 200；执行率 100%", "灌区清淤", project_id="f1")
_RESTATED = replace(row("用水户满意度", "≥90%", "", "满意度指标"), narrative=True)
_TOLD = tuple(
    replace(row(name, "", actual), narrative=True)
    for name, actual in (("清淤长度", "12公里"), ("闸门检修数", "7座"), ("节水宣传场次", "6场"))
)
_FILLED = row("清淤长度", "≥12公里", "12.5公里", weight=10.0, points=10.0)

CHECK = Check(
    code="C34",
    title="目标是数字，完成值没有数字",
    english="A figure promised, and none reported",
    severity="P1",
    opinion=4,
    why="自评应逐项填报实际完成值并与目标值比较（财预〔2020〕10号自评表）；只写“完成”“达成预期指标”，无法核对是否达到。",
    run=_unnumbered,
    scope="document",
    dimension="适当性",
    fault="completion",
    bad=(
        Example(row("护渠员慰问时间", "2024年春节前", "按时发放", "时效指标")),
        Example(_scored("节水宣传场次", "≥6场", "已达成", 10)),
        Example(_scored("护渠员培训人数", "≥200人", "3期", 10)),
        Example(_scored("泵房巡检次数", "≥48次", "覆盖12个泵房", 10)),
        Example(_scored("水质达标率", "≥95%", "达成预期指标", 10, "质量指标")),
        Example(_scored("节水宣传场次", "≥6场", "完成", 8)),
        Example(_scored("清淤完工时间", "2023年10月底前", "已完成", 10, "时效指标")),
        Example(_scored("受益农户数", "85户", "发放宣传物品，圆满完成", 10)),
        Example(_scored("量水设施管护", "正常运转", "1个", 10, "可持续影响指标"), {"vague": True}),
        Example(_scored("节水宣传场次", "≥6场", "", 10), others=(_FILLED, _FILLED)),
        Example(_BLANK, projects=_ASKED, passages=(_SPENT,)),
        Example(_RESTATED, others=_TOLD),
    ),
    good=(
        Example(row("护渠员慰问时间", "2024年春节前", "春节", "时效指标")),
        Example(row("水情平台等保测评", "=3级", "通过", "质量指标")),
        Example(_scored("节水宣传场次", "≥6场", "6场", 10)),
        Example(_scored("护渠员培训人数", "≥200人", "212人", 10)),
        Example(_scored("节水宣传场次", "≥6场", "8个主题活动", 10)),
        Example(_scored("在册护渠员人数", "实际在册人数", "412人", 10), {"vague": True}),
        Example(replace(_scored("创建节水村", "≥1个", "已申报，待评定", 5), reason="省级评定推迟到次年3月")),
        Example(_scored("补助覆盖率", "100%", "全部覆盖", 10)),
        Example(_scored("安全事故数", "0起", "未发生", 10, "质量指标")),
        Example(_scored("节水宣传场次", "≥6场", "举办六场", 10)),
        Example(_scored("量水设施管护", "正常运转", "1个站点全年运行", 10), {"vague": True}),
        Example(_scored("灌区面貌", "明显改善", "达成预期指标", 10, "社会效益指标")),
        Example(_scored("清淤进度", "2023年全年", "按时完成", 10, "时效指标")),
        Example(_RESTATED, others=_TOLD[:2]),
        Example(_BLANK, projects=_ASKED),  # a form that is filled in twice, and for the first time now
    ),
    weight=1.0,
)
