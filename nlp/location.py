"""Where something stands in a document: a value that is made once, shown in Chinese and never parsed back."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Location(NamedTuple):
    """A place in a document. All numbers count from 1; 0 and '' mean that the format has no such thing.

    `sheet`, `row` and `column` name a workbook's cell; `page`, `table`, `row` and `column` a cell of a page's
    table; `paragraph` a paragraph outside tables; `line` a line of a text file. `part` counts the indicators
    that one cell or paragraph holds. `label` is a place as somebody else has named it (a list read again).
    `member` is the file inside a zip that was read as one document.
    """

    sheet: str = ""
    page: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0
    line: int = 0
    part: int = 0
    label: str = ""
    member: str = ""

    def __bool__(self) -> bool:
        return self != NOWHERE

    def __str__(self) -> str:
        """The place for a reader: `表名!C13`, `第 2 页 表 1 行 7 列 3`, `行 12`, `段 4#2`."""
        if self.label:
            place = self.label
        elif self.sheet:
            place = f"{self.sheet}!{column_letters(self.column)}{self.row}" if self.row else self.sheet
        else:
            words = (
                (self.page, "第 {} 页"),
                (self.line, "行 {}"),
                (self.table, "表 {}"),
                (self.paragraph, "段 {}"),
                (self.row, "行 {}"),
                (self.column, "列 {}"),
            )
            place = " ".join(word.format(number) for number, word in words if number)
        place = f"{self.member} {place}".strip() if self.member else place
        return f"{place}#{self.part}" if self.part else place

    @property
    def whole(self) -> Location:
        """The place of the cell or paragraph without the part of it."""
        return self._replace(part=0) if self.part else self

    @property
    def container(self) -> Location:
        """The sheet, or the page and table, that the place lies in."""
        return Location(sheet=self.sheet, page=self.page, table=self.table, member=self.member)


NOWHERE = Location()


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Letters of a workbook's column: 1 → A, 27 → AA; '' for 0."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
