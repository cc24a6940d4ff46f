"""Reference indicators: well-formed ones of one class that speak of the same thing, found by shared bigrams.

A library is an inverted index over the character bigrams of what office language leaves of a name, weighted
by how rare they are (TF-IDF cosine). Office language itself (提高, 管理, 数量, 满意度 …) never makes a match,
and a record that shares no rare bigram with any entry gets no reference at all: a wrong example is worse
than none. The library that ships is made by `app/library.py` from the corpus; `archive_library` reads the user's own.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..nlp.record import Indicator
from .context import plain
from .lexicons import default_lexicons
from .objects import terms
from .repetition.errors import ArchiveError

if TYPE_CHECKING:
    import pyarrow as pa

LIBRARY_FILE = Path(__file__).with_name("library") / "references.csv"
OWNER_WEIGHT = 0.35  # of likeness to the project or activity beside likeness to the name
LOWEST = 0.3  # cosine below which a reference is left out
LOWEST_OF_ONE = 0.4  # the same where only one bigram is shared
COMMON = 0.015  # share of the entries above which a bigram is no content of its own
LONGEST_NAME, LONGEST_VALUE = 24, 20  # characters of an entry of a user's archive
MOST_OF_ARCHIVE = 5_000  # entries of a class kept of a user's archive
# 政府购买服务（…）: the budget line of a project, not what it does.
_ASIDE = re.compile(r"[（(][^）)]*[）)]?")
# People make no match, but where it is their satisfaction that is asked.
_PEOPLE = frozenset(["群众", "居民", "市民", "公众", "对象", "职工", "企业", "人员"])


class References(Protocol):
    """Finds well-formed indicators like one that is not."""

    def near(self, record: Indicator, leaf: str, limit: int) -> Sequence[Indicator]:
        """Up to `limit` well-formed indicators of class `leaf` for the sector and object of `record`."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A well-formed indicator: what is shown, and where it comes from (a sector, or a file)."""

    name: str
    value: str
    origin: str = ""

    def as_record(self) -> Indicator:
        """The entry as a record."""
        return Indicator(self.name, value=self.value, source=self.origin)


class Library:
    """References out of the entries of each class; `load` gives (class, entry) pairs, when first asked."""

    def __init__(self, load: Callable[[], Iterable[tuple[str, Entry]]]) -> None:
        self._load = load

    @cached_property
    def _index(self) -> _Index:
        return _Index(list(self._load()))

    def near(self, record: Indicator, leaf: str, limit: int) -> list[Indicator]:
        """Up to `limit` entries of class `leaf` for the object of the record, or where its name has none, for
        that of its project or activity."""
        found = self._index.near(terms(record.name), terms(_ASIDE.sub("", record.owner)), leaf)
        without = plain(record.name)
        fit = [e.as_record() for e in found if plain(e.name) != without]
        return fit[:limit]


