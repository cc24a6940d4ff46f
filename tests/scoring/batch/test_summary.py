"""`zhibiao summary`: what it answers, in each of its forms."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html
from zhibiao.app.cli import main
from zhibiao.app.commands.summary import KEYS
from zhibiao.app.summary.questions import QUESTIONS, ask

from .helpers import batch

HEAD = "项目名称\t{project}\t\t\n一级指标\t二级指标\t三级指标\t指标值\n"
SAME = "满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\n"


def summary(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["summary", *map(str, arguments)])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents of two units and two years, a form that nobody has filled in, and a broken file."""
    folder = tmp_path_factory.mktemp("summary")
    rows = {
        "东局/2023/甲.txt": ("修渠", "产出指标\t数量指标\t渠道清淤长度\t≥12公里\n"),
        "东局/2024/乙.txt": ("植树", "产出指标\t数量指标\t苗木成活率\t≥90%\n"),
        "西局/2024/丙.txt": ("助餐", "效益指标\t社会效益指标\t老人生活\t明显改善\n"),
    }
    for name, (project, row) in rows.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD.format(project=project) + row + SAME, encoding="utf-8")
    (folder / "in" / "西局" / "2024" / "空.txt").write_text(
        "项目名称\t补苗\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t\t\n", encoding="utf-8"
    )
    (folder / "in" / "散放.txt").write_text("", encoding="utf-8")
    batch(folder / "in", folder / "out")
    return folder / "out"


def column(out: Path, key: str, title: str) -> list:
    _, (answer,) = ask(out, [key])
    return answer.column(title)


def test_totals(out: Path) -> None:
    totals, _ = ask(out, [])
    assert (totals.files, totals.failed, totals.projects, totals.empty, totals.indicators) == (5, 1, 4, 1, 6)
    assert totals.vague == pytest.approx(1 / 6)
    assert totals.complete


def test_units_years_and_projects(out: Path) -> None:
    assert dict(zip(column(out, "unit", "单位"), column(out, "unit", "指标"), strict=True)) == {
        "东局": 4,
        "西局": 2,
    }
    assert dict(zip(column(out, "year", "年度"), column(out, "year", "文件"), strict=True)) == {
        "2023": 1,
        "2024": 2,
    }
    assert sorted(column(out, "project", "项目")) == sorted(("修渠", "植树", "助餐"))
    scores = column(out, "unit", "平均分")
    assert scores == sorted(scores)


def test_copied_indicators_and_common_findings(out: Path) -> None:
    _, (copied,) = ask(out, ["copied"])
    assert copied.rows == (("群众满意度", "≥90%", 3, 3, 2, 2),)
    assert {"V17", "V29"} & set(column(out, "finding", "编号"))
    assert all(0 < share <= 1 for share in column(out, "finding", "占比"))


def test_projects_by_unit_and_those_without_an_indicator(out: Path) -> None:
    units = column(out, "grade", "单位")
    assert dict(zip(units, column(out, "grade", "项目"), strict=True)) == {"东局": 2, "西局": 2}
    assert dict(zip(units, column(out, "grade", "空表"), strict=True)) == {"东局": 0, "西局": 1}
    _, (empty,) = ask(out, ["empty"])
    assert [row[:4] for row in empty.rows] == [("西局", "2024", "补苗", "西局/2024/空.txt")]
    scores = column(out, "project", "得分")
    assert scores == sorted(scores)


def test_findings_of_all_levels_are_counted(undisturbed: Path) -> None:
    _, (found,) = ask(undisturbed, ["finding"])
    assert {"指标", "项目"} <= set(found.column("对象"))
    assert len(found.rows) == len({(row[0], row[3]) for row in found.rows})


def test_what_a_unit_has_taken_over_from_the_year_before(out: Path) -> None:
    _, (repeated,) = ask(out, ["repeated"])
    assert [(row[0], row[4]) for row in repeated.rows] == [("东局/2024/乙.txt", 0.5)]
    (out / "repetition").rename(out / "away")  # the index is not there yet
    assert column(out, "repeated", "文件") == []
    (out / "away").rename(out / "repetition")


