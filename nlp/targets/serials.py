"""Dates that a sheet has shown as the number it stores for them."""

from __future__ import annotations

import datetime
import re

_TIME = re.compile(r"时间|时限|日期|期限|工期|截止|完成|完工|时效")
_WHEN = re.compile(r"时间|时限|日期|期限|截止")
_LONGEST = 9
# Days since 1899-12-30, for dates of 1998 to 2050.
SERIAL = re.compile(r"(?:3[6-9]|4\d|5[0-4])\d{3}(?:\.0)?")
_MONTH = re.compile(r"((?:19|20)\d\d)\.(0?[1-9]|1[0-2])")  # 2021.6
_EPOCH = datetime.date(1899, 12, 30)


def as_date(value: str, about: str) -> str:
    """The date behind a bare serial number or a month, where the record is `about` time; any other value as it is.

    >>> as_date("44561", "完成时间"), as_date("44561", "发放册数"), as_date("≥44561", "完成时间")
    ('2021-12-31', '44561', '≥44561')
    >>> as_date("=44,561", "完成时间"), as_date("2021.6", "完成时间"), as_date("44,561", "完成造林面积")
    ('2021-12-31', '2021年6月', '44,561')
    """
    if len(value) > _LONGEST:
        return value
    if month := _MONTH.fullmatch(value):
        return f"{month[1]}年{int(month[2])}月" if _WHEN.search(about) else value
    days = value.lstrip("=＝").replace(",", "")
    # 完成造林 44,561 is no day: a figure that is written as one needs a name that asks when.
    if not SERIAL.fullmatch(days) or not (_TIME if days == value else _WHEN).search(about):
        return value
    return (_EPOCH + datetime.timedelta(days=int(float(days)))).isoformat()
