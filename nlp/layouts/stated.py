"""What single texts of a form state: labels with their answers, sums of money."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from ..normalize import fold, squeeze
from ..targets import canonical, parse_target
from ..vocabulary import label, plain
from . import labels

_PAIR = re.compile(r"([^\s:：，。；]{2,14})[:：]\s*")
_OPENS, _CLOSES = re.compile("[(（]"), re.compile("[)）]")
MONEY = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*([亿万千百]?元|万)?(?![\d.\-%]|年(?!度)|月)")
# One of several sums in a cell: 三年总额：558.00 2025年：186.00.
_SUM_OF = re.compile(
    r"(20\d\d年[^\d\s，,；;：:。]{0,10}+|[^\d\s，,；;：:。]{2,12}+)[:：]?+\s*+(\d[\d,]*+(?:\.\d++)?\s*+(?:[亿万千百]?元)?)(?=$|[\s，,；;。（(])"
)
_YEARS = re.compile(r"20\d\d年|年度|当年|本年|全年")
_YEARS_ALL = re.compile(r"期|[一二两三四五十]年")
_WHOLE = re.compile(r"总[额计]|合计|预算")
_CODED = re.compile(r"[0-9A-Za-z]")
_WORD = 2  # 无
_TAKEN = ("project", "code", "department", "budget", "goal", "person")
_IN_WAN = {"元": 1e-4, "百元": 1e-2, "千元": 0.1, "万元": 1.0, "万": 1.0, "亿元": 1e4}


def project_id(name: str, code: str, number: int = 1) -> str:
    """Stable id (12 hex digits) of the `number`-th form of a document that has this name and code."""
    text = f"{name}\x1f{code}\x1f{number}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def is_bare(text: str) -> bool:
    """True for a label of a project's name that heads a column, or a list of sums, as well.

    >>> is_bare("项目："), is_bare("二级项目"), is_bare("项目名称")
    (True, True, False)
    """
    return plain(text).endswith("项目")


def is_code(text: str) -> bool:
    """Whether a text can be a project's code, and is not the heading beside a cell that was left empty.

    >>> is_code("440309241391500000027"), is_code("项目负责人及电话"), is_code("项目名称：河道清淤2期")
    (True, False, False)
    """
    bare = fold(text).strip()
    return (bool(_CODED.search(bare)) and not inline_pairs(bare)) or len(bare) <= _WORD


def inline_pairs(text: str) -> list[tuple[str, str]]:
    """Labels and values that stand in one text: 填报单位：某县水务局  项目名称：清淤.

    >>> inline_pairs("填报单位：某县水务局      项目名称：河道清淤 一期")
    [('填报单位', '某县水务局'), ('项目名称', '河道清淤 一期')]
    >>> inline_pairs("注：单位名称按公章填写")
    []
    >>> inline_pairs("年度预算：96万元（其中：县级配套36万元）")
    [('年度预算', '96万元（其中：县级配套36万元）')]
    """
    marks = [m for m in _PAIR.finditer(text) if len(_OPENS.findall(m[1])) == len(_CLOSES.findall(m[1]))]
    if not any(label(m[1]) for m in marks) or text[: marks[0].start()].strip():
        return []
    ends = [*(m.start() for m in marks[1:]), len(text)]
    pairs = ((m[1], text[m.end() : end].strip(" \u3000,，;；\t")) for m, end in zip(marks, ends, strict=True))
    return [(name, value) for name, value in pairs if label(name)]


def in_wan(text: str, unit: str) -> float | None:
    """A sum of money in 万元; its own unit before the form's, None where neither says one.

    >>> in_wan("210万元", ""), in_wan("1,860,000", "元"), in_wan("385", "")
    (210.0, 186.0, None)
    """
    found = MONEY.match(fold(text))
    scale = _IN_WAN.get((found[2] if found else "") or unit)
    if not found or scale is None:
        return None
    return round(float(found[1].replace(",", "")) * scale, 6)


def year_sum(text: str) -> str:
    """The sum of the year in a cell that names several, or begins with a second label; "" where it does neither.

    >>> year_sum("三年总额：558.00 2025年：186.00"), year_sum("年度资金总额 120.00，其中：财政拨款 100.00")
    ('186.00', '120.00')
    >>> year_sum("128万元"), year_sum("其中：财政拨款 100.00"), year_sum("实施期资金总额：558.00")
    ('', '', '')
    >>> year_sum("2025年预算资金：186万元"), year_sum("根据预算批复第12号"), year_sum("预算资金用于3个乡镇")
    ('186万元', '', '')
    """
    told = [(found[1], found[2].strip()) for found in _SUM_OF.finditer(fold(text))]
    if not told or MONEY.match(fold(text)):
        return ""
    whole = told[0][1] if _WHOLE.search(told[0][0]) and not _YEARS_ALL.search(told[0][0]) else ""
    return next((figure for name, figure in told if _YEARS.search(name)), whole)


def unit_by_costs(text: str, targets: Iterable[str]) -> str:
    """The unit of a sum that states none, where the costs beside it leave no other: as 元 it would be less than one of
    them, or it is just what one of them says. '' where nothing decides.

    >>> unit_by_costs("500", ["≤120万元"]), unit_by_costs("860000", ["86万元"]), unit_by_costs("936", ["15家", "3年"])
    ('万元', '元', '')
    """
    found = MONEY.fullmatch(fold(text))
    costs = [number for target in targets if (number := _cost(target))]
    if not found or found[2] or not costs:
        return ""
    amount = float(found[1].replace(",", ""))
    if 0 < amount < max(costs) <= amount / _IN_WAN["元"]:
        return "万元"
    return "元" if amount in costs else ""


def _cost(text: str) -> float | None:
    target = parse_target(text) if "元" in text or "万" in text else None
    if target is None or target.kind != "money":
        return None
    number, upper, unit = canonical(target)
    return (upper or number) if unit == "元" else None


def agency(text: str) -> str:
    """Who hands a form in, where a text says nothing else; '' otherwise.

    >>> agency("填报单位：某县水务局"), agency("单位：万元")
    ('某县水务局', '')
    """
    pairs = inline_pairs(squeeze(text)) if len(text) < 60 and ("：" in text or ":" in text) else []
    if len(pairs) != 1 or label(pairs[0][0]) != "department" or not labels.BODY.fullmatch(pairs[0][1]):
        return ""
    return pairs[0][1]


@lru_cache(maxsize=4096)
def asks(text: str) -> str:
    """What a label cell asks for, '' when it is none of the labels that a form's head needs."""
    bare = fold(text).rstrip(":").replace(" ", "")
    if labels.NUMBERED.fullmatch(bare) and text.rstrip().endswith((":", "：")):
        return "numbered"
    asked = label(text)
    return asked if asked in _TAKEN else ""


def numbered_goal(text: str, value: str) -> str:
    """`年度指标1：` and its text; a text numbered otherwise has drifted in from another line."""
    number = re.search(r"\d+", fold(text))
    other = re.match(r"目标(\d+)", fold(value))
    if not value or (other and number and other.group(1) != number.group()):
        return text.rstrip(":：")
    return value
