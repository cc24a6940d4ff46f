"""Reasons that a form gives below its table for all rows at once: each row gets what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from ..document import Passage
from ..normalize import fold
from ..record import Indicator
from ..vocabulary import label

_CLAUSE = re.compile(r"[；;。\n]|(?:^|(?<=[；;。\s]))[（(]?\d{1,2}[)）、.．](?!\d)")
_MEASURES = re.compile(r"改进|整改|措施|下一步")
_FIGURE = re.compile(r"\d\D")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）])?\s*([^:：。]{4,24}?)\s*(?:[:：]\s*(.*))?",
    re.DOTALL,
)
_OTHER = re.compile(
    r"(?:备?注|说明|附件|附表|填[报表]|联系|审核|评价|制表|主管部门|主办|版权|上一[篇页]|打印|关闭|扫一扫)|[一二三四五六七八九十]{1,3}、"
)
_DONE = re.compile(r"改进|整改|措施|下一步|今后|将|已")
_PARTS = re.compile("[，：:]")
_LESS = re.compile(
    r"少[\u4e00-\u9fff]{0,4}\d|未能?(?:举办|开展|实施|到位|建成)|[较比](?:年初)?(?:目标|计划|预期)[值数]?(?:少|低|晚|差|延)|未(?:能)?(?:达到|完成)(?:年度|年初|预期|全年)*(?:目标|计划|任务)|低于(?:年初|年度|预期)*(?:目标|计划)"
)
_WHY = re.compile(r"主要[是因]|[原起]因|因为|由于|受[^，。]{2,14}影响|(?:^|，)因(?!此|而)")
_SHARED = 4  # characters that a name and a clause share


@dataclass
class Feet:
    """Reads the paragraphs below a table; `heading`: that of the reasons it is in."""

    heading: str = ""

    def read(self, text: str) -> tuple[str, str] | None:
        """The heading of reasons and what a paragraph says under it, '' for the heading alone; None for other texts.

        >>> feet = Feet()
        >>> [feet.read(text) for text in ("偏差原因分析：", "闸门少修3座，因汛期停工。", "注：分值合计100分")]
        [('偏差原因分析', ''), ('偏差原因分析', '闸门少修3座，因汛期停工。'), None]
        """
        found = _HEADING.fullmatch(text)
        if found and label(found[1]) == "reason":
            self.heading = found[1]
            return self.heading, found[2] or ""
        if not self.heading or _OTHER.match(text) or (found and label(found[1])):
            self.heading = ""
            return None
        return self.heading, text


def in_report(passages: Iterable[Passage]) -> Iterator[Passage]:
    """What the text of a report says of targets that were not reached and why, as `reason` passages of its form.

    >>> text = "津贴按季发放，年末在册6184人，较目标少16人，主要是自然减员。下一步加强比对。"
    >>> [p.text for p in in_report([Passage("paragraph", text, project_id="1")])]
    ['年末在册6184人，较目标少16人，主要是自然减员；下一步加强比对']
    """
    for passage in passages:
        if passage.kind != "paragraph" or not passage.project_id:
            continue
        clauses = [clause.strip() for clause in _CLAUSE.split(passage.text) if clause]
        for clause, after in pairwise([*clauses, ""]):
            parts = _PARTS.split(clause)
            less = next((k for k, part in enumerate(parts) if _LESS.search(part)), -1)
            said = "，".join(parts[max(less - 1, 0) :]) if less >= 0 else ""
            if _WHY.search(said):
                mended = f"；{after}" if _DONE.search(after) else ""
                yield replace(passage, kind="reason", text=f"{said}{mended}")


def with_reasons(records: Sequence[Indicator], told: Iterable[Passage]) -> list[Indicator]:
    """The records with the reasons of the `reason` passages of their forms, whose `project_id` is that of the records:
    a row that reports a completion and has no reason gets the clauses that name it, and what is done about them.

    >>> row = Indicator("闸门检修数量", "12座", actual="9座", project_id="1")
    >>> foot = Passage("reason", "闸门检修因汛期停工，少做3座；其余正常。", project_id="1")
    >>> with_reasons([row], [foot])[0].reason
    '闸门检修因汛期停工，少做3座'
    """
    why: dict[str, list[str]] = {}
    mended: dict[str, list[str]] = {}
    for passage in told:
        label, _, text = passage.text.rpartition("\t")
        one = mended if _MEASURES.search(label) and "原因" not in label else why
        one.setdefault(passage.project_id, []).append(text)
    found = [r.reason for r in records]
    for project_id, texts in why.items():
        rows = [i for i, r in enumerate(records) if r.project_id == project_id and r.actual]
        own: dict[int, list[str]] = {}
        for text in texts:
            before: list[int] = []
            for clause in (c.strip() for c in _CLAUSE.split(text) if c and c.strip()):
                named = _named(records, rows, fold(clause).replace(" ", ""))
                # What is done about it follows what it is.
                before = named or (before if _DONE.search(clause) else [])
                for i in before:
                    own.setdefault(i, []).append(clause)
        for i, said in own.items():
            found[i] = found[i] or "；".join((*said, *mended.get(project_id, [])))
    return [replace(r, reason=why) if why != r.reason else r for r, why in zip(records, found, strict=True)]


def _named(records: Sequence[Indicator], rows: Sequence[int], said: str) -> list[int]:
    """The rows that a clause speaks of: those with the longest part of their name in it, and what they report in
    figures."""
    shared = {i: _shared(fold(records[i].name).replace(" ", ""), said) for i in rows}
    most = max((_SHARED, *shared.values()))
    figures = {i: fold(records[i].actual).replace(" ", "") for i in rows}
    return [i for i in rows if shared[i] == most or (_FIGURE.search(figures[i]) and figures[i] in said)]


def _shared(name: str, said: str) -> int:
    """How many characters of a name stand in a text one behind the other."""
    return SequenceMatcher(None, name, said, autojunk=False).find_longest_match().size
