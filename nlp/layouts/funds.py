"""Rows of a form's head that state or head sums of money: 资金总额 and where it comes from, what it goes to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..location import Location
from ..normalize import fold
from ..vocabulary import label, plain
from .rows import Line

# What a label says of a sum: all of the money, one of its sources, one of its uses, or which year's it is.
ROLES = ("total", "source", "use", "column")
_TOTAL = re.compile(
    r"(?:年度?|本年度?|当年|全年|项目|部门|单位|整体|预算|支出|收入|资金|经费|申请|申报|安排|其中){0,6}(?:总额|总计|合计|总预算|总金额|总支出|总收入|总投入|资金总数)|年度金额"
)
_SOURCE = re.compile(
    r"(?:其中|[（(]?[1-9一二三四五六][)）、.．])?(?!项目|年度|本年|预算|全年|部门|单位支|整体)[\u4e00-\u9fff]{1,8}"
    r"(?:拨款|资金|补助|收入|结转|结余|安排|配套|自筹|债券|贷款|基金|转移支付)|(?:其中)?(?:政府性基金|一般公共预算|自筹|其他)"
)
_USE = re.compile(r"(?:其中|[（(]?[1-9一二三四五六][)）、.．])?(?:基本支出|项目支出)(?:预算|资金|合计|总额)?")
_COLUMN = re.compile(r"(?:年初|全年|年度|本年|当年|调整后?)?(?:预算|执行|批复|支出|到位)(?:数|金额|额)")
_TASK = re.compile(r"任务(?:名称|内容)?$|主要任务|工作任务")
_LABELLED = re.compile(r"((?:其中[:：])?[^\d:：\s]{2,16}+)[:：]?\s*(\d[\d,]*(?:\.\d+)?\s*(?:亿元|万元|元)?)")
_ACROSS = frozenset(("total", "source", "use"))
_ENDS = re.compile(r".{0,4}合计|总计|共计")
_BY = re.compile("^按[\u4e00-\u9fff]{2,6}分")  # 按收入性质分：其他资金
_MONTH = re.compile(r"20\d\d\.(?:0[1-9]|1[0-2])")
_FIGURE = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元|万)?")


@lru_cache(maxsize=4096)
def role(text: str) -> str:
    """What a cell says of a sum of money, one of `ROLES`, '' where it is no such label.

    >>> role("其中：财政拨款"), role("年度资金总额（万元）："), role("全年预算数（A）"), role("养护里程")
    ('source', 'total', 'column', '')
    >>> role("按收入性质分：其他资金")
    'source'
    """
    if not text or len(text) > 24:
        return ""
    bare = _BY.sub("", plain(text).replace(":", ""))
    for name, pattern in zip(ROLES, (_TOTAL, _SOURCE, _USE, _COLUMN), strict=True):
        if pattern.fullmatch(bare):
            return name
    return ""


@lru_cache(maxsize=4096)
def figure(text: str) -> tuple[float, str] | None:
    """The figure of a cell with its unit ('' for none).

    >>> figure("1,250.5万元"), figure("96%")
    ((1250.5, '万元'), None)
    """
    found = _FIGURE.fullmatch(fold(text).strip()) if text and len(text) <= 24 else None
    return (float(found[1].replace(",", "")), found[2] or "") if found else None


def parted(cell: str) -> tuple[str, ...]:
    """A cell that holds a label and its figure, as two; any other as it is.

    >>> parted("其中：财政拨款300.00"), parted("养护12公里")
    (('其中：财政拨款', '300.00'), ('养护12公里',))
    """
    found = _LABELLED.fullmatch(cell.strip()) if cell[-1:].isdigit() or cell.endswith("元") else None
    return (found[1], found[2]) if found and role(found[1]) in _ACROSS else (cell,)


@dataclass
class Funds:
    """Reads the rows of a form's head; remembers whether the row above headed sums, and whether they are those of a
    list of tasks."""

    headed: bool = False
    tasks: bool = False

    def read(self, line: Line) -> Iterator[tuple[str, str, Location]]:
        """A `funds` passage for a row that states sums, or heads them: its cells, joined by tabs, blank
        ones too."""
        texts = [part for i in line.filled for part in parted(line.texts[i])]
        named = [t for t in texts if role(t)]
        if (
            sum(map(bool, map(_MONTH.fullmatch, texts))) > 1
        ):  # 反应补助 | 2017.11 | 2017.12: from when to when
            self.headed = self.tasks = False
            return
        figures = any(map(figure, texts))
        if figures and (named or self.headed):
            self.tasks = self.tasks and not any(role(t) == "total" or _ENDS.fullmatch(t) for t in texts)
            yield _row(line)
        elif named and len(texts) > 1:
            self.headed, self.tasks = True, any(_TASK.search(t) for t in texts)
            yield _row(line)
        elif self.tasks and not label(texts[0]) and len(texts) > 1:
            yield _row(line)  # a task without money, of which its list must know
        else:
            self.headed = self.tasks = False


def _row(line: Line) -> tuple[str, str, Location]:
    text = "\t".join(" ".join(c.text.split()) for c in line.cells)
    return "funds", text, line.cells[line.filled[0]].location
