"""The five published documents give exactly the gold records, in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import zhibiao

from ..conftest import read_jsonl

COUNTS = {"000": 62, "001": 23, "002": 30, "003": 86, "004": 35}


@pytest.mark.parametrize("doc", COUNTS)
def test_records_equal_the_gold_records(doc: str, shared: Path) -> None:
    gold = [row for row in read_jsonl(shared / "gold" / "seeds.jsonl") if row["doc"] == doc]
    records = zhibiao.read(next((shared / "seeds").glob(f"{doc}_*.txt")))
    assert len(records) == len(gold) == COUNTS[doc]
    for record, row in zip(records, gold, strict=True):
        # The gold names keep the mark 指标1： before a name; records have it in their cell.
        assert record.name == row["name"] or (
            re.match(r"指标\d：", row["name"]) and record.cell == row["name"]
        )
        assert record.value == row["value"]
        assert list(record.tiers or ()) == (row.get("tiers") or [])
        assert record.level1 == row.get("level1", "")
        assert record.level2 == row.get("level2", "")
        assert record.actual == row.get("actual", "")
        assert record.grade == row.get("grade", "")
        assert record.narrative == row.get("narrative", False)
        if "activity" in row and not record.narrative:
            assert record.owner == row["activity"]


def test_every_record_has_a_place_and_an_id_of_its_own(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        records = zhibiao.read(path)
        assert all(str(r.location).startswith("行 ") for r in records)
        assert len({r.id for r in records}) == len(records)


def test_earlier_years_are_read_where_a_table_has_them(shared: Path) -> None:
    records = zhibiao.read(next((shared / "seeds").glob("004_*.txt")))
    by_name = {r.name: r for r in records}
    assert by_name["春节慰问计生特殊家庭"].history == ("1550户", "1651户")
    assert by_name["规范要求进行高血压患者管理的"].history[:2] == ("0.6", "0.6")
