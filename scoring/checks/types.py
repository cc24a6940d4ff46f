"""T02–T13 of one indicator: what stands in the class cells, and what is filed under a class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...models.taxonomy import declared_leaves
from ...nlp.record import Indicator
from ..findings import Finding, short, tier_span
from ..registry import Check, Context, Example

_FIGURE = re.compile(r"[0-9]")
_CLASSLIKE = re.compile(r"(?:指标|效益|效果|影响|成本|产出|投入|过程|管理|满意度?|[率性])$")
_EFFECT = re.compile(r"(?:保障|维护|促进|改善|提升|提高|增强|推动|推进|丰富)")
_NORM = re.compile(r"质量|合格|达标|准确|规范|标准|完好|验收|[率度]$|故障")
_SATISFIED = re.compile(r"满意[度率]|(?:非常|基本|较为?)满意")
_COVERAGE = re.compile(r"全覆盖|覆盖[率面]")
_TIME = re.compile(r"及时|按时|按期|时限|时间|周期|前完成|进度|时效|天内|小时")
_SAVING = re.compile(r"成本节约|节约成本|控制成本|成本控制|降低成本$")
_SCALE = re.compile(r"满意")


def _sentence(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    text = record.level2.strip()
    words = context.words
    if text in words.words("class_names") or text in words.words("verdict_cells"):
        return
    if len(text) < 7 or _CLASSLIKE.search(text) or declared_leaves("", text):
        return
    yield check.mark(
        record,
        "level2",
        None,
        f"二级指标一栏填的“{short(text)}”是目标或工作内容，不是分类。",
        "请在此栏填写数量、质量、时效、成本等分类，原来的内容移到三级指标或指标值。",
    )


def _verdict(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if record.level2.strip("。 ") in context.words.words("verdict_cells"):
        yield check.mark(
            record,
            "level2",
            None,
            f"二级指标一栏填的“{record.level2}”是评价结论，不是分类。",
            "请在此栏填写数量、质量、时效、成本、社会效益等分类，结论填入完成值或自评栏。",
        )


def _effect(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if context.declared != {"quality"} or not _EFFECT.match(context.name) or _NORM.search(context.name):
        return
    if _FIGURE.search(context.value):
        return
    yield check.mark(
        record,
        "level2",
        None,
        f"“{short(record.name)}”说的是效果，应属社会效益等效益指标，却填在“{record.level2 or record.level1}”下。",
        "质量指标请写产出达到的标准（如合格率、达标率≥__%）；这一条移到效益指标。",
    )


def _satisfied(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if not context.declared or "satisfaction" in context.declared:
        return
    match = _SATISFIED.search(context.name)
    field = "name"
    if not match and context.declared == {"sustainable"}:
        match, field = _SATISFIED.search(context.value), "value"
    if not match:
        return
    yield check.mark(
        record,
        field,
        match.span(),
        f"“{match[0]}”属于满意度，却填在“{record.level2 or record.level1}”下。",
        "请移到满意度指标，并写明调查对象和目标值（≥__%）。",
    )


def _stability(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if context.declared != {"sustainable"} or _FIGURE.search(context.value):
        return
    if context.name.strip("。") in context.words.words("stability_slogan"):
        yield check.mark(
            record,
            "name",
            None,
            f"“{record.name}”说不清与本项目的持续影响有什么关系。",
            "请写项目结束后仍在起作用的制度、设施或能力，如“管护制度建立并运行≥__年”。",
        )


def _saving(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if "economic" not in context.declared or len(context.declared) > 2 or _FIGURE.search(context.value):
        return
    match = _SAVING.search(context.name)
    if match:
        yield check.mark(
            record,
            "name",
            match.span(),
            "节约成本属于成本指标；经济效益应是项目带来的增收、节支或带动的投资。",
            "请移到成本指标并写明金额，或改写为“带动增收≥__万元”等。",
        )


def _coverage(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if context.declared != {"timeliness"} or _TIME.search(context.name):
        return
    match = _COVERAGE.search(context.name)
    if match:
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”衡量做了多少，不是做得及时不及时。",
            "请移到数量指标；时效指标写完成时间或及时率。",
        )


def _completion(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if context.declared == {"quality"} and context.name.rstrip("。").endswith("完成率"):
        yield check.mark(
            record,
            "level2",
            None,
            f"“{short(record.name)}”衡量完成了多少，属于数量，却填在“{record.level2 or record.level1}”下。",
            "请移到数量指标；质量指标写合格率、达标率、验收通过率等。",
        )


def _scale(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if _SCALE.search(context.name) or context.declared == {"satisfaction"}:
        return
    hits = [i for i, t in enumerate(context.tiers) if _SCALE.search(t)]
    if len(hits) < 2:
        return
    yield check.finding(
        "tiers",
        tier_span(record, hits[0], hits[-1]),
        f"“{short(record.name)}”不是满意度指标，却按满意程度分档。",
        "考核工作量的，改用次数、人数分档；考核满意度的，名称改为“×××满意度”。",
    )


def _one(
    name: str,
    value: str,
    level1: str = "产出指标",
    level2: str = "质量指标",
    tiers: tuple[str, ...] | None = None,
) -> Example:
    return Example(Indicator(name, value=value, level1=level1, level2=level2, tiers=tiers))


_WHY = "二级指标按所衡量的内容归类（财预〔2015〕88号、财预〔2020〕10号指标框架）。"
_MIXED = "质量、效益、满意度混淆是评审中最常见的归类错误。"

CHECKS = (
    Check(
        code="T02",
        title="二级指标栏填了目标内容",
        english="A sentence in the class cell",
        severity="P0",
        opinion=7,
        why=_WHY,
        run=_sentence,
        dimension="完整性",
        needs=("odd_class",),
        bad=(
            _one("清淤", "完成", level2="确保春灌前全线通水"),
            _one("宣传", "5场", level2="农户全部用上自来水"),
        ),
        good=(
            _one("清淤", "12公里", level2="数量指标"),
            _one("清淤", "12公里", level2="项目产出数量指标"),
            _one("清淤", "12公里", level2="实际完成率"),
        ),
    ),
    Check(
        code="T03",
        title="二级指标栏填了评价结论",
        english="A verdict in the class cell",
        severity="P0",
        opinion=7,
        why=_WHY,
        run=_verdict,
        dimension="完整性",
        needs=("odd_class",),
        bad=(_one("清淤", "完成", level2="好"), _one("宣传", "5场", level2="完成")),
        good=(_one("清淤", "完成", level2="质量指标"), _one("宣传", "5场", level2="")),
    ),
    Check(
        code="T06",
        title="效果填在质量指标下",
        english="An effect filed under quality",
        severity="P1",
        opinion=7,
        why=_WHY + _MIXED,
        run=_effect,
        needs=(
            "level2",
            "quality",
        ),
        instead_of=("T01",),
        bad=(_one("保障农户春灌用水", "保障农户春灌用水"), _one("提高农户节水意识", "得到提高")),
        good=(
            _one("保障供水水质达标率", "≥98%"),
            _one("提高农户节水意识", "得到提高", "效益指标", "社会效益指标"),
            _one("闸门验收", "合格"),
        ),
    ),
    Check(
        code="T07",
        title="满意度填在其他指标下",
        english="Satisfaction filed elsewhere",
        severity="P1",
        opinion=7,
        why=_WHY + _MIXED,
        run=_satisfied,
        needs=(
            "declared",
            "satisfied",
        ),
        instead_of=("T01",),
        bad=(
            _one("农户对水价政策的满意度", "≥90%", "效益指标", "可持续影响指标"),
            _one("农户对抢修的满意率", "≥90%", "产出指标", "时效指标"),
        ),
        good=(
            _one("农户满意度", "≥90%", "满意度指标", "服务对象满意度指标"),
            _one("农户满意度", "≥90%", "效益指标", ""),
        ),
    ),
    Check(
        code="T08",
        title="可持续影响写成稳定套话",
        english="A stability slogan as lasting effect",
        severity="P2",
        opinion=7,
        why=_WHY + "可持续影响看项目结束后效果或能力能否延续。",
        run=_stability,
        needs=("sustainable",),
        bad=(
            _one("维护社会稳定", "稳定", "效益指标", "可持续影响指标"),
            _one("融洽干群关系", "融洽", "效益指标", "可持续影响指标"),
        ),
        good=(
            _one("管护制度建立", "1项", "效益指标", "可持续影响指标"),
            _one("维护社会稳定", "稳定", "效益指标", "社会效益指标"),
        ),
    ),
    Check(
        code="T09",
        title="经济效益写成节约成本",
        english="Cost saving as economic benefit",
        severity="P2",
        opinion=7,
        why=_WHY,
        run=_saving,
        needs=("declared",),
        bad=(
            _one("成本节约", "成本节约", "效益指标", "经济效益指标"),
            _one("节约成本", "明显", "效益指标", "经济效益"),
        ),
        good=(
            _one("节约成本", "12万元", "效益指标", "经济效益指标"),
            _one("农户增收", "明显", "效益指标", "经济效益指标"),
        ),
    ),
    Check(
        code="T10",
        title="覆盖填在时效指标下",
        english="Coverage filed as timeliness",
        severity="P2",
        opinion=7,
        why=_WHY,
        run=_coverage,
        needs=("timeliness",),
        instead_of=("T01",),
        bad=(
            _one("全年水质监测全覆盖", "365天", level2="时效指标"),
            _one("水表覆盖率", "100%", level2="时效指标"),
        ),
        good=(
            _one("水表及时更换覆盖率", "100%", level2="时效指标"),
            _one("水表覆盖率", "100%", level2="数量指标"),
        ),
    ),
    Check(
        code="T11",
        title="完成率填在质量指标下",
        english="A completion rate as quality",
        severity="P1",
        opinion=7,
        why=_WHY + "完成率衡量计划工作量的完成程度，属数量。",
        run=_completion,
        needs=("quality",),
        instead_of=("T01",),
        bad=(_one("清淤完成率", "100%"), _one("完成率", "100%")),
        good=(_one("清淤完成率", "100%", level2="数量指标"), _one("清淤验收合格率", "100%")),
    ),
    Check(
        code="T12",
        title="非满意度指标按满意分档",
        english="A satisfaction scale for an activity",
        severity="P1",
        opinion=4,
        why="指标值应与指标内容相符（财预〔2020〕10号“绩效指标明确性”）。",
        run=_scale,
        instead_of=("V29",),
        needs=(
            "tiers",
            "satisfied",
        ),
        bad=(
            _one("开展节水宣传活动", "", "", "", ("群众非常满意", "满意", "一般", "不满意")),
            _one("设立护河基金", "", "", "", ("非常满意", "满意", "较满意", "不满意")),
        ),
        good=(
            _one("农户满意度", "", "", "", ("非常满意", "满意", "一般", "不满意")),
            _one("节水宣传场次", "", "", "", ("10场及以上", "8-9场", "6-7场", "5场及以下")),
        ),
    ),
)
