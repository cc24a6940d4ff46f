"""`zhibiao score`: reports in files and through pipes, and the table in colour."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import zhibiao

MAGIC = {"xlsx": b"PK", "html": b"<!doctype html>", "opinions": b"PK", "handover": b"PK"}


@pytest.mark.parametrize("fmt", MAGIC)
def test_reports_go_to_a_file_or_through_a_pipe(fmt: str, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.bin"
    done = zhibiao("score", sample, "--format", fmt, "-o", target)
    assert (done.returncode, done.stdout) == (0, b"")
    assert str(target) in done.stderr.decode()
    assert target.read_bytes().startswith(MAGIC[fmt])
    assert zhibiao("score", sample, "--format", fmt).stdout.startswith(MAGIC[fmt])


def test_a_word_file_comes_back_with_comments(tmp_path: Path) -> None:
    import docx

    word = docx.Document()
    table = word.add_table(rows=2, cols=3)
    rows = (("二级指标", "三级指标", "指标值"), ("数量指标", "开展防火巡护", "逐步提高"))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    word.save(str(tmp_path / "表.docx"))
    done = zhibiao("score", tmp_path / "表.docx", "--format", "docx", "-o", tmp_path / "批注")
    assert done.returncode == 0, done.stderr.decode()
    assert any("V17" in c.text for c in docx.Document(str(tmp_path / "批注" / "表.docx")).comments)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--format", "docx", "-o", "out.docx"), "批注只能写回 .docx 和 .xlsx 文件"),
        (("--format", "xlsx", "--summary", "-o", "out.xlsx"), "--summary"),
        (("--format", "html", "-o", "no/such/folder/out.html"), "无法写入"),
    ],
)
def test_what_a_report_can_not_do_is_a_clear_message(
    options: tuple[str, ...], message: str, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = zhibiao("score", sample, *options)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_the_table_marks_flagged_words_only_in_colour(sample: Path) -> None:
    from zhibiao.app.tables import render_table
    from zhibiao.models.keywords import KeywordModel
    from zhibiao.nlp.reading import read_document
    from zhibiao.scoring.score import score_documents

    scoring = score_documents([read_document(sample)], KeywordModel())
    plain, colour = (render_table(scoring, 120, c) for c in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[4;31m明显提升" in colour
