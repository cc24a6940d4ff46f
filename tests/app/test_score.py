"""`zhibiao score` as a user meets it: a process, its output, its messages and exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .running import rows_of, zhibiao

FIELDS = [
    "schema_version",
    "id",
    "source",
    "location",
    "unit",
    "project_id",
    "project_code",
    "project",
    "activity",
    "level1",
    "level2",
    "name",
    "value",
    "description",
    "tiers",
    "horizon",
    "history",
    "actual",
    "grade",
    "weight",
    "points",
    "reason",
    "narrative",
    "recognised",
    "target",
    "type",
    "type_level1",
    "type_probability",
    "type_set",
    "vague",
    "vague_probability",
    "boilerplate",
    "boilerplate_probability",
    "findings",
    "score",
    "score_grade",
]


def test_jsonl_has_the_fields_of_the_contract(sample: Path) -> None:
    done = zhibiao("score", sample, "--format", "jsonl")
    rows = rows_of(done)
    assert done.returncode == 0
    assert len(rows) == 25
    assert all(list(row) == FIELDS for row in rows)
    row = next(r for r in rows if r["name"] == "主汛期前完工")
    assert row["target"] == {
        "comparator": "≤",
        "number": 20250531.0,
        "upper": None,
        "unit": "",
        "kind": "date",
        "approximate": False,
        "basis": "",
    }
    assert (row["type"], row["type_level1"], row["project"]) == ("timeliness", "产出", "山塘水库除险加固")


def test_spans_of_findings_lie_in_their_fields(sample: Path) -> None:
    for row in rows_of(zhibiao("score", sample, "--format", "jsonl")):
        for finding in row["findings"]:
            text = row[finding["field"]]
            text = " / ".join(text) if finding["field"] == "tiers" else text
            assert 0 <= finding["start"] <= finding["end"] <= len(text)
            assert finding["message"]


def test_the_2021_standard_makes_cost_a_level_of_its_own(sample: Path) -> None:
    rows = rows_of(zhibiao("score", sample, "--format", "jsonl", "--standard", "2021"))
    assert {r["type_level1"] for r in rows if r["type"] == "cost"} == {"成本"}


def test_csv_is_safe_for_excel(tmp_path: Path) -> None:
    source, target = tmp_path / "list.jsonl", tmp_path / "out.csv"
    names = ["=1+1", "+访视率", "-抽检", "@SUM(A1)", "培训班次"]
    source.write_text("\n".join(json.dumps({"name": n, "value": "=cmd|' /C calc'!A0"}) for n in names))
    done = zhibiao("score", source, "--format", "csv", "-o", target)
    assert done.returncode == 0
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [r["name"].lstrip("'") for r in rows] == names
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_table_shows_the_worst_first(sample: Path) -> None:
    done = zhibiao("score", sample)
    text = done.stdout.decode()
    assert "25 条指标" in text
    assert text.index("提供优质服务") < text.index("下游三村村民满意度")
    assert "指标平均分" in text.splitlines()[1]
    assert text.splitlines()[0].startswith(f"{sample}  文件得分 ")


def test_standard_input_is_read_as_jsonl() -> None:
    done = zhibiao(
        "score", "-", "--format", "jsonl", stdin='{"三级指标": "护林员培训", "目标值": 40}\n'.encode()
    )
    (row,) = rows_of(done)
    assert (row["name"], row["value"], done.returncode) == ("护林员培训", "40", 0)


def test_fail_on_tells_by_its_exit_code(sample: Path) -> None:
    assert zhibiao("score", sample, "--fail-on", "P0", "--format", "jsonl").returncode == 1
    good = '{"name": "受训护林员人数", "value": "≥40人", "level1": "产出指标", "level2": "数量指标"}'
    assert zhibiao("score", "-", "--fail-on", "P1", "--format", "jsonl", stdin=good.encode()).returncode == 0


BAD = {
    "empty.txt": (b"", "空的"),
    "blank.txt": (b" \n\t\n", "空的"),
    "binary.txt": (bytes(range(256)) * 40, "不是文本文件"),
    "latin.txt": (("caf\xe9 " * 20).encode("latin-1") + b"\xff\xff\xff\xff\xff rest", "编码"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_others_are_scored(name: str, sample: Path, tmp_path: Path) -> None:
    data, message = BAD[name]
    (tmp_path / name).write_bytes(data)
    done = zhibiao("score", tmp_path / name, sample, "--format", "jsonl")
    error = done.stderr.decode()
    assert done.returncode == 2
    assert name in error
    assert message in error
    assert "Traceback" not in error
    assert len(rows_of(done)) == 25


def test_a_missing_path_is_named(sample: Path, tmp_path: Path) -> None:
    done = zhibiao("score", tmp_path / "无此文件.txt", sample, "--format", "jsonl")
    assert done.returncode == 2
    assert "找不到文件" in done.stderr.decode()
    assert len(rows_of(done)) == 25


def test_where_nothing_could_be_read_only_that_is_said(tmp_path: Path) -> None:
    done = zhibiao("score", tmp_path / "无此文件.txt")
    (told,) = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, "找不到文件" in told) == (2, b"", True)


def test_a_folder_stands_for_its_files(sample: Path) -> None:
    done = zhibiao("score", sample.parent, "--format", "jsonl")
    assert done.returncode == 0
    assert {r["source"] for r in rows_of(done)} >= {str(sample)}


def test_a_folder_is_searched_to_its_bottom_and_what_is_no_document_is_left_out(
    sample: Path, tmp_path: Path
) -> None:
    for place in ("2024/甲局", "2025", "2025/.隐藏"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "表.txt").write_bytes(sample.read_bytes())
    (tmp_path / "2025" / "工具.exe").write_bytes(b"MZ\x90\x00" + bytes(range(256)))
    (tmp_path / "2025" / "~$表.docx").write_bytes(b"\x00")
    done = zhibiao("score", tmp_path, "--format", "jsonl")
    told = [line for line in done.stderr.decode().splitlines() if "工具" in line or "~$" in line]
    assert [(line.partition("：")[0], "已跳过" in line) for line in told] == [
        (str(tmp_path / "2025" / "工具.exe"), True)
    ]
    assert [*dict.fromkeys(r["source"] for r in rows_of(done))] == [
        str(tmp_path / "2024" / "甲局" / "表.txt"),
        str(tmp_path / "2025" / "表.txt"),
    ]
    assert done.returncode == 0


def test_a_file_of_no_readable_kind_that_was_asked_for_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "工具.exe").write_bytes(b"MZ\x90\x00" + bytes(range(256)))
    assert zhibiao("score", tmp_path / "工具.exe").returncode == 2
    (tmp_path / "空").mkdir()
    done = zhibiao("score", tmp_path / "空")
    assert (done.returncode, "文件夹里没有文件" in done.stderr.decode()) == (2, True)


def test_a_document_without_indicators_is_an_honest_empty_result(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text("关于放假的通知\n请各科室安排好值班。\n", encoding="utf-8")
    done = zhibiao("score", tmp_path / "notice.txt", "--format", "jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "没有找到绩效指标" in done.stderr.decode()


def test_a_table_that_is_no_list_of_indicators_is_an_honest_empty_result(tmp_path: Path) -> None:
    (tmp_path / "nameless.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    done = zhibiao("score", tmp_path / "nameless.csv", "--format", "jsonl")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "没有找到绩效指标" in done.stderr.decode()


def test_gbk_text_gives_the_same_records(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "gbk.txt"
    copy.write_bytes(sample.read_text(encoding="utf-8").encode("gb18030"))
    first, second = (rows_of(zhibiao("score", p, "--format", "jsonl")) for p in (sample, copy))
    assert [(r["name"], r["score"]) for r in first] == [(r["name"], r["score"]) for r in second]


def test_a_file_cut_in_the_middle_of_a_character_is_still_read(sample: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.txt"
    data = sample.read_bytes()
    cut.write_bytes(data[: data.index("岸线清理".encode()) + 4])
    done = zhibiao("score", cut, "--format", "jsonl")
    assert done.returncode == 0
    assert len(rows_of(done)) >= 10


def test_a_name_of_ten_thousand_characters_is_scored() -> None:
    line = json.dumps({"name": "很长" * 5000, "value": "明显提高"})
    (row,) = rows_of(zhibiao("score", "-", "--format", "jsonl", stdin=line.encode()))
    assert len(row["name"]) == 10_000


def test_a_broken_line_of_a_list_is_named_and_the_rest_is_scored() -> None:
    lines = b'{"name": "a"}\n{"name": \n[1]\n{"value": "3"}\n{"name": "b"}\n'
    done = zhibiao("score", "-", "--format", "jsonl", stdin=lines)
    assert done.returncode == 2
    assert [r["name"] for r in rows_of(done)] == ["a", "b"]
    assert all(f"第 {n} 行" in done.stderr.decode() for n in (2, 3, 4))


def test_unwritable_output_is_a_clear_message(sample: Path, tmp_path: Path) -> None:
    done = zhibiao("score", sample, "-o", tmp_path / "no" / "out.csv")
    assert done.returncode == 2
    assert "无法写入" in done.stderr.decode()


def test_an_unknown_model_is_a_clear_message(sample: Path) -> None:
    done = zhibiao("score", sample, "--model", "nowhere")
    assert done.returncode == 2
    assert "找不到模型" in done.stderr.decode()


def test_checks_lists_and_explains() -> None:
    listing = zhibiao("checks").stdout.decode()
    assert "V29" in listing
    assert "B16" in listing
    explained = zhibiao("checks", "v29").stdout.decode()
    assert all(part in explained for part in ("V29", "P1", "财预", "会提示", "不提示"))
    assert zhibiao("checks", "Q99").returncode == 2


def test_the_command_works_without_home_or_network(sample: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    done = subprocess.run(
        [sys.executable, "-m", "zhibiao.app", "score", str(sample), "--format", "jsonl"],
        capture_output=True,
        env=environment,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert len(done.stdout.decode("utf-8").splitlines()) == 25


def test_evaluate_compares_models_on_labelled_rows(tmp_path: Path) -> None:
    row = {"name": "渠道清淤长度", "value": "≥12公里", "types": ["quantity"], "vague": 0, "boilerplate": 0}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    done = zhibiao("evaluate", tmp_path / "gold.jsonl", "--model", "keywords", "--model", "fast")
    assert done.returncode == 0
    assert "| fast | 1.000（1.000–1.000） | 1.000（1.000–1.000） |" in done.stdout.decode()


def test_evaluate_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{", encoding="utf-8")
    for path in (tmp_path / "bad.jsonl", tmp_path / "none.jsonl"):
        done = zhibiao("evaluate", path, "--model", "keywords")
        assert done.returncode == 2
        assert done.stderr.decode().startswith("无法评估：")
        assert "Traceback" not in done.stderr.decode()
