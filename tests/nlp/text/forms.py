"""Forms of our own (`forms.txt`)."""

from __future__ import annotations

from pathlib import Path

from zhibiao.training.studies.flattened.tables import Form, Table


def forms() -> list[Form]:
    """The forms of `forms.txt`, in order."""
    found: list[Form] = []
    for line in (Path(__file__).parent / "forms.txt").read_text(encoding="utf-8").splitlines():
        mark, rest = line[:1], line[1:].strip()
        if not line.strip() or mark == "#":
            continue
        cells = [cell.strip() for cell in (rest if mark in "=+:" else line).split("|")]
        if mark == "=":
            found.append(Form(rest))
        elif mark == "+":
            if not found[-1].tables or found[-1].tables[-1].heading:
                found[-1].tables.append(Table())
            found[-1].tables[-1].labels.append(cells)
        elif mark == ":":
            if not found[-1].tables:
                found[-1].tables.append(Table())
            found[-1].tables[-1].heading = cells
        else:
            found[-1].tables[-1].rows.append(cells)
    return found
