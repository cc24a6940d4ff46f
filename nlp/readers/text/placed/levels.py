"""The classes left of a table's rows, which stand in the middle of theirs: the first row of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from ....vocabulary import class_of, classes
from ..torn import is_in_word
from .words import is_full

_NEAR = 2  # lines from one of a class to the next
_TALLEST = 60  # rows of a class, at most
_HALF, _LITTLE = 0.5, 0.1  # lines beside the middle that cost hardly anything
_ACROSS = 3.0  # the price of a class over the end of one of the first level
_OTHER = 0.3  # the price of a name that speaks for another class
# What a name ends in that is seldom filed elsewhere.
_ENDING = {
    "成本": re.compile("成本|单价|造价|补[助贴]标准|费用"),
    "满意度": re.compile("满意"),
    "时效": re.compile("(?:时间|时限|及时[率性]|周期)$"),
    "数量": re.compile("(?:人次|场次|数量|面积|里程|长度|[次人户座台处个件份套批栋辆株册]数)$"),
    "质量": re.compile("(?:合格|达标|准确|完好|差错|规范|通过|在线|优良|成功)率$"),
}
_ENDS = ("标", "指标")  # what a class lacks that goes on in a third line
# The class of the first level that each of the second belongs to; 成本 stands alone where the form has it so.
_GROUPS = {
    **dict.fromkeys(("数量", "质量", "时效", "成本"), "产出"),
    **dict.fromkeys(("经济效益", "社会效益", "生态效益", "可持续影响", "综合效益"), "效益"),
    "满意度": "满意度",
}

_SAID = (
    *(
        [
            "产出指标",
            "效益指标",
            "满意度指标",
            "成本指标",
            "项目完成指标",
            "项目效益指标",
            "数量指标",
            "质量指标",
            "时效指标",
        ]
    ),
    *(
        [
            "经济成本指标",
            "社会成本指标",
            "生态环境成本指标",
            "经济效益指标",
            "社会效益指标",
            "生态效益指标",
            "环境效益指标",
        ]
    ),
    *(["可持续影响指标", "服务对象满意度指标", "社会公众或服务对象满意度指标", "社会公众满意度指标"]),
)
_RESTS = frozenset(name[k:] for name in _SAID for k in range(1, len(name))) - {"度", "度指"}
_BEGUN = frozenset(name[:k] for name in _SAID for k in range(2, len(name)))

Classed = Sequence[tuple[Sequence[float], Sequence[str]]]  # for each cell its lines and what they say


def is_piece(text: str) -> bool:
    """Whether a text is the beginning of a class name, or what is left of one in the next line.

    >>> is_piece("社会效益指"), is_piece("意度指标"), is_piece("居民满意度")
    (True, True, False)
    """
    return text in _RESTS or text in _BEGUN


def cells_of(lines: Mapping[int, Sequence[str]], k: int, limit: int) -> list[tuple[list[int], list[str]]]:
    """The cells of a column of classes, which is `limit` wide: the lines of each, and what they say."""
    cells: list[tuple[list[int], list[str]]] = []
    order = {n: i for i, n in enumerate(lines)}
    for n, told in lines.items():
        text, before = told[k], cells[-1][1] if cells else []
        if not text:
            continue
        if "".join(before) == text:  # a cell over two pages says what it says on both
            cells[-1][0].append(n)
            continue
        near = order[n] - order[cells[-1][0][-1]] if before else _NEAR + 1
        if near <= _NEAR and _is_same(before, text, limit, near > 1):
            cells[-1][0].append(n)
            before.append(text)
        else:
            cells.append(([n], [text]))
    return _unrepeated(cells)


def _unrepeated(cells: list[tuple[list[int], list[str]]]) -> list[tuple[list[int], list[str]]]:
    """The cells, each that says what the one above says as a part of it: it is repeated on the next page."""
    kept = cells[:1]
    for numbers, texts in cells[1:]:
        if "".join(texts) == "".join(kept[-1][1]):
            kept[-1][0].extend(numbers)
        else:
            kept.append((numbers, texts))
    return kept


def _is_same(above: Sequence[str], below: str, limit: int, apart: bool) -> bool:
    """Whether a line goes on with the class above it; `apart`: a line of other cells stands between."""
    text = "".join(above)
    if classes(text + below) and not (classes(text) and classes(below)):
        return True
    if not classes(text) and any(classes(text + below + end) for end in _ENDS):
        return True
    if classes(text) or classes(below) or not is_full(above[-1], below, limit):
        return False
    return not apart or is_in_word(above[-1], below)


def centred(
    rows: Sequence[tuple[int, int]],
    columns: Mapping[int, Classed],
    roles: Sequence[str],
    names: Sequence[str] = (),
) -> dict[int, list[int]]:
    """The first row of each cell by column, where `rows` are the first and the last line of each row. A class of the
    second level tells which of the first its rows have; else each cell stands in the middle of all of its rows, and
    what the `names` of rows end in speaks for a class of the second level."""
    parted: frozenset[int] = frozenset()
    found: dict[int, list[int]] = {}
    for k, cells in columns.items():
        against = _against(cells, names) if names and roles[k] == "level2" else []
        found[k] = _in_the_middle(rows, [places for places, _ in cells], parted, against)
        parted |= frozenset(found[k]) if roles[k] == "level1" else frozenset()
    one, two = (next((k for k in columns if roles[k] == role), -1) for role in ("level1", "level2"))
    if min(one, two) < 0 or not columns[one] or not columns[two]:
        return found
    against = _against(columns[two], names) if names else []
    apart = _in_the_middle(rows, [places for places, _ in columns[two]], frozenset(), against)
    for at in (apart, found[two]):
        if told := _told(columns[one], columns[two], at):
            return {**found, two: at, one: told}
    return found


def _told(ones: Classed, twos: Classed, at: Sequence[int]) -> list[int]:
    """The first row of each class of the first level, as those of the second tell; none where they do not."""
    names = [class_of("".join(texts), 1) for _, texts in ones]
    groups = [_group("".join(texts), names) for _, texts in twos]
    first = [
        next((row for row, group in zip(at, groups, strict=True) if group == name), -1) for name in names
    ]
    whole = [*dict.fromkeys(groups)] == names
    return first if whole and first[0] == min(at) else []


def _group(text: str, names: Sequence[str]) -> str:
    name = class_of(text, 2)
    return name if name in names else _GROUPS.get(name, "")


def _against(cells: Classed, names: Sequence[str]) -> list[list[float]]:
    """For each class, up to each row, how many names speak for another one of them."""
    told = [class_of("".join(texts), 2) for _, texts in cells]
    said = [next((c for c, ends in _ENDING.items() if c in told and ends.search(name)), "") for name in names]
    return [[0.0, *accumulate(float(other not in ("", c)) for other in said)] for c in told]


def _in_the_middle(
    rows: Sequence[tuple[int, int]],
    cells: Sequence[Sequence[float]],
    parted: frozenset[int],
    against: Sequence[Sequence[float]] = (),
) -> list[int]:
    """The first row of each cell that stands in the middle of all of its rows; a cell of the first level ends where one
    of `parted` begins."""
    if len(cells) > len(rows):
        return [min(i, len(rows) - 1) for i in range(len(cells))]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for i, lines in enumerate(cells):
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        middle = (lines[0] + lines[-1]) / 2
        left = len(cells) - i - 1
        for start, (cost, way) in best.items():
            last = min(len(rows) - left, start + _TALLEST) if left else len(rows)
            for end in range(start + 1 if left else last, last + 1):
                away = abs((rows[start][0] + rows[end - 1][1]) / 2 - middle)
                crossed = sum(start < row < end for row in parted)
                whole = cost + max(_LITTLE * away, away - _HALF) + _ACROSS * crossed
                whole += _OTHER * (against[i][end] - against[i][start]) if against else 0.0
                if end not in after or whole < after[end][0]:
                    after[end] = (whole, (*way, start))
        best = after
    return list(min(best.values())[1])
