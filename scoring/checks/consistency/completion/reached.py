"""C23–C25, C35: a completion against its target, by the target's direction.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.targets import Target, canonical, parse_targets
from .....nlp.targets.serials import as_date
from ....context import Context
from ...ladders.analysis import UNBOUNDED
from ..direction import direction, usual
from .completions import is_blank
from .grades import is_worse, undone
from .recurring import is_late

_FIGURES = frozenset(("percent", "permille", "count", "money", "duration", "ratio", "relative"))
_PURE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_DAY = re.compile(r"日|号|[0-9]{1,2}[.\-/][0-9]{1,2}[.\-/][0-9]")
# Days that are called by name: 秋季学期开学前.
_DAYS = {"秋季": "9月1日", "春季": "3月1日", "国庆": "10月1日", "五一": "5月1日", "元旦": "12月31日"}
_NAMED = re.compile("(秋季|春季|国庆|五一|元旦)(?:学期|节|假期)?(?:开学)?之?前")
_WAYS = re.compile("下降|降低|减少"), re.compile("增长|上升|提高|提升")
_SINCE = r"(?:同比|环比|[较比](?:上年|去年|往年)(?:同期)?)?"
_TOLD_WAYS = (
    re.compile(_SINCE + r"(?:下降|降低|减少|负增长)[0-9]"),
    re.compile(_SINCE + r"(?:上升|上涨|增[长加]|反弹)[0-9]"),
)
# What should not spread or come again, and has.
_NOT_MORE = re.compile("不(?:再)?(?:扩散|发生|新增|反弹|蔓延)|无新增|零新增")
_SOME_MORE = re.compile(r"(?:新?发生|新增)[\u4e00-\u9fff]{0,8}[1-9]")
_REST = re.compile("其余|剩余|其中|另有|尚有|还有|未|占|比|目标|计划|超")
_EACH, _SUMMED = (
    re.compile("(?:每个?|/)(半年|季|月|旬|周)"),
    re.compile("^(?!.*每).*(?:全年|累计|年内|合计|共)"),
)
_IN_A_YEAR = {"半年": 2, "季": 4, "月": 12, "旬": 36, "周": 52}
_SHARE = 1.5  # a bare figure above is no share
_SAME = 1e-9
_LAST_MONTH = 12
_HEDGED = 0.1  # how far below 约1800户 still is about that
_OTHER_SCALE = 50.0  # a bare figure so many times as large was written in another unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """`said` is a clause that tells the difference. `share`: reached ÷ target of the only figure of a target with
    a floor, else None; `bounded`: it can't go beyond 100 %. `worded`: told by words alone."""

    missed: bool
    said: str = ""
    share: float | None = None
    bounded: bool = False
    worded: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure of the target and that of the completion on one scale. `factor` leads from there to `unit`, where
    both are written in it, else None."""

    target: Target
    wanted: float
    upper: float | None
    reached: float
    unit: str
    factor: float | None = None


def outcome(record: Indicator, context: Context) -> Outcome | None:
    """What became of a target, None where it can't be told."""
    if not context.value or is_blank(record.actual):
        return None
    if fold(record.actual).strip() == context.value:
        return Outcome(False, share=1.0)
    if opposed(record.target_text + record.name, record.actual):
        return Outcome(True, "与目标相反", worded=True)
    figures = _figures(record, context)
    if figures is not None and figures.missed:
        return figures
    dated = _dated(record) or _recurring(record)
    if dated is not None and dated.missed:
        return dated
    if figures is None and dated is None:
        return _worded(record, context)
    return None if undone(record.actual, True) else figures or dated


def opposed(target: str, actual: str) -> bool:
    """Whether a completion tells the opposite of what a target asks for.

    >>> opposed("用水量同比下降≥5%", "上升2.1%"), opposed("疫情不扩散", "新增疫点2个"), opposed("产量增长3%", "增长1%")
    (True, True, False)
    """
    falls, rises = (bool(way.search(target)) for way in _WAYS)
    said_falls, said_rises = (bool(way.match(fold(actual).strip())) for way in _TOLD_WAYS)
    if falls != rises and ((falls and said_rises) or (rises and said_falls)):
        return True
    return bool(_NOT_MORE.search(target) and _SOME_MORE.match(fold(actual).strip()))


def _worded(record: Indicator, context: Context) -> Outcome | None:
    target = context.target
    firm = target is not None and target.kind != "text"
    if (words := undone(record.actual, firm)) and words not in context.value:
        return Outcome(True, f"填的是“{words}”", worded=True)
    if is_worse(context.value, record.actual):
        return Outcome(True, "比目标低一档", worded=True)
    return None


