"""A user's own rows beside the corpus: what is learned from, what is held back to measure on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...nlp.normalize import fold
from .corpus import Labelled, load_corpus
from .labels import LabelError, is_labelled, read_rows
from .weak_labels import hints_of, read_archive

HELD_SHARE = 0.25
SEED = 7


@dataclass(frozen=True)
class UserData:
    """`learned` rows are added to the corpus (hints of an archive with a weight below 1); `held` ones are

    measured on. `digest` is the SHA-256 of the label files, recorded with the model."""

    learned: list[Labelled]
    held: list[Labelled]
    digest: str = ""


def gather(
    files: Sequence[Path], archive: Sequence[Path], gold: Sequence[Path], say: Callable[[str], None]
) -> UserData:
    """Read label files and archive documents, and split them by project.

    With `gold` files those are measured on, else a quarter of the labelled projects is. No learned row
    has the name and target of a row that is measured on. Raises `LabelError` for rows that can't be
    understood or split, `ReadError` for a file that can't be read.
    """
    labelled: list[Labelled] = []
    for path in files:
        rows = read_rows(path)
        some = [r for r in rows if is_labelled(r)]
        say(f"{path}：{len(rows)} 条指标，其中 {len(some)} 条有标注。")
        labelled += some
    measured = [r for path in gold for r in read_rows(path) if is_labelled(r)]
    if gold and not measured:
        raise LabelError("检验文件里没有带标注的指标：请检查 --gold 给出的文件。")
    if not gold and not labelled:
        raise LabelError("没有人工标注，无法检验得失：请用 --rows 给出标注，或用 --gold 给出检验文件。")
    learned, held = (labelled, measured) if gold else hold_back(labelled)
    if archive:
        learned = [*learned, *_hints(archive, learned, say)]
    if not learned:
        raise LabelError("没有可用于训练的标注：请在“类别”“模糊”“套话”列填写后再试。")
    seen = {text_key(r) for r in held}
    projects = {r.sector for r in held}
    kept = [r for r in learned if text_key(r) not in seen and r.sector not in projects]
    if len(kept) < len(learned):
        say(f"{len(learned) - len(kept)} 条与检验指标相同或同属一个项目，没有用于训练。")
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest() if files else ""
    return UserData(kept, held, digest)


def hold_back(rows: Sequence[Labelled], share: float = HELD_SHARE) -> tuple[list[Labelled], list[Labelled]]:
    """(learned, held back): whole projects, about `share` of the rows. Raises `LabelError` for one project."""
    from sklearn.model_selection import GroupShuffleSplit

    groups = [r.sector for r in rows]
    if len(set(groups)) < 2:
        raise LabelError(
            "标注少于两个项目，无法按项目留出检验指标：请补上“项目名称”一列，或用 --gold 给出检验文件。"
        )
    splitter = GroupShuffleSplit(1, test_size=share, random_state=SEED)
    train, test = next(splitter.split(groups, groups=groups))
    return [rows[i] for i in train], [rows[i] for i in test]


def text_key(row: Labelled) -> tuple[str, str]:
    """Name and target, folded, less spaces and punctuation: what makes two rows the same question."""
    record = row.record
    return _bare(record.name), _bare(record.target_text)


def _bare(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum() or c in "%‰≥≤<>")


def _hints(
    archive: Sequence[Path], learned: Sequence[Labelled], say: Callable[[str], None]
) -> list[Labelled]:
    records = read_archive(archive, say)
    hints = hints_of(records, [*load_corpus(), *learned])
    say(
        f"历史文件：{hints.read} 条指标，{hints.declared} 条不重复且只申报了一个类别；"
        f"置信学习认为 {len(hints.doubted)} 条填错，其余 {len(hints.kept)} 条用于训练。"
    )
    return hints.kept
