"""B06–B09, B15: goals and cells that repeat themselves, the project's name, a law or a preamble."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ...nlp.document import Passage
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..lexicons import Lexicons
from ..registry import Check, Example, Item
from .repeat_texts import Piece, around, bare, gathered, goals, placed, sentences

_MIN_SENTENCE = 10
_MIN_ITEM = 5
_LISTED = re.compile(r"(?:^|[\s。；;])[.．]?[(（]?[0-9一二三四五六七八九]{1,2}[、.．)）](?![0-9])")
_CELLS = frozenset(("content", "goal", "goal_long", "activity"))
_STOPS = re.compile("[。；;！!\\n]")
_DIGIT = re.compile(r"[0-9]")
_TITLE = re.compile(r"《[^《》]*》")
_LEAD = re.compile(
    r"^(?:为|用于|用以|用作|主要|保障|保证|确保|完成|做好|开展|落实|支付|发放|实施|安排|推进|继续|及时|按时|顺利|有效|全面)+"
)
_TAIL = re.compile(r"(?:项目|经费|资金|专项|工作|支出|的|等|年度|[0-9]{4}年)+$")
_NOISE = re.compile(r"[\s（()）\[\]【】“”\"'，,。.；;：:、·+＋-]|[0-9]{4}年度?")
_OBEY = re.compile(
    r"^(?:要|将|我[局委办]|继续|认真|严格|全面|深入|切实|积极|坚决|按照|根据|依据)*(?:贯彻|落实|执行|遵守|实施|学习|宣传)+"
)
_RESULT_WORDS = re.compile(r"[0-9]|%|实现|达到|提高到|降低|完成|建成|不少于|不低于|以上|确保.{4}|保障.{4}")


def _repeats(items: list[str], least: int) -> list[tuple[str, int]]:
    counts = Counter(s for s in items if len(s) >= least)
    return [(s, n) for s, n in counts.items() if n > 1]


def _pasted(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    """A sentence several times in one cell. Numbered goals are `_doubled`'s."""
    told: set[tuple[int, str, str]] = set()
    for piece in _cells(items, passages):
        text = piece.text
        found = _repeats(sentences(text), _MIN_SENTENCE)
        if not found or (key := (piece.index, piece.field, found[0][0])) in told:
            continue
        told.add(key)
        sentence, count = max(found, key=lambda pair: pair[1])
        at = max(0, text.find(sentence))
        more = f"，另有 {len(found) - 1} 句也重复" if len(found) > 1 else ""
        yield placed(
            check,
            items,
            piece,
            (at, at + len(sentence)),
            f"同一格里“{short(sentence)}”重复了 {count} 次{more}。",
            "请删去重复粘贴的文字。",
        )


def _cells(items: Sequence[Item], passages: Sequence[Passage]) -> Iterator[Piece]:
    """The goals, contents and long cells of records in which two sentences end the same."""
    cells = [p for p in passages if p.kind in _CELLS and p.kind != "goal" and _echoes(p.text)]
    for piece in goals(items, passages):
        if _echoes(piece.text) and not _numbered_goal(piece):
            yield piece
    yield from around(items, cells, _CELLS)
    for i, (record, _) in enumerate(items):
        for field, text in (("value", record.value), ("description", record.description)):
            if len(text) >= 2 * _MIN_SENTENCE and _echoes(text):
                yield Piece(i, field, text, "record", record.owner)


def _echoes(text: str) -> bool:
    """Whether two sentences of a text end the same, as copies do whatever list mark stands in front."""
    if len(text) < 2 * _MIN_SENTENCE:
        return False
    ends = [part[-_MIN_SENTENCE:] for part in _STOPS.split(text) if part]
    return len(set(ends)) < len(ends)


def _numbered_goal(piece: Piece) -> bool:
    return piece.kind == "goal" and len(_LISTED.findall(piece.text)) > 1


