"""What a reader could not read although it read the rest: it becomes a problem of the document."""

from __future__ import annotations

from dataclasses import dataclass

from .blocks import Paragraph


@dataclass(frozen=True, slots=True)
class Note(Paragraph):
    """A Chinese sentence for the user among the blocks; never passed on to the layouts."""
