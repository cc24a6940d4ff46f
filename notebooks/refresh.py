"""Run the notebooks again and keep what they print: `python notebooks/refresh.py [--check] [NAME…]`.

`--check` keeps nothing: it says which notebooks print something else now than they hold, with exit code 1. Nothing that
differs between two runs on the same checkout (times, kernel versions) is kept.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
_LONG = re.compile(r"(\d\.\d\d)\d+")  # digits that another machine's arithmetic may change


def executed(path: Path, seconds: int = 300) -> Any:
    """The notebook as it is after a run in its folder. Raises CellExecutionError where a cell fails."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    resources = {"metadata": {"path": str(HERE)}}
    NotebookClient(book, timeout=seconds, record_timing=False, resources=resources).execute()
    book.metadata["language_info"] = {"name": "python"}
    return book


def refresh(path: Path) -> None:
    """Execute a notebook and write it back."""
    import nbformat

    nbformat.write(executed(path), path)  # type: ignore[no-untyped-call]


def said(book: Any) -> list[str]:
    """What each cell prints and shows, as text; figures to two decimals."""
    outputs = [cell.get("outputs", ()) for cell in book.cells]
    texts = [
        "".join(o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in os) for os in outputs
    ]
    return [_LONG.sub(r"\1", text) for text in texts]


def changed(path: Path) -> str:
    """The first cell that prints something else now, as source and both texts; '' where none does."""
    import nbformat

    old = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    for cell, before, after in zip(old.cells, said(old), said(executed(path)), strict=True):
        if before != after:
            return f"{cell.source}\n--- kept\n{before}\n--- printed now\n{after}"
    return ""


def main(asked: list[str]) -> int:
    """Refresh or check the named notebooks, all where none is named."""
    stale = False
    for name in [a for a in asked if a != "--check"] or sorted(p.name for p in HERE.glob("*.ipynb")):
        print(name, file=sys.stderr)
        if "--check" not in asked:
            refresh(HERE / name)
        elif difference := changed(HERE / name):
            stale = True
            print(f"{name} prints something else now: make regenerate ONLY=notebooks\n{difference}")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
