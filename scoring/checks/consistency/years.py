"""C14, C15: targets of other years: a series that never moves, a year that is over.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections import Counter

from ....nlp.record import Indicator
from ...views import SetView

_TITLE_YEAR = re.compile(
    r"(20[0-9]{2})\s*年度?(?:部门|单位|财政|专项|重点|转移支付|资金|区级|县级|市级|项目|整体|本级)*(?:预算|决算|绩效|支出|收支|自评)"
    r"|[(（]\s*(20[0-9]{2})\s*年度?\s*[)）]"
)
_DATES_NEEDED, _MOST = 3, 0.6
_HEAD, _HEADING = 200, 40


def fiscal_year(view: SetView) -> int | None:
    """The year that a document plans or reports: of most of its deadlines, else of its titles."""
    dates: Counter[int] = Counter()
    for _, context in view:
        target = context.target
        if target is not None and target.kind == "date" and target.number and target.number > 20_000_000:
            dates[int(target.upper or target.number) // 10_000] += 1
    if dates:
        (year, count), *_ = dates.most_common(1)
        if count >= _DATES_NEEDED and count >= _MOST * sum(dates.values()):
            return year
    titles: Counter[int] = Counter()
    for passage in view.passages:
        # Grounds and policies named in a form are of other years.
        heads = not passage.owner or len(passage.text) <= _HEADING
        told = passage.kind == "title" or (passage.kind == "paragraph" and heads)
        if told and "20" in passage.text[:_HEAD]:
            titles.update(int(m[1] or m[2]) for m in _TITLE_YEAR.finditer(passage.text[:_HEAD]))
    ranked = titles.most_common(2)
    if not ranked or (len(ranked) == 2 and 2 * ranked[1][1] > ranked[0][1]):
        return None
    return ranked[0][0]


def row(name: str, value: str, history: tuple[str, ...] = ()) -> Indicator:
    """For the examples."""
    return Indicator(name, value, level1="产出指标", level2="数量指标", activity="用水管理", history=history)
