"""Lists and patterns of files: what a run takes, and what it says when it goes on with others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from zhibiao.app.cli import main
from zhibiao.scoring.batch.selection import Selection, listed

from .helpers import documents

TEXT = "项目名称\t修渠\t\t\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t渠道清淤长度\t≥12公里\n"
NAMES = ("东局/2023/甲.txt", "东局/2024/乙.txt", "西局/2024/丙.TXT", "西局/2024/草稿.md.txt")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(TEXT, encoding="utf-8")
    return tmp_path / "in"


def run(archive: Path, *options: object, stdin: str | None = None) -> tuple[int, str, set[str]]:
    """Exit code, what was said, and the documents that the output has afterwards."""
    out = archive.parent / "out"
    done = CliRunner().invoke(main, ["batch", str(archive), str(out), *map(str, options)], input=stdin)
    return done.exit_code, done.stderr, set(documents(out)) if out.exists() else set()


@pytest.mark.parametrize(
    ("include", "exclude", "taken"),
    [
        ((), (), NAMES),
        (("*.txt",), (), NAMES),
        (("*/2024/*",), (), NAMES[1:]),
        (("*/2024/*",), ("草稿*",), NAMES[1:3]),
        (("东局/*", "丙*"), (), NAMES[:3]),
        ((), ("西局/*",), NAMES[:2]),
        (("[甲乙].txt",), (), NAMES[:2]),
        (("东局/",), (), NAMES[:2]),
        (("./西局/*",), ("/西局/2024/草*",), NAMES[2:3]),
    ],
)
def test_patterns(
    archive: Path, include: tuple[str, ...], exclude: tuple[str, ...], taken: tuple[str, ...]
) -> None:
    found = {f.path.decode() for f in Selection(include, exclude).found(archive)}
    assert found == set(taken)


def test_another_choice_is_said_and_keeps_what_is_common(archive: Path) -> None:
    _, said, found = run(archive, "--include", "*/2024/*")
    assert found == set(NAMES[1:])
    assert "与上次不同" not in said
    _, said, found = run(archive, "--include", "*/2024/*", "--exclude", "草稿*")
    assert "上次 只要 */2024/*，这次 只要 */2024/*，不要 草稿*" in said
    assert "待评分 0 个" in said
    assert "已删除或没有选上 1 个" in said
    assert found == set(NAMES[1:3])
    _, said, _ = run(archive, "--include", "*/2024/*", "--exclude", "草稿*")
    assert "与上次不同" not in said
    _, said, found = run(archive)
    assert "这次 全部文件" in said
    assert "待评分 2 个" in said
    assert found == set(NAMES)
    assert json.loads((archive.parent / "out" / "summary.json").read_text("utf-8"))["selection"] == "全部文件"


def test_a_list_from_a_file_and_from_standard_input(archive: Path, tmp_path: Path) -> None:
    lines = f"{NAMES[0]}\r\n\n./{NAMES[0]}\n{(archive / NAMES[1]).resolve()}\n没有.txt\n西局\n"
    (tmp_path / "list.txt").write_text(lines, encoding="utf-8")
    code, said, found = run(archive, "--files-from", tmp_path / "list.txt")
    assert code == 2
    assert "没有.txt：找不到文件" in said
    assert "西局：这是一个文件夹" in said
    assert found == {*NAMES[:2], "没有.txt", "西局"}
    code, said, found = run(
        archive, "--files-from", "-", "--exclude", "*乙*", stdin=f"{NAMES[0]}\n{NAMES[1]}\n"
    )
    assert code == 0
    assert "清单里的 4 个文件" in said
    assert found == {NAMES[0]}


def test_a_list_may_go_through_a_link_to_the_archive(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(archive)
    lines = (str(tmp_path / "link" / NAMES[0]), str(archive / NAMES[1]), f"./{NAMES[2]}")
    found = tuple(name.encode() for name in NAMES[:3])
    assert listed("\n".join(lines).encode(), tmp_path / "link") == found


@pytest.mark.parametrize(
    "data",
    [
        "\r\n".join(NAMES).encode("utf-8-sig"),
        "\r\n".join(NAMES).encode("utf-16"),
        "".join(f"./{name}\0" for name in NAMES).encode(),
    ],
    ids=["utf-8", "PowerShell", "find -print0"],
)
def test_lists_as_other_programs_write_them(data: bytes, tmp_path: Path) -> None:
    assert listed(data, tmp_path) == tuple(name.encode() for name in NAMES)


@pytest.mark.parametrize(
    ("options", "stdin", "said"),
    [
        (("--include", "*.zzz"), None, "没有一个文件符合选择"),
        (("--files-from", "-"), "/etc/passwd\n", "清单第 1 行"),
        (("--files-from", "-"), "东局/2023/甲.txt\n../x\n", "清单第 2 行"),
        (("--files-from", "nowhere.txt"), None, "清单无法读取（不存在）"),
    ],
)
def test_a_choice_that_can_not_be_is_refused_and_changes_nothing(
    archive: Path, options: tuple[str, ...], stdin: str | None, said: str
) -> None:
    _, _, before = run(archive)
    code, told, after = run(archive, *options, stdin=stdin)
    assert code == 2
    assert said in told
    assert after == before == set(NAMES)
