"""What an archive repeats: rows and whole tables, by how many projects, units and years.

`index.py` builds the index out of the Parquet parts of a batch run, `stage.py` reads them, `minhash.py` and
`near.py` find what is nearly the same; `lookup.py` asks the index.
"""

from __future__ import annotations

from .errors import RepetitionError
from .index import build
from .lookup import RepetitionIndex, Seen

__all__ = ["RepetitionError", "RepetitionIndex", "Seen", "build"]
