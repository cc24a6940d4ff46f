"""Long fields are looked at up to a length. Patterns that search a field may take time in the square of its length;
up to this one none takes long (tests/patterns), and no form has so much to say in one field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from ..nlp.document import Document, Passage, Project
from ..nlp.location import Location
from ..nlp.record import LONGEST, Indicator

_SAID = f"一栏的文字超过 {LONGEST} 字，后面的没有检查：请确认是否误粘贴，或分开填写。"
_Item = TypeVar("_Item", bound=Indicator | Passage | Project)


def _names(kind: type[Indicator | Passage | Project]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that hold a text, and those that hold several."""
    kinds = {f.name: str(f.type) for f in fields(kind)}
    return (
        tuple(name for name, said in kinds.items() if said == "str"),
        tuple(name for name, said in kinds.items() if said.startswith("tuple[str")),
    )


_NAMES: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    kind: _names(kind) for kind in (Indicator, Passage, Project)
}


def clipped(item: _Item) -> _Item:
    """The same item with no text longer than `LONGEST` characters; the very item where none is."""
    one, several = _NAMES[type(item)]
    short: dict[str, Any] = {
        name: text[:LONGEST] for name in one if len(text := getattr(item, name)) > LONGEST
    }
    for name in several:
        texts = getattr(item, name)
        if texts and max(map(len, texts)) > LONGEST:
            short[name] = tuple(text[:LONGEST] for text in texts)
    return replace(item, **short) if short else item


def overlong(document: Document) -> Iterator[tuple[Location, str]]:
    """Where a document has texts that were not looked at to their end, and the sentence that says it."""
    places = dict.fromkeys(
        item.location
        for items in (document.indicators, document.projects, document.passages)
        for item in _long(items)
    )
    return ((place, _SAID) for place in places)


def _long(items: Iterable[Indicator | Passage | Project]) -> Iterator[Indicator | Passage | Project]:
    return (item for item in items if clipped(item) is not item)
