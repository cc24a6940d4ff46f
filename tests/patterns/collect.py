"""Every regular expression of the package with the ways in which it is used, found by importing and scoring something.

Run as a program it prints nothing: `collected()` is for a process of its own, since it watches `re` from the start.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

METHODS = {"match": "match", "fullmatch": "fullmatch"} | dict.fromkeys(
    ("search", "finditer", "findall", "sub", "subn", "split"), "search"
)
_ROOTS = [["zhibiao", folder] for folder in ("nlp", "models", "scoring", "app")]
_Pattern = re.Pattern[Any]


def collected(sample: Path) -> dict[_Pattern, tuple[set[str], set[str]]]:
    """Each pattern with the modules that compile it and its uses: `match`, `fullmatch`, `search`."""
    homes: dict[_Pattern, set[str]] = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def spy(pattern: Any, flags: Any) -> Any:
        made = compiled(pattern, flags)
        if isinstance(made, re.Pattern) and (home := _caller()):
            homes.setdefault(made, set()).add(home)
        return made

    re._compile = spy  # type: ignore[attr-defined]
    try:
        import zhibiao

        modules = list(_imported(zhibiao))
        zhibiao.score(sample)  # what is compiled at first use
    finally:
        re._compile = compiled  # type: ignore[attr-defined]
    uses = _uses(modules)
    return {made: (home, set().union(*(uses(made, name) for name in home))) for made, home in homes.items()}


def _caller() -> str:
    """The module of the package that compiles just now, '' where another library does."""
    frame = sys._getframe(2)
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if name not in ("re", "zhibiao.scoring.lexicons"):  # which compile for others
            return name if name.split(".")[:2] in _ROOTS else ""
        frame = frame.f_back  # type: ignore[assignment]
    return ""


def _imported(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, "zhibiao."):
        # What only Alembic can import has no text before it.
        own = not found.name.endswith("__main__") and "migrations" not in found.name
        if found.name.split(".")[:2] in _ROOTS and own:
            yield importlib.import_module(found.name)


def _uses(modules: list[ModuleType]) -> Callable[[_Pattern, str], set[str]]:
    trees = {m.__name__: list(ast.walk(ast.parse(inspect.getsource(m)))) for m in modules}
    names: dict[_Pattern, list[tuple[str, str]]] = {}
    for module in modules:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                names.setdefault(value, []).append((module.__name__, name))
    known = {key for keys in names.values() for key in keys}
    used: dict[tuple[str, str], set[str]] = {}
    for module, nodes in trees.items():
        for owner, name, use in _calls(nodes):
            used.setdefault((owner or module, name), set()).add(use)

    def uses(made: _Pattern, home: str) -> set[str]:
        """By the names that it has; without a name, all that its module does with what has none."""
        keys = [
            key for module, name in names.get(made, ()) for key in ((module, name), (_last(module), name))
        ]
        found = set().union(*(used.get(key, set()) for key in keys))
        if not keys:
            found = {use for name, use in _methods(trees[home]) if (home, name) not in known}
        return found or {"search"}

    return uses


def _last(module: str) -> str:
    return module.rpartition(".")[2]


def _methods(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    """(name or '', use) of every call of a method that patterns have."""
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            yield getattr(node.value, "id", ""), METHODS[node.attr]


def _calls(nodes: list[ast.AST]) -> Iterator[tuple[str, str, str]]:
    """(module or '', name, use) of what may be patterns: `NAME.match`, `labels.NAME.match`, and NAME handed on."""
    methods = {
        id(n.value): METHODS[n.attr] for n in nodes if isinstance(n, ast.Attribute) and n.attr in METHODS
    }
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield "", node.id, methods.get(id(node), "search")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr, methods.get(id(node), "search")
