"""`python -m zhibiao.app` is the command `zhibiao`."""

from .cli import main

main(prog_name="zhibiao")
