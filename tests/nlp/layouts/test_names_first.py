"""A table whose names stand before their classes."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from zhibiao.nlp.reading import read_document

ROWS = (
    ("序号", "三级指标", "一级指标", "二级指标", "目标值"),
    (1, "清淤长度", "产出指标", "数量指标", "12公里"),
    (2, "全年", "产出指标", "时效指标", "1年"),
    (3, "成本控制", "产出指标", "成本指标", "≤30万元"),
    (4, "受益农户", "效益指标", "社会效益指标", "800户"),
)


def test_a_name_that_speaks_of_the_year_is_no_torn_heading(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("项目名称", "灌区清淤"), *ROWS):
        book.active.append(row)
    book.save(tmp_path / "form.xlsx")
    found = [(r.name, r.value) for r in read_document(tmp_path / "form.xlsx").indicators]
    assert found == [(str(name), value) for _, name, _, _, value in ROWS[1:]]
