"""Days that come back: 每月10日前, and when a completion says it was.

Shared by C23, C25.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .....nlp.normalize import fold

# The last day of a span counts for the target, the first for the completion.
_DAY = re.compile(
    r"(每个?月|[次下当]月|每个?季度?[首末次]月)的?(?:([0-9]{1,2})[日号]?[-~至到—])?(?:([0-9]{1,2})[日号]|(?:月?[底末]))(之?[后起])?"
)
_END = 31
_PUT_OFF = re.compile("(?<![无未不])(?:延至|延到|延迟|推迟|延后|逾期)(?!率)")


@lru_cache(maxsize=4096)
def is_late(value: str, actual: str) -> bool | None:
    """Whether all days of a completion are later in the month than the target's, or some were put off; None where it
    can't be told.

    >>> is_late("每月10日前", "每月25日左右"), is_late("每月10日前", "每月8日"), is_late("每月10日前", "次月5日")
    (True, False, None)
    >>> is_late("每月25日前", "2月延至27日，其余月份25日前")
    True
    """
    due, done = _days(value), _days(actual)
    if len(due) == 1 and not done and _PUT_OFF.search(actual):
        return True
    if len(due) != 1 or not done or any(after for *_, after in (*due, *done)):
        return None
    ((period, _, limit, _),) = due
    if any(other != period for other, *_ in done):
        return None
    return all(first > limit for _, first, _, _ in done)


def _days(text: str) -> list[tuple[str, int, int, bool]]:
    """Each day named: the period, the first and last day, and whether it means later than that."""
    found = []
    for period, first, last, after in _DAY.findall(fold(text)):
        day = int(last or _END)
        found.append((period.replace("个", "").replace("季度", "季"), int(first or day), day, bool(after)))
    return found
