"""`zhibiao batch` as a user meets it: tables, messages, exit codes, going on after anything."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from zhibiao.scoring.batch.columns import TABLES

from .helpers import batch, documents, parts, rows, same_tables, start, until

Made = tuple[Path, list[str]]


def test_every_file_has_a_row_and_the_broken_ones_are_named(made: Made, tmp_path: Path) -> None:
    folder, broken = made
    done = batch(folder, tmp_path / "out")
    found = documents(tmp_path / "out")
    assert done.returncode == 2
    assert done.stdout == ""
    assert set(found) == {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {s for s, row in found.items() if row["status"] == "failed"} == set(broken)
    assert all(f"{source}：{found[source]['reason']}" in done.stderr for source in broken)
    assert found["空白.txt"]["status"] == "empty"
    assert not any((tmp_path / "out" / ".batch" / "scratch").iterdir())


def test_an_output_of_two_tables_is_written_anew(made: Made, undisturbed: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    shutil.rmtree(out / "projects")
    with closing(sqlite3.connect(out / ".batch" / "state.sqlite", isolation_level=None)) as db:
        db.executescript("PRAGMA user_version = 0; ALTER TABLE parts DROP COLUMN projects")
        db.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    done = batch(made[0], out)
    assert "表的格式与上次不同：全部文件重新评分" in done.stderr
    assert same_tables(out, undisturbed)


def test_the_summary_counts_the_tables_and_is_the_same_again(made: Made, undisturbed: Path) -> None:
    def summary() -> dict:
        total = json.loads((undisturbed / "summary.json").read_text(encoding="utf-8"))
        assert total.pop("finished")
        return total

    first, names = summary(), parts(undisturbed)
    statuses = [row["status"] for row in documents(undisturbed).values()]
    assert first["documents"]["total"] == len(statuses)
    assert first["documents"]["failed"] == statuses.count("failed") == len(made[1])
    assert first["projects"]["total"] == len(rows(undisturbed, "projects")) > 50
    assert first["indicators"]["total"] == len(rows(undisturbed, "indicators")) > 500
    assert 0 < first["indicators"]["boilerplate"] < 1
    done = batch(made[0], undisturbed)
    assert "待评分 0 个" in done.stderr
    assert done.returncode == 2
    assert parts(undisturbed) == names
    assert summary() == first


def test_killed_at_random_moments_and_continued(made: Made, undisturbed: Path, tmp_path: Path) -> None:
    out, chance, scored = tmp_path / "out", random.Random(5), []
    for _ in range(5):
        process = start(made[0], out, "--workers", 2)
        wanted = len(parts(out)) + chance.randrange(2)
        until(lambda: len(parts(out)) > wanted, process)  # noqa: B023
        process.kill()
        process.communicate()
        scored.append(len(parts(out)))
    assert scored[-1] > 0
    assert batch(made[0], out).returncode == 2
    assert same_tables(out, undisturbed)


@pytest.mark.parametrize("table", TABLES)
def test_remains_of_a_kill_between_the_tables_do_not_count(
    made: Made, undisturbed: Path, tmp_path: Path, table: str
) -> None:
    out = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    whole = sorted((out / table).iterdir())
    shutil.copy(whole[0], out / table / "part-0123456789abcdef.parquet")
    (out / ".batch" / "scratch" / "0123456789abcdef.documents").write_bytes(b"half")
    whole[1].unlink()  # and somebody took a part away
    done = batch(made[0], out)
    assert "待评分 0 个" not in done.stderr
    assert same_tables(out, undisturbed)


def test_interrupted_and_continued(made: Made, undisturbed: Path, tmp_path: Path) -> None:
    for attempt in range(5):
        out = tmp_path / f"out{attempt}"
        process = start(made[0], out, start_new_session=True)
        until(lambda: len(parts(out)) > 0, process)  # noqa: B023
        os.killpg(process.pid, signal.SIGINT)  # as the terminal does
        _, said = process.communicate()
        if not (out / "summary.json").exists():  # on a busy machine it may be over before the signal comes
            break
    assert process.returncode == 130
    assert "用同一命令继续" in said
    assert "Traceback" not in said
    assert not (out / "summary.json").exists()
    assert 0 < len(documents(out)) < len(documents(undisturbed))
    batch(made[0], out)
    assert same_tables(out, undisturbed)


def test_changed_removed_and_new_files(archive_folder: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    batch(archive_folder, out)  # takes the copy's times
    htmls = sorted(archive_folder.rglob("*.html"))
    changed, removed = htmls[0], htmls[1]
    before = changed.stat()
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("产出指标", "效益指标", 1), encoding="utf-8")
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert changed.stat().st_size == before.st_size
    removed.unlink()
    shutil.copy(changed, archive_folder / "新增.html")
    done = batch(archive_folder, out)
    assert "有改动 1 个" in done.stderr
    assert "已删除 1 个" in done.stderr
    assert "待评分 2 个" in done.stderr
    batch(archive_folder, tmp_path / "fresh")
    assert same_tables(out, tmp_path / "fresh")
    assert not same_tables(out, undisturbed)


def test_a_copied_archive_is_not_scored_again(
    archive_folder: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    for path in archive_folder.rglob("*.txt"):
        os.utime(path)
    names = parts(out)
    assert "待评分 0 个" in batch(archive_folder, out).stderr
    assert parts(out) == names


def test_an_upgraded_model_is_noticed(archive_folder: Path, tmp_path: Path) -> None:
    from zhibiao.models.load import ARTEFACTS

    for path in [*archive_folder.rglob("*.*")]:
        if path.suffix != ".html":
            path.unlink(missing_ok=True)
    model = Path(shutil.copytree(ARTEFACTS / "fast", tmp_path / "model"))
    out, command = tmp_path / "out", (archive_folder, tmp_path / "out", "--model", model)
    assert batch(*command).returncode == 0
    first = rows(out, "indicators")
    assert "重新评分" not in batch(*command).stderr
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    config["thresholds"]["vague"] = 1.0
    (model / "config.json").write_text(json.dumps(config), encoding="utf-8")
    done = batch(*command)
    assert "模型与上次不同：全部文件重新评分" in done.stderr
    assert len(rows(out, "indicators")) == len(first)
    assert rows(out, "indicators") != first
    done = batch(*command, "--standard", "2021", "--profile", "selfcheck")
    assert "分类标准、审核阶段与上次不同" in done.stderr


def test_members_of_a_zip_are_documents(made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    source = sorted(made[0].rglob("*.html"))[0]
    with zipfile.ZipFile(folder / "汇总.zip", "w") as file:
        file.write(source, "甲/表.html")
        file.writestr("坏.docx", b"\x00\x01" * 200)
    done = batch(folder, tmp_path / "out")
    found = documents(tmp_path / "out")
    assert done.returncode == 2
    assert {s: r["status"] for s, r in found.items()} == {
        "汇总.zip!甲/表.html": "ok",
        "汇总.zip!坏.docx": "failed",
    }
    assert {r["file"] for r in found.values()} == {"汇总.zip"}
    (folder / "汇总.zip").write_bytes(b"")
    batch(folder, tmp_path / "out")
    assert list(documents(tmp_path / "out")) == ["汇总.zip"]
    assert rows(tmp_path / "out", "indicators") == []


def test_a_full_disk_is_said_and_spoils_nothing(made: Made, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (24_000, 24_000))

    done = batch(made[0], out, preexec_fn=small)
    assert done.returncode == 2
    assert "磁盘已满" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (out / "summary.json").exists()
    batch(made[0], out)
    assert same_tables(out, undisturbed)


def test_a_worker_killed_from_outside_costs_no_file(made: Made, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(made[0], out, "--workers", 2)
    until(lambda: len(parts(out)) > 0, process)
    # Once only: on a busy machine a second kill can meet the same shard, which is then given up, as it should be.
    for child in psutil.Process(process.pid).children(recursive=True):
        if not child.children() and "forkserver" in " ".join(child.cmdline()):
            child.kill()
            break
    process.communicate()
    assert same_tables(out, undisturbed)


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda p: (p / "没有", p / "out"), "找不到"),
        (lambda p: (p / "file", p / "out"), "不是文件夹"),
        (lambda p: (p / "empty", p / "out"), "没有文件"),
        (lambda p: (p / "full", p / "full"), "同一个文件夹"),
        (lambda p: (p / "full", p / "full" / "deep" / "out"), "在输入文件夹里面"),
        (lambda p: (p / "full", p / "file"), "不是文件夹"),
        (lambda p: (p / "full", p / "file" / "out"), "无法读写"),
        (lambda p: (p / "full", p / "foreign"), "已有别的数据"),
        (lambda p: (p / "full", p / "out", "--model", p / "none"), "找不到模型"),
        (lambda p: (p / "full", p / "out", "--config", p / "none.toml"), "无法读取设置文件"),
    ],
)
def test_what_can_not_be_done_is_one_sentence(build, said: str, tmp_path: Path) -> None:
    for name in ("empty", "full", "foreign/documents"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "empty" / ".hidden").touch()
    (tmp_path / "full" / "a.txt").write_text("无", encoding="utf-8")
    (tmp_path / "file").touch()
    (tmp_path / "foreign" / "documents" / "mine.parquet").touch()
    before = sorted(tmp_path.rglob("*"))
    done = batch(*build(tmp_path))
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert sorted(p for p in tmp_path.rglob("*") if "out" not in p.parts) == before


def test_a_second_run_into_the_same_folder_waits_its_turn(made: Made, tmp_path: Path) -> None:
    from zhibiao.scoring.batch.state import State

    with State(tmp_path / "out"):
        done = batch(made[0], tmp_path / "out")
    assert done.returncode == 2
    assert "另一个 zhibiao batch" in done.stderr
