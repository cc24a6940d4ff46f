"""B04: another sector's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import SetView
from ..scope.unit import unit_of
from ..texts import FIELDS, Piece, all_texts, placed
from ..words import saying

# 与教育系统联合, 医学教育事业: another sector is spoken of, nobody speaks as it.
_BEFORE = re.compile(
    r"(?:与|和|同|联合|配合|协助|协同|支持|支援|面向|为|对|向|由|被|健康|医学|继续|宣传|党员|法治|普法|安全|思想|国防|老年|家庭|社区|"
    r"全民|职业|特殊|警示|卫生|科普|节水|节能|环境)(?:全[省市县区]|[省市县区])?$"
)


def _run(check: Check, view: SetView) -> Iterator[Finding]:
    unit = view.once(unit_of)
    if not unit.sectors:
        return
    pattern, foreign = saying(view[0][1].words, "sector_claims", frozenset(unit.sectors))
    pieces = all_texts(view, pattern)
    together: dict[tuple[int, str], list[str]] = {}
    for piece in pieces:
        hits = [
            m
            for m in pattern.finditer(piece.text)
            if not _BEFORE.search(piece.text[max(0, m.start() - 6) : m.start()])
        ]
        if hits and piece.field in FIELDS:
            yield placed(check, view, piece, hits[0].span(), *_said([hits[0][0]], foreign, unit.name))
        elif hits:
            together.setdefault((piece.index, piece.field), []).extend(m[0] for m in hits)
    for (i, field), found in together.items():
        said, advice = _said(list(dict.fromkeys(found)), foreign, unit.name)
        yield placed(check, view, Piece(i, field, "", "", ""), (0, 0), said, advice)


def _said(found: list[str], foreign: dict[str, str], name: str) -> tuple[str, str]:
    sectors = "、".join(dict.fromkeys(foreign[f] for f in found))
    quotes = "".join(f"“{f}”" for f in found[:8]) + (f"等 {len(found)} 处" if len(found) > 8 else "")
    whose = f"“{short(name, 16)}”" if name else "本部门"
    return (
        f"{quotes}是{sectors}部门的说法，与{whose}的职责不符，疑从其他部门的文本粘贴。",
        "请删去其他部门的内容，改写为本部门职责范围内的目标和措施。",
    )


_TITLE = Passage("title", "云岭市东渠区水利局2024年部门预算")


def _act(goal: str = "", name: str = "巡查率") -> Indicator:
    return Indicator(name, "≥90%", activity="灌溉服务", goal=goal)


CHECK = Check(
    code="B04",
    title="其他行业的文本",
    english="Another sector's text",
    severity="P1",
    opinion=3,
    why="绩效目标应与部门职责和事业发展规划相关（财预〔2015〕88号审核表“目标相关性”）；以别的行业自居的段落是从其他"
    "部门的材料粘贴来的。",
    run=_run,
    scope="document",
    bad=(
        Example(_act("推动全区民政事业再上台阶"), passages=(_TITLE,)),
        Example(_act(), passages=(_TITLE, Passage("paragraph", "维护教育系统稳定，办好人民满意的教育。"))),
    ),
    good=(
        Example(_act("推动全区水利事业发展，与教育系统联合开展节水宣传"), passages=(_TITLE,)),
        Example(_act("推动全区民政事业再上台阶")),
        Example(
            _act("推动全区民政事业再上台阶"),
            passages=(Passage("title", "云岭市东渠区柳荫街道办事处部门预算"),),
        ),
    ),
)
