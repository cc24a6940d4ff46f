"""How an office's letters look: title, number, fonts, as its `house.toml` says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ...nlp.errors import reason


class HouseError(Exception):
    """The file can't be used. `str(error)` is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class House:
    """`title` is that of a letter on a project, `whole_title` of one on a file; `number` (文号) stands under it and
    `office` at the end, where they are given. `size` is in points."""

    title: str = "绩效目标审核意见"
    whole_title: str = "文件整体审核意见"
    number: str = ""
    office: str = ""
    body_font: str = "宋体"
    heading_font: str = "黑体"
    size: float = 11.0


def load_house(path: Path) -> House:
    """The house that a TOML file describes. Raises HouseError."""
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise HouseError(f"{path}：读不出来（{reason(error)}），请检查文件。") from error
    except ValueError as error:
        raise HouseError(f"{path}：不是 TOML（{error}），请照 docs/desk.md 的例子写。") from error
    known = {f.name: type(f.default) for f in fields(House)}
    for key, value in given.items():
        if key not in known:
            raise HouseError(f"{path}：没有“{key}”这一项，可用的有 {'、'.join(known)}。")
        wrong = not isinstance(value, (int, float) if known[key] is float else str) or isinstance(value, bool)
        if wrong or (key == "size" and not 6 <= value <= 30):
            raise HouseError(f"{path}：“{key}”的值不对，请照 docs/desk.md 的例子写。")
    return House(**given)
