"""C52: nearly all points are given, and most rows have nothing that they could be given for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .....nlp.record import Indicator
from ....context import Context
from ....findings import Finding, owner_span, short
from ....registry import Check, Example
from ....views import SetView
from .completions import bare, is_blank, row, rows_of

_FEWEST = 4  # rows with points, from which a form is looked at
_MOST = 0.5  # of these, from which the points of the whole form are without ground
_GIVEN = 0.95  # of the points that there are
_NAMED = 3
_LOST = 2  # characters by which a copy may be shorter
# Says that all was reached and nothing else.
_FORMULA = re.compile(
    r"(?:已经?|均|全部|全面|圆满|顺利|如期|按[时期])*(?:完成|达成|达到|实现|达标)了?(?:年度|全年|预期|预定|既定|绩效|设定|年初|目标)*(?:目标|指标|任务|要求|值|标准)*"
)
# A grade, and what is done or not: to have reached it is an answer.
_GRADE = re.compile(
    r"[优良中差是有无否好高]|优秀|良好|较好|较高|合格|达标|满意|全覆盖|健全|完善|规范|合规|[零无未不没].*"
    r"|.*(?:完成|通过|建成|投入使用|验收|签订|开通|到位|印发|办结|发放|公开|建立).*"
)
_IN_TIME = re.compile("如期|按[时期]")
_STATED = re.compile(r"([0-9]+(?:\.[0-9]+)?)分")


def _unfounded(check: Check, view: SetView) -> Iterator[Finding]:
    for members in view.once(rows_of) if not view.partial else ():
        if copied := _copied(view, members):
            yield check.finding(
                *owner_span(view[members[0]].record),
                f"{len(members)} 条指标中，{len(copied)} 条的完成值（“{short(view[copied[0]].record.actual, 14)}”等）照抄带比较符号的目标值，"
                "或只写“已完成”，没有一个实际数，自评流于形式。",
                "请逐条填写实际统计到的数值，再核定得分。",
            ).at(members[0])
            continue
        scored = [i for i in members if view[i].record.points]
        # A form without the column says nothing by leaving it out.
        if len(scored) < _FEWEST or all(is_blank(view[i].record.actual) for i in scored):
            continue
        empty = [i for i in scored if _is_unfounded(*view[i])]
        if len(empty) < _MOST * len(scored) or not _all_given(view, scored):
            continue
        names = "、".join(f"“{short(view[i].record.name, 14)}”" for i in empty[:_NAMED])
        first = view[members[0]].record
        yield check.finding(
            *owner_span(first),
            f"{len(scored)} 项得分的指标中，{len(empty)} 项（{names}{'等' if len(empty) > _NAMED else ''}）没有可以核对的"
            "目标和完成结果，却几乎都得了满分，自评得分没有依据。",
            "请先补填目标值和实际完成值，并附佐证材料，再按完成情况重新打分；无法核实的不得分。",
        ).at(members[0])


def _copied(view: SetView, members: Sequence[int]) -> list[int]:
    """The rows of a form that repeat their targets, sign and all, or say of a figure only that it was reached; [] where
    they are not most."""
    rows = []
    for i in members:
        record, context = view[i]
        target, actual = context.target, bare(record.actual)
        if target is None or target.number is None or not actual:
            continue
        again = actual == bare(record.value) and actual.startswith(_SIGNS)
        if again or (_FORMULA.fullmatch(_PERCENT.sub("", actual)) and target.kind != "date"):
            rows.append(i)
    return rows if len(rows) >= max(_FEWEST, _MOST * len(members)) else []


_SIGNS = ("≥", "≤", ">", "<", "不低于", "不少于", "不超过", "大于", "小于")
_PERCENT = re.compile("100%$")


def _is_unfounded(record: Indicator, context: Context) -> bool:
    """Whether a row lacks target or completion, or is soft and answered by a formula or by its own words."""
    if is_blank(record.actual) or not context.said:
        return True
    target, actual, value = context.target, bare(record.actual), bare(context.said)
    if target is not None and (target.number is not None or target.kind not in ("text", "state")):
        answered = target.number in (100.0, 1.0) or (target.kind == "date" and _IN_TIME.search(actual))
        return bool(_FORMULA.fullmatch(actual)) and not answered
    if any(map(str.isdigit, actual)):
        return False
    if _FORMULA.fullmatch(actual):
        return not _FORMULA.fullmatch(value) and not _GRADE.fullmatch(value)
    # A grade is an answer to a grade, a mere 较好 to 较好 is none.
    graded = _FORMULA.fullmatch(value) or (_GRADE.fullmatch(value) and not context.vague)
    return actual in value and len(actual) + _LOST >= len(value) and not graded


def _all_given(view: SetView, rows: Sequence[int]) -> bool:
    """Whether the points are nearly all that there are: by the weights, or by what the classes are worth."""
    given = sum(view[i].record.points or 0.0 for i in rows)
    weights = [view[i].record.weight for i in rows]
    if all(weights):
        return given >= _GIVEN * sum(w or 0.0 for w in weights)
    classes = {view[i].record.level1 for i in rows}
    worth = [float(found[1]) for name in classes if (found := _STATED.search(name))]
    return len(worth) == len(classes) and given >= _GIVEN * sum(worth)


def _full(name: str, value: str, actual: str, points: float = 10.0) -> Indicator:
    return row(name, value, actual, weight=10.0, points=points)


_LENGTH = _full("清淤长度", "12公里", "12.4公里")
_SOFT = (
    _full("用水秩序", "明显好转", "达成预期指标"),
    _full("管护机制", "长期发挥作用", "已完成"),
    _full("灌溉条件", "农户用水条件改善", "农户用水条件改善"),
)
_HARD = (
    _full("新增灌溉面积", "≥300亩", "320亩"),
    _full("清淤验收合格率", "100%", "100%"),
    _full("农户满意度", "≥90%", "94%"),
)

CHECK = Check(
    code="C52",
    title="没有依据的满分",
    english="Full points that nothing was shown for",
    severity="P1",
    opinion=4,
    why="自评得分按实际完成值与目标值的比较计算，定性指标按达成程度分档打分（财预〔2020〕10号）；目标和完成值都核对不了，满分就没有依据。",
    run=_unfounded,
    scope="document",
    dimension="可行性",
    absence=True,
    bad=(
        Example(
            _full("清淤长度", "≥12公里", "≥12公里"),
            others=tuple(_full(f"支渠{n}清淤", "≥3公里", "≥3公里") for n in "甲乙丙"),
        ),
        Example(_LENGTH, others=_SOFT),
        Example(
            _LENGTH,
            others=(_full("工程质量达标", "", ""), _full("费用控制", "", ""), _full("渠道运行良好", "", "")),
        ),
    ),
    good=(
        Example(_LENGTH, others=_HARD),
        Example(_LENGTH, others=(*_HARD, *_SOFT[:2])),
        Example(_LENGTH, others=tuple(_full(r.name, r.value, r.actual, 6.0) for r in _SOFT)),
        Example(
            _LENGTH,
            others=(
                _full("用水秩序", "明显好转", "纠纷由9起降到2起"),
                _full("工程质量", "合格", "合格"),
                _full("管护制度", "健全", "健全"),
            ),
        ),
        Example(
            _LENGTH,
            others=(
                _full("闸门调试", "调试完成并投入使用", "调试完成并投入使用"),
                _full("完工时间", "2024年6月底前", "按期完成"),
                _full("工程验收", "通过竣工验收", "通过竣工验收"),
            ),
        ),
        Example(_full("清淤长度", "12公里", ""), others=tuple(_full(r.name, r.value, "") for r in _HARD)),
    ),
    weight=0.5,  # the rows bear most of it
)
