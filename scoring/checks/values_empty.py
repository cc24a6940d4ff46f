"""V04–V06: values without content: placeholders, the name again, the class again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ...nlp.record import Indicator
from ..advice import rewrite
from ..findings import Finding, short
from ..registry import Check, Context, Example

_HARM = re.compile(r"现象|事故|投诉|问题|隐患|违|纠纷|差错|事件|案件|舆情|污染")
_PARTICLES = re.compile(r"[的了性\s,;。、.:\"()《》-]|情况$|程度$|得到")
_DIGIT = re.compile(r"[0-9一二三四五六七八九十百]")
_SIMILAR = 0.9


def _placeholder(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    value = context.value.strip("。. ")
    if value not in context.words.words("placeholder") and not (
        value == "无" and not _HARM.search(context.name)
    ):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有说出要达到什么，无法评价。",
        f"请填写具体的目标值，可写为：{rewrite(record, context)}。",
    )


def _bare(text: str) -> str:
    return _PARTICLES.sub("", text)


def repeats(context: Context) -> bool:
    """Whether the value says the name again and nothing else."""
    name, value = _bare(context.name), _bare(context.value)
    if not name or not value or _DIGIT.search(value):
        return False
    if name == value:
        return True
    if abs(len(name) - len(value)) > 2 or min(len(name), len(value)) < 8 or name[:2] != value[:2]:
        return False
    return SequenceMatcher(None, name, value, autojunk=False).ratio() > _SIMILAR


def _repeated(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if not repeats(context):
        return
    yield check.mark(
        record,
        "value",
        None,
        "指标值只是把指标名称又写了一遍，没有目标。",
        f"请写出可核实的目标值，可写为：{rewrite(record, context)}。",
    )


def _class(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    names = context.words.words("class_names")
    if context.value in names:
        field, severity = "value", ""
    elif context.name in names:
        field, severity = "name", "" if not _DIGIT.search(context.value) else "P1"
    else:
        return
    what = "指标值" if field == "value" else "指标名称"
    yield check.mark(
        record,
        field,
        None,
        f"{what}只写了分类名称“{getattr(record, field)}”，没有指标内容。",
        "请写明衡量的内容和目标值；本项目确无这一类指标的，删去此行或写“不适用”。",
        severity,
    )


def _one(name: str, value: str, level1: str = "", level2: str = "") -> Example:
    return Example(Indicator(name, value=value, level1=level1, level2=level2))


CHECKS = (
    Check(
        code="V04",
        title="指标值是占位词",
        english="Placeholder as a value",
        severity="P0",
        opinion=2,
        why="绩效目标应细化、量化（财预〔2015〕88号）；“实际”“据实”“XX”等没有目标。把下拉选项整串填入也属此类。",
        run=_placeholder,
        dimension="完整性",
        needs=("value",),
        instead_of=("V29", "V30", "B16", "V03"),
        bad=(_one("供水人口", "实际"), _one("闸门改造座数", "XX"), _one("管护效果", "优良中低差")),
        good=(_one("供水人口", "1.2万人"), _one("断水投诉", "无"), _one("闸门改造座数", "不适用")),
    ),
    Check(
        code="V05",
        title="指标值重复指标名称",
        english="The value repeats the name",
        severity="P0",
        opinion=4,
        why="绩效指标要通过清晰、可衡量的指标值体现（财预〔2020〕10号“绩效指标明确性”）；重复名称等于没有指标值。",
        run=_repeated,
        dimension="完整性",
        needs=("value", "words"),
        instead_of=("V29", "B16"),
        bad=(
            _one("改善灌区面貌", "改善灌区面貌"),
            _one("应急抢修及时性", "应急抢修及时"),
            _one("保障沿渠农户生产生活用水安全", "保障了沿渠农户生产生活用水安全"),
        ),
        good=(_one("改善灌区面貌", "新建景观带2处"), _one("抢修2小时到场", "抢修2小时到场")),
    ),
    Check(
        code="V06",
        title="填的是分类名称",
        english="The class name instead of an indicator",
        severity="P0",
        opinion=1,
        why="三级指标是对一、二级指标的细化（财预〔2015〕88号）；照抄分类名称，这一行没有任何内容。",
        run=_class,
        dimension="完整性",
        needs=("value",),
        instead_of=("V05", "V29", "B16", "V19", "N14", "N20"),
        bad=(_one("生态效益指标", "生态效益指标"), _one("社会效益", "明显")),
        good=(_one("河道水质达标率", "≥90%"), _one("服务对象满意度", "≥90%"), _one("总成本", "≤3万元")),
    ),
)
