"""Encodings that are no UTF-8 and no GB18030: read where they say what they are, else named."""

from __future__ import annotations

import pytest
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.reading import parse_document

LIST = "三级指标,指标值\n培训人数,≥20人\n培训合格率,≥95%\n"
BIG5 = "項目名稱,古樹保護\n三級指標,指標值\n培訓人數,20人\n"


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16", "utf-8-sig", "gb18030"])
def test_a_table_is_read(encoding: str) -> None:
    found = parse_document(LIST.encode(encoding), "表.csv").indicators
    assert [(r.name, r.value) for r in found] == [("培训人数", "≥20人"), ("培训合格率", "≥95%")]


def test_utf_32_of_either_order_is_read_and_may_be_cut() -> None:
    for mark, encoding in ((b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be")):
        assert len(parse_document(mark + LIST.encode(encoding) + b"\x01", "表.csv").indicators) == 2
    with pytest.raises(ReadError, match="UTF-8"):
        parse_document(b"\xff\xfe\x00\x00" + b"\xff" * 64, "表.csv")


@pytest.mark.parametrize("name", ["表.csv", "表.txt"])
def test_big5_is_named_and_not_called_empty(name: str) -> None:
    with pytest.raises(ReadError, match="Big5"):
        parse_document(BIG5.encode("big5"), name)


def test_simplified_text_is_not_taken_for_big5() -> None:
    found = parse_document(LIST.encode("gb18030") + BIG5.encode("big5"), "表.csv").indicators
    assert found[0].name == "培训人数"
