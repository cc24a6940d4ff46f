"""M01: A class of indicators is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ....models.taxonomy import NAMES
from ....nlp.record import Indicator
from ...findings import Finding, owner_span, short
from ...registry import Check, Example
from ...views import SetView
from .classes import CLEAN, FORM, LENGTH, row

_OUTPUTS = frozenset(("quantity", "quality", "timeliness"))
_BENEFITS = frozenset(("economic", "social", "ecological", "sustainable"))
# A list that names neither project nor activity may be a library or a selection.
_MIN_CLASSES, _MAX_UNNAMED = 3, 40
# What lies years ahead is planned in less detail than the year's goals.
_LONG_TERM = ("长期", "中期", "中长期")
_SERVED = re.compile(r"受益|受助|服务对象|参训|就餐|用餐")
_ADDS = {"产出": 9, "效益": 8, "满意度": 10}


def _present(view: SetView, rows: Sequence[int]) -> set[str]:
    return set().union(*(view[i][1].leaves for i in rows))


def _is_set(view: SetView, rows: Sequence[int]) -> bool:
    """Whether the rows are a project's indicators with their classes."""
    declared = [i for i in rows if view[i][1].declared]
    if 2 * len(declared) <= len(rows):
        return False
    record = view[rows[0]][0]
    if record.project:
        return True
    if record.activity:
        return len(rows) > 1  # one alone is M02's
    return len(rows) <= _MAX_UNNAMED and len(_present(view, rows)) >= _MIN_CLASSES


def _incomplete(check: Check, view: SetView) -> Iterator[Finding]:
    for rows in view.forms if view.whole else ():
        if not _is_set(view, rows):
            continue
        first, context = view[rows[0]]
        have = _present(view, rows)
        grave: list[str] = []
        light: list[str] = []
        if not have & (_OUTPUTS | {"cost"}):
            grave.append("产出")
        elif not have & {"quantity", "quality"}:
            grave.append("数量、质量")
        else:
            light.extend(NAMES[leaf] for leaf in ("quantity", "quality") if leaf not in have)
        if not have & _BENEFITS:
            grave.append("效益")
        if "cost" not in have and context.words.pattern("construction").search(first.owner):
            (grave if context.standard == "2021" else light).append("成本")
        if "satisfaction" not in have and _serves(view, rows):
            light.append("满意度")
        if not grave and not light:
            continue
        opinion = next((code for name, code in _ADDS.items() if name in grave), 0) or (
            10 if light == ["满意度"] and not grave else 1
        )
        yield check.finding(
            *owner_span(first),
            f"{_whose(first)}{_counts(view, rows)}，没有{'指标、'.join((*grave, *light))}指标。",
            _advice((*grave, *light)),
            "" if grave and not first.owner.startswith(_LONG_TERM) else "P2",
            opinion,
        ).at(rows[0])


def _serves(view: SetView, rows: Sequence[int]) -> bool:
    """Whether owner, goal or an indicator's name names people that the project serves."""
    first, context = view[rows[0]]
    served = (view[i][1].name for i in rows if _SERVED.search(view[i][1].name))
    return bool(context.words.pattern("beneficiaries").search("".join((first.owner, first.goal, *served))))


def _whose(record: Indicator) -> str:
    return f"“{short(record.owner, 30)}”" if record.owner else "这组指标"


def _counts(view: SetView, rows: Sequence[int]) -> str:
    """How many indicators of which class there are."""
    classes: Counter[str] = Counter()
    for i in rows:
        leaves = view[i][1].declared
        classes[NAMES[min(leaves)] if len(leaves) == 1 else view[i][0].level1 or "未分类"] += 1
    if len(classes) == 1:
        return f"的 {len(rows)} 条指标全是{next(iter(classes))}指标".replace("指标指标", "指标")
    parts = "、".join(f"{name.removesuffix('指标')} {count} 条" for name, count in classes.items())
    return f"的 {len(rows)} 条指标中，{parts}"


def _advice(missing: Sequence[str]) -> str:
    how = {
        "产出": "补充产出指标，写明要完成的数量和质量标准",
        "数量、质量": "补充数量和质量指标，写明要完成多少、达到什么标准",
        "数量": "补充数量指标，写明要完成多少",
        "质量": "补充质量指标，如合格率、达标率",
        "效益": "补充效益指标，写明服务对象或社会因此有什么变化",
        "成本": "补充成本指标，写明总成本或单位成本的上限",
        "满意度": "补充满意度指标，写明调查谁、达到百分之几（确无服务对象的说明理由）",
    }
    return "请" + "；".join(how[m] for m in missing) + "。"


_YIELD = row("新增灌溉面积", "320亩", "社会效益指标")
_LIKED = row("受益农户满意度", "≥90%", "服务对象满意度指标")


CHECK = Check(
    code="M01",
    title="缺少产出、效益或满意度指标",
    english="A class of indicators is missing",
    severity="P1",
    opinion=1,
    why="每个项目都要设置产出和效益指标，产出一般数量、质量都设，有服务对象的设满意度，工程基建和大型修缮购置必设成本"
    "（财预〔2015〕88号、财预〔2021〕101号）。",
    run=_incomplete,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(LENGTH, others=(CLEAN,), passages=FORM),
        Example(_YIELD, others=(_LIKED,), passages=FORM),
        Example(
            row("铺设管道长度", "12公里", "数量指标", "农户饮水"),
            others=(
                row("管道试压合格率", "100%", "质量指标", "农户饮水"),
                row("饮水安全普及率", "98%", "社会效益指标", "农户饮水"),
            ),
        ),
        Example(row("受益农户数", "85户", "数量指标"), others=(_YIELD, _LIKED)),
        Example(
            row("清淤长度", "12公里", "数量指标", "", activity="年度目标1"),
            others=(row("清淤面积", "3亩", "数量指标", "", activity="年度目标1"),),
            passages=FORM,
        ),
    ),
    good=(
        Example(LENGTH, others=(CLEAN, _YIELD, _LIKED), passages=FORM),
        Example(
            Indicator("渠道完好率", activity="渠道管护"),
            others=(Indicator("渠道巡查率", activity="渠道管护"),),
            passages=FORM,
        ),
        Example(LENGTH, others=(CLEAN,)),
        Example(
            row("服务器数量", "2台", "数量指标", "机房运维"),
            others=(
                row("服务器可用率", "≥99%", "质量指标", "机房运维"),
                row("系统运行能力提升", "20%", "社会效益指标", "机房运维"),
            ),
        ),
    ),
)
