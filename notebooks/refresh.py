"""Run the notebooks again and keep what they print: `python notebooks/refresh.py [NAME…]`.

`pytest --nbmake notebooks` only asks whether they run; this is for after a change of what they show.
Nothing that differs between two runs on the same checkout (times, kernel versions) is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def refresh(path: Path, seconds: int = 300) -> None:
    """Execute a notebook in its folder and write it back. Raises CellExecutionError where a cell fails."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        book, timeout=seconds, record_timing=False, resources={"metadata": {"path": str(HERE)}}
    )
    client.execute()
    book.metadata["language_info"] = {"name": "python"}
    nbformat.write(book, path)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(p.name for p in HERE.glob("*.ipynb")):
        print(name, file=sys.stderr)
        refresh(HERE / Path(name).name)
