"""M10: what the project stands on is empty, names no document or shows no sum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ...findings import Finding
from ...registry import Check, Example
from ...views import SetView
from ..owners import Owner, about, owners, quoted

# Full-width figures are \d too: nothing needs folding.
_NUMBERED = re.compile(
    r"[〔\[【(（]\s*(?:19|20)\d\d\s*年?[〕\]】)）]\s*(?:第?\s*\d+|\d+\s*号)|\d+\s*号|(?:主席|国务院)令|(?:法|条例)[》)（(]|三定|合同|中标"
)
_NAMED = re.compile(
    r"[《“<][^》”>]{4,}|通知|方案|办法|条例|规定|意见|纪要|纲要|规划|协议|合同|批复|决定|批示|法律|法规|"
    r"指引|细则|标准|三定|公报|任务书|招标|会议|请示|计划|政策"
)
_SUM = re.compile(
    r"(?<!\d)\d[\d,.，．]*\s*(?:余|多)?\s*(?:亿|万|千|百)?元|(?<!\d)\d[\d,.，．]*\s*(?:万|[Ww](?![A-Za-z]))|元/"
)
_NOTHING = frozenset(("", "无", "/", "-", "—", "——", "略", "暂无", "不适用", "详见附件", "见附件"))


def _unfounded(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        policy, calculation = _of_policy(owner), _of_calculation(owner)
        faults = [f for f in (policy, calculation) if f]
        if not faults:
            continue
        advice = []
        if policy:
            advice.append("政策依据列出文件名称和文号")
        if calculation:
            advice.append("测算依据逐项写明数量、单价和金额")
        # A document that is named, if without its number, can be found.
        light = not calculation and policy.endswith(_NO_NUMBER)
        yield about(
            check,
            view,
            owner,
            "；".join(faults) + "。",
            f"请补充：{'；'.join(advice)}。",
            "P3" if light else "",
        )


_NO_NUMBER = "没有文号"


def _of_policy(owner: Owner) -> str:
    if not owner.asked("policy"):
        return ""
    text = owner.text("policy").strip()
    if text in _NOTHING:
        return "政策（立项）依据没有填写"
    if _NUMBERED.search(text):
        return ""
    said = f"政策（立项）依据{quoted(owner.text('policy'))}"
    return f"{said}{_NO_NUMBER}" if _NAMED.search(text) else f"{said}没有写依据哪个文件"


def _of_calculation(owner: Owner) -> str:
    if not owner.asked("calculation"):
        return ""
    text = owner.text("calculation").strip()
    if text in _NOTHING:
        return "测算依据没有填写"
    if _SUM.search(text):
        return ""
    return f"测算依据{quoted(owner.text('calculation'))}没有金额，看不出预算怎样算出来"


_OWN = "堤防管护"
_DYKE = Indicator("巡堤里程", "860公里", project=_OWN)


def _told(policy: str | None, calculation: str | None) -> tuple[Passage, ...]:
    said = (("policy", policy), ("calculation", calculation))
    return tuple(Passage(kind, text, _OWN) for kind, text in said if text is not None)


CHECK = Check(
    code="M10",
    title="立项、测算依据空缺或不规范",
    english="Policy or calculation is empty, without document number or sum",
    severity="P2",
    opinion=1,
    why="项目应有明确的立项依据，预算应经过测算（财预〔2015〕88号：目标相关性、实现可能性；财预〔2020〕10号：立项依据充分性、预算编制科学性）。",
    run=_unfounded,
    scope="document",
    dimension="可行性",
    absence=True,
    empty=True,
    bad=(
        Example(_DYKE, passages=_told("", "巡堤员12人×2400元×12月=34.56万元")),
        Example(_DYKE, passages=_told("《防洪条例》（水利部令第9号）", "据实列支")),
        Example(_DYKE, passages=_told("为保障堤防安全，改善沿岸环境。", "3.6万元")),
        Example(_DYKE, passages=_told("《堤防管护办法》", "无")),
    ),
    good=(
        Example(_DYKE, passages=_told("县水利局〔2023〕16号", "巡堤员12人，共34.56万元")),
        Example(_DYKE, passages=_told("《防洪条例》（水利部令第9号）", "每公里2400元/年")),
        Example(_DYKE, passages=_told("关于印发堤防管护实施方案的通知（云水发[2023]16号）", None)),
        Example(_DYKE),
    ),
)
