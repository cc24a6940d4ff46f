"""The catalogue's examples of family C that need the text around the indicators, in the seed documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from zhibiao.models.load import load_model
from zhibiao.nlp.reading import read_document
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.score import score_documents

from ..levels import owned

# code → (document, owner of the record it is put down to or '' for the document's first, words of the message)
TABLE: dict[str, tuple[tuple[int, str, str], ...]] = {
    "C03": ((1, "无偿献血", "2000人次"),),
    "C04": ((1, "无偿献血", "2000人次"),),
    "C06": ((1, "重大传染病防治", "79.2%"),),
    "C07": ((1, "无偿献血", "“无偿献血”"),),
    "C08": ((1, "", "83.07%"),),
    "C09": ((0, "", "2165.77"), (4, "", "6,519.90")),
    "C12": ((3, "计生生育奖扶", "家庭将特扶资金"), (3, "计划生育救助金", "一次性救助金")),
    "C16": ((2, "", "六、中医药管理"), (2, "", "七、卫计政务管理")),
    "C17": ((2, "", "20 处"),),
    "C18": ((2, "三、公立医院改革", "3 行"),),
    "C19": ((1, "", "10 个项目"),),
    "C20": ((0, "", "“三是"), (1, "", "2.住房保障支出")),
    "M07": ((2, "", "六、中医药管理"), (2, "", "七、卫计政务管理")),
    "C21": ((3, "基本公共卫生服务补助资金（区级配套）", "3014004"),),
}
Found = list[tuple[str, Finding]]


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Found]:
    """Owner and finding, for the checks of this table, of each seed document."""
    model = load_model("keywords")
    found = []
    for path in sorted((shared / "seeds").glob("*.txt")):
        scoring = score_documents([read_document(path)], model)
        found.append([(owner, f) for owner, f in owned(scoring) if f.code in TABLE])
    return found


@pytest.mark.parametrize("code", TABLE)
def test_every_example_of_the_catalogue_is_flagged(seeds: list[Found], code: str) -> None:
    for document, owner, words in TABLE[code]:
        said = [o for o, f in seeds[document] if f.code == code and words in f.message]
        assert len(said) == 1
        assert not owner or said == [owner]


def test_nothing_else_is_flagged(seeds: list[Found]) -> None:
    wanted = {code: len(rows) for code, rows in TABLE.items()}
    found = [f.code for document in seeds for _, f in document]
    assert {code: found.count(code) for code in TABLE} == wanted


def test_grave_findings_say_what_to_do(seeds: list[Found]) -> None:
    assert all(f.suggestion for document in seeds for _, f in document if f.severity <= "P2")


def test_a_duty_whose_activities_follow_has_indicators(seeds: list[Found]) -> None:
    assert len([f for _, f in seeds[2] if f.code == "M07"]) == 2
    assert not any(f.code == "M07" for _, f in seeds[0])
