"""Advice that can be sent as it stands: rewritten indicators, reference indicators, and where they are put."""

from .objects import bare, object_of, terms
from .references import (
    LIBRARY,
    LIBRARY_FILE,
    Entry,
    Library,
    References,
    Several,
    archive_library,
    read_library,
)
from .rewrite import advise, leaf_of, rewrite, with_references

__all__ = [
    "LIBRARY",
    "LIBRARY_FILE",
    "Entry",
    "Library",
    "References",
    "Several",
    "advise",
    "archive_library",
    "bare",
    "leaf_of",
    "object_of",
    "read_library",
    "rewrite",
    "terms",
    "with_references",
]
