"""The command line. One module of `commands/` a command; data goes to standard output, all else to standard error."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from ..nlp import extras
from . import commands
from .chinese import speak_chinese

OPTIONS = "[选项]"


class _Commands(click.Group):
    """A group whose commands are the modules of `commands/`, imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(info.name for info in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = import_module(f"{commands.__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)
        command.options_metavar = OPTIONS
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """The command line, in Chinese."""
        speak_chinese()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; Ctrl+C ends any of them as shells expect it, and what is not installed is named."""
        try:
            return super().invoke(ctx)
        except ImportError as error:
            if not extras.known(error):
                raise
            commands.say(str(extras.lacking(f"zhibiao {ctx.invoked_subcommand} ", error)))
            ctx.exit(2)
        except KeyboardInterrupt:
            commands.say("已中断。")
            ctx.exit(130)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar=OPTIONS,
    subcommand_metavar="命令 [参数]…",
)
@click.version_option(package_name="zhibiao", message="zhibiao %(version)s", help="显示版本")
def main() -> None:
    """指标：读取预算绩效文件，找出每条绩效指标，判断类别、模糊与套话，并给出评分和意见。"""
