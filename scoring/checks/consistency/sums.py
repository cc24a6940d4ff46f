"""C06, C08, C09: what the text says of money against its own figures.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from typing import Any

from ....nlp.document import Passage
from ....nlp.record import Indicator

DONE = re.compile(r"完成(?:年初|全年)?预算的?(\d+(?:\.\d+)?)[%％]")
ROAD = Indicator("养护里程", value="46公里", project="县道养护")
OWN: dict[str, Any] = {"project": "县道养护"}


def told(text: str) -> Passage:
    """For the examples."""
    return Passage("paragraph", text, **OWN)
