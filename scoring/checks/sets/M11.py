"""M11: no benefit indicator of a project can be checked."""

from __future__ import annotations

from collections.abc import Iterator

from ....models.taxonomy import BENEFITS
from ...findings import Finding, owner_span, short
from ...registry import Check, Example
from ...views import SetView
from .classes import row

_SET = 4


def _unusable(check: Check, view: SetView) -> Iterator[Finding]:
    for form in view.forms:
        benefits = [i for i in form if view[i].context.declared and view[i].context.declared <= BENEFITS]
        # One alone is a whole set's benefit only where there is a set.
        if not benefits or (len(benefits) == 1 and len(form) < _SET):
            continue
        if not all(_is_soft(view, i) for i in benefits):
            continue
        first = view[form[0]].record
        # A form may tell the year's and the term's.
        told = [*dict.fromkeys(view[i].record.name for i in benefits)]
        names = "、".join(f"“{short(name, 14)}”" for name in told[:3])
        yield check.finding(
            *owner_span(first),
            f"{len(told)} 条效益指标（{names}等）都没有可以考核的目标，等于没有效益指标。"
            if len(told) > 1
            else f"唯一的效益指标{names}没有可以考核的目标，等于没有效益指标。",
            "请至少保留一条能用数据说明的效益指标，如知晓率、办结率、减少的事故或投诉件数，写明目标值和取数来源。",
            "" if told[1:] else "P3",  # the row's own finding says it
        ).at(form[0])


def _is_soft(view: SetView, i: int) -> bool:
    context = view[i].context
    return context.target is None or (context.vague and context.target.number is None)


_VAGUE = {"vague": True}
_SOFT = row("灌区面貌", "明显改善", "社会效益指标")

CHECK = Check(
    code="M11",
    title="效益指标都不能考核",
    english="No benefit indicator can be checked",
    severity="P2",  # each row has its own finding beside it
    profiles={"selfcheck": "P3"},
    opinion=8,
    why="效益指标要能反映资金带来的变化（财预〔2015〕88号：指标科学性）；全是定性空话，项目的效果年终无从评价。",
    run=_unusable,
    scope="document",
    dimension="完整性",
    absence=True,
    weight=1.8,
    bad=(
        Example(
            _SOFT,
            _VAGUE,
            others=(
                row("清淤长度", "12公里", "数量指标"),
                row("渠道完好率", "≥95%", "质量指标"),
                row("农户满意度", "≥90%", "服务对象满意度指标"),
            ),
        ),
        Example(_SOFT, _VAGUE, others=(row("灌溉条件", "有效改善", "生态效益指标"),)),
        Example(
            _SOFT,
            _VAGUE,
            others=(row("用水秩序", "良好", "社会效益指标"), row("管护机制", "长期", "可持续影响指标")),
        ),
    ),
    good=(
        Example(_SOFT, _VAGUE, others=(row("新增灌溉面积", "320亩", "社会效益指标"),)),
        Example(row("清淤长度", "12公里", "数量指标"), others=(row("渠道完好率", "≥95%", "质量指标"),)),
    ),
)
