"""C09: parts that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from .....nlp.document import Passage
from .....nlp.location import Location
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..sums import OWN, ROAD, told
from ..text import placed
from .funds import Gap, gaps

_ROUNDING = 0.021
_NEAR = 0.05
_PART = re.compile(r"[\u4e00-\u9fff”)）](?:为|共计|合计)?(-?\d[\d,]*(?:\.\d+)?)(亿元|万元|元)")
_MARK = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(亿元|万元|元)[，,；;：:]?(包括|其中)[:：,，]?")
_LISTED = re.compile(r"元[，,；;：:]?(?:包括|其中)")
_CHANGE = re.compile(r"增[加长]|减少|下降|上升|较上?|比上|同比|每[人户亩月年]|标准|人均|主要|结转|持平|超")
_INNER = re.compile(r"[(（][^()（）]*[)）]")
_NESTED = re.compile(r"[，,]?(?:包括|其中)[^；。]*")
_SUM = re.compile(r"合计|小计|共计")
_INNER_ROW = re.compile(r"其中|小计|^\d{3,7}$")  # rows of several levels: 类, 款, 项
_MOST_PARTS = 6
_MOST_GAPS = 2
_LABEL = 16
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def _sums(check: Check, view: SetView) -> Iterator[Finding]:
    for passage in view.of_kind("paragraph"):
        text = passage.text
        if ("其中" in text or "包括" in text) and _LISTED.search(text):
            for message in _text_sums(text):
                yield placed(check, view, passage, message, "请核对总数和各分项，使其相符。")
    found = list(_funds(check, view))
    yield from found or _table_sums(check, view)  # the same money, told with its labels


def _funds(check: Check, view: SetView) -> Iterator[Finding]:
    """All of the money in a form's head against its sources and uses."""
    rows: dict[str, list[Passage]] = {}
    for passage in view.of_kind("funds"):
        rows.setdefault(passage.owner_id, []).append(passage)
    for passages in rows.values():
        found = {(g.whole.amount, g.added): g for g in gaps(_in_columns(passages))}
        if found:
            said = "；".join(map(_gap, list(found.values())[:_MOST_GAPS]))
            yield placed(check, view, passages[0], f"{said}。", "请核对资金总额和各项资金，使其相符。")


def _in_columns(passages: list[Passage]) -> list[str]:
    """The rows with the empty cells that they lack before and behind, where the document says in which columns they
    stand: the rows of the sources have no points, so that they end earlier than the row of all of the money."""
    if not all(p.location.column for p in passages):
        return [p.text for p in passages]
    rows = ["\t" * (p.location.column - 1) + p.text for p in passages]
    width = max(row.count("\t") for row in rows)
    return [row + "\t" * (width - row.count("\t")) for row in rows]


def _gap(gap: Gap) -> str:
    parts = "＋".join(f"{short(part.label, _LABEL)}{part.said}" for part in gap.parts[:_MOST_PARTS])
    if len(gap.parts) > _MOST_PARTS:
        parts += f"…共 {len(gap.parts)} 项"
    of = f"{gap.of}一栏的" if gap.of else ""
    between = abs(gap.whole.amount - gap.added)
    return (
        f"{of}{gap.whole.label}是 {gap.whole.said}，各项（{parts}）相加是 {gap.added:.10g}{gap.whole.unit}，"
        f"相差 {between:.10g}{gap.whole.unit}"
    )


def _text_sums(text: str) -> Iterator[str]:
    """Totals that their parts nearly make up: what differs a lot was not meant to be a full list."""
    flat = _INNER.sub("", text)
    for mark in _MARK.finditer(flat):
        stop = "；。;" if mark[3] == "包括" else "。"
        rest = re.split(f"[{stop}]", flat[mark.end() :], maxsplit=1)[0]
        rest = _NESTED.sub("", rest)
        parts = _PART.findall(rest)
        if len(parts) < 2 or _CHANGE.search(rest) or len({u for _, u in parts} | {mark[2]}) > 1:
            continue
        total = _float(mark[1])
        added = sum(_float(n) for n, _ in parts)
        gap = abs(total - added)
        if max(_ROUNDING, 0.006 * len(parts)) < gap <= _NEAR * total:
            yield (
                f"“{mark[1]}{mark[2]}”与其分项之和 {added:.10g}{mark[2]}（{'＋'.join(n for n, _ in parts)}）"
                f"相差 {gap:.6g}{mark[2]}。"
            )


def _table_sums(check: Check, view: SetView) -> Iterator[Finding]:
    if not view.of_kind("sum"):
        return
    parts: list[list[str]] = []
    told: set[str] = set()
    over = False  # the sums of this table stand over their parts
    for passage in view.passages:
        if passage.kind != "sum":
            parts, over = [], False
            continue
        cells = ["".join(c.split()) for c in passage.text.split("\t")]
        if not any(map(_SUM.fullmatch, cells)):
            parts.append(cells)
            continue
        over = over or not parts
        if not over and 1 < len(parts) <= _MOST_PARTS and not any(map(_INNER_ROW.search, chain(*parts))):
            for message in dict.fromkeys(m for m in _columns(cells, parts) if m not in told):
                told.add(message)
                yield placed(check, view, passage, message, "请核对合计数和各分项。")
        parts = []


def _columns(total: list[str], parts: list[list[str]]) -> Iterator[str]:
    for column, text in enumerate(total):
        above = [row[column] if column < len(row) else "" for row in parts]
        if not _NUMBER.fullmatch(text) or not all(_NUMBER.fullmatch(a) for a in above):
            continue
        figures = list(map(_float, above))
        added, wanted = sum(figures), _float(text)
        allowed = max(_ROUNDING, 0.006 * len(above))
        # Rows of several levels add up to the sum once one of them is left out, or many times over.
        levels = len(figures) > 2 and any(abs(added - f - wanted) <= allowed for f in figures)
        if abs(added - wanted) > allowed and not levels:
            yield f"合计填“{text}”，上面各行（{'、'.join(above[:6])}）相加是 {added:,.2f}，两者不符。"


