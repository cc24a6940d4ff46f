"""M03, M04, M05: sets that are thin, split up, or without what the text promises."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Example, Item
from .sets_common import forms, is_generic

_MIN_CLASSES = 4
_SHARE = 0.8
_SPLIT_IN = 3
_PERIOD = re.compile(r"[0-9一二三四五六七八九十]{1,3}月份?|第?[1-4一二三四]季度|[上下]半年")
# What is left of a name when its period is taken out must still say something.
_MIN_REST = 4
_NARRATED = 3
_CARRIED = 0.5


def _one_each(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    for form in forms(items):
        if len(form) < _MIN_CLASSES:
            continue
        classes = Counter(items[i][0].level2 for i in form if items[i][1].declared)
        if len(classes) < _MIN_CLASSES or sum(classes.values()) < len(form) or max(classes.values()) > 1:
            continue
        stock = [i for i in form if is_generic(items[i][1])]
        if len(stock) < _SHARE * len(form):
            continue
        record = items[form[0]][0]
        names = "、".join(f"“{short(items[i][0].name, 12)}”" for i in stock[:3])
        yield (
            form[0],
            check.finding(
                "level2",
                (0, len(record.level2)),
                f"“{short(record.owner, 30)}”每类只设 1 条指标，{len(form)} 条中有 {len(stock)} 条是{names}这样的通用说法，只是把表填满。",
                "请围绕项目内容选取能反映产出和效果的关键指标，主要产出可设多条，不适用的类别写“不适用”。",
            ),
        )


def _split_up(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    festival = items[0][1].words.pattern("festivals")
    names = "\n".join(context.name for _, context in items)
    if not festival.search(names) and not _PERIOD.search(names):
        return
    for form in forms(items):
        series: dict[tuple[str, ...], dict[str, int]] = {}
        for i in form:
            record, context = items[i]
            found = festival.search(context.name) or _PERIOD.search(context.name)
            if not found:
                continue
            rest = context.name[: found.start()] + context.name[found.end() :]
            if len(rest) >= _MIN_REST:
                # Names clipped at one length differ at their end by as much as the period is longer.
                key = rest[:8] if context.clipped else rest
                series.setdefault((key, record.level2), {}).setdefault(found[0], i)
        for (rest, _), parts in series.items():
            if len(parts) < _SPLIT_IN:
                continue
            i = min(parts.values())
            record = items[i][0]
            yield (
                i,
                check.finding(
                    "name",
                    (0, len(record.name)),
                    f"“{short(rest, 16)}”按{'、'.join(parts)}拆成 {len(parts)} 条，衡量的是同一件事。",
                    "可以合并为一条，如全年合计，各次的数量写入指标解释。",
                ),
            )


def _pairs(name: str) -> set[str]:
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _left_in_prose(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    told = [
        i
        for i, (record, context) in enumerate(items)
        if record.narrative and context.target is not None and context.target.number is not None
    ]
    tables = [i for i, (record, _) in enumerate(items) if record.project and not record.narrative]
    projects = len({items[i][0].owner_id for i in tables})
    if len(told) < _NARRATED or projects < 2:
        return
    # A stock name (服务对象满意度) carries nobody's indicator.
    names = {items[i][1].name for i in tables if not is_generic(items[i][1])}
    known = [_pairs(name) for name in names]
    for i in told:
        pairs = _pairs(items[i][1].name)
        if any(len(pairs & other) >= _CARRIED * len(pairs) for other in known):
            return  # some do reach the tables: which of the others ought to can't be told
    quoted = "、".join(f"“{short(items[i][0].name, 16)}{short(items[i][0].value, 10)}”" for i in told[:3])
    record = items[tables[0]][0]
    yield (
        tables[0],
        check.finding(
            "level1",
            (0, len(record.level1)),
            f"正文提出{quoted}等 {len(told)} 条有数值的指标，{projects} 个项目的绩效目标表一条也没有列入。",
            "请把正文中的指标落实到对应的项目，写入该项目的产出或效益指标。",
        ),
    )


def _row(name: str, value: str, level2: str, project: str = "高标准农田") -> Indicator:
    side = "效益指标" if "效益" in level2 else "满意度指标" if "满意" in level2 else "产出指标"
    return Indicator(name, value, level1=side, level2=level2, project=project)


_STOCK = (
    _row("项目数量", "按需", "数量指标"),
    _row("质量达标率", "100%", "质量指标"),
    _row("完成及时率", "100%", "时效指标"),
    _row("社会效益", "明显", "社会效益指标"),
    _row("服务对象满意度", "≥90%", "服务对象满意度指标"),
)
_OWN = (
    _row("新建灌渠长度", "12公里", "数量指标"),
    _row("灌渠混凝土强度合格率", "100%", "质量指标"),
    _row("新增灌溉面积", "320亩", "社会效益指标"),
    _row("受益农户满意度", "≥90%", "服务对象满意度指标"),
)


def _quarters(what: str) -> tuple[Indicator, ...]:
    return tuple(_row(f"第{n}季度{what}", "2次", "数量指标") for n in "一二三四")


def _told(name: str, value: str) -> Indicator:
    return Indicator(name, value, activity="灌区管理", narrative=True)


_PROSE = (_told("节水灌溉率", "62%以上"), _told("水费收缴率", "95%以上"), _told("渠系水利用系数", "0.58"))
_OTHER = _row("水价公示率", "100%", "数量指标", "水价改革")

CHECKS = (
    Check(
        code="M03",
        title="每类一条，全是通用说法",
        english="One indicator a class, all generic",
        severity="P1",
        opinion=1,
        why="指标应高度关联、重点突出（财预〔2021〕101号），不求每类都有；每类凑一条通用指标，看不出项目的核心产出和效果。",
        run_set=_one_each,
        scope="document",
        dimension="完整性",
        absence=True,
        bad=(
            Example(_STOCK[0], others=_STOCK[1:]),
            Example(_STOCK[0], others=(*_STOCK[1:], _row("成本节约", "节约", "经济效益指标"))),
        ),
        good=(
            Example(_OWN[0], others=_OWN[1:]),
            Example(_STOCK[0], others=(*_STOCK[1:], *_OWN)),
        ),
    ),
    Check(
        code="M04",
        title="同一件事拆成多条",
        english="One thing split into many indicators",
        severity="P3",
        opinion=5,
        why="指标应重点突出、少而精（财预〔2021〕101号）；同一件事按季度、节日拆开，虚占权重。",
        run_set=_split_up,
        scope="document",
        dimension="完整性",
        bad=(
            Example(_quarters("渠道巡查次数")[0], others=_quarters("渠道巡查次数")[1:]),
            Example(
                _row("元旦慰问护渠员人数", "20人", "数量指标"),
                others=(
                    _row("春节慰问护渠员人数", "20人", "数量指标"),
                    _row("中秋节慰问护渠员人数", "20人", "数量指标"),
                ),
            ),
        ),
        good=(
            Example(
                _row("第一季度渠道巡查次数", "2次", "数量指标"),
                others=(_row("第二季度水闸检修数", "3座", "数量指标"),),
            ),
            Example(_OWN[0], others=_OWN[1:]),
        ),
    ),
    Check(
        code="M05",
        title="正文的量化指标没有进入项目表",
        english="Measurable indicators of the text never reach the project tables",
        severity="P1",
        opinion=9,
        why="部门的绩效指标应分解落实到项目（财预〔2015〕88号：相应匹配、目标相关性）；只写在正文里的指标没有项目承担，年终无人考核。",
        run_set=_left_in_prose,
        scope="document",
        dimension="相关性",
        absence=True,
        bad=(
            Example(_STOCK[0], others=(_OTHER, *_PROSE)),
            Example(_OTHER, others=(*_STOCK, *_PROSE, _told("灌溉水质达标率", "100%"))),
        ),
        good=(
            Example(_STOCK[0], others=(_OTHER, *_PROSE, _row("节水灌溉率", "≥62%", "社会效益指标"))),
            Example(_STOCK[0], others=(_OTHER, *_PROSE[:2])),
            Example(_STOCK[0], others=_PROSE),
        ),
    ),
)
