"""What can go wrong with an index."""

from __future__ import annotations


class RepetitionError(Exception):
    """An index can't be opened. `str(error)` is the Chinese sentence for the user."""
