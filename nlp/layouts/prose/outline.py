"""Prose under class names: which class a clause stands under, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...normalize import squeeze
from ...vocabulary import class_of, classes, column, label
from .clauses import LIST, SIGNS, split_classed
from .reported import Told, told

_PIECE = re.compile(r"([^：:；;。，,]+)([：:；;。，,]|$)")
_HEADING = re.compile(r"(?:年度|项目)?绩效指标")
_TRAILING = re.compile(r"(?:完成)?情况(?:分析)?$|\d{1,2}$|(?:分别)?(?:为|包括|是)$|(?<![—\-])[—\-]+$")
_ENDS = re.compile(r"\s*(?:第[一二三四五六七八九十]+[部章节条]分?|[一二三四五六七八九十]{1,3}、|附[件表])")
_CHAPTER = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_COLONS = (":", "：")
# Both classes in one heading: 【产出指标-数量指标】. Under it an item may have its target in brackets: 指标1：清淤长度（12公里）.
BOTH = re.compile(r"[【\[〔]([^【】\[\]\-—–·/、>]{2,16})[-—–·/、>]{1,2}([^【】\[\]]{2,24})[】\]〕]")
_ITEM = re.compile(r"\s*指标\d{1,2}\s*[:：.、]\s*(\S.{1,58}?)\s*[（(]([^（()）]{1,40})[)）]\s*[。；;]?")
_LABELLED = re.compile(
    r"\s*(?:\d{1,2}\s*[.、．]\s*)?(?:三级)?指标名称\s*[:：]\s*(\S.{1,58}?)\s*[；;，,]\s*(?:年度|绩效)?(?:指标|目标)值\s*[:：]\s*([^；;，,。]{1,40})(?:[；;，,。].*)?"
)
# What a class is for, as regulations explain it, is no indicator.
_MEANS = re.compile(r"(?:主要|是|用于|用来|重点)*(?:反映|考核|考察|衡量|体现|指|包括|评价|说明|描述|围绕|从)")
# A state or a day behind a comma, where nothing else sets it off: 完成时限，2025年10月底前；.
_ANSWER = re.compile(
    r"(?:不断|逐步|持续|明显|显著|有效|进一步|大幅|稳步|有所|得到|较)*(?:提[高升]|改善|增[强加长]|优化|完善|降低|减少|下降|好转|健全|巩固|扩大|良好|稳定|长期)"
    r"|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底)?之?前?|20\d\d年(?:底|末)之?前?"
)
# What a report says of an indicator behind a comma: 确保工程质量，已完成；.
_REPORTED = re.compile(
    r"(?:均|基本|全部|部分|圆满|按[时期]|尚)*(?:已经?|未)?(?:完成|达成|达标|实现|达到预期)(?:目标)?(?:\d{1,3}%)?|完成率为?\d{1,3}(?:\.\d+)?%|随[^，；。]{2,12}(?:把控|推进|进行)|(?:正在|持续|有序)(?:推进|进行|实施)[^，；。]{0,4}"
)
# What begins so tells the completion of the clause before it, and 要求 no name of anything.
_REACHED = re.compile(
    r"(?:截[至止][^，；。]{0,8}|目前|最终|年末|全年)?实际(?:完成|发放|支出|使用|执行|投入|支付|拨付|决算|到位|结算|收到|开支|培训|组织|举办){0,2}(?:金额|资金|数量?|人数|次数|投资|经费)?|[经据]?(?:抽样|问卷){0,2}(?:回访|调查|测评)(?:结果)?|要求"
)
# A result in words, and no instruction: 减少重复投入, 家长满意.
_BARE = re.compile(r"(?![不无暂按])[^\d\s（(]{4,20}(?<!工作)(?<!要求)")
_UNDER = re.compile(r"^(?:产出|效益)(?=[数质时成经社生可])")
# A report of what was reached and how it was marked states no targets.
_RESULT = re.compile(r"实际完成|得分|[得扣]\d+(?:\.\d+)?分|自评|偏差率|扣分")
_SHORT = 40  # characters of an item without a mark
_SHORTEST = 4  # characters of a class name that may open a clause
_STATE = 8  # characters of a value that only states something
_MOST = 4000  # characters of a paragraph


class Clause(NamedTuple):
    """An indicator in prose: name, value, its classes, which of the paragraph's clauses it is, whether it is an
    item of a list that is a form for all that (指标1：清淤长度（12公里）), and what a report says of it (已完成), with its
    points and reason."""

    name: str
    value: str
    level1: str
    level2: str
    part: int
    item: bool = False
    actual: str = ""
    weight: float | None = None
    points: float | None = None
    reason: str = ""


@dataclass
class Outline:
    """Where in the outline of classes the text is; `heading`: the last paragraph was part of it."""

    level1: str = ""
    level2: str = ""
    opened: bool = False
    heading: bool = False
    reporting: bool = False  # in what a report says of completions: a bare figure is what was reached

    def read(self, text: str) -> Iterator[Clause]:
        """The indicators of the next paragraph."""
        self.reporting = _reports(text, self.reporting)
        before: Clause | None = None  # what the next clause may tell the completion of
        for clause in self._read(text):
            if _REACHED.fullmatch(clause.name):  # 项目投资56万元，实际决算金额54.6万元
                if before is not None and not before.actual:
                    before = before._replace(actual=clause.value)
                continue
            if before is not None:
                yield self._filed(before)
            before = clause
        if before is not None:
            yield self._filed(before)

    def _filed(self, clause: Clause) -> Clause:
        """The clause with its figure as the completion, where the text is a report of completions."""
        reached = (
            self.reporting and not clause.actual and not clause.item and not clause.value.startswith(SIGNS)
        )
        return clause._replace(value="", actual=clause.value) if reached else clause

    def _read(self, text: str) -> Iterator[Clause]:
        below, self.heading = self.heading, False
        if len(text) <= _MOST and (pairs := list(told(text))):
            yield from self._told(text, pairs)
            return
        if len(text) > _MOST or not (self.opened or "指标" in text or "满意度" in text or "效益" in text):
            return
        if self._opens_both(text):
            return
        item = (_ITEM.fullmatch(text) or _LABELLED.fullmatch(text)) if self.opened and self.level2 else None
        if item is not None:
            yield Clause(squeeze(item[1]), squeeze(item[2]), self.level1, self.level2, 1, True)
            return
        named = self._names_class(text)
        if not named and (_ENDS.match(text) or not (below or _is_item(text))):
            self._close()
            return
        found = list(self._clauses(text))
        if not found and not self.heading:
            self._close()
        yield from found

    def _close(self) -> None:
        """The outline is over."""
        self.level1 = self.level2 = ""
        self.opened = self.heading = False

    def _names_class(self, text: str) -> bool:
        match = _PIECE.search(LIST.sub("", text))
        return match is not None and (bool(_class(match[1])) or bool(_HEADING.fullmatch(match[1].strip())))

    def _clauses(self, text: str) -> Iterator[Clause]:
        if _RESULT.search(text):
            return
        name, before, part, skip = "", "", 0, False
        matches = list(_PIECE.finditer(LIST.sub("", text)))
        headed = bool(matches) and matches[0][2] in _COLONS and _class(matches[0][1].strip()) is not None
        for match, above, after in zip(matches, [None, *matches], [*matches[1:], None], strict=False):
            piece, mark = LIST.sub("", match[1]).strip(), match[2]
            first, last = match.start() == 0, match.end() == len(match.string)
            comma = mark in "，," and piece.endswith(("指标", "目标")) and not last
            if (mark in _COLONS or comma or (first and (last or mark == "。"))) and self._opens(piece):
                name = ""
                continue
            if mark in _COLONS:
                asked = before if column(piece) == "value" else piece
                name = asked if self.opened else ""
                continue
            if not self.opened:
                continue
            if _MEANS.match(piece):
                self.opened = False
                return
            stated = name and not self.reporting and len(piece) <= _STATE  # 户厕改造：完成
            if skip or (_REPORTED.fullmatch(piece) and not stated):
                skip = False
                continue
            classed = after and mark in "，," and (self.level1 or self.level2)
            answer = after[1].strip() if after and classed else ""
            plain = not name and len(piece) >= _SHORTEST and not split_classed(piece)
            if plain and _ANSWER.fullmatch(answer):
                part += 1
                yield Clause(squeeze(piece), squeeze(answer), self.level1, self.level2, part)
                skip = True
                continue
            if _REPORTED.fullmatch(answer):
                part += 1
                said, value = map(squeeze, split_classed(piece) or (piece, ""))
                yield Clause(said, value, self.level1, self.level2, part, actual=answer)
                continue
            for clause in _listed(f"{name}：{piece}" if name else piece):
                part += 1
                pair = split_named(clause) if name else split_classed(clause)
                alone = (
                    headed and not name and mark not in "，," and above is not None and above[2] not in "，,"
                )
                if pair is None and alone and _BARE.fullmatch(piece):
                    pair = piece, ""  # 2.经济效益指标：减少重复投入。
                if pair is not None:
                    yield Clause(squeeze(pair[0]), squeeze(pair[1]), self.level1, self.level2, part)
            name, before = "", piece

    def _told(self, text: str, pairs: Sequence[Told]) -> Iterator[Clause]:
        """Targets with what was reached, under the class that the paragraph begins with or stands under."""
        head = _PIECE.search(LIST.sub("", text))
        if head is not None and head[2] in "：:。":
            self._opens(_UNDER.sub("", head[1]))
        for part, one in enumerate(pairs, 1):
            yield Clause(one.name, one.value, self.level1, self.level2, part, False, *one[2:])

    def _opens_both(self, text: str) -> bool:
        """Take the classes from a heading that names those of both levels."""
        both = BOTH.fullmatch("".join(text.split())) if len(text) < _SHORT else None
        if both is None or not (class_of(both[1], 1) and class_of(both[2], 2)):
            return False
        self.level1, self.level2, self.opened, self.heading = both[1], both[2], True, True
        return True

    def _opens(self, piece: str) -> bool:
        """Take a class name, or the heading 绩效指标, from a piece that is nothing else."""
        if _HEADING.fullmatch(piece):
            self.level1, self.level2, self.opened, self.heading = "", "", True, True
            return True
        named = _class(piece)
        if not named:
            return False
        text, level = named
        if level == 1:
            self.level1, self.level2 = text, ""
        else:
            self.level2 = text
        self.opened = self.heading = True
        return True


def _reports(text: str, before: bool) -> bool:
    """Whether a paragraph stands where a report says what was completed: under such a heading, and before the next
    part."""
    if len(text) < _SHORT and "指标完成情况" in text:
        return True
    return before and not _CHAPTER.match(text)


def _is_item(text: str) -> bool:
    """True for a paragraph that may go on with a list: marked as an item, or short."""
    return len(text) <= _SHORT or LIST.match(text).end() > 0  # type: ignore[union-attr]


def _class(piece: str) -> tuple[str, int] | None:
    """The class name that a piece is, and its level; 成本指标 is of level 2, 满意度指标 of level 1."""
    text = _TRAILING.sub("", piece.strip())
    levels = classes(text) if len(text) >= _SHORTEST else frozenset()
    if not levels:
        return None
    if len(levels) == 1:
        return text, next(iter(levels))
    return text, 1 if class_of(text, 1) == "满意度" and text.startswith("满意") else 2


def _listed(clause: str) -> list[str]:
    """The parts of a clause between 、 when each of them states a target."""
    parts = clause.split("、")
    return parts if len(parts) > 1 and all(map(split_classed, parts)) else [clause]


def split_named(clause: str) -> tuple[str, str] | None:
    """Name and value around a colon, when the value is one."""
    name, _, value = clause.partition("：")
    if len(name) >= _SHORTEST and 0 < len(value.strip()) <= _STATE and not label(name):
        return name, value  # 法律援助律师库：不断充实
    pair = split_classed(f"{name}为{value}") or split_classed(name + value)
    return (name, value) if pair is not None and value.strip() else None
