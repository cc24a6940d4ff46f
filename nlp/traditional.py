"""Traditional characters → simplified, one for one, so that positions stay."""

from __future__ import annotations

from functools import cache


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
