"""Forms whose tables break over pages or are drawn untidily, and the records that a reader of the paper sees."""

from __future__ import annotations

from collections.abc import Callable

from .drawing import LEFT, Page

Record = tuple[str, str, str, str, str]
HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
WIDTHS = (70, 90, 170, 120)
FORMS: dict[str, tuple[list[Page], list[Record]]] = {}


def form(
    make: Callable[[], tuple[list[Page], list[Record]]],
) -> Callable[[], tuple[list[Page], list[Record]]]:
    FORMS[make.__name__] = make()
    return make


def project(name: str) -> list[object]:
    return ["项目名称", name, LEFT, LEFT]