def _doubled(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    for piece in goals(items, passages):
        if not _numbered_goal(piece):
            continue
        parts = [bare(p) for p in sentences(piece.text)]
        for item, count in _repeats(parts, _MIN_ITEM)[:1]:
            yield placed(
                check,
                items,
                piece,
                (0, 0),
                f"绩效目标分条列出，其中“{short(item)}”出现了 {count} 次。",
                "请合并相同的条目，每条写一项不同的产出或效果。",
            )


@lru_cache(maxsize=4096)
def _core(text: str) -> str:
    """A goal or project name without list mark, lead verb, tail and punctuation."""
    clean = _NOISE.sub("", bare(text))
    lead = _LEAD.sub("", clean)
    return _TAIL.sub("", lead or clean) or clean


def _named(check: Check, items: Sequence[Item], passages: Sequence[Passage]) -> Iterator[tuple[int, Finding]]:
    from rapidfuzz import fuzz

    for piece in goals(items, passages):
        project = items[piece.index][0].project
        if not project or piece.owner != project or len(piece.text) > len(project) + 12:
            continue
        goal, name = _core(piece.text), _core(project)
        if len(goal) < 3 or _DIGIT.search(goal.replace(name, "")):
            continue
        # Every word of the goal is in the name, or nearly: 用于老人慰问 for 老人慰问经费.
        if goal not in name and fuzz.ratio(goal, name) < 85:
            continue
        yield placed(
            check,
            items,
            piece,
            (0, 0),
            f"绩效目标“{short(piece.text.strip())}”只重复了项目名称，没有说出要产出什么、达到什么效果。",
            "请写明为谁、做多少、做到什么程度，如“为__名__发放__，使__达到__%”。",
        )


def _lawful(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    for piece in goals(items, passages):
        if "《" not in piece.text:
            continue
        parts = sentences(piece.text)
        if not parts or not all(_only_obeys(p) for p in parts):
            continue
        yield placed(
            check,
            items,
            piece,
            (0, 0),
            f"绩效目标“{short(piece.text.strip(), 36)}”只说要落实文件，没有预期的产出和效果。",
            "请写明落实这一文件在本年度要完成的数量、达到的标准和受益对象的变化。",
        )


def _only_obeys(sentence: str) -> bool:
    rest = _TITLE.sub("", sentence)
    return rest != sentence and bool(_OBEY.match(rest)) and len(rest) <= 16 and not _RESULT_WORDS.search(rest)


@lru_cache(maxsize=16)
def _preamble(words: Lexicons) -> re.Pattern[str]:
    return words.pattern("political_preamble")


def _political(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    pattern = _preamble(items[0][1].words)
    document = gathered(items, passages)
    wanted = [p for p in document.written if p.kind == "paragraph" and pattern.search(p.text[:60])]
    for piece in (*document.told, *_paragraphs(items, wanted)):
        match = pattern.search(piece.text[:60])
        if match:
            yield placed(
                check,
                items,
                piece,
                (0, 0),
                f"目标以“{short(piece.text.strip(), 36)}”开头，这类总体要求不含可考核的内容。",
                "请把篇幅留给本部门、本项目的产出和效果。",
            )


def _paragraphs(items: Sequence[Item], passages: Sequence[Passage]) -> Iterator[Piece]:
    yield from list(around(items, passages))[:1]


def _goal(text: str, project: str = "灌区清淤经费", name: str = "清淤长度") -> Indicator:
    return Indicator(name, "12公里", "", "产出指标", "数量指标", project=project, goal=text)


_WHY = "绩效目标应包括预期产出和预期效果，做到指向明确、细化量化（财预〔2015〕88号）；"

CHECKS = (
    Check(
        code="B06",
        title="同一格里重复粘贴",
        english="Sentence pasted several times in a cell",
        severity="P2",
        opinion=11,
        why="审核表“完整性”要求内容明确清晰（财预〔2015〕88号）；重复的句子是复制粘贴留下的。",
        run_text=_pasted,
        scope="document",
        dimension="完整性",
        bad=(
            Example(_goal("保障春灌期间农户用水需求。保障春灌期间农户用水需求。")),
            Example(
                _goal("完成清淤"),
                passages=(
                    Passage(
                        "content",
                        "对北干渠进行机械清淤作业；渠堤杂草一并清除；对北干渠进行机械清淤作业。",
                        "灌区清淤经费",
                    ),
                ),
            ),
        ),
        good=(
            Example(_goal("保障春灌期间农户用水需求。保障秋灌期间农户用水需求。")),
            Example(_goal("完成清淤。完成清淤。")),
        ),
    ),
    Check(
        code="B07",
        title="目标条目重复",
        english="Goal items duplicated",
        severity="P2",
        opinion=11,
        why=_WHY + "分条列出的目标应各有内容。",
        run_text=_doubled,
        scope="document",
        dimension="完整性",
        bad=(
            Example(_goal("1.完成干渠清淤 2.完成干渠清淤 3.保障春灌")),
            Example(_goal("1、保障农户春灌用水；2、降低水费；3、保障农户春灌用水")),
        ),
        good=(
            Example(_goal("1.完成干渠清淤 2.完成支渠清淤")),
            Example(_goal("完成干渠清淤，清淤长度1.5公里")),
        ),
    ),
    Check(
        code="B08",
        title="目标就是项目名称",
        english="Goal repeats the project's name",
        severity="P1",
        opinion=2,
        why=_WHY + "只写项目名称等于没有目标。",
        run_text=_named,
        scope="document",
        bad=(Example(_goal("1.灌区清淤")), Example(_goal("用于农户水费补贴。", "农户水费补贴"))),
        good=(
            Example(_goal("灌区清淤12公里，春灌期不断水")),
            Example(_goal("改善灌区末端农户用水条件，减少渠道渗漏损失")),
        ),
    ),
    Check(
        code="B09",
        title="目标只是落实文件",
        english="Goal is only to comply with a document",
        severity="P1",
        opinion=2,
        why=_WHY + "落实法规和文件是依据，不是本年度的产出和效果。",
        run_text=_lawful,
        scope="document",
        bad=(
            Example(_goal("1.认真落实《农田水利条例》")),
            Example(_goal("贯彻执行《水法》；严格落实《河道管理条例》有关规定。")),
        ),
        good=(
            Example(_goal("落实《农田水利条例》，完成干支渠清淤12公里")),
            Example(_goal("根据《农田水利条例》保障灌区农户春灌期间不断水")),
        ),
    ),
    Check(
        code="B15",
        title="目标以政治性套话开头",
        english="Political preamble as goal",
        severity="P3",
        opinion=2,
        why=_WHY + "指导思想不能考核，占去了目标的篇幅。",
        run_text=_political,
        scope="document",
        bad=(
            Example(_goal("以习近平新时代中国特色社会主义思想为指导，做好灌区管护各项工作")),
            Example(
                _goal("完成清淤"),
                passages=(Passage("paragraph", "深入贯彻党的二十大精神，推动水利事业高质量发展。"),),
            ),
        ),
        good=(
            Example(_goal("完成干支渠清淤12公里，春灌期不断水")),
            Example(_goal("举办习近平新时代中国特色社会主义思想宣讲12场")),
        ),
    ),
)
