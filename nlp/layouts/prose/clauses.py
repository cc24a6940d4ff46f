"""A clause of prose → the name of a measure and its target."""

from __future__ import annotations

import re

from ...targets import parse_targets

_MARK = r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．:：]|[①-⑳]|[一二三四五六七八九十]是|第[一二三四五六七八九十]+[，、,])"
# Counted, not possessive: before Python 3.11.5 a possessive group that can backtrack inside takes too much.
# What marks an item of a list: （1）, ①, 一是, 指标1：.
LIST = re.compile(rf"^\s*+(?:{_MARK}\s*+){{0,4}}(?:指标\d{{1,2}}[:：.、])?\s*+")
SIGNS = tuple("≥≤≧≦＞＜><")  # what begins so is wanted, and not reached

_NUMBER = r"(?:\d|[≥≤＞＜><=≧≦]|百分之|千分之|万分之|十万分之|[一二两三四五六七八九]成)"
# These verbs link a name to its value and are not part of either …
_LINK = re.compile(
    r"(?:达到|稳定在|保持在|维持在|控制在|提高到|提高至|提升到|提升至|增加到|增加至|降低到|降低至|下降到|下降至|降到|降至|"
    r"增长到|压缩到|为|是|(?<![下到])达)(?=约|近|" + _NUMBER + ")"
)
# … these say what the target is and stay with it: a state, a change against a base, a bound in words.
_STATE = re.compile(
    r"达到(?=[^\d]{0,12}(?:标准|要求|水平|目标|规范))"
    r"|(?:比|较)(?:上年|去年|上一年度?|同期|基期)\S{0,6}(?:提高|增长|增加|上升|下降|降低|减少)"
    r"|同比(?:提高|增长|增加|上升|下降|降低|减少)"
    r"|(?:不低于|不高于|不少于|不超过|不大于|不小于|高于|低于|大于|小于|超过|少于|未超过)(?=\S{0,8}\d)"
)
_BARE = re.compile(r"(?<=[率数度比额量标准例\)）])(?=" + _NUMBER + ")")

# Under a class name every clause is an indicator, and these state a target too.
_SIGNED = re.compile(r"(?=[≥≤＞＜≧≦<>＝=])")
_SOFT = re.compile(
    r"(?:不断|逐步|逐渐|持续|明显|显著|有效|进一步|大幅|稳步|基本|全面|充分|有所|得到|切实|稳定|长期|逐年|较为?|更加|保持|动态){0,8}"
    r"(?:提升|提高|改善|增强|增加|加强|优化|完善|降低|减少|减轻|下降|好转|健全|缓解|规范|巩固|扩大|增长|有序|平稳|良好|稳定|合格|达标|及时|到位|长期|显著|明显|全覆盖|清零|(?<=[长期续步])推进)$"
    r"|若干[\u4e00-\u9fff]{0,2}$"  # a count that counts nothing
)
_LOOSE = re.compile(r"(?<![:：（(，,\s为达到约共计于])[:：（(，,\s为达到约共计于]+$")
_JOINTS = frozenset(" \u3000\t:：≥≤＞＜≧≦<>＝=")
_TAIL = 4  # characters behind a figure that still belong to it


def split_clause(clause: str) -> tuple[str, str] | None:
    """Name and value of a clause, or None when it states no target.

    >>> split_clause("婴儿死亡率降低到6‰以下")
    ('婴儿死亡率', '6‰以下')
    >>> split_clause("营养知识知晓率比上年提高10%")
    ('营养知识知晓率', '比上年提高10%')
    >>> split_clause("扶助金发放标准达到国家标准")
    ('扶助金发放标准', '达到国家标准')
    """
    for pattern, keeps in ((_STATE, True), (_LINK, False), (_BARE, True)):
        match = pattern.search(clause)
        if match and match.start() >= 2:
            return clause[: match.start()].strip(), clause[match.start() if keeps else match.end() :].strip()
    return None


def split_classed(clause: str) -> tuple[str, str] | None:
    """The same for a clause under a class name, where a bare figure or a soft state will do.

    >>> split_classed("资助困难学生1966人")
    ('资助困难学生', '1966人')
    >>> split_classed("残疾人居家生活自理能力明显提高")
    ('残疾人居家生活自理能力', '明显提高')
    >>> split_classed("举办防汛宣传活动若干场")
    ('举办防汛宣传活动', '若干场')
    >>> split_classed("零就业家庭动态清零"), split_classed("就业形势长期保持稳定")
    (('零就业家庭', '动态清零'), ('就业形势', '长期保持稳定'))
    >>> split_classed("认真做好各项工作") is None
    True
    """
    for pair in (split_clause(clause), _signed(clause), split_figure(clause), _soft(clause)):
        if pair is not None and len(pair[0]) > 1 and pair[1]:
            return pair
    return None


def split_text(text: str) -> tuple[str, str]:
    """Name and value of an indicator written in one line; the value is '' where nothing sets it off.

    >>> split_text("管护员培训人次 ≥200人次"), split_text("管护员培训人次：200人次")
    (('管护员培训人次', '≥200人次'), ('管护员培训人次', '200人次'))
    >>> split_text("渠道清淤长度12公里"), split_text("建设3座桥")
    (('渠道清淤长度', '12公里'), ('建设3座桥', ''))
    """
    pair = split_classed(text)
    if pair and (pair == split_clause(text) or text[len(pair[0])] in _JOINTS):
        return pair
    return text, ""


def _signed(clause: str) -> tuple[str, str] | None:
    match = _SIGNED.search(clause)
    if match is None:
        return None
    value = clause[match.start() :].strip()
    return _LOOSE.sub("", clause[: match.start()]), value.rstrip("）)") if "（" not in value else value


def split_figure(clause: str) -> tuple[str, str] | None:
    """Name and figure of a clause that states a number with its unit, or does something by a date."""
    for target in parse_targets(clause):
        rest = clause[target.end :].strip()
        if target.kind == "date" and target.start == 0 and len(rest) > _TAIL:
            return rest, clause[: target.end]  # 2024年底前完成验收
        if target.kind in ("text", "state") or target.start < 2:
            continue
        tail = clause[target.end :].strip()
        if len(tail) <= _TAIL:
            return _LOOSE.sub("", clause[: target.start]), clause[target.start :].strip()
        return _LOOSE.sub("", clause[: target.start]) + tail, clause[target.start : target.end]
    return None


def _soft(clause: str) -> tuple[str, str] | None:
    match = _SOFT.search(clause)
    return None if match is None or match.start() < 3 else (clause[: match.start()], match.group())
