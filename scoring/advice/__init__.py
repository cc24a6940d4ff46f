"""Advice that can be sent as it stands: rewritten indicators, reference indicators, words that fit the row."""

from .advise import advise, with_references
from .measures import kind_of
from .objects import bare, object_of, project_thing, terms
from .people import groups, people_for, people_pattern, performers, together
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
from .rewrite import Proposal, leaf_of, propose, rewrite
from .units import unit_of
from .wording import amount, bound, how_counted, served, with_head

__all__ = [
    "LIBRARY",
    "LIBRARY_FILE",
    "Entry",
    "Library",
    "Proposal",
    "References",
    "Several",
    "advise",
    "amount",
    "archive_library",
    "bare",
    "bound",
    "groups",
    "how_counted",
    "kind_of",
    "leaf_of",
    "object_of",
    "people_for",
    "people_pattern",
    "performers",
    "project_thing",
    "propose",
    "read_library",
    "rewrite",
    "served",
    "terms",
    "together",
    "unit_of",
    "with_head",
    "with_references",
]
