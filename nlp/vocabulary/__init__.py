"""What the words of a form mean: headings, labels and class names, in one file that anyone can edit.

`words.txt` says how it is written. Everything that asks "is this a heading?" asks here.

>>> column("★指标值（包含数字及文字描述）"), column("一 级 指 标："), column("2024年预期指标值")
('value', 'level1', 'value')
>>> label("项目（政策）名称"), label("部门(单位)名称")
('project', 'department')
>>> sorted(classes("产出指标（50分）")), class_of("环境效益指标", 2)
([1], '生态效益')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from ..normalize import fold

_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]|【[^【】]{0,60}】|〔[^〔〕]{0,60}〕")
_MARKS = re.compile(r"[*★☆※●▲△◆#＊\s]+")
_ENDS = re.compile(r"^[:：.、,，;；]+|[:：.、,，;；]+$")
# What recognition or a keyboard makes of a character of these words.
_VARIANTS = str.maketrans("値標級數質産護對稱單位價實際", "值标级数质产护对称单位价实际")
_LEVEL_DASH = re.compile(r"^[-–—ー一](?=级)")
_LONGEST = 48
# What the report of a goal says when it says nothing else: 已圆满完成年度目标任务。
DONE = (
    r"(?:已|均|全部|圆满|顺利|按期|按时|按要求|按计划|如期|基本|较好地?|很好地?){0,4}+(?:完成|实现|达成|达到|达标)了?"
    r"(?:各项|全部|年初|年度|全年|预期|预定|既定|设定|绩效|总体){0,4}+(?:目标|任务|工作|指标){0,3}+[。.]?"
)
_PLACE = re.compile(
    r"(?!全|农村)[\u4e00-\u9fff]{1,14}(?:[镇乡村县市州旗盟]|[^地社全]区|街道|街道办事处|社区|农场|林场)"
)
_SECTION = re.compile(r"\[(列|标签|类别)\s+(?:([12])\s+)?(\S+)\]")


@lru_cache(maxsize=16384)
def column(text: str) -> str:
    """The role of the column that a header cell announces ('name', 'value', 'level1' …), or ''."""
    return _look_up("列", text)


@lru_cache(maxsize=16384)
def label(text: str) -> str:
    """What the label cell of a form asks for ('project', 'code', 'goal' …), 'ignored' or ''."""
    return _look_up("标签", text)


def only_done(text: str) -> bool:
    """Whether a folded report of a goal says that it was reached, and nothing else.

    >>> only_done("已圆满完成年度目标任务。"), only_done("完成清淤12公里")
    (True, False)
    """
    return re.fullmatch(DONE, text) is not None


def is_place(text: str) -> bool:
    """Whether a heading is the name of a place: what stands below it is of that place."""
    return _PLACE.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def classes(text: str) -> frozenset[int]:
    """The levels, of 1 and 2, that a cell is a class name of; empty when it is none.

    成本 is level 2 under the 2020 standard and level 1 under that of 2021; 满意度 names both levels.
    """
    return frozenset(level for level in (1, 2) if class_of(text, level))


@lru_cache(maxsize=8192)
def class_of(text: str, level: int) -> str:
    """The Chinese name of the standard's class that a cell of `level` names, or ''."""
    if not text or len(text) > _LONGEST:
        return ""
    bare = _POINTS.sub("", plain(text))
    return next(
        (name for at, name, pattern in _class_patterns() if at == level and pattern.fullmatch(bare)), ""
    )


def class_within(text: str, level: int) -> str:
    """The class that a cell of `level` names together with something else (数量（万人次）, 产出数量情况), or ''."""
    bare = _POINTS.sub("", plain(text)) if len(text) <= _LONGEST else ""
    if not bare or len(bare) > _WITHIN:
        return ""
    whole = class_of(text, level)
    return whole or next(
        (n for at, n, pattern in _class_patterns() if at == level and pattern.search(bare)), ""
    )


_WITHIN = 16
_POINTS = re.compile(r"(?:\d{1,3}|(?<=指标))分$")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text as `words.txt` writes it: no spaces, stars, brackets and colons, one spelling of a character.

    >>> plain("★ 三级指标（必填）："), plain("（二）"), plain("—级指标")
    ('三级指标', '(二)', '一级指标')
    """
    folded = _MARKS.sub("", fold(text)).lower().translate(_VARIANTS)
    bare = _ENDS.sub("", _BRACKETS.sub("", folded))
    if not bare:
        return _ENDS.sub("", folded)
    return _LEVEL_DASH.sub("一", bare)


def _look_up(kind: str, text: str) -> str:
    if not text or len(text) > 80:
        return ""
    bare = plain(text)
    if not bare or len(bare) > _LONGEST:
        return ""
    return next((role for role, pattern in _patterns(kind) if pattern.fullmatch(bare)), "")


@cache
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, pattern) for of, _, role, pattern in _sections() if of == kind)


@cache
def _class_patterns() -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    return tuple((int(level), role, pattern) for of, level, role, pattern in _sections() if of == "类别")


@cache
def _sections() -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    text = (files(__package__) / "words.txt").read_text(encoding="utf-8")
    return tuple(_parsed(text, "words.txt"))


def _parsed(text: str, name: str) -> Iterator[tuple[str, str, str, re.Pattern[str]]]:
    """Kind, level, role and pattern of each section. Raises ValueError that names the line."""
    head: tuple[str, str, str] | None = None
    words: dict[str, list[str]] = {}
    for number, raw in enumerate([*text.splitlines(), "[列 end]"], 1):
        line = raw.split("# ")[0].strip() if not raw.startswith("#年") else raw.strip()
        if not line or (line.startswith("#") and not line.startswith("#年")):
            continue
        section = _SECTION.fullmatch(line)
        if section:
            if head is not None:
                yield (*head, _compiled(words))
            head, words = (section[1], section[2] or "0", section[3]), {}
        elif head is None:
            raise ValueError(f"{name} 第 {number} 行：字样“{line}”前面没有 [列 …] 这样的节名。")
        elif line.startswith("@"):
            mark, *rest = line.split()
            if mark not in ("@前", "@后"):
                raise ValueError(f"{name} 第 {number} 行：“{mark}”看不懂，请用 @前 或 @后。")
            words[mark] = rest
        else:
            words.setdefault("", []).append(line.lower())


def _compiled(words: dict[str, list[str]]) -> re.Pattern[str]:
    before, after, core = (
        "|".join(sorted((_regex(w) for w in words.get(key, ())), key=len, reverse=True))
        for key in ("@前", "@后", "")
    )
    return re.compile(
        (f"(?:{before}){{0,4}}" if before else "") + f"(?:{core})" + (f"(?:{after})?" if after else "")
    )


def _regex(word: str) -> str:
    return re.escape(word).replace("…", ".{0,12}").replace(r"\#年", r"(?:19|20)\d\d年?度?")
