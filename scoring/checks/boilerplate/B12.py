"""B12: one generic basis for every value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ....nlp.normalize import fold
from ...findings import DOCUMENT_FIELD, Finding
from ...registry import Check, Example
from ...views import SetView
from .columns import row

_MIN_ROWS = 8
_SHARE = 0.8


def _generic(check: Check, view: SetView) -> Iterator[Finding]:
    filled = [i for i, (record, _) in enumerate(view) if record.basis]
    if len(filled) < _MIN_ROWS:
        return
    words = view[0][1].words.words("generic_basis")
    (basis, count), *_ = Counter(fold(view[i][0].basis) for i in filled).most_common(1)
    if basis in words and count >= max(_MIN_ROWS, _SHARE * len(filled)):
        said = f"{len(filled)} 条填了依据的指标中有 {count} 条只写“{basis}”，查不到是哪一项。"
    else:
        echoes = [
            i for i in filled if fold((r := view[i][0]).basis) == view[i][1].name and r.description != r.name
        ]
        if len(echoes) < max(_MIN_ROWS, _SHARE * len(filled)):
            return
        said = f"{len(filled)} 条指标中有 {len(echoes)} 条的确定依据只重复指标名称。"
    yield check.finding(
        DOCUMENT_FIELD,
        (0, 0),
        said,
        "请逐条写明依据的文件名称和文号、行业标准的名称，或历史完成值及其年份。",
    )


_SAME = tuple(row(f"第{n}渠段清淤长度", f"{n}公里", basis="行业标准") for n in range(2, 10))
_EACH = tuple(row(f"第{n}渠段清淤长度", f"{n}公里", basis=f"清淤计划表第{n}行") for n in range(2, 10))


CHECK = Check(
    code="B12",
    title="指标值依据千篇一律",
    english="One generic basis for every value",
    severity="P2",
    opinion=11,
    why="指标值来源分计划标准、历史标准、行业标准、预算支出标准和其他标准，并应可查（财预〔2021〕101号）；"
    "只写类别名，无从核对指标值是否合理。",
    run=_generic,
    scope="document",
    dimension="可行性",
    bad=(
        Example(row("巡查次数", "24次", basis="行业标准"), others=_SAME),
        Example(
            row("巡查次数", "24次", basis="巡查次数"),
            others=tuple(row(f"第{n}段巡查", "2次", basis=f"第{n}段巡查") for n in range(8)),
        ),
    ),
    good=(
        Example(row("巡查次数", "24次", basis="行业标准"), others=_EACH),
        Example(row("巡查次数", "24次", basis="行业标准"), others=_SAME[:3]),
    ),
)
