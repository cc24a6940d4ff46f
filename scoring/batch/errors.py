"""What stops a whole run."""

from __future__ import annotations


class BatchError(Exception):
    """A run can't start or go on. `str(error)` is the Chinese sentence for the user."""
