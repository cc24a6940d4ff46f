"""A page as it is drawn: characters and straight rules, in points from its upper left corner."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ..safety.limits import over

_MAX_OBJECTS = 200_000
_STRAIGHT = 0.7  # points that a rule may lean over its length
_THIN = 3.0  # a filled box no thicker is a rule
_HAIR = 0.1  # the width from which on a rule is meant to be seen
_WHITE = 0.02
_INSET = 1.0  # how far inside a filled box a rule must lie to be hidden by it
_MOST_HIDING = 2_000_000

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

# Fonts share one shape for a character and the radical of that look; some writers name it by the radical.
_RADICALS = (
    {n: unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)}
    | {0x2F3E: "户", 0x6236: "户"}
    | dict(
        zip(
            map(ord, "⺟⺠⺫⺬⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⻌⻏"),
            "母民目示虎西见角贝车長长门青韦页风飞食饣马骨鬼鱼鸟卤麦黄齐齿龙龟辶阝",
            strict=True,
        )
    )
)


def written(text: str) -> str:
    """The text in the characters that were meant.

    >>> written("\u2f6c标\u2ecb辆")
    '目标车辆'
    """
    return text if text.isascii() else text.translate(_RADICALS)


class Char(NamedTuple):
    """A character with its box; `turn` is the direction it reads in, in degrees against the clock.

    Text written downwards in columns from right to left has the turn 270, though its characters stand.
    `run` numbers the pieces of text as the page was told to draw them.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: int = 0
    run: int = 0

    def turned(self, turn: int) -> Char:
        """The character as it stands when the page is held so that text of `turn` reads from left to right."""
        x0, top, x1, bottom = upright(self[1:5], turn)
        return Char(self.text, x0, top, x1, bottom, self.size, (self.turn - turn) % 360, self.run)


