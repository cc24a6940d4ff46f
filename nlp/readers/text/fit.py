"""How well a text fits a column, told by its shape: points in the manner of log-odds, 0 for no evidence."""

from __future__ import annotations

from functools import lru_cache

from ...vocabulary import plain
from .shapes import Shape, shape


def standing_level(text: str) -> int:
    """The level of a class name that both levels have, when it stands alone: 成本指标 2, 满意度指标 1."""
    bare = plain(text)
    return 2 if bare.startswith(("成本", "社会公众", "服务对象", "受益", "群众")) else 1


@lru_cache(maxsize=65536)
def scores(roles: tuple[str, ...], text: str) -> tuple[float, ...]:
    """How well `text` stands under headings of these roles; about 0 for no evidence."""
    known: dict[str, float] = {}
    for role in roles:
        if role not in known:
            known[role] = _score(role, text)
    return tuple(known[role] for role in roles)


def _score(role: str, text: str) -> float:
    s = shape(text)
    if s.blank:
        return {"name": -4.0, "level1": -3.0, "level2": -3.0, "value": 0.3, "actual": 0.3}.get(role, 0.5)
    if role in ("level1", "level2"):
        return _class(s, role, text)
    rule = _RULES.get(role, _other)
    points = rule(s)
    if s.classed and role != "name":
        points -= 4.5
    if s.heading and not s.classed and role not in ("sign", "unit", "kind"):
        points -= 2.5 if s.size > 2 else 1.0
    return points - (1.0 if s.broken else 0.0)


def _class(s: Shape, role: str, text: str) -> float:
    fits = s.level1 if role == "level1" else s.level2
    if not fits:
        return -5.0
    if s.level1 and s.level2:
        return 2.6 if standing_level(text) == (1 if role == "level1" else 2) else 2.2
    return 3.0


def _name(s: Shape) -> float:
    if s.sign or s.kind or s.unit:
        return -4.0
    points = 0.6 if 4 <= s.size <= 30 else -0.2 if s.size <= 45 else -2.0
    points -= 3.0 if s.size < 2 else 0.6 if s.size < 4 else 0.0
    dated = s.figure == "date" and s.head  # 于9月底前办结率
    points += -0.8 if dated else {"": 0.0, "mixed": -0.8}.get(s.figure, -5.0)
    if s.classed:
        points -= 1.6 if s.satisfied else 3.5
    points += 1.3 if s.head else 0.0
    # 指标2.检验批次 is a name, with a target or without.
    points += 4.0 if s.numbered else 0.8 if s.listed else 0.0
    points -= 0.8 if s.means and s.size > 8 else 0.0
    points -= 1.8 if s.state or s.grade else 0.0
    points -= 1.5 if s.sentence else 0.0
    points -= 2.0 if s.marked else 0.0
    points -= 2.5 if s.label or s.footer else 0.0
    points -= _PAUSED if s.paused else 0.0
    return points - (1.5 if s.broken else 0.0)


_PAUSED = 0.8  # a name hardly ever has a comma, a reason mostly
_NAMED = 6  # characters that 反映… has at least
_FIGURES = {"signed": 3.0, "bound": 2.7, "plain": 2.5, "date": 2.5, "bare": 1.6, "mixed": 1.5, "": 0.5}


def _value(s: Shape) -> float:
    points = _FIGURES[s.figure]
    if not s.figure:
        points += 2.3 if s.state or s.grade else 0.0
        points -= 1.0 if s.head else 0.0
        points -= 0.6 if s.size > 25 else 0.0
        points -= 0.6 if s.ground else 0.0
    points -= 2.2 if s.sentence and s.figure == "mixed" else 1.0 if s.sentence else 0.0
    points -= 2.0 if s.unit or (s.sign and s.figure != "bare") or s.kind else 0.0
    return points - (2.5 if s.label or s.footer else 0.0)


def _actual(s: Shape) -> float:
    return _value(s) - 0.1


