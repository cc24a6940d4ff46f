"""C06, C08, C09: what the text says of money against its own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from ...nlp.document import Passage
from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Example, Item
from .consistency_text import money, placed
from .sets_common import of_kind

_LACK = re.compile(
    r"(?:经费|资金|预算|投入)[^，。；：,;:]{0,6}(?:不足|较?少|紧张|短缺|有限)|缺口(?:较大|很大|大)"
)
_BEFORE = re.compile(r"[^，。；：,;:]{0,10}$")
_DONE = re.compile(r"完成(?:年初|全年)?预算的?(\d+(?:\.\d+)?)[%％]")
_OVER = re.compile(r"其中[:：,，]?$")
_LEFT = 0.95  # below this share the money was plainly not used up
_LINES = 60
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
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def _complaints(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    planned = {p.owner_id: p.text for p in of_kind(passages, "budget") if p.project}
    spent = {p.owner_id: p.text for p in of_kind(passages, "executed") if p.project}
    for passage in of_kind(passages, "paragraph"):
        if not (passage.owner_id in planned or "完成" in passage.text):
            continue
        said = _DONE.search(passage.text)
        plan, used = money(planned.get(passage.owner_id, "")), money(spent.get(passage.owner_id, ""))
        share = float(said[1]) / 100 if said else used / plan if plan and used is not None else None
        lack = _LACK.search(passage.text) if share is not None and share < _LEFT else None
        if share is None or lack is None:
            continue
        before = _BEFORE.search(passage.text[: lack.start()])
        quoted = (before[0] if before else "") + lack[0]
        yield placed(
            check,
            items,
            passage,
            f"文中称“{short(quoted.strip(), 30)}”，而预算只执行了 {share * 100:.4g}%，前后矛盾。",
            "请核实资金未用完的原因：确有缺口的说明已下达资金为何未支出，否则删去缺口的说法。",
        )


def _totals(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    for k, passage in enumerate(passages):
        if passage.kind != "paragraph" or "完成" not in passage.text or not _OVER.search(passage.text):
            continue
        said = _DONE.search(passage.text)
        if said is None or float(said[1]) != 100:
            continue
        shares: list[tuple[float, str]] = []
        for line in passages[k + 1 : k + 1 + _LINES]:
            found = _DONE.search(line.text) if line.kind == "paragraph" else None
            if line.kind != "paragraph" or _OVER.search(line.text):
                break
            if found:
                shares.append((float(found[1]), line.text))
        below = [(share, quoted) for share, quoted in shares if share < 100]
        if below and all(share <= 100 for share, _ in shares):
            share, quoted = below[0]
            yield placed(
                check,
                items,
                passage,
                f"总数称“{said[0]}”，分项“{short(quoted, 30)}”只完成 {share:.4g}%，总数不可能是 100%。",
                "请按各项实际执行数重新计算总的完成比例。",
            )


def _sums(check: Check, items: Sequence[Item], passages: Sequence[Passage]) -> Iterator[tuple[int, Finding]]:
    for passage in of_kind(passages, "paragraph"):
        text = passage.text
        if ("其中" in text or "包括" in text) and _LISTED.search(text):
            for message in _text_sums(text):
                yield placed(check, items, passage, message, "请核对总数和各分项，使其相符。")
    yield from _table_sums(check, items, passages)


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


def _table_sums(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    if not of_kind(passages, "sum"):
        return
    parts: list[list[str]] = []
    over = False  # the sums of this table stand over their parts
    for k, passage in enumerate(passages):
        if passage.kind != "sum":
            parts, over = [], False
            continue
        cells = ["".join(c.split()) for c in passage.text.split("\t")]
        if not any(map(_SUM.fullmatch, cells)):
            parts.append(cells)
            continue
        over = over or not parts
        if not over and 1 < len(parts) <= _MOST_PARTS and not any(map(_INNER_ROW.search, chain(*parts))):
            for message in _columns(cells, parts):
                yield placed(check, items, passages[k], message, "请核对合计数和各分项。")
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


_ROAD = Indicator("养护里程", value="46公里", project="县道养护")
_OWN: dict[str, Any] = {"project": "县道养护"}


def _told(text: str) -> Passage:
    return Passage("paragraph", text, **_OWN)


CHECKS = (
    Check(
        code="C06",
        title="一面说经费不足，一面没有用完",
        english="Money said to be short, yet not spent",
        severity="P1",
        opinion=11,
        why="资金执行与存在问题应相互印证；执行率低而称资金缺口大，原因分析不成立（财预〔2020〕10号）。",
        run_text=_complaints,
        scope="document",
        dimension="适当性",
        bad=(
            Example(_ROAD, passages=(_told("完成预算的71.5%。存在问题：养护经费缺口较大。"),)),
            Example(
                _ROAD,
                passages=(
                    Passage("budget", "80万元", **_OWN),
                    Passage("executed", "52万元", **_OWN),
                    _told("主要问题是养护资金不足，影响进度。"),
                ),
            ),
        ),
        good=(
            Example(_ROAD, passages=(_told("完成预算的99.8%。存在问题：养护经费缺口较大。"),)),
            Example(_ROAD, passages=(_told("完成预算的71.5%，主要原因是雨季推迟施工，资金结转下年。"),)),
        ),
    ),
    Check(
        code="C08",
        title="总数完成100%，分项却没有",
        english="A total of 100 % over lines below 100 %",
        severity="P2",
        opinion=11,
        why="总数与分项应当一致；分项都不超过100%而有低于100%的，总数不可能是100%。",
        run_text=_totals,
        scope="document",
        dimension="可行性",
        bad=(
            Example(
                _ROAD,
                passages=(
                    _told("支出决算90万元，完成预算100%。其中："),
                    _told("行政运行：60万元，完成预算92%。"),
                ),
            ),
            Example(
                _ROAD,
                passages=(
                    _told("决算数为30.5万元，完成预算的100%，其中："),
                    _told("1.办公费：完成预算100%。"),
                    _told("2.差旅费：完成预算88.6%。"),
                ),
            ),
        ),
        good=(
            Example(
                _ROAD,
                passages=(_told("支出决算90万元，完成预算96%。其中："), _told("行政运行：完成预算92%。")),
            ),
            Example(
                _ROAD,
                passages=(
                    _told("支出决算90万元，完成预算100%。其中："),
                    _told("行政运行：完成预算92%。"),
                    _told("公用经费：完成预算115%。"),
                ),
            ),
        ),
    ),
    Check(
        code="C09",
        title="分项之和不等于总数",
        english="Parts that do not add up",
        severity="P1",
        opinion=11,
        why="数据应当准确、口径一致；总数与分项不符的，数据来源存疑。",
        run_text=_sums,
        scope="document",
        dimension="可行性",
        bad=(
            Example(_ROAD, passages=(_told("安排支出500.6万元，包括人员经费430.2万元和公用经费68.4万元。"),)),
            Example(
                _ROAD,
                passages=tuple(
                    Passage("sum", text, **_OWN)
                    for text in ("收入\t财政拨款\t120.00", "\t其他资金\t30.00", "\t合计\t140.00")
                ),
            ),
        ),
        good=(
            Example(_ROAD, passages=(_told("安排支出500.6万元，包括人员经费430.2万元和公用经费70.4万元。"),)),
            Example(_ROAD, passages=(_told("安排支出500.6万元，其中：培训费12万元，会议费8万元。"),)),
            Example(
                _ROAD,
                passages=tuple(
                    Passage("sum", text, **_OWN)
                    for text in ("收入\t财政拨款\t120.00", "\t其他资金\t20.00", "\t合计\t140.00")
                ),
            ),
        ),
    ),
)