class _Index:
    """The entries by their bigrams, which are weighed by how many entries of any class have them."""

    def __init__(self, rows: Sequence[tuple[str, Entry]]) -> None:
        self._rows = rows
        self._terms = [terms(entry.name) for _, entry in rows]
        self._found: defaultdict[str, list[int]] = defaultdict(list)
        for i, said in enumerate(self._terms):
            for term in said:
                self._found[term].append(i)
        self._generic = default_lexicons().words("reference_generic") | _PEOPLE
        self._unseen = math.log(1.0 + len(rows)) / 2.0  # often no word, but the seam of two
        self._common = max(3.0, COMMON * len(rows))
        self._weights = {t: math.log(1.0 + len(rows) / len(found)) for t, found in self._found.items()}

    def near(self, name: frozenset[str], owner: frozenset[str], leaf: str) -> list[Entry]:
        """The entries of a class that are like the name, those like the owner too in front; those like the
        owner alone where the name says nothing of its own. None twice in one set of bigrams."""
        own, around = self._cosines(name, leaf), self._cosines(owner, leaf)
        likes = own or {i: c for i, c in around.items() if len(owner & self._terms[i]) > 1}
        best = sorted(likes, key=lambda i: (-likes[i] - OWNER_WEIGHT * around.get(i, 0.0), i))
        chosen: dict[frozenset[str], Entry] = {}
        for i in best:
            chosen.setdefault(self._terms[i], self._rows[i][1])
        return list(chosen.values())

    def _cosines(self, wanted: frozenset[str], leaf: str) -> dict[int, float]:
        """The cosine of each entry of the class that is like enough to `wanted` and shares a content bigram."""
        sums: defaultdict[int, float] = defaultdict(float)
        shared: defaultdict[int, int] = defaultdict(int)
        anchored: set[int] = set()
        for term in wanted:
            found = [i for i in self._found.get(term, ()) if self._rows[i][0] == leaf]
            for i in found:
                sums[i] += self._weights[term] ** 2
                shared[i] += 1
            if self._is_content(term) or (leaf == "satisfaction" and term in _PEOPLE):
                anchored.update(found)
        norm = math.sqrt(sum(self._weights.get(t, self._unseen) ** 2 for t in wanted))
        cosines = {i: sums[i] / (norm * self._norm(i)) for i in anchored}
        return {i: c for i, c in cosines.items() if c >= (LOWEST if shared[i] > 1 else LOWEST_OF_ONE)}

    def _is_content(self, term: str) -> bool:
        return term not in self._generic and len(self._found.get(term, ())) <= self._common

    def _norm(self, i: int) -> float:
        return math.sqrt(sum(self._weights[t] ** 2 for t in self._terms[i]))


def read_library(path: Path = LIBRARY_FILE) -> Iterator[tuple[str, Entry]]:
    """(class, entry) for each row of a library file; a line that begins with # is a remark."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            yield row["leaf"], Entry(row["name"], row["value"], row["sector"])


LIBRARY = Library(read_library)


def archive_library(folder: Path) -> Library:
    """References out of what `zhibiao batch` wrote to `folder`, read when first asked for.

    Kept are indicators with a score of 90 or more that are neither vague nor boilerplate and have no finding
    of P0 to P2. Raises ArchiveError where the folder holds no indicators.
    """
    parts = sorted((folder / "indicators").glob("*.parquet"))
    if not parts:
        raise ArchiveError(f"{folder} 里没有 zhibiao batch 的结果：请给出批量评分的输出文件夹。")
    return Library(lambda: _read_parts(parts))


def _read_parts(parts: Sequence[Path]) -> Iterator[tuple[str, Entry]]:
    """The well-formed indicators of the parts, each wording once, of each class no more than is useful."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    seen: set[tuple[str, str]] = set()
    kept: defaultdict[str, int] = defaultdict(int)
    for part in parts:
        try:
            batches = pq.ParquetFile(part).iter_batches(columns=list(_COLUMNS))
            for row in (row for batch in batches for row in _well_formed(batch)):
                leaf, key = row["type"], (row["type"], row["name"])
                if key not in seen and kept[leaf] < MOST_OF_ARCHIVE:
                    seen.add(key)
                    kept[leaf] += 1
                    yield leaf, Entry(row["name"], row["value"], row["source"])
        except (OSError, KeyError, pa.ArrowException):  # a damaged part costs its references, not the scoring
            continue


_COLUMNS = ("source", "name", "value", "type", "score", "vague", "boilerplate", "findings")


def _well_formed(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    import pyarrow.compute as pc

    good = pc.and_not(pc.greater_equal(batch["score"], 90.0), pc.or_(batch["vague"], batch["boilerplate"]))
    for row in batch.filter(good).to_pylist():
        short_enough = len(row["name"]) <= LONGEST_NAME and 0 < len(row["value"]) <= LONGEST_VALUE
        if short_enough and not any(f["severity"] < "P3" for f in row["findings"]):
            yield row


class Several:
    """References out of several libraries, the first ones in front."""

    def __init__(self, *libraries: References) -> None:
        self._libraries = libraries

    def near(self, record: Indicator, leaf: str, limit: int) -> list[Indicator]:
        """Up to `limit` references, none with one name twice."""
        found: dict[str, Indicator] = {}
        for library in self._libraries:
            if len(found) < limit:
                for one in library.near(record, leaf, limit):
                    found.setdefault(one.name, one)
        return list(found.values())[:limit]