def _points(s: Shape) -> float:
    return 2.2 if s.points else 1.0 if s.figure == "bare" else -4.0


def _reason(s: Shape) -> float:
    points = (
        1.2 if s.reason or (s.paused and s.size > _NAMED) else 0.2 if s.size > 6 and not s.figure else -0.6
    )
    return points - (1.5 if s.figure not in ("", "mixed") or s.head else 0.0) - (0.5 if s.state else 0.0)


def _tiers(s: Shape) -> float:
    return _description(s) + (2.0 if s.marked else 0.0)


def _description(s: Shape) -> float:
    points = 0.5 if s.size >= 8 else -0.4 if s.size > 1 else -1.5
    points += 1.0 if s.sentence else 0.0
    points += 1.0 if s.means else 0.0
    points -= 2.0 if s.figure not in ("", "mixed") else 0.0
    points -= 1.0 if s.state or s.grade else 0.0
    points -= 2.0 if s.label or s.footer else 0.0
    return points - (0.5 if s.head and s.size < 12 else 0.0)


def _basis(s: Shape) -> float:
    points = 1.3 if s.ground or (s.means and s.size > _NAMED) else -0.3
    points -= 2.0 if s.figure not in ("", "mixed") else 0.0
    points -= 1.0 if s.state or s.grade or s.unit else 0.0
    return points - (2.0 if s.label else 0.0)


def _sign(s: Shape) -> float:
    return 3.0 if s.sign else 1.5 if s.kind else -4.5  # 指标性质 正向 stands beside 指标方向 ≥


def _kind(s: Shape) -> float:
    return 2.5 if s.kind else -4.5


def _unit(s: Shape) -> float:
    return 2.5 if s.unit else -1.0 if s.size <= 4 and not s.figure and not s.sign and not s.kind else -4.5


def _number(s: Shape) -> float:
    return 1.0 if s.figure == "bare" else -4.0


def _owner(s: Shape) -> float:
    """A project, an activity, or what is said of it: text, and no measure."""
    if s.figure not in ("", "mixed"):
        return -1.5
    if s.kind:
        return -2.0
    return (0.4 if s.size > 3 else -0.5) + (0.8 if s.sentence else 0.0) - (0.5 if s.head or s.state else 0.0)


def _project(s: Shape) -> float:
    """A name, and no sentence with figures."""
    return _owner(s) - (0.8 if s.figure == "mixed" and s.size > 12 else 0.0)


def _department(s: Shape) -> float:
    return 1.0 if s.agency else -0.8


def _budget(s: Shape) -> float:
    """A sum of money, for the most part without its unit."""
    return -2.0 if not s.money else 2.6 if s.size > 2 else 1.0


def _goal(s: Shape) -> float:
    """Sentences of what the project is for."""
    return _owner(s) + (1.0 if s.sentence else 0.0)


def _other(s: Shape) -> float:
    return 0.0 if not s.label else -1.5


_RULES = {
    "name": _name,
    "value": _value,
    "actual": _actual,
    "forecast": _actual,
    "history": _actual,
    "recent": _actual,
    "tier": _actual,
    "weight": _points,
    "points": _points,
    "reason": _reason,
    "description": _description,
    "tiers": _tiers,
    "basis": _basis,
    "sign": _sign,
    "kind": _kind,
    "unit": _unit,
    "number": _number,
    "project": _project,
    "activity": _owner,
    "department": _department,
    "budget": _budget,
    "goal": _goal,
    "content": _owner,
}


@lru_cache(maxsize=32768)
def outside(text: str) -> float:
    """How well `text` stands outside of the table."""
    s = shape(text)
    if s.classed:
        return -3.0
    points = -0.7
    points += 1.5 if s.footer or s.label else 0.0
    points += 1.2 if s.sentence and s.size > 45 else 0.0
    return points - (1.0 if s.figure in ("signed", "bound") else 0.0)