class Rule(NamedTuple):
    """A straight rule along an axis.

    `kind` is '' or why it may be mere decoration: 'hair', 'dash', 'fill'; `weight` is its width times its shade,
    `vivid` how far its colour is from grey.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    kind: str = ""
    weight: float = 1.0
    vivid: float = 0.0

    @property
    def flat(self) -> bool:
        """True when it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top

    @property
    def length(self) -> float:
        """Its length."""
        return max(self.x1 - self.x0, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `pictures` says whether it shows an image."""

    number: int
    height: float
    chars: Sequence[Char] = ()
    rules: Sequence[Rule] = ()
    pictures: bool = False


class Brush(NamedTuple):
    """How a path is stroked or filled: in what light, whether it shows on paper at all, whether opaque."""

    light: tuple[float, ...] = (0.0,)
    visible: bool = True
    opaque: bool = True
    width: float = 1.0
    dashed: bool = False

    @property
    def shade(self) -> float:
        """How dark it is, from 0 to 1."""
        return 1 - sum(self.light) / len(self.light)

    @property
    def vivid(self) -> float:
        """How far it is from grey, from 0 to 1."""
        return max(self.light) - min(self.light)

    @property
    def white(self) -> bool:
        """True when it can't be told from paper."""
        return self.shade <= _WHITE


def light(parts: Sequence[float], of_ink: bool, alpha: float = 1.0) -> tuple[float, ...]:
    """A colour's amounts of light on paper, by its parts: amounts of light too, or `of_ink`.

    >>> light((0, 0, 0, 0.25), True), light((1, 0, 0), False, 0.5)
    ((0.75, 0.75, 0.75), (1.0, 0.5, 0.5))
    """
    if of_ink and len(parts) == 4:
        parts = [(1 - p) * (1 - parts[3]) for p in parts[:3]]
    elif of_ink:
        parts = [1 - p for p in parts]
    return tuple(1 - alpha * (1 - p) for p in parts)


def upright(box: Sequence[float], turn: int) -> Box:
    """The box after the page was turned so that text of `turn` reads from left to right."""
    x0, top, x1, bottom = box
    if turn == 90:
        return (-bottom, x0, -top, x1)
    if turn == 270:
        return (top, -x1, bottom, -x0)
    if turn == 180:
        return (-x1, -bottom, -x0, -top)
    return (x0, top, x1, bottom)


@dataclass
class Drawing:
    """Takes what a page draws, in order, and gives the `Page` that a reader of the paper sees."""

    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: bool = False
    dark: list[Box] = field(default_factory=list)
    drawn: int = 0
    hiding: int = 0

    def count(self) -> None:
        """Count an object of the page; raises `ReadError` at the limit."""
        self.drawn += 1
        if self.drawn > _MAX_OBJECTS:
            over("drawn", _MAX_OBJECTS)

    def char(self, char: Char) -> None:
        """Draw a character."""
        self.count()
        self.chars.append(char)

    def path(
        self, points: Sequence[tuple[float, float]], stroke: Brush | None = None, fill: Brush | None = None
    ) -> None:
        """Draw one run of straight lines. A closed run ends where it began."""
        self.count()
        if fill is not None and fill.visible and len(points) > 3:
            self._fill(points, fill)
        if stroke is not None and stroke.visible:
            kind = "hair" if stroke.width < _HAIR else "dash" if stroke.dashed else ""
            for (xa, ya), (xb, yb) in pairwise(points):
                box = (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
                self._rule(Rule(*box, kind, stroke.width * stroke.shade, stroke.vivid), stroke.white)

    def _rule(self, rule: Rule, white: bool) -> None:
        """White rules show on a coloured ground only."""
        if min(rule.x1 - rule.x0, rule.bottom - rule.top) > _STRAIGHT or not rule.length:
            return
        if white:
            x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
            if not any(d[0] - 1 <= x <= d[2] + 1 and d[1] - 1 <= y <= d[3] + 1 for d in self.dark):
                return
        self.count()
        self.rules.append(rule)

    def _fill(self, points: Sequence[tuple[float, float]], fill: Brush) -> None:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if any(min(abs(x - box[0]), abs(x - box[2])) > _STRAIGHT for x in xs) or any(
            min(abs(y - box[1]), abs(y - box[3])) > _STRAIGHT for y in ys
        ):
            return  # not a box
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        if min(width, height) <= 0:
            return  # nothing is painted
        if min(width, height) <= _THIN:
            x, y = (x0 + x1) / 2, (top + bottom) / 2
            kind = "hair" if min(width, height) < _HAIR else ""
            line = (x0, y, x1, y) if width > height else (x, top, x, bottom)
            self._rule(Rule(*line, kind, min(width, height) * fill.shade, fill.vivid), fill.white)
            return
        if fill.opaque:
            self._hide(box)
        if not fill.white:
            self.dark.append(box)
            for rule in (
                (x0, top, x1, top),
                (x0, bottom, x1, bottom),
                (x0, top, x0, bottom),
                (x1, top, x1, bottom),
            ):
                self._rule(Rule(*rule, "fill"), False)

    def _hide(self, box: Box) -> None:
        """Take away what a filled box covers of the rules drawn before it."""
        self.hiding += len(self.rules)
        if self.hiding > _MOST_HIDING:
            return
        x0, top, x1, bottom = box[0] + _INSET, box[1] + _INSET, box[2] - _INSET, box[3] - _INSET
        if not any(r.x0 < x1 and r.x1 > x0 and r.top < bottom and r.bottom > top for r in self.rules):
            return
        kept: list[Rule] = []
        for rule in self.rules:
            if rule.x0 >= x1 or rule.x1 <= x0 or rule.top >= bottom or rule.bottom <= top:
                kept.append(rule)
            elif rule.flat:
                kept += [r for r in (rule._replace(x1=x0), rule._replace(x0=x1)) if r.x1 - r.x0 > 1]
            else:
                kept += [
                    r for r in (rule._replace(bottom=top), rule._replace(top=bottom)) if r.bottom - r.top > 1
                ]
        self.rules = kept

    def page(self, number: int, width: float, height: float) -> Page:
        """The page, held so that most of its text reads from left to right."""
        turns = Counter(c.turn for c in self.chars if not c.text.isspace())
        turn = turns.most_common(1)[0][0] if turns else 0
        if not turn or 2 * turns[turn] < turns.total():
            return Page(number, height, self.chars, self.rules, self.pictures)
        x, y = {90: (height, 0.0), 180: (width, height), 270: (0.0, width)}[turn]

        def moved(box: Sequence[float]) -> Box:
            x0, top, x1, bottom = upright(box, turn)
            return (x0 + x, top + y, x1 + x, bottom + y)

        chars = [Char(c.text, *moved(c[1:5]), c.size, (c.turn - turn) % 360, c.run) for c in self.chars]
        rules = [Rule(*moved(r[:4]), *r[4:]) for r in self.rules]
        return Page(number, width if turn != 180 else height, chars, rules, self.pictures)
