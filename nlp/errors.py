"""Errors that a user can cause, each one clear Chinese sentence: what happened and what to do."""

from __future__ import annotations


class ReadError(Exception):
    """A document could not be read. `str(error)` is the Chinese sentence for the user."""


MESSAGES = {
    "missing": "找不到文件:请检查路径是否正确。",
    "folder": "这是一个文件夹:请给出其中的文件,批量评分请用 zhibiao batch。",
    "denied": "没有读取权限:请检查文件的访问权限。",
    "empty": "文件是空的:请确认导出是否完整。",
    "too_large": "文件超过 {limit} MB 的上限:请拆分后再试。",
    "binary": "不是文本文件,也不是能识别的格式:请另存为 .txt、.csv 或 .jsonl 后再试。",
    "unsupported": "暂不支持 {kind} 文件:请另存为 .txt、.csv 或 .jsonl 后再试。",
    "encoding": "文字编码既不是 UTF-8 也不是 GB18030:请另存为 UTF-8 后再试。",
    "no_name_column": "清单里没有指标名称一列:表头请用“三级指标”“指标名称”“绩效指标”或 name。",
    "bad_json": "第 {line} 行不是合法的 JSON 对象:请修正这一行。",
    "no_name": "第 {line} 行没有指标名称:请补上 name。",
    "broken": "文件内容损坏({reason}):请重新导出后再试。",
}


def fail(key: str, **values: object) -> ReadError:
    """The `ReadError` for `key`, to be raised."""
    return ReadError(MESSAGES[key].format(**values))
