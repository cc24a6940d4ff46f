"""Archives: each member a document of its own; what can't be read is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.reading import parse_document, read_document, read_documents

from .made import build

LIST = "三级指标,指标值\n培训人数,≥20人\n".encode()
MEMBERS = {
    "一/表.docx": build.docx(build.FORM),
    "二/表.html": build.html(build.FORM),
    "清单.csv": LIST,
    "内.zip": build.packed({"表.pdf": build.pdf(build.FORM)}),
    "__MACOSX/._表.docx": b"debris",
    "~$表.docx": b"lock",
    "照片.jpg": b"\xff\xd8\xff" + b"\0" * 99,
}


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "报送.zip"
    path.write_bytes(build.packed(MEMBERS))
    return path


def test_members_in_order_with_their_names(packed: Path) -> None:
    documents = read_documents(packed)
    names = [d.source.removeprefix(f"{packed}!") for d in documents]
    assert names == ["一/表.docx", "二/表.html", "清单.csv", "内.zip!表.pdf", "照片.jpg"]
    assert [len(d.indicators) for d in documents] == [5, 5, 1, 5, 0]
    assert all(r.source == d.source for d in documents for r in d.indicators)


def test_as_one_document(packed: Path) -> None:
    document = read_document(packed)
    assert document.source == str(packed)
    assert len(document.indicators) == 16
    assert [p.partition("：")[0] for p in document.problems] == ["照片.jpg"]


def test_nothing_is_written(packed: Path) -> None:
    read_document(packed)
    assert list(packed.parent.iterdir()) == [packed]


def test_an_office_file_is_no_archive() -> None:
    assert parse_document(MEMBERS["一/表.docx"], "表.zip").indicators[0].source == "表.zip"


@pytest.mark.parametrize(("name", "message"), [("没有.docx", "找不到"), (".", "文件夹")])
def test_paths_that_are_no_files(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_document(tmp_path / name)
