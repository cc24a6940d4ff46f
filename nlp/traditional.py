"""Traditional characters → simplified, one for one, so that positions stay."""

from __future__ import annotations

import re
from functools import cache

_SOUND = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ]{1,6}[)）]")
_SHARE = 10  # one Chinese character in so many is traditional


def is_simplified(text: str) -> bool:
    """Whether `text` holds nothing that the table of 1980 for simplified Chinese (GB 2312) lacks; rare characters aside,
    what it lacks is traditional."""
    if "於" in text:  # the table has it as a surname
        return False
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified(char: str) -> str:
    """The simplified form of a character, itself where it has none."""
    return _table().get(char, char)


@cache
def _table() -> dict[str, str]:
    from opencc import OpenCC

    chars = [c for c in map(chr, range(0x4E00, 0xA000)) if not is_simplified(c)]
    # A line a character: no phrase can span two of them.
    lines = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {old: new for old, new in zip(chars, lines, strict=True) if old != new and len(new) == 1}


def restored(text: str) -> str:
    """A simplified text that a web page has turned into traditional characters, some with their sound behind them
    (目標(biāo)): simplified again, position by position but for the sounds. Other texts stay as they are.

    >>> restored("績效指標(biāo)：應(yīng)急演練(liàn)"), restored("应急演练(一期)")
    ('绩效指标：应急演练', '应急演练(一期)')
    """
    if is_simplified(text):
        return text
    plain = _SOUND.sub("", text)
    table = _table()
    old = sum(char in table for char in plain)
    if old * _SHARE < sum("\u4e00" <= char <= "\u9fff" for char in plain):
        return text
    return plain.translate({ord(a): b for a, b in table.items()})
