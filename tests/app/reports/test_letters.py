"""审核意见: its structure, its grouping, and what it concludes."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from zhibiao.app.reports import Report, build_report, write_report
from zhibiao.app.reports.opinions import GROUPS, MENDED, PASSED, REFUSED, Opinion, Quote, Review, reviewed
from zhibiao.nlp.document import Document, Passage, Unread
from zhibiao.nlp.location import Location
from zhibiao.nlp.record import Indicator

from .documents import EMPTY, report_of, report_on, three_levels
from .test_workbook import HOSTILE

GOOD = Indicator("堤防加固长度", "≥3公里", "经验收的加固长度", "产出指标", "数量指标", "堤防养护")
RECORDS = (
    GOOD,
    Indicator("堤防巡查能力", "逐步提高", "", "效益指标", "社会效益指标", "堤防养护"),
    Indicator("防汛保障水平", "不断增强", "", "效益指标", "社会效益指标", "堤防养护"),
    Indicator("工程验收合格率", "", "", "产出指标", "质量指标", "堤防养护"),
    Indicator("受益群众满意度", "≥90%", "", "满意度指标", "服务对象满意度指标", "泵站改造"),
)


def reviews(report: Report) -> list[Review]:
    return [review for _, projects in reviewed(report) for review in projects]


def texts(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def test_structure_of_a_letter() -> None:
    report = report_on(RECORDS, [Passage("code", "33001", project="堤防养护")])
    lines = texts(build_report("opinions", report))
    headings = [
        line for line in lines if line[:2] in ("一、", "二、", "三、", "四、", "五、") or "审核意见" in line
    ]
    one = [
        "绩效目标审核意见",
        "一、完整性审核",
        "二、可测性审核",
        "三、可行性审核",
        "四、小结",
        "五、审核结论",
    ]
    assert headings == one * 2
    numbered = [line.split(".")[0] for line in lines if line[:1].isdigit()]
    first = [o for r in reviews(report) for o in [len(r.opinions)]]
    assert numbered == [str(n) for count in first for n in range(1, count + 1)]
    table = docx.Document(io.BytesIO(build_report("opinions", report))).tables[0]
    facts = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert facts["项目名称"] == "堤防养护"
    assert facts["项目编码"] == "33001"
    assert facts["审核人"] == ""
    assert any(line.startswith("建议：") for line in lines)


def test_findings_of_one_check_are_one_opinion_that_quotes_its_indicators() -> None:
    (review, _) = reviews(report_on(RECORDS))
    (trend,) = [o for o in review.opinions if o.code == "V17"]
    assert [q.name for q in trend.quotes] == ["堤防巡查能力", "防汛保障水平"]
    lines = texts(build_report("opinions", report_on(RECORDS)))
    at = next(i for i, line in enumerate(lines) if "（V17，" in line)
    assert lines[at + 1] == "问题：共 2 处。"
    assert lines[at + 2].startswith("（1）“堤防巡查能力”（指标值“逐步提高”）：")


def test_a_missing_value_is_a_matter_of_completeness() -> None:
    (review, _) = reviews(report_on(RECORDS))
    groups = {o.code: o.group for o in review.opinions}
    assert groups["V30"] == GROUPS[0]
    assert groups["V17"] == GROUPS[1]
    order = [GROUPS.index(o.group) for o in review.opinions]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("records", "conclusion"),
    [
        ([GOOD], PASSED),
        ([GOOD, Indicator("清淤长度", "≥3公里", "", "", "", "堤防养护"), RECORDS[1]], MENDED),
        ([Indicator("提供优质服务", "提供优质服务", "", "", "", "堤防养护")], REFUSED),
    ],
)
def test_conclusion_follows_the_grade_and_the_opinions(records: list[Indicator], conclusion: str) -> None:
    (review,) = reviews(report_on(records))
    assert review.conclusion == conclusion, review


def test_a_folder_gets_a_letter_for_each_project(tmp_path: object) -> None:
    report = report_on([*RECORDS, Indicator("甲", "乙", project="../../etc/passwd")])
    written = write_report("opinions", report, str(tmp_path))
    assert [p.name for p in written] == [
        "审核意见_堤防养护.docx",
        "审核意见_泵站改造.docx",
        "审核意见_.._.._etc_passwd.docx",
    ]
    assert all(str(p.parent) == str(tmp_path) for p in written)


def test_hostile_texts_are_written_as_they_are() -> None:
    documents = [
        Document(str(i), (Indicator(t, "", project=t, source=str(i)),)) for i, t in enumerate(HOSTILE)
    ]
    lines = texts(build_report("opinions", report_of(*documents)))
    assert any("“<script>alert(1)</script>”" in line for line in lines)


def test_nothing_found_is_said_and_why() -> None:
    lines = texts(
        build_report(
            "opinions", report_of(Document("空.docx", (), (), (Unread(Location(table=1), "没有认出表头。"),)))
        )
    )
    assert "没有找到绩效指标，无法提出审核意见。" in lines
    assert "空.docx（表 1）：没有认出表头。" in lines


def test_the_file_itself_has_a_letter_before_those_of_its_projects(tmp_path: Path) -> None:
    report = three_levels()
    lines = texts(build_report("opinions", report))
    titles = [line for line in lines if line.endswith("审核意见")]
    assert titles == ["文件整体审核意见", "绩效目标审核意见", "绩效目标审核意见"]
    assert lines.index("问题：正文的指标没有列入项目表。") < lines.index("绩效目标审核意见")
    assert "对象：整份文件" in lines
    assert "表 4：没有认出表头。" in lines
    assert lines[-1] == REFUSED  # the project without any indicator
    names = [p.name for p in write_report("opinions", report, tmp_path)]
    assert names == ["文件意见_防汛.docx", "审核意见_堤防养护.docx", f"审核意见_{EMPTY}.docx"]


def test_rows_with_one_problem_and_several_pieces_of_advice_are_told_apart() -> None:
    quotes = [Quote(name, "", "同一句话。", f"改{name}。") for name in ("甲", "乙", "丙")]
    opinion = Opinion(GROUPS[1], "V17", "题目", "P1", (*quotes, Quote("丁", "", "同一句话。", "改甲。")))
    assert [[q.name for q in together] for together in opinion.alike] == [["甲", "丁"], ["乙"], ["丙"]]


def test_every_page_is_numbered() -> None:
    word = docx.Document(io.BytesIO(build_report("opinions", three_levels())))
    footer = word.sections[0].footer.paragraphs[0]._p.xml
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer


def test_a_place_is_never_cut() -> None:
    quote = Quote("名" * 200, "值" * 200, "问题。", "", place="2.社区工作站管理经费（东方社区）!C13")
    assert str(quote).endswith("，2.社区工作站管理经费（东方社区）!C13）")
    assert quote.title.endswith("（2.社区工作站管理经费（东方社区）!C13）")