def _float(text: str) -> float:
    return float(text.replace(",", ""))


def _head(*rows: str) -> tuple[Passage, ...]:
    """For the examples."""
    return tuple(Passage("funds", row, **OWN) for row in rows)


def _sheet(*rows: tuple[int, str]) -> tuple[Passage, ...]:
    """The same as a workbook has them: with the column in which a row begins."""
    return tuple(
        Passage("funds", text, location=Location(sheet="自评表", row=k, column=column), **OWN)
        for k, (column, text) in enumerate(rows, 5)
    )


CHECK = Check(
    code="C09",
    title="分项之和不等于总数",
    english="Parts that do not add up",
    severity="P1",
    opinion=11,
    why="数据应当准确、口径一致；总数与分项不符的，数据来源存疑。",
    run=_sums,
    scope="document",
    dimension="可行性",
    bad=(
        Example(ROAD, passages=(told("安排支出500.6万元，包括人员经费430.2万元和公用经费68.4万元。"),)),
        Example(
            ROAD,
            passages=tuple(
                Passage("sum", text, **OWN)
                for text in ("收入\t财政拨款\t120.00", "\t其他资金\t30.00", "\t合计\t140.00")
            ),
        ),
        Example(ROAD, passages=_head("年度资金总额\t320", "其中：财政拨款\t260", "其他资金\t40")),
        Example(
            ROAD,
            passages=_head(
                "年度预算\t资金总额\t320",
                "其中：基本支出\t60",
                "主要任务\t任务名称\t主要内容\t预算金额",
                "巡渠\t巡查渠道\t180",
                "清淤\t疏浚渠道\t90",
                "运转\t人员和公用支出\t40",
            ),
        ),
        Example(
            ROAD,
            passages=_head(
                "部门支出（万元）\t\t年初预算数\t全年预算数\t分值\t得分",
                "\t支出总额\t1200\t1250\t10\t9.8",
                "\t基本支出\t700\t700\t-\t-",
                "\t项目支出\t500\t650\t-\t-",
            ),
        ),
        Example(
            ROAD,
            passages=_head(
                "预算金额\t总额\t财政拨款\t其他资金", "县道养护\t\t300\t260\t40", "合计\t\t350\t300\t40"
            ),
        ),
        Example(
            ROAD,
            passages=_head(
                "年度主要任务\t任务名称\t主要内容\t预算金额（万元）",
                "\t县道养护\t日常养护120公里\t300",
                "\t专项资金\t危桥改造2座\t180",
                "\t候车亭\t新建15座\t40",
                "\t金额合计\t\t560",
            ),
        ),
    ),
    good=(
        Example(  # two columns whose headings nobody knows
            ROAD, passages=_head("资金总额\t612", "财政拨款\t612\t640.5", "其他资金\t0\t0")
        ),
        Example(  # the sources have no points: their rows end earlier
            ROAD,
            passages=_sheet(
                (1, "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分"),
                (2, "年度资金总额\t300\t320\t304\t10\t95%\t9.5"),
                (2, "其中：财政拨款\t280\t300\t284\t—"),
                (2, "其他资金\t20\t20\t20\t—"),
            ),
        ),
        Example(  # all years beside this year
            ROAD,
            passages=_head(
                "实施期资金总额\t960\t年度资金总额\t320",
                "其中：专项债券\t700\t其中：专项债券\t220",
                "区级财政\t260\t区级财政\t100",
            ),
        ),
        # A task without money; tasks that others break down.
        Example(
            ROAD,
            passages=_head(
                "年度主要任务\t任务名称\t预算金额（万元）",
                "\t县道养护\t300",
                "\t路长制\t",
                "\t候车亭\t40",
                "\t金额合计\t400",
            ),
        ),
        Example(
            ROAD,
            passages=_head(
                "年度主要任务\t任务名称\t预算金额（万元）",
                "\t县道养护\t300",
                "\t桥梁养护\t60",
                "\t候车亭\t40",
                "\t金额合计\t340",
            ),
        ),
        Example(ROAD, passages=(told("安排支出500.6万元，包括人员经费430.2万元和公用经费70.4万元。"),)),
        Example(ROAD, passages=(told("安排支出500.6万元，其中：培训费12万元，会议费8万元。"),)),
        Example(
            ROAD,
            passages=tuple(
                Passage("sum", text, **OWN)
                for text in ("收入\t财政拨款\t120.00", "\t其他资金\t20.00", "\t合计\t140.00")
            ),
        ),
        Example(ROAD, passages=_head("年度资金总额\t320", "其中：财政拨款\t280", "其他资金\t40")),
        Example(
            ROAD,
            passages=_head(
                "年度预算\t资金总额\t320",
                "其中：项目支出\t270",
                "主要任务\t任务名称\t主要内容\t预算金额",
                "巡渠\t巡查渠道\t180",
                "清淤\t疏浚渠道\t90",
            ),
        ),
        Example(ROAD, passages=_head("年度资金总额\t320", "其中：财政拨款\t260", "其他资金\t")),
        Example(  # 中央 and 省级 break the first source down
            ROAD,
            passages=_head(
                "年度资金总额\t320", "财政拨款\t280", "其中：中央补助\t200", "省级补助\t80", "其他资金\t40"
            ),
        ),
        Example(
            ROAD, passages=_head("项目总金额（中期规划）：\t960\t\t年度资金总额：\t320", "财政拨款\t320")
        ),
    ),
)
