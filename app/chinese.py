"""The words of click itself in Chinese: help, usage and what is wrong with a command line.

click asks gettext for each of its messages, by the name `_` in each of its modules. A catalogue of gettext's own would
need a compiled file and a locale, which an evaluator's computer need not have; so the names are filled here.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from itertools import accumulate, takewhile
from unicodedata import east_asian_width

MESSAGES = {
    "Usage:": "用法:",
    "Options": "选项",
    "Positional arguments": "参数",
    "Commands": "命令",
    "Show this message and exit.": "显示这份说明",
    "Show the version and exit.": "显示版本",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "default: {default}": "默认 {default}",
    "env var: {var}": "环境变量 {var}",
    "required": "必填",
    "(dynamic)": "（运行时决定）",
    "Aborted!": "已中断。",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "用 {command} {option} 查看说明。",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}：{message}",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing command.": "没有写命令：请从上面的命令里选一个。",
    "No such option {name!r}.": "没有选项“{name}”。",
    "No such command {name!r}.": "没有命令“{name}”：用 zhibiao --help 查看全部命令。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中之一：{possibilities}？",
    "Got unexpected extra argument ({args})": "多出的参数：{args}。含空格的文件名要加引号。",
    "Takes {nargs} values but 1 was given.": "要 {nargs} 个值，只给了 1 个。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要 {nargs} 个值。",
    "Option {name!r} does not take a value.": "选项 {name} 不能带值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写一个值。",
    "Choose from:\n\t{choices}": "可选：{choices}",
    "{value!r} is not {choice}.": "“{value}”不对：只能是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不对：可选 {choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是{number_type}。",
    "{value} is not in the range {range}.": "{value} 超出范围：应当 {range}（x 是这里的值）。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不对：可选 {states}。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "找不到“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹。",
    "{name} {filename!r} is not readable.": "没有权限读取“{filename}”。",
    "{name} {filename!r} is not writable.": "没有权限写入“{filename}”。",
    "Couldn't detect Bash version, shell completion is not supported.": "看不出 Bash 的版本，不能补全。",
    "Shell completion is not supported for Bash versions older than 4.4.": "Bash 要 4.4 以上才能补全。",
}
_WORD = re.compile("[!-~]{2}")
_TYPES = {
    "StringParamType": "文字",
    "IntParamType": "整数",
    "IntRange": "整数",
    "FloatParamType": "数字",
    "FloatRange": "数字",
}


def speak_chinese() -> None:
    """Let click speak Chinese, for the rest of the process."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "shell_completion", "types"):
        module = import_module(f"click.{name}")
        for asked, answer in (("_", _translated), ("ngettext", _counted)):
            if hasattr(module, asked):
                setattr(module, asked, answer)
    for name in ("_textwrap", "formatting"):  # columns and lines, measured as a terminal shows them
        setattr(import_module(f"click.{name}"), "term_len", _width)  # noqa: B010 - mypy knows no such name
    setattr(import_module("click._textwrap"), "_truncate_visible", _fitting)  # noqa: B010
    for name, called in _TYPES.items():
        getattr(sys.modules["click.types"], name).name = called


def _width(text: str) -> int:
    """Columns of a text without colours: a Chinese character takes two."""
    return sum(1 + (east_asian_width(c) in "WF") for c in text)


def _fitting(text: str, columns: int) -> str:
    """As much of the beginning as fits; a code or a name is not cut in two if that can be helped."""
    widths = accumulate(_width(c) for c in text)
    most = cut = sum(1 for _ in takewhile(lambda width: width <= columns, widths))
    while 0 < cut < len(text) and _WORD.fullmatch(text, cut - 1, cut + 1):
        cut -= 1
    return text[: cut or most]


def _translated(message: str) -> str:
    return MESSAGES.get(message, message)


def _counted(one: str, many: str, count: int) -> str:
    """Chinese has no plural: the singular's words, unless only the other names what is counted."""
    return MESSAGES.get(many if many in MESSAGES and count != 1 else one, one)
