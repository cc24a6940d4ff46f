"""B02, B12: description and basis columns that say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...nlp.normalize import fold
from ...nlp.record import Indicator
from ..context import Context
from ..findings import Finding, short
from ..registry import Check, Example, Item
from .repeat_texts import owner_field

_MIN_ROWS = 8
_SHARE = 0.8


def _echo(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    text = record.description
    # Only a text of much the same length can be the same one: most records end here.
    if not text or abs(len(text) - len(record.name)) > 2 or fold(text).rstrip("。.;") != context.name:
        return
    whole = (0, len(text))
    if record.basis and fold(record.basis) == context.name:
        yield check.finding(
            "description",
            whole,
            f"“{short(record.name)}”在名称、指标描述和确定依据三栏里逐字相同，后两栏等于没有填写。",
            "请在描述中写明计算方法或统计口径，在依据中写明文件、计划、历史数据或行业标准。",
        )
        return
    yield check.finding(
        "description",
        whole,
        f"指标描述只重复了名称“{short(record.name)}”，没有说明怎样计算。",
        "请写明计算方法、统计口径或衡量方法，如“实际完成数÷计划数×100%”。",
        "P2",
    )


def _generic(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    filled = [i for i, (record, _) in enumerate(items) if record.basis]
    if len(filled) < _MIN_ROWS:
        return
    words = items[0][1].words.words("generic_basis")
    (basis, count), *_ = Counter(fold(items[i][0].basis) for i in filled).most_common(1)
    if basis in words and count >= max(_MIN_ROWS, _SHARE * len(filled)):
        said = f"{len(filled)} 条填了依据的指标中有 {count} 条只写“{basis}”，查不到是哪一项。"
    else:
        echoes = [
            i
            for i in filled
            if fold((r := items[i][0]).basis) == items[i][1].name and r.description != r.name
        ]
        if len(echoes) < max(_MIN_ROWS, _SHARE * len(filled)):
            return
        said = f"{len(filled)} 条指标中有 {len(echoes)} 条的确定依据只重复指标名称。"
    record = items[filled[0]][0]
    field = owner_field(record)
    yield (
        filled[0],
        check.finding(
            field,
            (0, len(getattr(record, field))),
            said,
            "请逐条写明依据的文件名称和文号、行业标准的名称，或历史完成值及其年份。",
        ),
    )


def _row(name: str, value: str, description: str = "", basis: str = "") -> Indicator:
    return Indicator(name, value, description, "产出指标", "数量指标", project="灌区清淤", basis=basis)


_SAME = tuple(_row(f"第{n}渠段清淤长度", f"{n}公里", basis="行业标准") for n in range(2, 10))
_EACH = tuple(_row(f"第{n}渠段清淤长度", f"{n}公里", basis=f"清淤计划表第{n}行") for n in range(2, 10))

CHECKS = (
    Check(
        code="B02",
        title="名称、描述、依据照抄",
        english="Name, description and basis are one text",
        severity="P0",
        opinion=1,
        why="指标解释应给出定量指标的计算方法或统计口径、定性指标的衡量内容和方法，指标值应有来源（财预〔2021〕101号）；"
        "三栏照抄，指标既无口径又无依据。",
        run=_echo,
        needs=("described",),
        dimension="完整性",
        bad=(
            Example(_row("清淤完成率", "100%", "清淤完成率", "清淤完成率")),
            Example(_row("水质改善", "明显", "水质改善。", "水质改善")),
            Example(_row("巡查次数", "24次", "巡查次数")),
        ),
        good=(
            Example(_row("清淤完成率", "100%", "已清淤长度÷计划长度×100%", "年度清淤计划")),
            Example(_row("清淤完成率", "100%")),
        ),
    ),
    Check(
        code="B12",
        title="指标值依据千篇一律",
        english="One generic basis for every value",
        severity="P2",
        opinion=11,
        why="指标值来源分计划标准、历史标准、行业标准、预算支出标准和其他标准，并应可查（财预〔2021〕101号）；"
        "只写类别名，无从核对指标值是否合理。",
        run_set=_generic,
        scope="document",
        dimension="可行性",
        bad=(
            Example(_row("巡查次数", "24次", basis="行业标准"), others=_SAME),
            Example(
                _row("巡查次数", "24次", basis="巡查次数"),
                others=tuple(_row(f"第{n}段巡查", "2次", basis=f"第{n}段巡查") for n in range(8)),
            ),
        ),
        good=(
            Example(_row("巡查次数", "24次", basis="行业标准"), others=_EACH),
            Example(_row("巡查次数", "24次", basis="行业标准"), others=_SAME[:3]),
        ),
    ),
)
