"""Files that only a parent can deal with, and what the walk and the years say."""

from __future__ import annotations

import os
import zipfile
from functools import partial
from pathlib import Path

import pytest
from zhibiao.nlp.document import Document, Passage
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.batch import files, pool
from zhibiao.scoring.batch.run import run_batch
from zhibiao.scoring.batch.settings import make_settings
from zhibiao.scoring.batch.years import year_of

from . import trouble
from .helpers import Quiet, documents

LINE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t修渠长度\t3公里\n"


def write(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        (folder / name).write_text(LINE, encoding="utf-8")
    return folder


def test_a_hanging_file_and_one_that_kills_its_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "make_scorer", partial(trouble.make_scorer, tmp_path / "died"))
    others = [f"{i}.txt" for i in range(40)]
    folder = write(tmp_path / "in", *others, "挂起.txt", "自尽.txt", "一次.txt")
    settings = make_settings("keywords", seconds=5.0)
    report = Quiet()
    outcome = run_batch(folder, tmp_path / "out", settings, 2, report)
    found = documents(tmp_path / "out")
    assert {s for s, r in found.items() if r["status"] == "failed"} == {"挂起.txt", "自尽.txt"}
    assert "超过 5 秒" in found["挂起.txt"]["reason"]
    assert "SIGKILL" in found["自尽.txt"]["reason"]
    assert len(found["自尽.txt"]["sha256"]) == 64
    assert all(found[s]["indicators"] == 1 for s in (*others, "一次.txt"))
    assert [source for source, _ in outcome.failed()] == sorted(("挂起.txt", "自尽.txt"))
    assert report.done[-1] == report.total == 43
    monkeypatch.undo()  # the next run tries them again
    run_batch(folder, tmp_path / "out", settings, 1, report)
    assert {r["status"] for r in documents(tmp_path / "out").values()} == {"ok"}
    assert any("再试一次 2 个" in message for message in report.said)


def test_a_member_that_kills_its_worker_costs_the_archive_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "make_scorer", partial(trouble.make_scorer, tmp_path / "died"))
    folder = write(tmp_path / "in", "好.txt")
    with zipfile.ZipFile(folder / "汇总.zip", "w") as file:
        for name in ("甲.txt", "自尽.txt", "乙.txt", "坏.docx", "挂起.txt", "丙.txt"):
            file.writestr(name, b"PK\x03\x04" if name.endswith("docx") else LINE)
    run_batch(folder, tmp_path / "out", make_settings("keywords", seconds=5.0), 1, Quiet())
    found = {s: r["status"] for s, r in documents(tmp_path / "out").items()}
    good = dict.fromkeys(("好.txt", "汇总.zip!甲.txt", "汇总.zip!乙.txt", "汇总.zip!丙.txt"), "ok")
    bad = dict.fromkeys(("汇总.zip!自尽.txt", "汇总.zip!坏.docx", "汇总.zip!挂起.txt"), "failed")
    assert found == good | bad


def test_a_file_that_takes_too_much_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "make_scorer", partial(trouble.make_scorer, tmp_path / "died"))
    folder = write(tmp_path / "in", "膨胀.txt", "好.txt")
    run_batch(folder, tmp_path / "out", make_settings("keywords", memory=100), 1, Quiet())
    found = documents(tmp_path / "out")
    assert "内存超过 100 MB" in found["膨胀.txt"]["reason"]
    assert found["好.txt"]["status"] == "ok"


def test_nothing_is_passed_over_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", "好.txt", ".hidden", "~$好.docx")
    (folder / "锁住").mkdir()
    (folder / "锁住" / "x.txt").touch()
    (folder / "链接.txt").symlink_to(folder / "好.txt")
    os.mkfifo(folder / "管道.txt")
    (folder / os.fsdecode(b"\xd6\xd0.txt")).write_text(LINE, encoding="utf-8")
    scan = os.scandir

    def refuse(path: bytes | int) -> object:
        if not isinstance(path, int) and os.fsdecode(path).endswith("锁住"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(files.os, "scandir", refuse)
    run_batch(folder, tmp_path / "out", make_settings("keywords"), 1, Quiet())
    found = {s: r["status"] for s, r in documents(tmp_path / "out").items()}
    bad = dict.fromkeys(("锁住", "链接.txt", "管道.txt"), "failed")
    assert found == {"好.txt": "ok", "\\xd6\\xd0.txt": "ok", **bad}


@pytest.mark.parametrize(
    ("source", "texts", "year"),
    [
        ("局/2024/表.docx", (), 2024),
        ("局/2023/2024年自评_20250312.docx", (), 2024),
        ("局/表20250312.docx", (), 2025),
        ("局/编号120251.docx", (), None),
        ("局/表.docx", (("paragraph", "2021年概况"), ("title", "2022年度目标表")), 2022),
        ("局/表.docx", (), None),
    ],
)
def test_the_year_of_a_document(source: str, texts: tuple, year: int | None) -> None:
    passages = tuple(Passage(kind, text) for kind, text in texts)
    assert year_of(Document(source, (), passages=passages)) == year


def test_the_year_of_most_dates() -> None:
    records = tuple(Indicator("完成时间", f"{y}年12月底前") for y in (2025, 2026, 2026))
    assert year_of(Document("表.docx", records)) == 2026