def _figures(record: Indicator, context: Context) -> Outcome | None:
    """By all figures of the target that the completion also gives."""
    targets = [
        t for t in parse_targets(record.value) if t.kind in _FIGURES or (t.kind == "state" and t.number == 0)
    ]
    pairs = _in_order(targets, record) or [
        pair for t in targets if (pair := _paired(t, record, len(targets) == 1))
    ]
    told = False
    for pair in pairs:
        way = direction(pair.target, context)
        if way and (said := _short(pair, way, usual(pair.target, context))):
            whole = len(pairs) == 1 and way == "≥" and pair.wanted > 0 and pair.target.kind != "relative"
            return Outcome(True, said, share=pair.reached / pair.wanted if whole else None)
        told = told or bool(way)
    if not told:
        return None
    (only,) = pairs if len(pairs) == 1 else (None,)
    if only is None or direction(only.target, context) != "≥" or only.wanted <= 0:
        return Outcome(False)
    bounded = only.target.kind in ("percent", "ratio") and not UNBOUNDED.search(context.name)
    return Outcome(False, share=only.reached / only.wanted, bounded=bounded)


def _in_order(targets: list[Target], record: Indicator) -> list[_Pair]:
    """Several figures of one unit, reported one by one: 新建2座，改建3座."""
    found = [t for t in parse_targets(record.actual) if t.number is not None]
    if len(targets) < 2 or len(found) != len(targets):
        return []
    pairs = []
    for target, reached in zip(targets, found, strict=True):
        wanted, got = canonical(target), canonical(reached)
        if wanted.unit != got.unit or not wanted.unit or wanted.number is None or got.number is None:
            return []
        pairs.append(
            _Pair(target, wanted.number, wanted.upper, got.number, target.unit, _factor(target, reached))
        )
    return pairs


def _factor(target: Target, reached: Target) -> float | None:
    scale = canonical(target).number
    if target.unit != reached.unit:
        return None
    return (target.number or 0.0) / scale if scale else 1.0


def _paired(target: Target, record: Indicator, single: bool) -> _Pair | None:
    """The one figure of the completion that is on the target's scale."""
    scale = canonical(target)
    if scale.number is None:
        return None
    found = [
        t for t in parse_targets(record.actual) if t.number is not None and t.kind in (*_FIGURES, "state")
    ]
    times = _times(record) if target.kind == "count" else 1  # each month 100 % is 100 % of the year
    unit = scale.unit.partition("/")[0] if times > 1 else scale.unit
    alike = [t for t in found if _alike(target, t, unit)]
    if len(alike) > 1 and _REST.search(record.actual, alike[0].end, alike[1].start):
        alike = alike[:1]  # 完成4场，其余2场取消
    if len(alike) == 1:
        got = canonical(alike[0])
        mixed = {target.kind, alike[0].kind} == {"count", "ratio"}
        if got.upper is not None or got.number is None or (mixed and max(scale.number, got.number) > _SHARE):
            return None
        factor = _factor(target, alike[0])
        upper = None if scale.upper is None else scale.upper * times
        return _Pair(target, scale.number * times, upper, got.number, target.unit, factor)
    if alike or not single or len(found) != 1:
        return None
    return _loose(target, found[0], record)


def _times(record: Indicator) -> int:
    """How often a target comes back in the year that a completion sums up: 每季度1次, 全年4次."""
    period = _EACH.search(record.value)
    return _IN_A_YEAR[period[1]] if period and _SUMMED.search(record.actual) else 1


def _alike(target: Target, reached: Target, unit: str) -> bool:
    if target.kind == "state":  # 零事故 → 2起
        return reached.kind == "count" or (reached.kind == "state" and reached.number == 0)
    return canonical(reached).unit == unit and (
        reached.kind == target.kind or {reached.kind, target.kind} == {"count", "ratio"}
    )


