"""The one record that crosses every module border."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from datetime import datetime, time
from typing import Any

from .location import NOWHERE, Location
from .normalize import squeeze
from .targets import Target, parse_target
from .targets.serials import as_date

LONGEST = 4000  # characters of a field, or of what tells owners apart, that are looked at


@dataclass(frozen=True, slots=True)
class Indicator:
    """One performance indicator (绩效指标) as a document states it.

    Texts are as written with whitespace folded; '' means that the document has none.
    `unit` is who hands the form in (填报单位). `project_id` tells the forms of a document apart, `project` and
    `project_code` are what the form says; `activity` is its 职责活动. `tiers` is the 优/良/中/差 ladder, best
    first, or None. `horizon` is `annual`, `term` (中期, 实施期) or ''. `history` holds earlier years' values,
    oldest first. `actual` is the reported completion, `grade` the evaluated 优良中差 where ticked, `weight`,
    `points` and `reason` the 分值, 得分 and 偏差原因 of a self-evaluation. `narrative` marks an indicator found in
    prose. `recognised` is the lowest confidence of the character recognition among its cells, None for text.
    `location` says where in `source` it stands. `goal`, `budget` and `basis` are what the form says around
    it: the annual goal, the money and the ground given for the target; `criteria` is how points are given for it
    (评分标准 in words). `cell` is the whole name cell where the name is not all of it (several indicators glued into
    one, a prefix `指标1：`), else ''. `interim`: what `actual` reports is a part of the year (绩效运行监控), for
    all of which it expects `forecast`; `so_far` is `actual` where it is set apart from what can be compared yet.
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
    unit: str = ""
    project_id: str = ""
    project_code: str = ""
    horizon: str = ""
    weight: float | None = None
    points: float | None = None
    reason: str = ""
    recognised: float | None = None
    criteria: str = ""
    interim: bool = False
    forecast: str = ""
    so_far: str = ""

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
        """The text that states the target: `value`, or the best tier of a ladder.

        A date that a sheet shows as its serial number (44561) is that date.
        """
        if self.value:
            return as_date(self.value, f"{self.level2}{self.name}")
        return self.tiers[0] if self.tiers else ""

    @property
    def owner(self) -> str:
        """The project's name, or else the activity's, that the indicator belongs to: what a reader is told."""
        return self.project or self.activity

    @property
    def owner_id(self) -> str:
        """What tells the owners of a document apart: two projects of one name are two."""
        return (self.project_id or self.project or self.activity)[:LONGEST]


_NUMBERS = ("weight", "points", "recognised")
_TEXT_FIELDS = tuple(f.name for f in fields(Indicator) if f.type == "str")


def from_mapping(row: dict[str, Any], **defaults: str) -> Indicator:
    """An `Indicator` from a mapping with the contract's field names; unknown keys are ignored.

    None and missing become '', so a row without a name stays a row.
    """
    texts = {key: squeeze(_text(row.get(key))) for key in _TEXT_FIELDS if row.get(key) is not None}
    merged = {**defaults, **{k: v for k, v in texts.items() if v}}
    merged.setdefault("name", "")
    place = row.get("location")
    narrative = row.get("narrative", False)
    values: dict[str, Any] = {**merged, **{key: _number(row.get(key)) for key in _NUMBERS}}
    return Indicator(
        **values,
        location=place if isinstance(place, Location) else Location(label=squeeze(_text(place))),
        tiers=_texts(row.get("tiers")) or None,
        history=_texts(row.get("history")),
        narrative=not _is_missing(narrative) and bool(narrative),
    )


def relocate(record: Indicator, source: str) -> Indicator:
    """The same record said to come from `source`."""
    return replace(record, source=source)


def _is_missing(value: object) -> bool:
    """None, and what table engines have for it: NaN, NaT, NA."""
    try:
        return value is None or bool(value != value)
    except (
        TypeError,
        ValueError,
    ):  # pandas' NA says neither yes nor no; nor does an array, which is something
        return not hasattr(value, "__len__")


def _texts(value: object) -> tuple[str, ...]:
    whole = value.tolist() if hasattr(value, "tolist") else value  # a list in a Parquet file is an array
    return tuple(squeeze(_text(v)) for v in whole) if isinstance(whole, (list, tuple)) else ()


def _text(value: object) -> str:
    if _is_missing(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time.min:  # how a table engine has a date
        return value.date().isoformat()
    # A JSON text may hold half of a character, which no output could.
    return str(value).encode("utf-8", "replace").decode()


def _number(value: object) -> float | None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return None if number != number else number
