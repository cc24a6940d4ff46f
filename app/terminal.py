"""What a terminal is shown: names of files and texts of documents may hold sequences that steer it."""

from __future__ import annotations

import re

# C0 and C1 but for tab and line feed, and the marks that turn the direction of writing.
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_ANY = re.compile(_CONTROLS)
_BUT_COLOURS = re.compile(rf"(?!\x1b\[[0-9;]{{0,20}}m){_CONTROLS}")


def harmless(text: str, coloured: bool = False) -> str:
    """`text` with a replacement character for each control; `coloured` text keeps its colours."""
    return (_BUT_COLOURS if coloured else _ANY).sub("\ufffd", text)
