"""Asking an index what an archive already has of a record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...nlp.record import Indicator
from .errors import RepetitionError
from .index import FOLDER, VERSION
from .minhash import band_keys, outlines
from .near import Bands, comparable, verified
from .stage import project_name
from .tables import Sorted
from .texts import clean, digest, record_text


@dataclass(frozen=True, slots=True)
class Seen:
    """Who else has a row: `projects` (of another name than the record's own) that have name and value word
    for word, in how many `units` and `years` (its own among them, where it is in the archive); `described`:
    projects that have the description word for word as well; `near`: those that have the row nearly (see
    `near`), added up over the near texts."""

    projects: int = 0
    units: int = 0
    years: int = 0
    near: int = 0
    described: int = 0


class RepetitionIndex:
    """The index of an archive. Its files are mapped, not loaded: opening it takes milliseconds."""

    def __init__(self, folder: Path) -> None:
        self._rows, self._full = Sorted(folder / "rows.arrow"), Sorted(folder / "full.arrow")
        self._bands = Bands(folder)

    @classmethod
    def open(cls, path: str | Path) -> RepetitionIndex:
        """The index in the output folder of `zhibiao batch`. Raises RepetitionError."""
        folder = Path(path) / FOLDER
        try:
            record = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            record = None
        if not isinstance(record, dict):
            raise RepetitionError(f"{path}：没有完整的档案索引，请先用 zhibiao batch 把评分做完。")
        if record.get("version") != VERSION:
            raise RepetitionError(f"{path}：档案索引的版本不符，请用 zhibiao batch 重新运行一次。")
        try:
            return cls(folder)
        except (OSError, ValueError) as error:
            raise RepetitionError(
                f"{path}：档案索引无法读取（{error}），请删去其中的 {FOLDER} 文件夹后重新运行 zhibiao batch。"
            ) from error

    def seen(self, record: Indicator) -> Seen:
        """Who else has this row."""
        return self.seen_all([record])[0]

    def seen_all(self, records: Sequence[Indicator]) -> list[Seen]:
        """Who else has each of these rows, in order; faster than one by one."""
        texts = [record_text(r) for r in records]
        long = [i for i, text in enumerate(texts) if comparable(text)]
        keys = dict(zip(long, band_keys([texts[i] for i in long]), strict=True)) if long else {}
        found = []
        for i, (record, text) in enumerate(zip(records, texts, strict=True)):
            own = digest(project_name(record.project, record.activity, record.source))
            row = self._lookup(self._rows, digest(text))
            full = self._described(record, text)
            near = sum(_others(r, own) for r in self._nearly(text, keys[i])) if i in keys else 0
            units, years = (row["units"], row["years"]) if row else (0, 0)
            found.append(Seen(_others(row, own), units, years, near, _others(full, own)))
        return found

    def near_texts(self, texts: Sequence[str]) -> list[list[str]]:
        """The archive's row texts that are nearly the same as each of these (see `near`, `texts.row_text`)."""
        found = []
        for text, keys in zip(texts, band_keys(texts), strict=True):
            rows = self._nearly(text, keys) if comparable(text) else []
            found.append([row["text"] for row in rows])
        return found

    def _lookup(self, table: Sorted, key: int) -> dict[str, Any] | None:
        position = table.find(key)
        return None if position is None else table.row(position)

    def _described(self, record: Indicator, text: str) -> dict[str, Any] | None:
        if not record.description:
            return None
        return self._lookup(self._full, digest(f"{text}\n{clean(record.description)}"))

    def _nearly(self, text: str, keys: Any) -> list[dict[str, Any]]:
        rows = [self._rows.row(position) for position in self._bands.candidates(keys, outlines([text]))]
        alike = verified([text] * len(rows), [row["text"] for row in rows])
        return [row for row, yes in zip(rows, alike, strict=True) if yes]


def _others(row: dict[str, Any] | None, own: int) -> int:
    """The projects of a row but the asker's. Of more than the index keeps names of, one does not matter."""
    return row["projects"] - (row["owners"].count(own) > 0) if row else 0
