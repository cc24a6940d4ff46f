"""L13: a ladder told in words (90%以上得满分，80%～90%得一半，60%以下不得分) as tiers.

No check in here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ....nlp.targets.numerals import plain
from ...context import plain as folded
from .analysis import analyse
from .intervals import Domain, Interval

_LEAST = 3  # two tiers often mean that points fall evenly between them
_LONGEST = 300
# What somebody gets; what stands before it says for how much.
GIVEN = re.compile(
    r"(?:可?[得计记给赋扣]|评)(?:满分|零分|全部?分值?|一半(?:的?分值?)?|[0-9.]+分|(?:该项|本项|指标|权重|分值|满分|标准分)*的?[0-9.]+%(?:的?(?:权重|分值|分数|分))?)"
    r"|[不未]得分|不计分|(?<![0-9.])0分"
)
# Everything that no tier names is settled, or points fall evenly: no gap can be told. Items are measures of their own.
_SETTLED = re.compile(
    r"每|按比例|比例[扣得计]|酌情|否则|其[余他它]|除此|依次|依此|以此类推|递[减增]|线性|插值|同比例|相应|分别|部分|视情|实际[得计]分|"
    r"[①-⑳]|(?:^|[;。])[(]?[1-9][.、)](?![0-9])|完成率[×*]|[×*]"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_FIGURES = re.compile(
    r"[0-9.%‰≥≤><=~～\-—至到以上下含及不于低高小大等少多足满超过未达为在之间且、,;。:：的或者则内区介]+"
)
_KINDS = frozenset(("percent", "permille", "count", "duration", "money"))
_SPARE = 1.0  # 90%-94%, 85%-89%: nobody is at a loss between them


@lru_cache(maxsize=4096)
def untold(text: str, name: str) -> str:
    """The values between the tiers of a ladder in words that none of them names, as text; '' where there are none or
    the text is no ladder for certain.

    >>> untold("完成率90%以上得满分；70%～80%得一半；60%以下不得分", "")
    '80%～90%、60%～70%'
    >>> untold("90%以上得满分，60%以下不得分，其余按比例得分", "")
    ''
    """
    if not _LEAST * 6 < len(text) <= _LONGEST:
        return ""
    said = folded(text)
    given = list(GIVEN.finditer(said))
    if len(given) < _LEAST or _SETTLED.search(said):
        return ""
    ends = [0, *(g.end() for g in given)]
    heads = [_BRACKETS.sub("", said[end : g.start()]) for end, g in zip(ends, given, strict=False)]
    measures = {_FIGURES.sub("", head) for head in heads}
    if not all(measure in max(measures, key=len) for measure in measures):
        return ""  # each tier speaks of something else
    analysis = analyse(tuple(heads), name)
    if analysis is None or not analysis.ladder.complete or analysis.ladder.kind not in _KINDS:
        return ""
    known = analysis.ladder.figures
    low, high = min(i.high for i in known), max(i.low for i in known)
    domain = analysis.ladder.domain
    found = [
        gap
        for gap in (analysis.gaps[::-1] if known[0].low > known[-1].low else analysis.gaps)  # best first
        if gap.low >= low and gap.high <= high and (domain.whole or _wide(gap, domain))
    ]
    return "、".join(_shown(gap, domain) for gap in found)


def _wide(gap: Interval, domain: Domain) -> bool:
    return not gap.point and (domain.unit not in ("%", "‰") or gap.high - gap.low > _SPARE)


def _shown(gap: Interval, domain: Domain) -> str:
    if domain.whole:
        return domain.show(gap)
    return f"{plain(gap.low)}{domain.unit}～{plain(gap.high)}{domain.unit}"
