"""C61: rows of a monitoring form that nobody reported on."""

from __future__ import annotations

from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..completion.completions import explains, is_blank, row

_MOST = 0.5  # of a form's rows that are reported on


def _unreported(check: Check, view: SetView) -> Iterator[Finding]:
    for form in view.forms if not view.partial else ():
        rows = [i for i in form if view[i].record.interim]
        blank = [i for i in rows if _is_empty(view, i)]
        if len(rows) - len(blank) <= _MOST * len(rows):
            continue
        for i in blank:
            record = view[i].record
            yield check.finding(
                "value",
                (0, len(record.value)),
                f"目标是“{short(record.value)}”，监控时的完成情况和全年预计都没有填写，别的指标都填了。",
                "请说明何时、怎样调查，并填写全年预计。"
                if view[i].context.declared == {"satisfaction"}
                else "请填写到监控时完成的数量和全年预计；还没有开展的写明“尚未开展”和开展的时间。",
            ).at(i)


def _is_empty(view: SetView, i: int) -> bool:
    record = view[i].record
    told = (record.actual, record.so_far, record.forecast)
    return bool(record.value) and all(map(is_blank, told)) and not explains(record.reason)


_TOLD = row("渠道巡查次数", "≥6000次", "", so_far="3900次", forecast="6000次", interim=True)
_OTHER = row("闸门检修数", "≥7座", "", so_far="4座", forecast="7座", interim=True)
_BLANK = row("节水政策知晓率", "≥85%", "", interim=True)

CHECK = Check(
    code="C61",
    title="监控没有填写完成情况",
    english="A row of a monitoring form left blank",
    severity="P1",
    opinion=1,
    why="绩效运行监控要逐条对照目标填写完成情况（财预〔2019〕136号）；空着的指标等于没有监控。",
    run=_unreported,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(_BLANK, others=(_TOLD, _OTHER)),
        Example(row("用水户满意度", "≥90%", "/", interim=True), others=(_TOLD, _OTHER)),
    ),
    good=(
        Example(_TOLD, others=(_OTHER,)),
        Example(_BLANK),
        Example(row("用水户满意度", "≥90%", "", interim=True, reason="11月统一调查"), others=(_TOLD, _OTHER)),
    ),
)
