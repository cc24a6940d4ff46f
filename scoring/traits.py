"""Traits of a record: cheap facts that tell which checks are worth running on it.

A check names those it needs (`Check.needs`); most records then meet a third of all checks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..models.taxonomy import declared_leaves, is_harm
from ..nlp.record import Indicator
from ..nlp.targets import Target
from .lexicons import Lexicons

TRAITS = (
    "value",  # a target value is written
    "tiers",
    "actual",
    "level2",
    "history",
    "figures",  # the target holds a figure
    "words",  # the target is written and holds none
    "percent",  # %, ‰ or 百分 in target, ladder or actual value
    "compared",  # one of < > ≤ ≥ in target or ladder
    "relative",  # the target is a change or distance, or the name speaks of a level or requirement
    "approximate",  # the target is hedged
    "ranged",  # a digit and a dash or 至 in name or target
    "state",  # the target is a state or several parts are joined in the value
    "unitless",  # the target is a bare number
    "long_name",  # the name has more than 20 characters
    "headless",  # the name does not end in a measure (合格率, 面积, 及时性)
    "joined",  # the name has what may join two indicators, or the reader cut it from a cell
    "marked",  # the name has a sign in it, or begins like the rest of a word
    "bracketed",  # the name ends in a bracket
    "figured_name",  # the name has a figure or sign in it, or speaks of a level (水平)
    "described",  # a description is written
    "satisfied",  # 满意 in name, target or ladder
    "declared",  # the document names a class
    "odd_class",  # the level-2 cell names none
    "vague",  # what the models say
    "boilerplate",
    # The only leaf that the declared class allows (of timeliness and cost: or, undeclared, that is likely).
    "quality",
    "timeliness",
    "cost",
    "sustainable",
    "economic",
)
_BIT = {name: 1 << i for i, name in enumerate(TRAITS)}

_DIGIT = re.compile(r"[0-9]|百分之")
_PERCENT = re.compile(r"[%‰％]|百分|分之|[0-9一二两三四五六七八九]成")
_COMPARED = re.compile(r"[<>≤≥]")
_LEVEL = re.compile(r"水平|要求|标准|均值|待遇|规定|规范")
_RANGED = re.compile(r"[0-9][-~至到][0-9]")
_JOINED = re.compile(r"[\\、,;]|率.{0,2}[及和与]|[率数][ ]*2")
_JOINT = re.compile(r"[,;、\\]")
_MARKED = re.compile(r"[=×*/、,，;。.:：\ufffd]|^[率者的内及和)）]|%")
_BRACKETS = re.compile(r"\([^()]{1,10}\)$")


def bits(names: Sequence[str]) -> int:
    """The mask of trait names. Raises KeyError for an unknown one."""
    return sum(_BIT[name] for name in names)


def has_head(name: str, words: Lexicons) -> bool:
    """Whether a folded name ends in a measure, which may have its unit in brackets behind it."""
    name = name.rstrip("。.;")
    if name.endswith(")"):
        name = _BRACKETS.sub("", name)
    return name.endswith(words.endings("measure_heads", "count_heads"))


def traits_of(
    record: Indicator,
    name: str,
    value: str,
    tiers: tuple[str, ...],
    target: Target | None,
    declared: frozenset[str],
    likely: str,
    words: Lexicons,
) -> int:
    """The traits of a record with folded texts, but for those that the models decide."""
    said = value or (tiers[0] if tiers else "")
    found = _of_name(record, name, words) | _of_class(record, name, declared, likely)
    if said:
        found |= _of_target(said, name, target)
        if value:
            found |= _VALUE
            if _JOINT.search(value):
                found |= _STATE
        if tiers:
            found |= _TIERS
            ladder = "".join(tiers)
            if "满意" in ladder:
                found |= _SATISFIED
            if _COMPARED.search(ladder):
                found |= _COMPARED_BIT
            if _PERCENT.search(ladder):
                found |= _PERCENT_BIT
    if record.actual:
        found |= _ACTUAL
        if _PERCENT.search(record.actual):
            found |= _PERCENT_BIT
    return found | _HISTORY if record.history else found


def _of_name(record: Indicator, name: str, words: Lexicons) -> int:
    found = 0
    if len(name) > 20:
        found |= _LONG
    if not has_head(name, words):
        found |= _HEADLESS
    if record.cell or _JOINED.search(name):
        found |= _JOINED_BIT
    if _MARKED.search(name):
        found |= _MARKED_BIT
    if name.endswith(")"):
        found |= _BRACKETED
    if not name.isalpha() or "水平" in name:
        found |= _FIGURED_NAME
    if record.description:
        found |= _DESCRIBED
    if "满意" in name:
        found |= _SATISFIED
    if _LEVEL.search(name):
        found |= _RELATIVE
    if _RANGED.search(name):
        found |= _RANGED_BIT
    return found


def _of_target(said: str, name: str, target: Target | None) -> int:
    # 进一步 has a numeral in it and no figure: Chinese numerals count where the parser reads one.
    numeral = target is not None and target.number is not None
    found = _FIGURES if numeral or _DIGIT.search(said) else _WORDS
    if "满意" in said:
        found |= _SATISFIED
    if found & _FIGURES:
        if _PERCENT.search(said):
            found |= _PERCENT_BIT
        if _COMPARED.search(said):
            found |= _COMPARED_BIT
        if _RANGED.search(said):
            found |= _RANGED_BIT
    if target is not None:
        kind = target.kind
        if kind == "relative" or "上年" in said or "去年" in said:
            found |= _RELATIVE
        elif kind == "state":
            found |= _STATE
        elif not target.unit and kind in ("count", "ratio"):
            found |= _UNITLESS
        if target.approximate:
            found |= _APPROXIMATE
    return found


def _of_class(record: Indicator, name: str, declared: frozenset[str], likely: str) -> int:
    found = 0
    if record.level2:
        found |= _LEVEL2
        if not declared_leaves("", record.level2):
            found |= _ODD
    if declared:
        found |= _DECLARED
        if len(declared) == 1:
            (leaf,) = declared
            # 信访量 or 占用林地面积 under 社会成本 is no money.
            if leaf != "cost" or not is_harm(record.level1, record.level2):
                found |= _BIT.get(leaf, 0)
    elif likely == "timeliness":
        found |= _BIT["timeliness"]
    elif "成本" in name:
        found |= _BIT["cost"]
    return found


_VALUE, _TIERS, _ACTUAL, _LEVEL2, _HISTORY = (
    _BIT[n] for n in ("value", "tiers", "actual", "level2", "history")
)
_FIGURES, _WORDS, _PERCENT_BIT, _COMPARED_BIT = (_BIT[n] for n in ("figures", "words", "percent", "compared"))
_RELATIVE, _APPROXIMATE, _RANGED_BIT, _STATE = (
    _BIT[n] for n in ("relative", "approximate", "ranged", "state")
)
_UNITLESS, _LONG, _HEADLESS, _JOINED_BIT = (_BIT[n] for n in ("unitless", "long_name", "headless", "joined"))
_MARKED_BIT, _BRACKETED, _SATISFIED = (_BIT[n] for n in ("marked", "bracketed", "satisfied"))
_FIGURED_NAME, _DESCRIBED = _BIT["figured_name"], _BIT["described"]
_DECLARED, _ODD = _BIT["declared"], _BIT["odd_class"]
VAGUE, BOILERPLATE = _BIT["vague"], _BIT["boilerplate"]
