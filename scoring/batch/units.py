"""The unit that a file of an archive belongs to, from its path."""

from __future__ import annotations

import re

FORM = "form"  # not from the path: as the form states it
_YEAR = re.compile(r"(19|20)\d\d(年度?)?")


def folder_unit(file: str, unit_from: str = "") -> str:
    """The folder in the path of `file` that is called like its unit, '' where none is.

    `unit_from` is the number of that folder (1 is the outermost), `FORM` for none of them, '' for the outermost that is
    no year.

    >>> folder_unit("2024/水利局/申报表.docx"), folder_unit("预算/水利局/申报表.docx", "2")
    ('水利局', '水利局')
    """
    folders = file.split("/")[:-1]
    if unit_from == FORM:
        return ""
    if unit_from:
        return "".join(folders[int(unit_from) - 1 : int(unit_from)])
    return next((folder for folder in folders if not _YEAR.fullmatch(folder)), "")
