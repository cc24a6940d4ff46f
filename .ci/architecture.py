"""Draws `docs/architecture.md` from the code: which folder imports which, and what each folder and module is for.

The page's words stand in the page; the parts between `<!-- drawn: NAME -->` and `<!-- end -->` are written here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
ROOMS = ("nlp", "models", "scoring", "training", "app")
_PART = re.compile(r"(<!-- drawn: (\S+) -->\n).*?(?=<!-- end -->)", re.DOTALL)
Graph = dict[str, set[str]]


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name below it; a folder's `__init__` has the folder's name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(at_start: bool = False) -> Graph:
    """What each module imports of the package; `at_start`: only what runs when it is imported, not in functions
    nor for type checkers."""
    known = modules()
    return {name: set(_imported(name, tree, at_start)) - {name} for name, tree in known.items()}


def _imported(name: str, tree: ast.Module, at_start: bool) -> Iterator[str]:
    known = modules()
    folder = name if (ROOT / name.replace(".", "/")).is_dir() else name.rpartition(".")[0]
    for node in _at_start(tree) if at_start else ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or node.level == 0:
            continue
        up = folder.split(".")
        base = [*up[: len(up) - node.level + 1], *(node.module.split(".") if node.module else ())]
        for alias in node.names:
            whole = ".".join([*base, alias.name])
            yield from (
                n for n in (whole, ".".join(base)) if n in known and (n == whole or whole not in known)
            )


def _at_start(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if not lazy and not typing:
            yield node
            yield from _at_start(node)


def folded(graph: Graph, fold: Callable[[str], str]) -> Graph:
    """The graph of what `fold` makes of the names; '' leaves a name out."""
    found: Graph = {}
    for name, others in graph.items():
        if mine := fold(name):
            found.setdefault(mine, set()).update(filter(None, map(fold, others)))
    return {name: others - {name} for name, others in found.items()}


def direct(graph: Graph) -> Graph:
    """Without the arrows that others imply: a → c where a → b leads to c and not back to a."""
    reached = {n: _reached(graph, n) for n in graph.keys() | set().union(*graph.values())}
    return {
        name: {o for o in others if not any(o in reached[p] and name not in reached[p] for p in others - {o})}
        for name, others in graph.items()
    }


def _reached(graph: Graph, start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def rooms() -> str:
    """The top folders, arrows from who imports to what is imported."""
    return _mermaid(direct(folded(imports(), lambda name: name.partition(".")[0])))


def room(name: str) -> str:
    """The folders and modules that stand directly in a top folder."""

    def fold(module: str) -> str:
        parts = module.split(".")
        return parts[1] if parts[0] == name and len(parts) > 1 else ""

    return _mermaid(direct(folded(imports(), fold)), name)


def _mermaid(graph: Graph, inside: str = "") -> str:
    lines = ["```mermaid", "flowchart TD"]
    for name in sorted(graph):
        folder = (ROOT / inside / name).is_dir()
        lines.append(f"  {name}" + (f"[[{name}/]]" if folder else f"({name})"))
    lines += [f"  {name} --> {other}" for name in sorted(graph) for other in sorted(graph[name])]
    return "\n".join([*lines, "```", ""])


def table(name: str) -> str:
    """Every folder below a top folder and every module that stands directly in it, by the first line of its text."""
    rows = []
    for module, tree in modules().items():
        path = ROOT / module.replace(".", "/")
        if module.startswith(f"{name}.") and (path.is_dir() or module.count(".") == 1):
            shown = f"{module.replace('.', '/')}/" if path.is_dir() else f"{module.replace('.', '/')}.py"
            rows.append(f"| [{shown}](../{shown}) | {_first(tree)} |")
    return "\n".join(["| | |", "|---|---|", *rows, ""])


def _first(tree: ast.Module) -> str:
    text = (ast.get_docstring(tree) or "").partition("\n\n")[0]
    return " ".join(text.split()).replace("|", "\\|")


def page(text: str) -> str:
    """The page with its drawn parts made anew."""
    parts = {"rooms": rooms} | {r: (lambda r=r: f"{room(r)}\n{table(r)}") for r in ROOMS}
    return _PART.sub(lambda found: found[1] + parts[found[2]](), text)
