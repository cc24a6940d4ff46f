"""`python -m zhibiao`: the same as the command `zhibiao`."""

from __future__ import annotations

from .app.cli import main

if __name__ == "__main__":
    main(prog_name="zhibiao")
