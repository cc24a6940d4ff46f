"""Reference indicators: well-formed ones of one class with the same measure about the same kind of object.

What office language, people and words of every sector (提高, 管理, 安全, 群众 …) leave of a name is its object. An
entry is shown where its object is much like that of the record and its measure has the same head and the same
kind of unit; else none is: a wrong example is worse than none. The library that ships is made by `app/library.py` from the corpus; `archive_library` reads the user's own.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ...nlp.record import Indicator
from ..context import plain
from ..lexicons import default_lexicons
from ..repetition.errors import RepetitionError
from .measures import kind_of, without_measure
from .objects import content, terms
from .units import unit_of

if TYPE_CHECKING:
    import pyarrow as pa

LIBRARY_FILE = Path(__file__).parents[1] / "library" / "references.csv"
LOWEST = 0.7  # likeness of objects below which a reference is left out
LOWEST_ALONE = 0.8  # the same where only the object speaks for it
LONGEST_NAME, LONGEST_VALUE = 24, 20  # characters of an entry of a user's archive
MOST_OF_ARCHIVE = 5_000  # entries of a class kept of a user's archive
# People are no object of their own: those of any sector are called so.
_PEOPLE = frozenset(["干部", "群众", "居民", "市民", "公众", "对象", "职工", "企业", "人员"])


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
        """Up to `limit` entries of class `leaf` with the measure of the record's name about the same kind of
        object; where the name has no measure, about the same object alone."""
        without = plain(record.name)
        found = self._index.near(record.name, record.owner, leaf)
        return [e.as_record() for e in found if plain(e.name) != without][:limit]


class _Index:
    """The entries by the bigrams of their objects."""

    def __init__(self, rows: Sequence[tuple[str, Entry]]) -> None:
        self._rows = rows
        self._objects = [kind_of_object(entry.name) for _, entry in rows]
        self._found: defaultdict[str, list[int]] = defaultdict(list)
        for i, said in enumerate(self._objects):
            for term in _bigrams(said):
                self._found[term].append(i)

    def near(self, name: str, owner: str, leaf: str) -> list[Entry]:
        """The entries of a class that fit the name, the likest in front and of these those like the owner; none
        twice in one set of bigrams."""
        thing, measure, around = kind_of_object(name), measure_of(name), terms(owner)
        likes: dict[int, tuple[float, int]] = {}
        for i in {i for term in _bigrams(thing) for i in self._found.get(term, ())}:
            other = self._objects[i]
            if self._rows[i][0] != leaf or (alike := likeness(thing, other)) < (
                LOWEST if measure[0] else LOWEST_ALONE
            ):
                continue
            if measure[0] and not _same_measure(measure, self._rows[i][1]):
                continue
            likes[i] = alike, len(around & _bigrams(other))
        chosen: dict[frozenset[str], Entry] = {}
        for i in sorted(likes, key=lambda i: (-likes[i][0], -likes[i][1], i)):
            chosen.setdefault(_bigrams(self._objects[i]), self._rows[i][1])
        return list(chosen.values())


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(text) if a != " " != b)


@lru_cache(maxsize=1)
def _general() -> re.Pattern[str]:
    words = sorted(default_lexicons().words("reference_generic") | _PEOPLE, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def kind_of_object(name: str) -> str:
    """What a name is about, without its measure, people and what all sectors have; parts are kept apart.

    >>> kind_of_object("沿渠群众节水知识知晓率"), kind_of_object("补贴发放时间")
    ('沿渠 节水', '')
    """
    return " ".join(_general().sub(" ", content(without_measure(name))).split())


def likeness(one: str, other: str) -> float:
    """The share of the shorter object that the longer one has at a stretch; 0 where neither begins with what
    the other has: 供水故障 is no 路灯故障."""
    shorter, longer = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    if len(shorter) < 2 or not (shorter[:2] in longer or longer[:2] in shorter):
        return 0.0
    match = SequenceMatcher(None, shorter, longer, autojunk=False).find_longest_match()
    return match.size / len(shorter) * (0.5 + 0.5 * len(shorter) / len(longer))


def measure_of(name: str) -> tuple[str, str]:
    """Kind and head of the measure that a name ends in: (share, 合格率), (count, 人次), (time, 日期)."""
    kind = kind_of(name)
    if kind == "share":
        return kind, next((head for head, p in _TESTS.items() if p.search(name)), name[-3:])
    if kind == "count":
        return kind, unit_of(name) or name[-2:]
    if kind == "time":
        return kind, "时长" if _SPAN.search(name) else name[-4:]
    return (kind, name[-2:] if kind == "money" else "") if kind else ("", "")


# 合格率 of whom or what: an examination, an acceptance and an inspection are three measures.
_TESTS = {
    "考核合格率": re.compile("(?:考核|考试|培训|结业|参训|学员|测试).*合格率$"),
    "验收合格率": re.compile("(?:验收|工程).*合格率$"),
    "抽查合格率": re.compile("合格率$"),
}
_SPAN = re.compile(r"时限$|用时$|时长$|(?:响应|到场|等候|办理|办结|处理|处置|修复)(?:时间|期限)$")
_DATED = re.compile(r"月|[年季]度?[底末初]|年内")
_LASTING = re.compile(r"小时|分钟|工作日|天|日内")
_LEVEL = re.compile(r"[≥≤＞＜=]?[\d.]+(?:%|‰)(?:以上|以下|及以上)?")


def _same_measure(measure: tuple[str, str], entry: Entry) -> bool:
    """Whether an entry has that measure, and a target of the kind that it needs."""
    kind, head = measure
    if kind == "time":
        dated = head != "时长"
        alike = entry.name.endswith(head) if dated else kind_of(entry.name) == "time"
        return alike and bool((_DATED if dated else _LASTING).search(entry.value))
    if measure_of(entry.name) != measure:
        return False
    return (
        bool(_LEVEL.fullmatch(entry.value))
        if kind in ("share", "feeling")
        else bool(_FIGURE.search(entry.value))
    )


_FIGURE = re.compile(r"\d")


def read_library(path: Path = LIBRARY_FILE) -> Iterator[tuple[str, Entry]]:
    """(class, entry) for each row of a library file; a line that begins with # is a remark."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            yield row["leaf"], Entry(row["name"], row["value"], row["sector"])


LIBRARY = Library(read_library)


def archive_library(folder: Path) -> Library:
    """References out of what `zhibiao batch` wrote to `folder`, read when first asked for.

    Kept are indicators with a score of 90 or more that are neither vague nor boilerplate and have no finding
    of P0 to P2. Raises RepetitionError where the folder holds no indicators.
    """
    parts = sorted((folder / "indicators").glob("*.parquet"))
    if not parts:
        raise RepetitionError(f"{folder} 里没有 zhibiao batch 的结果：请给出批量评分的输出文件夹。")
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
