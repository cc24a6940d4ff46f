"""Text without anything between its cells → the places where one may end and the next begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...targets import parse_targets
from ...vocabulary import classes
from .cells import Atom, Gap, class_names

_LONGEST_CELL = 200
_SIGNED = re.compile(r"(?<=[一-鿿）)])(?=[≥≤＞＜≧≦<>])")
_BARE_CLASS = re.compile(
    r"(?:数量|质量|时效|进度|成本|(?:经济|社会|生态|环境)效益|可持续影响|(?:社会公众|服务对象|受益对象|群众|公众)?满意度)(?!指标)"
)
_GRADE = re.compile(
    r"(?:较为?)?(?:显著|明显|良好|及时(?![^。，,\d]{0,4}[率性]))(?![提改增下降上减好])|全覆盖|长期有效|长期"
)
_DIGITS = re.compile(r"(?<=[一-鿿%）)])\d+(?![\d.])")
_SENTENCE, _NEAR, _DATED = re.compile("[，,；;。]"), 12, ("年", "月", "日")
_WEIGHTS = frozenset(map(str, (*range(1, 16), 18, 20, 22, 25, 30, 35, 40, 45, 50)))
_HALF = re.compile(r"(?<=[\u4e00-\u9fff])(?:2|7|12|17|22)\.5(?=[\d≥≤])")  # 12.5100%: a weight, and a target
_WORTH = re.compile(r"\d{2,4}(?:\.\d{1,2})?(?![\d.%])")
_FOOT = re.compile(r"(?<!…)…*+(?:总分|合计)(?=\d)|(?:注|说明)[:：]|(?:主管|财政)部门审核意见")
_MEANING = re.compile(r"(?:用[以于])?(?:反映|考核|衡量|体现)(?=[^，。；]{4})")
FORM_WORDS = re.compile(
    r"(?:[省市区县]级)?(?:部门)?(?:预算)?项目(?:支出)?绩效(?:目标|自评)(?:申报|公开)?表|项目名称|主管部门|实施单位|填报单位|填报人|项目单位"
)
_OPENED = re.compile(r"[（(][^（()）]*$")
_HOW = (
    "不断|逐步|逐渐|持续|明显|显著|有效|进一步|大幅|稳步|基本|全面|充分|长期|较为|较|有所|得到|切实|稳定|及时|逐年|较上年|比上年|同比|不低于|"
    "不高于|不超过|不少于|按[季月年]|每[季月年周日]"
)
_WHAT = (
    "提升|提高|改善|增强|增加|促进|加强|优化|完善|保障|降低|减少|减轻|下降|好转|推动|推进|发挥|保持|健全|缓解|实现|"
    "满足|规范|控制|遏制|巩固|扩大|增长|落实|完成|向好|提质"
)
STATE_END = re.compile(rf"(?:{_HOW}){{1,8}}(?:{_WHAT}){{1,4}}了?|(?:{_HOW})[一-鿿]{{0,4}}$|(?:{_WHAT})$")
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,4})\1$")  # 明显改善 | 改善: target and completion
# Behind the last noun of a measure a short value may begin.
_NOUN_END = re.compile(
    r"(?:率|数|量|度|性|水平|能力|情况|条件|机制|氛围|环境|质量|效果|影响|格局|时间|时限|周期|件次|进度|供应)(?=[一-鿿]{1,8}$)"
)


def glued(
    atoms: Iterable[Atom], bare: bool = False, weighted: bool = False, described: bool = False
) -> Iterator[Atom]:
    """The atoms cut where a class name, a sign or a figure begins or ends inside of them.

    `bare`: class names are written without 指标. `weighted`: a weight stands before each target. `described`: behind
    each name stands what it means.
    """
    cut = bare_cuts if bare else cuts
    for atom in atoms:
        more = _weights(atom.text) if weighted else set()
        more |= {m.start() for m in _MEANING.finditer(atom.text)} if described else set()
        marks = sorted({0, *cut(atom.text), *more, len(atom.text)})
        gap, shared = atom.gap, atom.shared or len(marks) > 2
        for k, (start, end) in enumerate(pairwise(marks)):
            yield atom._replace(text=atom.text[start:end], order=atom.order + k, gap=gap, shared=shared)
            gap = Gap.NONE


def cuts(text: str) -> set[int]:
    """Positions inside `text` where a cell may end and the next begin."""
    if len(text) < 4 or classes(text):
        return set()
    found: set[int] = set()
    last = 0
    for start, end in class_names(text):
        found |= {start, end} | _figures(text, last, start)
        last = end
    return found | _figures(text, last, len(text))


def bare_cuts(text: str) -> set[int]:
    """`cuts`, and those behind class names without 指标: 质量合格率 is cut where others are 产出指标."""
    found = cuts(text)
    return found | {m.end() for at in (0, *found) if (m := _BARE_CLASS.match(text, at))} - {len(text)}


def _figures(text: str, start: int, end: int) -> set[int]:
    if end - start > _LONGEST_CELL or end - start < 2:
        return set()
    piece = text[start:end]
    found = {start + m.start() for m in _SIGNED.finditer(piece)}
    targets = [t for t in parse_targets(piece) if t.kind != "text" and not _OPENED.search(piece[: t.start])]
    found |= {start + at for t in targets for at in (t.start, t.end)}
    for one, two in pairwise(targets):
        worth = _WORTH.match(piece, two.end) if one.end == two.start else None
        if worth is not None and _is_worth(
            worth[0]
        ):  # 2台2台1515乡镇…: the next name begins behind the points
            found -= {start + t.end for t in targets if t.start == two.end}
            found |= {start + at for at in worth.span()}
    states = list(STATE_END.finditer(piece))
    found |= {start + m.start() for m in states} | {start + m.end() for m in states}
    found |= {start + s.end() - len(m[1]) for s in states if (m := _TWICE.search(s[0]))}
    found |= {start + m.end() for m in _NOUN_END.finditer(piece)}
    found |= {start + at for m in _GRADE.finditer(piece) for at in m.span()}
    found |= {start + m.start() for words in (FORM_WORDS, _FOOT) for m in words.finditer(piece)}
    return found - {0}


def _is_worth(run: str) -> bool:
    """Whether digits are a weight and the points that were given of it: 1515, 2018, 109.5."""
    pairs = ((run[:k], run[k:]) for k in (2, 1))
    return any(w in _WEIGHTS and p and p[0] not in ".0" and float(p) <= float(w) for w, p in pairs)


def _weights(text: str) -> set[int]:
    """Positions where a weight may begin and end: 20100% behind a name is 20 and 100%, 10 before another word is one."""
    found = {at for half in _HALF.finditer(text) for at in half.span()}
    for run in _DIGITS.finditer(text):
        start, end = run.span()
        if _SENTENCE.search(text, max(0, start - _NEAR), start) or text[end : end + 1] in _DATED:
            continue  # a reason
        found |= {start, end}
        if text[start - 1] not in "%％":  # behind a name
            found |= {start + k for k in (2, 1) if run[0][:k] in _WEIGHTS and run[0][k : k + 1] > "0"}
    return found
