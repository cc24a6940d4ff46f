"""Which rows of the corpus are for training, which for choosing and which for measuring: by sector and by name.

Authors wrote of the same field of work under several names, and stock rows stand in every sector. So sectors are taken
together with their neighbours, and a row of a measured sector whose name stands elsewhere too is one to train on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ...nlp.normalize import fold
from .corpus import Labelled

SPLITS = ("train", "validation", "test")
TEST = ("水利", "司法", "工信", "信息化", "体育")
# The neighbours of the test sectors, and sectors that no other is like.
VALIDATION = (
    *("司法信访", "科技工信", "信息化政务服务", "大数据", "文旅体育", "文体"),
    *("气象", "海关检验检疫"),
)


def split_of(rows: Sequence[Labelled]) -> list[str]:
    """The split of each row. The two rows of a contrast pair are in one."""
    measured = {sector: split for split, of in (("test", TEST), ("validation", VALIDATION)) for sector in of}
    found = [measured.get(row.sector, "train") for row in rows]
    while True:  # a row that joins training may bring its name there
        where: dict[str, set[str]] = defaultdict(set)
        for row, split in zip(rows, found, strict=True):
            where[fold(row.record.name)].add(split)
        shared = {name for name, splits in where.items() if len(splits) > 1}
        pairs = {row.pair for row in rows if row.pair and fold(row.record.name) in shared}
        moved = [
            "train" if fold(row.record.name) in shared or row.pair in pairs else split
            for row, split in zip(rows, found, strict=True)
        ]
        if moved == found:
            return found
        found = moved
