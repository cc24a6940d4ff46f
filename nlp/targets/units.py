"""What stands behind a figure: measure word, rate, money, and what it is paid or counted per."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from .lexicon import DAYS, LONGEST_UNIT, MONEY, NAME_AFTER, PER, SPELLINGS, TRAPS, UNITS, VERDICTS
from .numerals import HAN_DIGITS, arabic, plain

_TENTHS = re.compile(
    r"成(?:([一二两三四五六七八九半]|[1-9](?![0-9]))(?=$|[^一-鿿0-9.]|[以左上之多及]))?"
    r"(?![本立功效果员就绩人年活交品熟长套型不分为全])"
)
_RATE = re.compile(
    r"/(?:(?P<a>(?:10|十)万|100000|100,000)|(?P<b>1?万(?!元)|10000|10,000)|(?P<c>1000|1,000|千))(?![0-9])"
)
_FRACTION = re.compile(r"/(1[0-9]|20|[2-9])(?![0-9.,%])")
_TO_ONE = re.compile(r":([0-9][0-9.]{0,12})(?![0-9:])")
_SCALE = re.compile(r"(?:(?P<k>[百千])(?P<w>[万亿])|(?P<W>[万亿]))[余多]?(?!分之)")
_PER = re.compile(r"(?:[/·•]|每)(?:个|一)*([1-9][0-9]?)?([一-鿿A-Za-z]{1,8})")
_OPEN_UNIT = re.compile(r"[一-鿿]{1,4}")
# Where a measure word that no list knows may end.
_STOP = re.compile(r"$|[,;。、\\/()\[\]!<>≤≥=+~-]|以上|以下|以内|之内|及以|左右|上下|之间|内(?![一-鿿])")
_NOT_A_UNIT: Final = re.compile(
    "^[级月号时季成]|^[百千万亿](?:分|$)|满意|合格|达标|完成|以|之|内|前|后|左右|上下|及|或|和|与|的|为|是|在|不|无|未|提|得到|等|率|度$|余|多|至|到|前|了|则|均|范围|资金|经费|预算|成本|费用|支出"
)


class Unit(NamedTuple):
    """A unit read: `factor` multiplies the figure, `extra` adds to it (一年半), `end` is behind the unit."""

    unit: str
    kind: str
    end: int
    factor: float = 1.0
    extra: float = 0.0
    approximate: bool = False
    known: bool = True


def _base(text: str, pos: int) -> tuple[str, int]:
    """The longest listed measure word at `pos` and its end; '' where there is none."""
    for length in range(min(LONGEST_UNIT, len(text) - pos), 0, -1):
        word = text[pos : pos + length]
        if word in UNITS:
            end = pos + length
            following = text[end : end + 1]
            if word.isascii() and following.isascii() and following.isalnum():
                continue
            if following and following in TRAPS.get(word, ""):
                continue
            return word, end
    return "", pos


def per_name(word: str) -> str:
    """How `word` is spelt behind the slash of a rate: 每个月 is /月."""
    return "月" if word == "个月" else SPELLINGS.get(word, word)


def per_parts(text: str, pos: int, money: bool) -> tuple[str, int]:
    """The '/户/年' behind a unit, also written 每户每年 or, of money, 一年; '' where there is none."""
    parts = ""
    while len(parts) < 24:
        if (
            money
            and text.startswith(("一年", "一月", "一次", "一人"), pos)
            and text[pos + 2 : pos + 3] != "性"
        ):
            parts, pos = f"{parts}/{text[pos + 1]}", pos + 2
            continue
        match = _PER.match(text, pos)
        if match is None:
            break
        many, run = match.groups()
        for length in range(min(len(run), 6), 0, -1):
            if run[:length] in PER and not (many and run[:length] not in DAYS):
                break
        else:
            if many or text[pos] == "每" or len(run) > 3 or _STOP.match(text, match.end()) is None:
                break
            length = len(run)
        word = run[:length]
        following = text[match.start(2) + length : match.start(2) + length + 1]
        if (
            text[pos] == "每"
            and following
            and (following in HAN_DIGITS or following in "0123456789≥≤<>=每十不约")
        ):
            break  # belongs to what follows: 1个月，每人500元
        if text[pos] in "·•":
            parts += "·"
        else:
            parts += "/"
        parts += many + SPELLINGS.get(word, word) if many else per_name(word)
        pos = match.start(2) + length
    return parts, pos


def _share(text: str, pos: int, number: float) -> Unit | None:
    """Percent, permille, rates and ratios, which are told by one or a few characters."""
    char = text[pos]
    if char == "%":
        return Unit("%", "percent", pos + 1)
    if char == "‰":
        return Unit("‰", "permille", pos + 1)
    if char in "个百":
        for word, unit, kind in (
            ("个百分点", "个百分点", "relative"),
            ("百分点", "个百分点", "relative"),
            ("百分比", "百分比", "percent"),
        ):
            if text.startswith(word, pos):
                return Unit(unit, kind, pos + len(word))
    elif char == "成" and number < 11:
        if match := _TENTHS.match(text, pos):
            tenth = match[1]
            extra = 0.0
            if tenth:
                extra = 0.5 if tenth == "半" else (HAN_DIGITS.get(tenth) or int(tenth)) / 10
            return Unit("成", "percent", match.end(), extra=extra)
    elif char == "/":
        if match := _RATE.match(text, pos):
            unit = {"a": "/10万", "b": "/万", "c": "‰"}[match.lastgroup or "a"]
            return Unit(unit, "permille", match.end())
        if (match := _FRACTION.match(text, pos)) and number == int(number) and 0 < number < int(match[1]):
            return Unit("", "ratio", match.end(), factor=1 / int(match[1]))
    elif char == ":" and (match := _TO_ONE.match(text, pos)):
        other = arabic(match[1])
        clock = len(match[1]) == 2 and match[1] in ("00", "15", "30", "45") and number < 25 and number != 1
        if other and not clock and 1e-6 < number / other < 1e6:
            return Unit(":", "ratio", match.end(), factor=1 / other)
    return None


def _half(text: str, pos: int, unit: str) -> tuple[str, int, float]:
    """一年半, 两个半月, 1个半小时: half a unit written behind it, or inside it."""
    if unit == "个" and text.startswith("半", pos):
        for word, name in (("月", "个月"), ("小时", "小时"), ("学期", "学期")):
            if text.startswith(word, pos + 1):
                return name, pos + 1 + len(word), 0.5
    if unit in ("年", "天", "小时") and text.startswith("半", pos):
        return unit, pos + 1, 0.5
    return unit, pos, 0.0


def unit_at(text: str, pos: int, number: float, han: bool = False, bound: bool = False) -> Unit | None:
    """The unit of `number` at `pos`.

    None: the figure belongs to a name, or a Chinese numeral (`han`) has no measure word behind it.
    `bound`: a comparing word precedes, so the figure is a target whatever follows it.
    """
    if pos >= len(text):
        return None if han else Unit("", "count", pos)
    if share := _share(text, pos, number):
        return share
    approximate = False
    factor, scale, begin = 1.0, "", pos
    if text[pos] in "余多来几":
        approximate, pos = True, pos + 1
    if match := _SCALE.match(text, pos):
        scale = match["W"] or match["w"]
        factor = {"百": 100.0, "千": 1000.0}.get(match["k"] or "", 1.0)
        approximate = approximate or match.group()[-1] in "余多"
        pos = match.end()
    elif (
        text[pos : pos + 1] in ("千", "百") and _base(text, pos)[1] <= pos + 1
    ):  # 8百人, 5千余元, ≥3千; never 千克
        about = text.startswith(("余", "多"), pos + 1)
        after = pos + 1 + about
        if after == len(text) or _base(text, after)[0] or _STOP.match(text, after):
            approximate = approximate or about
            factor, pos = (1000.0 if text[pos] == "千" else 100.0), after
    word, end = _base(text, pos)
    if word:
        return _known(text, scale, word, end, factor, approximate)
    if scale:  # 36万: a bare 万 counts yuan, things would have a measure word
        loose = _open_unit(text, pos)
        if loose:
            return Unit(scale + loose, "count", pos + len(loose), factor, 0.0, approximate, False)
        per, end = per_parts(text, pos, True)
        return Unit(f"{scale}元{per}", "money", end, factor, 0.0, approximate)
    if approximate and not bound and begin + 1 < len(text):
        pos = begin
    if han or text.startswith(NAME_AFTER, pos):
        return None
    if loose := _open_unit(text, pos):
        per, end = per_parts(text, pos + len(loose), False)
        return Unit(loose + per, "count", end, factor, 0.0, approximate, False)
    following = text[pos : pos + 1]
    if following == "/" and text[pos + 1 : pos + 2].isdigit():  # 12/31
        return None
    if following and not bound and (following.isalnum() or following in "*×") and not _STOP.match(text, pos):
        return None
    return Unit("", "count", pos, factor, 0.0, approximate, False)


def _known(text: str, scale: str, word: str, end: int, factor: float, approximate: bool) -> Unit:
    word, end, extra = _half(text, end, word)
    if text.startswith(("余", "多"), end) and not text.startswith("多样", end):
        approximate, end = True, end + 1
    word = SPELLINGS.get(word, word)
    money = word in MONEY
    per, end = per_parts(text, end, money)
    if money:
        kind = "money"
    elif word in DAYS and not scale:
        kind = "duration"
    elif word == "倍" and not scale and not per:
        kind = "ratio"
    else:
        kind = "count"
    return Unit(f"{scale}{word}{per}", kind, end, factor, extra, approximate)


def _open_unit(text: str, pos: int) -> str:
    """A measure word that is in no list: a short run of Han that ends where a value may end."""
    match = _OPEN_UNIT.match(text, pos)
    if match is None or text[pos] in HAN_DIGITS or text[pos] in "十半每":
        return ""
    run = match.group()
    for length in range(1, len(run) + 1):
        if _STOP.match(text, pos + length):
            word = run[:length]
            return "" if word in VERDICTS or _NOT_A_UNIT.search(word) else word
    return ""


def scaled(number: float, unit: Unit) -> float:
    """`number` with what its unit does to it, kept short: 2千 is 2000, 九成五 is 9.5."""
    if unit.kind == "ratio" and unit.factor != 1.0:
        return round(number * unit.factor, 12)
    if unit.factor == 1.0 and not unit.extra:
        return number
    return float(plain(round(number * unit.factor + unit.extra, 9)))
