"""The one record that crosses every module border."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from typing import Any

from .location import NOWHERE, Location
from .normalize import squeeze
from .targets import Target, parse_target


@dataclass(frozen=True, slots=True)
class Indicator:
    """One performance indicator (绩效指标) as a document states it.

    Texts are as written with whitespace folded; '' means that the document has none.
    `tiers` is the 优/良/中/差 ladder, best first, or None. `history` holds earlier years' values,
    oldest first. `actual` is the reported completion, `grade` the evaluated 优良中差 where ticked.
    `narrative` marks an indicator found in prose. `location` says where in `source` it stands. `goal`, `budget` and `basis` are what the form says around it: the annual
    goal, the money and the ground given for the target. `cell` is the whole name cell where the
    document glues several indicators into one, else ''.
    """

    name: str
    value: str = ""
    description: str = ""
    level1: str = ""
    level2: str = ""
    project: str = ""
    activity: str = ""
    tiers: tuple[str, ...] | None = None
    history: tuple[str, ...] = ()
    actual: str = ""
    grade: str = ""
    narrative: bool = False
    source: str = ""
    location: Location = NOWHERE
    goal: str = ""
    budget: str = ""
    basis: str = ""
    cell: str = ""

    @property
    def id(self) -> str:
        """Stable hash (16 hex digits) of source, position and text."""
        parts = (self.source, str(self.location), self.name, self.value, *(self.tiers or ()))
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def target(self) -> Target | None:
        """The parsed target: of the value, or of the best tier where there is only a ladder."""
        return parse_target(self.target_text)

    @property
    def target_text(self) -> str:
        """The text that states the target: `value`, or the best tier of a ladder."""
        return self.value or (self.tiers[0] if self.tiers else "")

    @property
    def owner(self) -> str:
        """The project, or else the activity, that the indicator belongs to."""
        return self.project or self.activity


_TEXT_FIELDS = tuple(f.name for f in fields(Indicator) if f.type == "str")


def from_mapping(row: dict[str, Any], **defaults: str) -> Indicator:
    """An `Indicator` from a mapping with the contract's field names; unknown keys are ignored.

    None and missing become '', so a row without a name stays a row.
    """
    texts = {key: squeeze(_text(row.get(key))) for key in _TEXT_FIELDS if row.get(key) is not None}
    merged = {**defaults, **{k: v for k, v in texts.items() if v}}
    merged.setdefault("name", "")
    place = row.get("location")
    tiers = row.get("tiers")
    history = row.get("history")
    return Indicator(
        **merged,
        location=place if isinstance(place, Location) else Location(label=squeeze(_text(place))),
        tiers=tuple(squeeze(_text(t)) for t in tiers) if isinstance(tiers, (list, tuple)) and tiers else None,
        history=tuple(squeeze(_text(h)) for h in history) if isinstance(history, (list, tuple)) else (),
        narrative=bool(row.get("narrative", False)),
    )


def relocate(record: Indicator, source: str) -> Indicator:
    """The same record said to come from `source`."""
    return replace(record, source=source)


def _text(value: object) -> str:
    if value is None or value != value:  # NaN from a table engine means an empty cell
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