def test_files_that_were_not_read_are_named(out: Path) -> None:
    _, (failed,) = ask(out, ["failed"])
    assert [row[:2] for row in failed.rows] == [("散放.txt", "没有读出")]


def test_class_mismatches_are_named(out: Path) -> None:
    _, (answer,) = ask(out, ["mismatch"])
    assert ("数量指标", "质量", 1, "苗木成活率") in answer.rows


def test_a_table_for_people(out: Path) -> None:
    done = summary(out)
    assert done.exit_code == 0
    assert done.stdout.startswith("5 个文件（1 个未能读取），4 个项目（1 个空表），6 条指标")
    assert all(QUESTIONS[key].title in done.stdout for key in KEYS)
    assert "社会效益" in done.stdout
    assert summary(out, "--by", "unit").stdout.count("┏") == 1


def test_csv(out: Path, tmp_path: Path) -> None:
    one = summary(out, "--by", "unit", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(one.stdout_bytes.decode("utf-8-sig"))))
    assert [row["指标"] for row in rows if row["单位"] == "东局"] == ["4"]
    assert summary(out, "--format", "csv", "-o", tmp_path / "tables").exit_code == 0
    assert {p.stem for p in (tmp_path / "tables").iterdir()} == set(KEYS)
    done = summary(out, "--format", "csv")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "-o" in done.stderr


def test_the_page_stands_alone(out: Path, tmp_path: Path) -> None:
    done = summary(out, "--format", "html", "-o", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert done.exit_code == 0
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    assert page.count("<svg") == 7
    assert "群众满意度" in page


def test_names_are_shown_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "<b>局"
    folder.mkdir(parents=True)
    text = HEAD.format(project="=1+1") + "产出指标\t数量指标\t<script>alert(1)</script>修渠[长度]\t3公里\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    batch(tmp_path / "in", tmp_path / "out")
    page = summary(tmp_path / "out", "--format", "html").stdout
    assert "<script" not in page
    assert "<b>局" not in page
    assert "'=1+1" in summary(tmp_path / "out", "--format", "csv", "--by", "project").stdout
    assert "<b>局" in summary(tmp_path / "out").stdout


def test_an_unfinished_run_and_a_wrong_folder_are_said(out: Path, tmp_path: Path) -> None:
    held = (out / "summary.json").read_bytes()
    (out / "summary.json").unlink()
    assert "尚未完成" in summary(out).stderr
    (out / "summary.json").write_bytes(held)
    done = summary(tmp_path)
    assert done.exit_code == 2
    assert "输出文件夹" in done.stderr
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "x.parquet").write_bytes(b"no")
    done = summary(tmp_path)
    assert done.exit_code == 2
    assert "无法读取" in done.stderr


def test_the_command_offers_every_question() -> None:
    assert set(KEYS) == set(QUESTIONS)


def test_the_page_leads_down_to_projects_and_cells(out: Path) -> None:
    page = html.document_fromstring(summary(out, "--format", "html").stdout)
    targets = {str(i) for i in page.xpath("//@id")}
    links = [str(a)[1:] for a in page.xpath("//table//a/@href")]
    assert links
    assert set(links) <= targets
    row = page.xpath("//table[@class='project']//tr[td[.//text()='助餐']]")[0]
    below = page.get_element_by_id(row.xpath(".//a/@href")[0][1:])
    cell = next(tr for tr in below.xpath(".//tbody/tr") if "老人生活" in tr.text_content())
    location, name, value, score, problem = (td.text_content() for td in cell)
    assert (location, name, value) == ("行 3 列 3", "老人生活", "明显改善")
    assert float(score) < 60
    assert problem.startswith("P1 V17 ")
    check = page.xpath("//table[@class='finding']//tr[td[.//text()='V17']]//a/@href")[0]
    assert "西局/2024/丙.txt" in page.get_element_by_id(check[1:]).text_content()
