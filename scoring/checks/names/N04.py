"""N04: the target inside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding
from ...registry import Check, Context, Example
from ...views import RecordView
from .sentences import NAME, VALUE_IN_NAME, one

_COUNT = re.compile(
    r"(?:共|约|计|为|达)?([0-9]+(?:\.[0-9]+)?)(?:[人名个户家座台套件辆所处间场次期份篇批项]|人次|公里)(?![0-9以及])"
)


# What is built or kept, at the end of a name: 围墙300米, 新建水泥路1条; at its head or before a thing: 一个备份器, 5000吨稻谷.
_BUILT = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[条座台套件辆栋口眼亩米]|公里|km|平方?米|㎡|m2)$")
_LED = re.compile(
    r"^(?:[一二两三四五六七八九十]{1,2}|[0-9]+)[个台套座辆栋条](?!数)|[0-9]+(?:\.[0-9]+)?[万]?(?:吨|亩|公里)(?=[\u4e00-\u9fff])"
)


def _works(context: Context) -> re.Match[str] | None:
    """The quantity of a thing in its name, where the target is a figure of something else: its price, its length."""
    target, name = context.target, context.name
    if target is None or target.number is None or target.kind == "date":
        return None
    found = _BUILT.search(name) if target.kind in ("money", "count") else None
    if found is None and context.declared == {"quantity"} and target.kind in ("percent", "count"):
        found = _LED.search(name)
    return found


def _again(context: Context) -> re.Match[str] | None:
    """A count at the end of a name that the value only repeats (干部共230名 / 230人), or of which it is a share
    (水泵4台 / 100%)."""
    target = context.target
    *_, found = (None, *_COUNT.finditer(context.name))
    if (
        target is not None
        and target.kind == "percent"
        and context.declared == {"quantity"}
        and found is not None
    ):
        return found if context.name.endswith(found[0]) else None
    if target is None or target.kind != "count" or target.number is None or target.number < _FEW:
        return None
    same = found is not None and float(found[1]) == target.number and context.name.endswith(found[0])
    return found if same else None


_FEW = 2.0  # 一次 and the like are part of many a name


def _target(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = VALUE_IN_NAME.search(context.name) or _again(context) or _works(context)
    if match and not record.cell:  # what the reader has cut from a cell is no name that somebody wrote
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”是目标值，不应写在指标名称里。",
            "请每样一条指标，名称写衡量的内容，数量写在指标值里。"
            if len(_COUNT.findall(context.name)) > 1
            else "请把目标值移到指标值一栏，名称只写衡量的内容。",
        )


CHECK = Check(
    code="N04",
    title="名称里写了目标值",
    english="The target inside the name",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=5,
    why=NAME,
    run=_target,
    needs=("figured_name",),
    bad=(
        one("水质抽检率达到100%", "100%"),
        one("增加20人巡渠队伍", "完成"),
        one("管水员共230名", "≥230个"),
        Example(Indicator("水泵4台、水表2套", value="100%", level1="产出指标", level2="数量指标")),
        one("抽检合格率大于等于全市水平", "100%"),
        one("渠边围栏300米", "280元/米"),
        Example(Indicator("5000吨化肥储备到位率", value="100%", level1="产出指标", level2="数量指标")),
    ),
    good=(
        one("水质抽检率", "100%"),
        one("60岁以上农户水费减免", "320户"),
        one("修复8座泵站合格率", "100%"),
        one("10千伏线路", "12公里"),
        Example(Indicator("水质抽检率达到100%", value="100%", cell="水质抽检率达到100%；巡查率达到95%")),
    ),
)
