"""Strings on which a regular expression may go back and forth: what it repeats, many times, and then what it can't take."""

from __future__ import annotations

import re
import re._constants as op
import re._parser as parser
import signal
import time
from collections.abc import Iterator
from random import Random
from types import FrameType
from typing import Any

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MANY = 30  # a repetition bounded by less is none
_SAMPLES = {"digit": "7", "space": " ", "word": "天"}
# Tried for sets that say what they are not, and for the dot.
_ANY = "7 、。，的天万年达完成到aA%：:(（-.\t\n<\"'=/|x一"
_VARIANTS = 3
ABORTED = 99.0
_Items = list[tuple[Any, Any]]


def attacks(pattern: re.Pattern[Any]) -> list[tuple[Any, Any, Any]]:
    """Triples (before, repeated, after) of texts, or bytes where the pattern takes those."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    chance = Random(7)
    found: set[tuple[str, str]] = set()
    for before, item in _repeated(list(parser.parse(written, pattern.flags & ~re.UNICODE)), []):
        for _ in range(_VARIANTS):
            once, lead = _sample(item, chance), _sample(before, chance)
            found |= {("", once), (lead, once), ("", lead + once), (lead, once + _sample(item, chance))}
    texts = [(a, b, c) for a, b in sorted(found) if b for c in ("", "\x00")]
    return texts if isinstance(pattern.pattern, str) else [_encoded(t) for t in texts]


def _encoded(texts: tuple[str, str, str]) -> tuple[bytes, bytes, bytes]:
    before, repeated, after = (t.encode("latin-1", "replace") for t in texts)
    return before, repeated, after


def of_length(attack: tuple[Any, Any, Any], length: int) -> Any:
    """An attack with its repeated part so often that it is so long."""
    before, repeated, after = attack
    return before + (repeated * (length // len(repeated) + 1))[:length] + after


def seconds(pattern: re.Pattern[Any], use: str, text: Any, most: float) -> float:
    """Processor seconds of one use, ABORTED where it takes more than `most`."""

    def over(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, over)
    start = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, most)
        if use == "search":
            for _ in pattern.finditer(text):
                pass
        else:
            getattr(pattern, use)(text)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except TimeoutError:
        return ABORTED
    finally:
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - start


def _repeated(items: _Items, before: _Items) -> Iterator[tuple[_Items, _Items]]:
    """What is repeated without a near bound, each with what stands before it."""
    before = list(before)
    for code, value in items:
        if code in _REPEATS:
            if value[1] is op.MAXREPEAT or value[1] >= _MANY:
                yield before, list(value[2])
            yield from _repeated(list(value[2]), before)
        for inner in _inside(code, value):
            yield from _repeated(inner, before)
        before.append((code, value))


def _inside(code: Any, value: Any) -> list[_Items]:
    if code is op.BRANCH:
        return [list(branch) for branch in value[1]]
    if code is op.SUBPATTERN:
        return [list(value[3])]
    if code is op.ATOMIC_GROUP:
        return [list(value)]
    return [list(value[1])] if code in (op.ASSERT, op.ASSERT_NOT) else []


def _sample(items: _Items, chance: Random) -> str:
    """A text that the items match, but for what they look ahead or back at."""
    out = ""
    for code, value in items:
        if code is op.LITERAL:
            out += chr(value)
        elif code is op.NOT_LITERAL:
            out += chance.choice(_ANY.replace(chr(value), ""))
        elif code is op.ANY:
            out += chance.choice(_ANY)
        elif code is op.IN:
            out += _of_set(value, chance)
        elif code in _REPEATS:
            least, most, item = value
            for _ in range(chance.randint(least, min(most, least + 2))):
                out += _sample(list(item), chance)
        elif code not in (op.ASSERT, op.ASSERT_NOT) and (inner := _inside(code, value)):
            out += _sample(chance.choice(inner), chance)
    return out


def _of_set(items: _Items, chance: Random) -> str:
    if items[0][0] is op.NEGATE:
        taken = re.compile("[" + "".join(map(_written, items[1:])) + "]")
        return chance.choice([c for c in _ANY if not taken.match(c)] or ["龥"])
    code, value = chance.choice(items)
    if code is op.LITERAL:
        return chr(value)
    if code is op.RANGE:
        return chr(chance.randint(*value))
    return _SAMPLES.get(str(value).rpartition("_")[2].lower(), "天") if "NOT" not in str(value) else "，"


def _written(item: tuple[Any, Any]) -> str:
    code, value = item
    if code is op.LITERAL:
        return re.escape(chr(value))
    if code is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    letter = str(value).rpartition("_")[2][0].lower()
    return "\\" + (letter.upper() if "NOT" in str(value) else letter)
