"""What a cell reads like (name, value, description, or none of them), learned from labelled indicators.

A multinomial logistic model over hashed character n-grams; `cellmodel.md` is its card, and
`training/layout_cells` makes it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ...normalize import fold

if TYPE_CHECKING:
    import numpy as np

CLASSES = ("name", "value", "description", "torn")
BUCKETS = 8192
FILE = "cellmodel.safetensors"
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_MOST = 60  # characters that are looked at, from either end


def features(text: str) -> list[int]:
    """The buckets of a cell's n-grams, of its beginning and end, and of its length."""
    bare = _DIGITS.sub("0", fold(text).replace(" ", ""))
    if len(bare) > 2 * _MOST:
        bare = bare[:_MOST] + bare[-_MOST:]
    marked = f"^{bare}$"
    grams = [
        f"#{min(len(bare), 40) // 3}",
        f"^^{bare[:1]}",
        f"^^{bare[:2]}",
        f"$${bare[-1:]}",
        f"$${bare[-2:]}",
    ]
    for size in (1, 2, 3):
        grams += [marked[i : i + size] for i in range(len(marked) - size + 1)]
    return [crc32(g.encode()) % BUCKETS for g in set(grams)]


@lru_cache(maxsize=65536)
def log_odds(text: str) -> tuple[float, ...]:
    """Log-probability of each of `CLASSES`, in that order."""
    import numpy as np

    weights, bias = _model()
    found = features(text)
    raw = weights[found].sum(axis=0) / len(found) ** 0.5 + bias
    raw -= raw.max()
    logs: np.ndarray[Any, np.dtype[np.float32]] = raw - np.log(np.exp(raw).sum())
    return tuple(float(x) for x in logs)


@cache
def _model() -> tuple[Any, Any]:
    from safetensors.numpy import load

    stored = load((files(__package__) / FILE).read_bytes())
    return stored["weights"].astype("float32"), stored["bias"].astype("float32")