def _loose(target: Target, reached: Target, record: Indicator) -> _Pair | None:
    """Figures of which one is written without its unit: 0.98 or 98 for ≥95%, 28 for 30万元."""
    a, b = target.number or 0.0, reached.number or 0.0
    bare_target = not target.unit and target.kind in ("count", "ratio")
    bare_reached = bool(_PURE.fullmatch(fold(record.actual).strip()))
    if bare_target == bare_reached or reached.upper is not None or target.kind in ("relative", "state"):
        return None
    if bare_target and not _PURE.fullmatch(re.sub(r"^[≥≤<>=]+", "", fold(record.value)).strip()):
        return None
    if "percent" in (target.kind, reached.kind):
        if bare_reached and b <= _SHARE < a:
            b = float(Decimal(str(b)) * 100)
        elif bare_target and a <= 1.0 < b:
            a, b = float(Decimal(str(a)) * 100), b
    elif a and b and not 1 / _OTHER_SCALE <= b / a <= _OTHER_SCALE:
        return None
    upper = target.upper if target.upper is None or a == target.number else None
    return _Pair(target, a, upper, b, target.unit or reached.unit, 1.0)


def _short(pair: _Pair, way: str, usual: str) -> str:
    """A clause that tells by how much the target was missed, '' where it was met."""
    wanted, reached = pair.wanted, pair.reached
    change = "变化幅度没有达到目标" if pair.target.kind == "relative" else ""
    slack = abs(wanted) * (_HEDGED if pair.target.approximate else _SAME) + _SAME
    if _rounds_to(wanted, reached):
        return ""
    strict = pair.target.comparator
    if way == "≥" and (reached < wanted - slack or (strict == ">" and reached == wanted)):
        return _apart(pair, wanted, "差") or change or "低于目标"
    if way == "≤" and (reached > wanted + slack or (strict == "<" and reached == wanted)):
        return _apart(pair, wanted, "超出") or change or "超出目标"
    if way == "between" and reached < wanted - slack and usual == "≥":
        return _apart(pair, wanted, "比下限差") or "低于目标"
    if way == "between" and reached > (pair.upper or wanted) + slack and usual == "≤":
        return _apart(pair, pair.upper or wanted, "超出上限") or "超出目标"
    return ""


def _rounds_to(wanted: float, reached: float) -> bool:
    """Whether the completion is the target to the digits that it gives: 33.3 of 33.33."""
    if reached == int(reached):
        return False
    digits = -int(Decimal(str(reached)).as_tuple().exponent)
    return abs(round(wanted, digits) - reached) <= _SAME


def _apart(pair: _Pair, limit: float, said: str) -> str:
    """By how much, in the unit that both are written in; '' where they differ, or the target is a change."""
    apart = round(abs(limit - pair.reached) * (pair.factor or 0.0), 6)
    if not apart or pair.target.kind == "relative":
        return ""
    unit = {"%": "个百分点"}.get(pair.unit, pair.unit)
    return f"{said} {apart:.10g}{unit}"


def _dated(record: Indicator) -> Outcome | None:
    """By a deadline: missed where every day that the completion names is later."""
    wanted = _NAMED.sub(lambda day: f"{_DAYS[day[1]]}前", record.target_text)
    due = [t for t in parse_targets(wanted) if t.kind == "date" and t.number is not None]
    if not due or due[0].comparator in ("≥", ">"):
        return None
    actual = (
        as_date(record.actual, f"{record.level2}{record.name}") if record.actual.isdigit() else record.actual
    )
    days = [t for t in parse_targets(actual) if t.kind == "date" and t.number is not None]
    if len(due) > 1 and len(due) != len(days):
        return None
    late = [_is_late(due[min(k, len(due) - 1)], t, actual[t.start : t.end]) for k, t in enumerate(days)]
    if not late or None in late:
        return None
    if len(due) > 1:  # 春防5月底前、秋防10月底前: each has its day
        return Outcome(True, "有一项晚于目标时间") if any(late) else Outcome(False)
    return Outcome(True, "晚于目标时间") if all(late) else Outcome(False)


def _recurring(record: Indicator) -> Outcome | None:
    """By a day of every month or quarter."""
    late = is_late(record.value, record.actual)
    return None if late is None else Outcome(True, "晚于目标时间") if late else Outcome(False)


def _is_late(due: Target, told: Target, written: str) -> bool | None:
    """Days are YYYYMMDD, or MMDD where no year is written; a month alone is not late in the month that is due."""
    limit, day = (int(t.upper or t.number or 0) for t in (due, told))
    if min(limit, day) < 100:
        return None
    if limit < 10_000 < day and limit // 100 == _LAST_MONTH and day // 100 % 100 == 1:
        return True  # 12月底前, 2024年1月18日: in the year that follows
    if min(limit, day) < 10_000:
        limit, day = limit % 10_000, day % 10_000
    if not _DAY.search(written) and limit // 100 == day // 100:
        return False
    return day > limit
