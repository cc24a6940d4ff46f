"""V20, V22: targets measured against something that is not given.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from .....nlp.record import Indicator
from ....registry import Example

FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*[%‰万元人户次个]")


def one(name: str, value: str, history: tuple[str, ...] = (), description: str = "") -> Example:
    """For the examples."""
    return Example(Indicator(name, value=value, history=history, description=description))
