"""What the checks may look at besides a record: the models' view, folded texts, parsed targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..models.predictions import Predictions
from ..models.taxonomy import declared_leaves
from ..nlp.normalize import fold
from ..nlp.record import Indicator
from ..nlp.targets import Target, parse_target
from .lexicons import Lexicons, default_lexicons
from .traits import BOILERPLATE, VAGUE, traits_of

if TYPE_CHECKING:
    from .repetition.lookup import Seen

_UNIT_BEHIND = re.compile(r"\(([^()0-9≥≤<>=*]{1,6})\)$")
# Text that normalisation leaves as it is: Han, ASCII without spaces, and the signs that are kept.
_PLAIN = re.compile(r"[\u4e00-\u9fff!-~、。《》≥≤‰×]*")


@dataclass(frozen=True, slots=True)
class Context:
    """The models' view of one record, and what is worked out of it once for all checks.

    `name` and `value` are the folded texts (half width, one spelling; `value` is '' where only a ladder is
    given); `tiers` the folded ladder; `target` the parsed target of value or best tier; `declared` the
    leaves that the declared class allows (empty: none is named). `clipped`: the name was cut when the
    document was turned into text, so nothing must be concluded from how it begins or ends. `seen`: who else has the
    record in an archive, None where none is consulted.
    """

    type: str
    type_probability: float
    type_set: tuple[str, ...]
    vague: bool
    vague_probability: float
    boilerplate: bool
    boilerplate_probability: float
    standard: str = "2020"
    name: str = ""
    value: str = ""
    tiers: tuple[str, ...] = ()
    target: Target | None = None
    declared: frozenset[str] = frozenset()
    clipped: bool = False
    seen: Seen | None = None
    words: Lexicons = field(default_factory=default_lexicons, compare=False)
    traits: int = 0

    @property
    def leaves(self) -> frozenset[str]:
        """The declared leaves where a class is declared, else the models' set."""
        return self.declared or frozenset(self.type_set)

    @property
    def said(self) -> str:
        """The folded text that states the target: the value, or the best tier."""
        return self.value or (self.tiers[0] if self.tiers else "")


def plain(text: str) -> str:
    """`fold(text)`, at once where there is nothing to fold."""
    return text if _PLAIN.fullmatch(text) else fold(text)


_View = tuple[str, float, tuple[str, ...], bool, float, bool, float]


def context_of(record: Indicator, view: _View, standard: str, words: Lexicons) -> Context:
    """The context of one record; `view` is what the models say, in the order of the first seven fields."""
    name, value = plain(record.name), plain(record.value)
    tiers = tuple(plain(t) for t in record.tiers) if record.tiers else ()
    target = _counted(parse_target(record.target_text), name) if value or tiers else None
    declared = declared_leaves(record.level1, record.level2, standard)
    traits = traits_of(record, name, value, tiers, target, declared, view[0], words)
    if view[3]:
        traits |= VAGUE
    if view[5]:
        traits |= BOILERPLATE
    return Context(*view, standard, name, value, tiers, target, declared, False, None, words, traits)


def _counted(target: Target | None, name: str) -> Target | None:
    """A bare number in the unit that stands behind the name: 维修养护数量(座) | 32."""
    unit = _UNIT_BEHIND.search(name)
    if unit is None or target is None or target.kind != "count" or target.unit:
        return target
    told = parse_target(f"1{unit[1]}")
    whole = told is not None and told.unit and told.end > len(unit[1])
    return replace(target, unit=told.unit, kind=told.kind) if told and whole else target


def contexts_of(
    records: Sequence[Indicator], predictions: Predictions, standard: str, words: Lexicons | None = None
) -> list[Context]:
    """One context a record, in order."""
    labels, sets = predictions.labels(), predictions.type_sets()
    vague, boilerplate = predictions.is_vague().tolist(), predictions.is_boilerplate().tolist()
    p_vague, p_boilerplate = predictions.vague.tolist(), predictions.boilerplate.tolist()
    top = predictions.types.max(axis=1).tolist() if len(predictions) else []
    lexicons = words or default_lexicons()
    views = zip(labels, top, map(tuple, sets), vague, p_vague, boilerplate, p_boilerplate, strict=True)
    return [context_of(r, v, standard, lexicons) for r, v in zip(records, views, strict=True)]


def example_context(record: Indicator, **overrides: Any) -> Context:
    """The context of an example: the declared class is taken for the models' view, `overrides` go before."""
    declared = sorted(declared_leaves(record.level1, record.level2))
    leaf = overrides.get("type") or (declared[0] if len(declared) == 1 else "quantity")
    vague, boilerplate = bool(overrides.get("vague")), bool(overrides.get("boilerplate"))
    view = (leaf, 1.0, (leaf,), vague, float(vague), boilerplate, float(boilerplate))
    return replace(context_of(record, view, "2020", default_lexicons()), **overrides)
